//! Los programas de Python que hay al lado de las lecciones: dicen y hacen lo mismo que ellas, salvo donde
//! los dos lenguajes se distinguen, y ahí se dice en qué.

use crate::*;
use shared::salida::anunciar;
use std::ffi::OsString;
use std::sync::{LazyLock, Mutex};
use tools::python::{Python, o_por_que};

/// El programa de Python que hay al lado de uno de Rust; sin Python, o sin lo que le falta, nada, y se dice.
fn gemelo(archivo: &str, argumentos: &[OsString]) -> Option<Leccion> {
    en_python(&raiz().join(archivo), argumentos)
}

fn en_python(archivo: &Path, argumentos: &[OsString]) -> Option<Leccion> {
    static PYTHON: LazyLock<anyhow::Result<Python>> = LazyLock::new(Python::buscar);
    let programa = o_por_que(&PYTHON).and_then(|python| python.programa(archivo, argumentos));
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
fn forma(hecho: &Ejecucion) -> (BTreeSet<&str>, usize, usize, usize) {
    let nombres = hecho.tramos.iter().map(|tramo| &*tramo.nombre).collect();
    let [procesos, hilos] =
        [traza::procesos(&hecho.tramos).len(), traza::hilos(&hecho.tramos).len()];
    (nombres, hecho.tramos.len(), procesos, hilos)
}

#[test]
fn cada_leccion_y_su_gemelo_dicen_y_hacen_lo_mismo() {
    let servidor = Solo::iniciar().unwrap();
    // Cada programa tiene que pedir sus cuatro páginas antes de que se responda ninguna.
    let juntas = || Servidor::iniciar().unwrap().juntas().to_vec();
    let de_una_en_una = ["0.1?bytes=500", "0.05?bytes=70"];
    let de_una_en_una = de_una_en_una.map(|pagina| format!("{}/delay/{pagina}", servidor.base()));
    // El argumento de cpu es el límite hasta el que cuenta.
    let (nada, limite) = (Vec::new(), vec!["20000".to_string()]);
    let mut casos = vec![
        ("examples-http/src/bin/sequential.py", http("sequential"), de_una_en_una.to_vec(), 1),
        ("examples-http/src/bin/threads.py", http("threads"), juntas(), 4),
        ("examples-http/src/bin/processes.py", http("processes"), juntas(), 4),
        ("examples-sequential/src/main.py", que_duerme("sequential"), nada.clone(), 1),
        ("examples-threads/src/main.py", que_duerme("threads"), nada.clone(), 2),
        ("examples-processes/src/main.py", que_duerme("processes"), nada.clone(), 2),
    ];
    let experimentos = [
        ("examples-sequential/examples/cpu-sequential.py", "cpu", "sequential"),
        ("examples-threads/examples/cpu-threads.py", "cpu", "threads"),
        ("examples-processes/examples/cpu-processes.py", "cpu", "processes"),
        ("examples-threads/examples/memory-threads.py", "memory", "threads"),
        ("examples-processes/examples/memory-processes.py", "memory", "processes"),
        ("examples-threads/examples/messages-threads.py", "messages", "threads"),
        ("examples-processes/examples/messages-processes.py", "messages", "processes"),
        ("examples-threads/examples/crash-threads.py", "crash", "threads"),
        ("examples-processes/examples/crash-processes.py", "crash", "processes"),
    ];
    for (archivo, nombre, manera) in experimentos {
        let argumentos = if nombre == "cpu" { &limite } else { &nada };
        // Si calcula, cuántas partes llegan a coincidir depende de quien más use el equipo.
        casos.push((archivo, experimento(nombre, manera), argumentos.clone(), 0));
    }
    thread::scope(|ambito| {
        for (archivo, leccion, argumentos, a_la_vez) in casos {
            ambito.spawn(move || {
                let en_python: Vec<OsString> = argumentos.iter().map(OsString::from).collect();
                let Some(gemelo) = gemelo(archivo, &en_python) else { return };
                let de_python = gemelo.ejecutar().unwrap();
                let de_rust = leccion.con(argumentos).ejecutar().unwrap();
                let en_orden = archivo.contains("sequential");
                let como = format!("{archivo}\nRust: {de_rust}\nPython: {de_python}");
                assert_eq!(de_python.codigo(), de_rust.codigo(), "{como}");
                if de_python.tramos.len() != de_rust.tramos.len() && archivo.contains("cpu-") {
                    // Para Python, los núcleos son los del equipo, aunque no le dejen usar todos.
                    let total = |hecho: &Ejecucion| {
                        dicho(hecho, false).contains(&"[+] 2262 primos en total".to_string())
                    };
                    assert!(total(&de_python) && total(&de_rust), "{como}");
                    return;
                }
                assert_eq!(dicho(&de_python, en_orden), dicho(&de_rust, en_orden), "{como}");
                assert_eq!(forma(&de_python), forma(&de_rust), "{como}");
                if a_la_vez > 0 {
                    assert_eq!(traza::a_la_vez(&de_python.tramos), a_la_vez, "{como}");
                    assert_eq!(traza::a_la_vez(&de_rust.tramos), a_la_vez, "{como}");
                }
            });
        }
    });
}

#[test]
fn si_una_tarea_falla_python_dice_que_fue_bien_y_rust_no() {
    let carpeta = tempfile::tempdir().unwrap();
    for (manera, rust, falla, despedida) in [
        ("threads", "|| tarea(2)", "|| panic!(\"me rindo\")", "Los hilos han"),
        (
            "processes",
            "    tarea_de_proceso(num_tarea);",
            "    if num_tarea == 2 { panic!(\"me rindo\") }\n    tarea_de_proceso(num_tarea);",
            "Los procesos han",
        ),
    ] {
        let paquete = format!("examples-{manera}");
        let codigo =
            cambiar(&leer(format!("{paquete}/src/main.py")), "    time.sleep(2)\n", SE_RINDE);
        let archivo = carpeta.path().join(format!("{manera}.py"));
        fs::write(&archivo, codigo).unwrap();
        let Some(gemelo) = en_python(&archivo, &[]) else { continue };
        let de_python = mal(gemelo, 0, "RuntimeError: me rindo");
        assert!(de_python.salida.contains(despedida), "{de_python}");

        let codigo = cambiar(&leer(format!("{paquete}/src/main.rs")), rust, falla);
        let programa = escrito(&paquete, &format!("rendida-{manera}"), &codigo);
        let de_rust = mal(programa, 1, "me rindo");
        assert!(!de_rust.salida.contains(despedida), "{de_rust}");

        // La otra tarea termina en los dos.
        for hecho in [de_python, de_rust] {
            assert!(hecho.salida.contains(" 1 finalizando"), "{hecho}");
            assert!(!hecho.salida.contains(" 2 finalizando"), "{hecho}");
        }
    }
}

const SE_RINDE: &str = "    if num_tarea == 2:
        raise RuntimeError(\"me rindo\")
    time.sleep(2)
";

#[test]
fn si_una_url_falla_python_dice_que_fue_bien_y_rust_no() {
    let servidor = Solo::iniciar().unwrap();
    let urls = ["http://127.0.0.1:9/nadie".to_string(), format!("{}/delay/0", servidor.base())];
    for manera in MANERAS {
        let archivo = format!("examples-http/src/bin/{manera}.py");
        let Some(gemelo) = gemelo(&archivo, &urls.clone().map(OsString::from)) else { continue };
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
    for forma_de_iniciar in formas {
        let metodo = format!(
            "    multiprocessing.set_start_method(\"{forma_de_iniciar}\")\n\n    proceso1 ="
        );
        let archivo = carpeta.path().join(format!("{forma_de_iniciar}.py"));
        fs::write(&archivo, cambiar(&original, "    proceso1 =", &metodo)).unwrap();
        let Some(gemelo) = en_python(&archivo, &[]) else { return };
        let hecho = bien(gemelo);
        assert_eq!(forma(&hecho), (["Proceso 1", "Proceso 2"].into(), 2, 2, 2), "{hecho}");
        assert_eq!(hecho.procesos.len(), 1, "los demás no están vigilados: {hecho}");
    }
    for (url, anotada) in [
        ("http://ana:secreta@127.0.0.1:9/a\u{202e}b", "http://127.0.0.1:9/a\\u{202e}b"),
        ("http://ana:se/creta@127.0.0.1:9/", "…@127.0.0.1:9/"),
    ] {
        let Some(gemelo) = gemelo("examples-http/src/bin/threads.py", &[url.into()]) else {
            return;
        };
        let hecho = bien(gemelo);
        assert_eq!(hecho.tramos[0].nombre, anotada, "{hecho}");
    }
}

#[test]
fn timeline_pone_a_python_debajo_o_dice_que_le_falta() {
    let timeline = herramienta("timeline").con(["threads", "--python"]);
    if gemelo("examples-threads/src/main.py", &[]).is_some() {
        let hecho = bien(timeline.clone());
        let (rust, python) = hecho.salida.rsplit_once("\nthreads, en Python: ").expect("los dos");
        for dibujo in [rust.rsplit_once("\nthreads: ").unwrap().1, python] {
            assert!(dibujo.contains("1 proceso, 3 hilos: 1 que espera y 2"), "{hecho}");
            assert_eq!(dibujo.matches("Tarea").count(), 2, "{hecho}");
        }
    }
    let sin_gemelo = herramienta("timeline").con(["http/async", "--python"]);
    let sin_gemelo = mal(sin_gemelo, 1, "");
    assert!(
        sin_gemelo.salida.contains("✗ «http/async» no tiene a su lado un async.py"),
        "{sin_gemelo}"
    );
}

#[cfg(unix)]
#[test]
fn sin_un_python_que_sirva_timeline_lo_dice_en_su_sitio() {
    let (_carpeta, ruta) = sin_python();
    let timeline = herramienta("timeline").con(["threads", "--python"]);
    let hecho = mal(timeline.variable("PATH", ruta), 1, "");
    assert!(hecho.salida.contains("✗ aquí no hay Python 3.8 o posterior"), "{hecho}");
    assert!(hecho.salida.contains("threads: 1 proceso, 3 hilos"), "{hecho}");
}
