//! Los programas de Python que hay al lado de las lecciones: dicen y hacen lo mismo que ellas, salvo donde
//! los dos lenguajes se distinguen, y ahí se dice en qué.

use crate::clon::escrito;
use crate::*;
use shared::salida::anunciar;
use shared::servidor;
use shared::tramos::{self, Tramo};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::LazyLock;
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
    (nombres, tramos.len(), tramos::procesos(tramos).len(), tramos::hilos(tramos).len())
}

/// Cuatro URL a las que no se responde hasta que se han pedido todas: en fila no se respondería nunca.
fn juntas() -> Vec<String> {
    let escucha = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", escucha.local_addr().unwrap());
    thread::spawn(move || {
        loop {
            let pedidas: Vec<TcpStream> = escucha.incoming().flatten().take(4).collect();
            thread::sleep(Duration::from_millis(100)); // dos procesos no ven la misma hora
            for mut conexion in pedidas {
                let cabeceras = BufReader::new(&conexion).lines().map_while(Result::ok);
                cabeceras.take_while(|linea| !linea.is_empty()).for_each(drop);
                let respuesta =
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nsi";
                drop(conexion.write_all(respuesta.as_bytes()));
            }
        }
    });
    (1..=4).map(|cual| format!("{base}/{cual}")).collect()
}

#[test]
fn cada_programa_y_su_gemelo_dicen_y_hacen_lo_mismo() {
    let base = servidor::iniciar(0).unwrap().base();
    let en_fila = ["0.1?bytes=500", "0.05?bytes=70"].map(|pagina| format!("{base}/delay/{pagina}"));
    thread::scope(|ambito| {
        for (manera, urls, piden, duermen) in [
            ("sequential", en_fila.to_vec(), 1, 1),
            ("threads", juntas(), 4, 2),
            ("processes", juntas(), 4, 2),
        ] {
            let python = format!("examples-http/src/bin/{manera}.py");
            ambito.spawn(move || comparar(&python, http(manera), &urls, Some(piden)));
            let python = format!("examples-{manera}/src/main.py");
            ambito.spawn(move || comparar(&python, que_duerme(manera), &[], Some(duermen)));
            for nombre in ["cpu", "memory", "messages", "crash", "race"] {
                let python = format!("examples-{manera}/examples/{nombre}-{manera}.py");
                // El argumento de cpu es el límite hasta el que cuenta.
                let limite = Vec::from_iter((nombre == "cpu").then(|| "20000".to_string()));
                if raiz().join(&python).exists() {
                    let rust = experimento(nombre, manera);
                    ambito.spawn(move || comparar(&python, rust, &limite, None));
                }
            }
        }
    });
}

/// Un programa y el suyo en Python: cuántas tareas llegan a estar a la vez, si no depende de lo ocupado que esté el
/// equipo.
fn comparar(python: &str, rust: Programa, argumentos: &[String], a_la_vez: Option<usize>) {
    let Some(gemelo) = en_python(&raiz().join(python), argumentos) else { return };
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
fn sin_join_rust_no_espera_a_nadie_y_python_solo_a_quien_no_es_daemon() {
    let carpeta = tempfile::tempdir().unwrap();
    // Lo que se queda a medias dura mucho más que la prueba, y lo que sigue solo, lo bastante para que se vea.
    for (lenguaje, manera, modo, dura, termina, sobreviven) in [
        ("rs", "threads", "", 60, false, 0),
        ("rs", "processes", "", 3, true, 1),
        ("py", "threads", "", 1, true, 0),
        ("py", "threads", "daemon", 60, false, 0),
        ("py", "processes", "", 1, true, 0),
        ("py", "processes", "daemon", 60, false, 0),
        ("py", "processes", "popen", 3, true, 1),
    ] {
        let paquete = format!("examples-{manera}");
        let codigo = leer(format!("{paquete}/examples/no-join-{manera}.{lenguaje}"));
        let espera = if lenguaje == "rs" { "from_secs" } else { "sleep" };
        let codigo = cambiar(&codigo, &format!("{espera}(1)"), &format!("{espera}({dura})"));
        let archivo = carpeta.path().join(format!("{manera}-{modo}.{lenguaje}"));
        fs::write(&archivo, &codigo).unwrap();
        let programa = match lenguaje {
            "rs" => Some(escrito(&paquete, &format!("sin-esperar-{manera}"), &codigo)),
            _ => en_python(&archivo, &[modo.to_string()]),
        };
        let Some(mut programa) = programa else { continue };
        (programa.maximo, programa.hasta_los_hijos) = (Some(64), true);
        let hecho = bien(programa);
        let visto = hecho.tramos.iter().map(|t| (t.terminado, t.terminado && t.fin > hecho.fin()));
        assert_eq!(Vec::from_iter(visto), [(termina, sobreviven == 1)], "{hecho}");
        assert_eq!((hecho.sobreviven.len(), hecho.cortados.len()), (sobreviven, 0), "{hecho}");
    }
}

#[test]
fn si_una_url_falla_en_fila_python_deja_las_demas_y_a_la_vez_dice_que_fue_bien() {
    let buena = servidor::iniciar(0).unwrap().base() + "/delay/0";
    let urls = ["http://127.0.0.1:9/nadie".to_string(), buena];
    for (manera, codigo, pedidas) in [("sequential", 1, 1), ("threads", 0, 2), ("processes", 0, 2)]
    {
        let archivo = raiz().join(format!("examples-http/src/bin/{manera}.py"));
        let Some(gemelo) = en_python(&archivo, &urls) else { continue };
        let hecho = mal(gemelo, codigo, "ConnectionError");
        assert_eq!(hecho.tiempo_total().is_some(), codigo == 0, "{hecho}");
        assert_eq!(hecho.tramos.len(), pedidas, "{hecho}");
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
        let Some(mut gemelo) = en_python(&archivo, &[]) else { return };
        gemelo.maximo = Some(64);
        let hecho = bien(gemelo);
        assert_eq!((&hecho.sobreviven, &hecho.cortados), (&vec![], &vec![]), "{hecho}");
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
    if en_python(&raiz().join("examples-threads/src/main.py"), &[]).is_some() {
        let hecho = bien(herramienta(TIMELINE, &["threads", "--python"]));
        let resumen = "1 proceso, 3 hilos: 1 que espera y 2";
        for titulo in ["\nthreads: ", "\nthreads, en Python: "] {
            assert!(hecho.salida.contains(&format!("{titulo}{resumen}")), "{hecho}");
        }
    }
    let hecho = mal(herramienta(TIMELINE, &["http/async", "--python"]), 1, "");
    assert!(hecho.salida.contains("✗ «http/async» no tiene a su lado un async.py"), "{hecho}");
}
