//! Los programas de Python que hay al lado de las lecciones: dicen y hacen lo mismo que ellas, salvo donde
//! los dos lenguajes se distinguen, y ahí se dice en qué.

use crate::*;
use shared::salida::anunciar;
use shared::servidor;
use shared::tramos::{self, Tramo};
use std::ffi::OsString;
use std::sync::LazyLock;
use tools::programa::catalogo::{APUNTES, Entrada, programas};
use tools::programa::python::Python;

/// Un programa de Python; donde no lo hay, nada, y se dice una vez.
pub fn en_python(archivo: &Path, argumentos: &[String]) -> Option<Programa> {
    static PYTHON: LazyLock<Option<Python>> = LazyLock::new(|| {
        let python = Python::buscar().ok().filter(|python| python.requests);
        if python.is_none() {
            // print! no se vería: la prueba no falla.
            anunciar("[*] Sin comparar con Python: aquí no hay uno, o le falta requests");
        }
        python
    });
    let argumentos: Vec<OsString> = argumentos.iter().map(OsString::from).collect();
    Some(PYTHON.as_ref()?.programa(archivo, &argumentos).unwrap())
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
    (
        nombres,
        tramos.len(),
        tramos::procesos(tramos).len(),
        tramos::hilos(tramos).len(),
    )
}

#[test]
fn cada_programa_y_su_gemelo_dicen_y_hacen_lo_mismo() {
    let base = servidor::iniciar(0).unwrap().base();
    let urls = ["2?bytes=500", "2?bytes=70"].map(|pagina| format!("{base}/delay/{pagina}"));
    thread::scope(|ambito| {
        for entrada in programas().unwrap() {
            let suyo = entrada.nombre.rsplit('/').next().unwrap();
            let argumentos = match suyo.split('-').next().unwrap() {
                _ if entrada.gemelo().is_err() => continue,
                _ if entrada.nombre.starts_with("http/") => urls.to_vec(),
                "cpu" => vec!["20000".to_string()], // hasta dónde cuenta
                "sequential" | "threads" | "processes" => Vec::new(),
                "memory" | "messages" | "crash" | "race" => Vec::new(),
                _ => continue,
            };
            ambito.spawn(move || comparar(&entrada, &argumentos));
        }
    });
}

/// Un programa y el suyo en Python. De las lecciones, que esperan dos segundos en cada tarea, además, cuántas están a la
/// vez.
fn comparar(entrada: &Entrada, argumentos: &[String]) {
    let Some(gemelo) = en_python(&entrada.gemelo().unwrap(), argumentos) else {
        return;
    };
    let de_python = gemelo.ejecutar().unwrap();
    let de_rust = entrada.programa.clone().con(argumentos).ejecutar().unwrap();
    let nombre = &entrada.nombre;
    let como = format!("{nombre}\nRust: {de_rust}\nPython: {de_python}");
    assert_eq!(de_python.codigo(), de_rust.codigo(), "{como}");
    if nombre.contains("cpu-") && de_python.tramos.len() != de_rust.tramos.len() {
        // Para Python, los núcleos son los del equipo, aunque no le dejen usar todos.
        for hecho in [&de_python, &de_rust] {
            assert!(
                hecho.mensajes().contains(&"[+] 2262 primos en total"),
                "{como}"
            );
        }
        return;
    }
    let en_orden = nombre.contains("sequential");
    assert_eq!(
        dicho(&de_python, en_orden),
        dicho(&de_rust, en_orden),
        "{como}"
    );
    assert_eq!(forma(&de_python.tramos), forma(&de_rust.tramos), "{como}");
    if APUNTES.contains(&&**nombre) {
        for hecho in [&de_python, &de_rust] {
            assert_eq!(
                tramos::a_la_vez(&hecho.tramos),
                if en_orden { 1 } else { 2 },
                "{como}"
            );
        }
    }
}

#[test]
fn sin_join_python_solo_espera_a_quien_no_es_daemon() {
    let carpeta = tempfile::tempdir().unwrap();
    // Lo que se queda a medias dura mucho más que la prueba, y lo que sigue solo, lo bastante para que se vea.
    for (manera, modo, dura, termina, sobreviven) in [
        ("threads", "", 1, true, 0),
        ("threads", "daemon", 60, false, 0),
        ("processes", "", 1, true, 0),
        ("processes", "daemon", 60, false, 0),
        ("processes", "popen", 3, true, 1),
    ] {
        let codigo = leer(format!("examples-{manera}/examples/no-join-{manera}.py"));
        let archivo = carpeta.path().join(format!("{manera}-{modo}.py"));
        fs::write(
            &archivo,
            cambiar(&codigo, "sleep(1)", &format!("sleep({dura})")),
        )
        .unwrap();
        let Some(mut programa) = en_python(&archivo, &[modo.to_string()]) else {
            return;
        };
        programa.maximo = Some(64);
        let hecho = bien(programa);
        let visto = hecho
            .tramos
            .iter()
            .map(|t| (t.terminado, t.terminado && t.fin > hecho.fin()));
        assert_eq!(
            Vec::from_iter(visto),
            [(termina, sobreviven == 1)],
            "{hecho}"
        );
        assert_eq!(
            (hecho.sobreviven.len(), hecho.cortados.len()),
            (sobreviven, 0),
            "{hecho}"
        );
    }
}

#[test]
fn si_una_url_falla_en_fila_python_deja_las_demas_y_a_la_vez_dice_que_fue_bien() {
    let buena = servidor::iniciar(0).unwrap().base() + "/delay/0";
    // De las que llevan una clave, se anota sin ella.
    let urls = [
        "http://ana:secreta@127.0.0.1:9/a\u{202e}b",
        "http://ana:se/creta@127.0.0.1:9/",
        &buena,
    ];
    let anotadas = ["http://127.0.0.1:9/a\\u{202e}b", "…@127.0.0.1:9/", &buena];
    for (manera, codigo, pedidas) in [("sequential", 1, 1), ("threads", 0, 3), ("processes", 0, 3)]
    {
        let archivo = raiz().join(format!("examples-http/src/bin/{manera}.py"));
        let Some(gemelo) = en_python(&archivo, &urls.map(String::from)) else {
            return;
        };
        let hecho = mal(gemelo, codigo, "ConnectionError");
        assert_eq!(hecho.tiempo_total().is_some(), codigo == 0, "{hecho}");
        assert_eq!(
            forma(&hecho.tramos).0,
            BTreeSet::from_iter(anotadas[..pedidas].to_vec())
        );
    }
}

#[test]
fn la_traza_es_la_misma_de_cualquier_forma_de_iniciar_procesos() {
    let carpeta = tempfile::tempdir().unwrap();
    let original = leer("examples-processes/src/main.py");
    let formas = if cfg!(windows) {
        &["spawn"][..]
    } else {
        &["spawn", "fork", "forkserver"]
    };
    for metodo in formas {
        let antes = format!("    multiprocessing.set_start_method(\"{metodo}\")\n\n    proceso1 =");
        let archivo = carpeta.path().join(format!("{metodo}.py"));
        fs::write(&archivo, cambiar(&original, "    proceso1 =", &antes)).unwrap();
        let Some(mut gemelo) = en_python(&archivo, &[]) else {
            return;
        };
        gemelo.maximo = Some(64);
        let hecho = bien(gemelo);
        assert_eq!(
            (&hecho.sobreviven, &hecho.cortados),
            (&vec![], &vec![]),
            "{hecho}"
        );
        assert_eq!(
            forma(&hecho.tramos),
            (["Proceso 1", "Proceso 2"].into(), 2, 2, 2),
            "{hecho}"
        );
    }
}

#[test]
fn timeline_pone_a_python_debajo_o_dice_que_le_falta() {
    if en_python(&raiz().join("examples-threads/src/main.py"), &[]).is_some() {
        let hecho = bien(herramienta(TIMELINE, &["threads", "--python"]));
        let resumen = "1 proceso, 3 hilos: 1 que espera y 2";
        for titulo in ["\nthreads: ", "\nthreads, en Python: "] {
            assert!(
                hecho.salida.contains(&format!("{titulo}{resumen}")),
                "{hecho}"
            );
        }
    }
    let hecho = mal(herramienta(TIMELINE, &["http/async", "--python"]), 1, "");
    assert!(
        hecho
            .salida
            .contains("✗ «http/async» no tiene a su lado un async.py"),
        "{hecho}"
    );
}
