//! Los programas de Python que hay al lado de las lecciones: dicen y hacen lo mismo que ellas, salvo donde
//! los dos lenguajes se distinguen, y ahí se dice en qué.

use crate::*;
use shared::salida::anunciar;
use shared::servidor;
use shared::tramos::{self, Tramo};
use shared::traza::PANICO;
use std::ffi::OsString;
use std::sync::{LazyLock, Mutex};
use tools::programa::python::{Python, o_por_que};

/// Un programa de Python; sin Python, o sin lo que le falta, nada, y se dice.
fn en_python(archivo: &Path, argumentos: &[String]) -> Option<Programa> {
    static PYTHON: LazyLock<anyhow::Result<Python>> = LazyLock::new(Python::buscar);
    let argumentos: Vec<OsString> = argumentos.iter().map(OsString::from).collect();
    let programa = o_por_que(&PYTHON).and_then(|python| python.programa(archivo, &argumentos));
    if let Err(error) = &programa {
        static DICHO: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
        if DICHO.lock().unwrap().insert(error.to_string()) {
            // print! no se vería: la prueba no falla.
            anunciar(&format!("[*] Sin comparar con Python: {error}"));
        }
    }
    programa.ok()
}

/// Lo que dice, sin lo que cambia de una vez a otra: los tiempos, y qué trabajador suma antes. En un orden
/// cualquiera, menos lo último.
fn dicho(hecho: &Ejecucion, en_orden: bool) -> Vec<String> {
    let lo_que_no_cambia = |mensaje: &&str| match mensaje.split_once(" en ") {
        Some((antes, despues)) if despues.ends_with("segundos") => antes.to_string(),
        _ if mensaje.contains("sumo 1") => mensaje.split(": ").last().unwrap().to_string(),
        _ => mensaje.split("transcurrido: ").next().unwrap().to_string(),
    };
    let mut dicho: Vec<String> = hecho.mensajes().iter().map(lo_que_no_cambia).collect();
    if let Some((_, primeros)) = dicho.split_last_mut().filter(|_| !en_orden) {
        primeros.sort();
    }
    dicho
}

/// Sus tareas, y en cuántos procesos e hilos van.
fn forma(tramos: &[Tramo]) -> (BTreeSet<&str>, usize, usize, usize) {
    let nombres = tramos.iter().map(|tramo| &*tramo.nombre).collect();
    (nombres, tramos.len(), tramos::procesos(tramos).len(), tramos::hilos(tramos).len())
}

/// Un programa y el suyo en Python, con qué argumentos y cuántas tareas tienen que llegar a estar a la vez, si no
/// depende de lo ocupado que esté el equipo.
struct Pareja {
    python: String,
    rust: Programa,
    argumentos: Vec<String>,
    a_la_vez: Option<usize>,
}

fn parejas() -> Vec<Pareja> {
    let base = servidor::iniciar(0).unwrap().base();
    let en_fila = ["0.1?bytes=500", "0.05?bytes=70"].map(|pagina| format!("{base}/delay/{pagina}"));
    let mut parejas = Vec::new();
    for (manera, urls, a_la_vez) in
        [("sequential", en_fila.to_vec(), 1), ("threads", juntas(), 4), ("processes", juntas(), 4)]
    {
        let (python, a_la_vez) = (format!("examples-http/src/bin/{manera}.py"), Some(a_la_vez));
        parejas.push(Pareja { python, rust: http(manera), argumentos: urls, a_la_vez });
        let a_la_vez = Some(if manera == "sequential" { 1 } else { 2 });
        let (python, argumentos) = (format!("examples-{manera}/src/main.py"), Vec::new());
        parejas.push(Pareja { python, rust: que_duerme(manera), argumentos, a_la_vez });
        for nombre in ["cpu", "memory", "messages", "crash"] {
            let python = format!("examples-{manera}/examples/{nombre}-{manera}.py");
            // El argumento de cpu es el límite hasta el que cuenta.
            let limite = (nombre == "cpu").then(|| "20000".to_string());
            if raiz().join(&python).exists() {
                let (rust, argumentos) = (experimento(nombre, manera), Vec::from_iter(limite));
                parejas.push(Pareja { python, rust, argumentos, a_la_vez: None });
            }
        }
    }
    parejas
}

#[test]
fn cada_programa_y_su_gemelo_dicen_y_hacen_lo_mismo() {
    let parejas = parejas();
    assert_eq!(parejas.len(), 15, "seis lecciones y nueve experimentos");
    thread::scope(|ambito| {
        for pareja in parejas {
            ambito.spawn(|| comparar(pareja));
        }
    });
}

fn comparar(Pareja { python, rust, argumentos, a_la_vez }: Pareja) {
    let Some(gemelo) = en_python(&raiz().join(&python), &argumentos) else { return };
    let de_python = gemelo.ejecutar().unwrap();
    let de_rust = rust.con(argumentos).ejecutar().unwrap();
    let como = format!("{python}\nRust: {de_rust}\nPython: {de_python}");
    assert_eq!(de_python.codigo(), de_rust.codigo(), "{como}");
    if python.contains("cpu-") && de_python.tramos.len() != de_rust.tramos.len() {
        // Para Python, los núcleos son los del equipo, aunque no le dejen usar todos.
        for hecho in [&de_python, &de_rust] {
            assert!(hecho.mensajes().contains(&"[+] 2262 primos en total"), "{como}");
        }
        return;
    }
    let en_orden = python.contains("sequential");
    assert_eq!(dicho(&de_python, en_orden), dicho(&de_rust, en_orden), "{como}");
    assert_eq!(forma(&de_python.tramos), forma(&de_rust.tramos), "{como}");
    if let Some(a_la_vez) = a_la_vez {
        assert_eq!(tramos::a_la_vez(&de_python.tramos), a_la_vez, "{como}");
        assert_eq!(tramos::a_la_vez(&de_rust.tramos), a_la_vez, "{como}");
    }
}

#[test]
fn si_una_tarea_falla_python_dice_que_fue_bien_y_rust_no() {
    let carpeta = tempfile::tempdir().unwrap();
    let se_rinde = "    if num_tarea == 2:
        raise RuntimeError(\"me rindo\")
    time.sleep(2)\n";
    for (manera, quien, despedida) in
        [("threads", "Tarea 2", "Los hilos han"), ("processes", "Proceso 2", "Los procesos han")]
    {
        let codigo = leer(format!("examples-{manera}/src/main.py"));
        let archivo = carpeta.path().join(format!("{manera}.py"));
        fs::write(&archivo, cambiar(&codigo, "    time.sleep(2)\n", se_rinde)).unwrap();
        let Some(gemelo) = en_python(&archivo, &[]) else { continue };
        let de_python = mal(gemelo, 0, "RuntimeError: me rindo");
        assert!(de_python.salida.contains(despedida), "{de_python}");
        let de_rust = mal(que_duerme(manera).variable(PANICO, quien), 1, "panicked at");
        assert!(!de_rust.salida.contains(despedida), "{de_rust}");
        // La otra tarea termina en los dos.
        for hecho in [de_python, de_rust] {
            assert!(hecho.salida.contains(" 1 finalizando"), "{hecho}");
            assert!(!hecho.salida.contains(" 2 finalizando"), "{hecho}");
        }
    }
}

#[test]
fn si_una_url_falla_python_dice_que_fue_bien_y_rust_no() {
    let base = servidor::iniciar(0).unwrap().base();
    let urls = ["http://127.0.0.1:9/nadie".to_string(), format!("{base}/delay/0")];
    for manera in ["sequential", "threads", "processes"] {
        let archivo = raiz().join(format!("examples-http/src/bin/{manera}.py"));
        let Some(gemelo) = en_python(&archivo, &urls) else { continue };
        let de_python = gemelo.ejecutar().unwrap();
        let de_rust = mal(http(manera).con(&urls), 1, "conexión rechazada");
        assert!(de_python.errores.contains("ConnectionError"), "{de_python}");
        assert!(de_rust.tiempo_total().is_some(), "{de_rust}");
        // En fila, la excepción acaba con el programa, y la otra URL se queda sin pedir.
        let sigue = manera != "sequential";
        assert_eq!(de_python.codigo(), Some(i32::from(!sigue)), "{de_python}");
        assert_eq!(de_python.tiempo_total().is_some(), sigue, "{de_python}");
        assert_eq!(de_python.tramos.len(), if sigue { 2 } else { 1 }, "{de_python}");
    }
}

#[test]
fn la_traza_es_la_misma_de_cualquier_forma_de_iniciar_procesos_y_no_lleva_claves() {
    let carpeta = tempfile::tempdir().unwrap();
    let original = leer("examples-processes/src/main.py");
    let formas = if cfg!(windows) { &["spawn"][..] } else { &["spawn", "fork", "forkserver"] };
    for metodo in formas {
        let antes = format!("    multiprocessing.set_start_method(\"{metodo}\")\n\n    proceso1 =");
        let archivo = carpeta.path().join(format!("{metodo}.py"));
        fs::write(&archivo, cambiar(&original, "    proceso1 =", &antes)).unwrap();
        let Some(gemelo) = en_python(&archivo, &[]) else { return };
        let hecho = bien(gemelo);
        assert_eq!(forma(&hecho.tramos), (["Proceso 1", "Proceso 2"].into(), 2, 2, 2), "{hecho}");
    }
    for (url, anotada) in [
        ("http://ana:secreta@127.0.0.1:9/a\u{202e}b", "http://127.0.0.1:9/a\\u{202e}b"),
        ("http://ana:se/creta@127.0.0.1:9/", "…@127.0.0.1:9/"),
    ] {
        let archivo = raiz().join("examples-http/src/bin/threads.py");
        let Some(gemelo) = en_python(&archivo, &[url.to_string()]) else { return };
        let hecho = bien(gemelo);
        assert_eq!(hecho.tramos[0].nombre, anotada, "{hecho}");
    }
}

#[test]
fn timeline_pone_a_python_debajo_o_dice_que_le_falta() {
    let timeline = herramienta!("timeline").con(["threads", "--python"]);
    if en_python(&raiz().join("examples-threads/src/main.py"), &[]).is_some() {
        let hecho = bien(timeline);
        let (rust, python) = hecho.salida.rsplit_once("\nthreads, en Python: ").expect("los dos");
        for dibujo in [rust.rsplit_once("\nthreads: ").unwrap().1, python] {
            assert!(dibujo.contains("1 proceso, 3 hilos: 1 que espera y 2"), "{hecho}");
            assert_eq!(dibujo.matches("Tarea").count(), 2, "{hecho}");
        }
    }
    let hecho = mal(herramienta!("timeline").con(["http/async", "--python"]), 1, "");
    assert!(hecho.salida.contains("✗ «http/async» no tiene a su lado un async.py"), "{hecho}");
}

#[cfg(unix)]
#[test]
fn sin_un_python_que_sirva_timeline_lo_dice_en_su_sitio() {
    let (_carpeta, ruta) = sin_python();
    let timeline = herramienta!("timeline").con(["threads", "--python"]);
    let hecho = mal(timeline.variable("PATH", ruta), 1, "");
    assert!(hecho.salida.contains("✗ aquí no hay Python 3.8 o posterior"), "{hecho}");
    assert!(hecho.salida.contains("threads: 1 proceso, 3 hilos"), "{hecho}");
}
