//! Los programas de Python que hay al lado de las lecciones: dicen y hacen lo mismo que ellas, salvo donde
//! los dos lenguajes se distinguen, y ahí se dice en qué.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

use runner::catalogo::{APUNTES, Entrada, programas};
use runner::python::Python;
use runner::{Ejecucion, Programa, Servidor};
use shared::ejecucion::construir::raiz;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;
use std::sync::LazyLock;
use std::{fs, thread};

static SERVIDOR: LazyLock<Servidor> = LazyLock::new(|| Servidor::iniciar().unwrap());

/// El programa de un archivo de Python; donde no hay Python, nada.
fn en_python(archivo: &Path, argumentos: &[String]) -> Option<Programa> {
    let argumentos: Vec<OsString> = argumentos.iter().map(OsString::from).collect();
    let python = Python::para_pruebas()?;
    Some(python.programa(archivo, &argumentos).unwrap())
}

/// El texto de un archivo del proyecto, con un cambio, que tiene que seguir teniendo sitio en él.
fn cambiado(archivo: &str, antes: &str, despues: &str) -> String {
    let codigo = fs::read_to_string(raiz().join(archivo)).unwrap();
    assert!(codigo.contains(antes), "{archivo} ya no dice «{antes}»");
    codigo.replace(antes, despues)
}

/// Un mensaje, sin lo que cambia de una vez a otra: los tiempos, y qué trabajador suma antes.
fn lo_que_no_cambia(mensaje: &str) -> String {
    if mensaje.contains("sumo 1") {
        let (_, que) = mensaje.split_once(": ").unwrap();
        return que.to_string();
    }
    let sin_total = mensaje.split("transcurrido: ").next().unwrap();
    match sin_total.rsplit_once(" en ") {
        Some((antes, despues)) if despues.ends_with("segundos") => antes.to_string(),
        _ => sin_total.to_string(),
    }
}

/// Lo que dice, sin lo que cambia de una vez a otra. En un orden cualquiera, menos lo último.
fn dicho(hecho: &Ejecucion, en_orden: bool) -> Vec<String> {
    let mensajes = hecho.mensajes().into_iter();
    let mut dicho: Vec<String> = mensajes.map(lo_que_no_cambia).collect();
    if en_orden {
        return dicho;
    }
    let ultimo = dicho.pop();
    dicho.sort();
    dicho.extend(ultimo);
    dicho
}

/// Sus tareas, y en cuántos procesos e hilos van.
#[derive(Debug, PartialEq, Eq)]
struct Forma {
    nombres: BTreeSet<String>,
    tareas: usize,
    procesos: usize,
    hilos: usize,
}

fn forma(hecho: &Ejecucion) -> Forma {
    let nombres = hecho.tramos.iter().map(|tramo| tramo.nombre.clone());
    Forma {
        nombres: nombres.collect(),
        tareas: hecho.tramos.len(),
        procesos: hecho.procesos_con_tareas().len(),
        hilos: hecho.hilos().len(),
    }
}

/// Con qué se compara un programa con su gemelo, si se comparan: los que miden no dicen dos veces lo mismo.
fn argumentos_para(nombre: &str) -> Option<Vec<String>> {
    let base = SERVIDOR.base();
    let programa = nombre.rsplit('/').next().unwrap();
    match programa.split('-').next().unwrap() {
        _ if nombre.starts_with("http/") => Some(vec![
            format!("{base}/delay/2?bytes=500"),
            format!("{base}/delay/2?bytes=70"),
        ]),
        "cpu" => Some(vec!["20000".to_string()]), // hasta dónde cuenta
        "sequential" | "threads" | "processes" => Some(Vec::new()),
        "memory" | "messages" | "crash" | "race" => Some(Vec::new()),
        "deadlock" | "limit" | "lines" | "stop" | "twice" => Some(Vec::new()),
        _ => None,
    }
}

#[test]
fn cada_programa_y_su_gemelo_dicen_y_hacen_lo_mismo() {
    thread::scope(|ambito| {
        for entrada in programas().unwrap() {
            let Ok(gemelo) = entrada.gemelo() else {
                continue;
            };
            let Some(argumentos) = argumentos_para(&entrada.nombre) else {
                continue;
            };
            let Some(gemelo) = en_python(&gemelo, &argumentos) else {
                return;
            };
            ambito.spawn(move || comparar(&entrada, &gemelo, &argumentos));
        }
    });
}

/// Un programa y el suyo en Python. De las lecciones, que esperan dos segundos en cada tarea, además, cuántas están a la
/// vez.
fn comparar(entrada: &Entrada, gemelo: &Programa, argumentos: &[String]) {
    let de_python = gemelo.ejecutar().unwrap();
    let de_rust = entrada.programa.clone().con(argumentos).ejecutar().unwrap();
    let nombre = &entrada.nombre;
    let como = format!("{nombre}\nRust: {de_rust}\nPython: {de_python}");
    assert_eq!(de_python.codigo(), de_rust.codigo(), "{como}");
    let mismas_partes = de_python.tramos.len() == de_rust.tramos.len();
    if nombre.contains("cpu-") && !mismas_partes {
        // Para Python, los núcleos son los del equipo, aunque no le dejen usar todos.
        for hecho in [&de_python, &de_rust] {
            assert_eq!(hecho.veces("[+] 2262 primos en total"), 1, "{como}");
        }
        return;
    }
    let en_orden = nombre.contains("sequential");
    assert_eq!(
        dicho(&de_python, en_orden),
        dicho(&de_rust, en_orden),
        "{como}"
    );
    assert_eq!(forma(&de_python), forma(&de_rust), "{como}");
    if APUNTES.contains(&nombre.as_str()) {
        let a_la_vez = if en_orden { 1 } else { 2 };
        assert_eq!(de_python.a_la_vez(), a_la_vez, "{como}");
        assert_eq!(de_rust.a_la_vez(), a_la_vez, "{como}");
    }
}

/// Lo que hace un programa de Python que no espera a quien inicia.
struct SinJoin {
    manera: &'static str,
    modo: &'static str,
    /// Lo que se queda a medias dura mucho más que la prueba, y lo que sigue solo, lo bastante para que se vea.
    dura: u32,
    termina: bool,
    sobrevive: bool,
}

#[test]
fn sin_join_python_solo_espera_a_quien_no_es_daemon() {
    let carpeta = tempfile::tempdir().unwrap();
    let caso = |manera, modo, dura, termina, sobrevive| SinJoin {
        manera,
        modo,
        dura,
        termina,
        sobrevive,
    };
    for caso in [
        caso("threads", "", 1, true, false),
        caso("threads", "daemon", 60, false, false),
        caso("processes", "", 1, true, false),
        caso("processes", "daemon", 60, false, false),
        caso("processes", "popen", 3, true, true),
    ] {
        let SinJoin { manera, modo, .. } = caso;
        let original = format!("examples-{manera}/examples/no-join-{manera}.py");
        let codigo = cambiado(&original, "sleep(1)", &format!("sleep({})", caso.dura));
        let archivo = carpeta.path().join(format!("{manera}-{modo}.py"));
        fs::write(&archivo, codigo).unwrap();
        let Some(programa) = en_python(&archivo, &[modo.to_string()]) else {
            return;
        };
        let hecho = programa.contando_procesos(64).ejecutar().unwrap();
        let hecho = hecho.exigir_que_vaya_bien();
        assert_eq!(hecho.tramos.len(), 1, "{hecho}");
        let tarea = &hecho.tramos[0];
        assert_eq!(tarea.terminado, caso.termina, "{hecho}");
        let acaba_despues = tarea.terminado && tarea.fin > hecho.termina();
        assert_eq!(acaba_despues, caso.sobrevive, "{hecho}");
        let sobreviven = hecho.sobreviven();
        assert_eq!(!sobreviven.is_empty(), caso.sobrevive, "{hecho}");
        assert!(sobreviven.iter().all(|proceso| !proceso.cortado), "{hecho}");
    }
}

#[test]
fn si_una_url_falla_en_fila_python_deja_las_demas_y_a_la_vez_dice_que_fue_bien() {
    let buena = format!("{}/delay/0", SERVIDOR.base());
    let urls = [
        "http://ana:secreta@127.0.0.1:9/a\u{202e}b".to_string(),
        "http://ana:se/creta@127.0.0.1:9/".to_string(),
        buena.clone(),
    ];
    // De las que llevan una clave, se anota sin ella.
    let anotadas = [
        "http://127.0.0.1:9/a\\u{202e}b".to_string(),
        "…@127.0.0.1:9/".to_string(),
        buena,
    ];
    for (manera, codigo, pedidas) in [("sequential", 1, 1), ("threads", 0, 3), ("processes", 0, 3)]
    {
        let archivo = raiz().join(format!("examples-http/src/bin/{manera}.py"));
        let Some(gemelo) = en_python(&archivo, &urls) else {
            return;
        };
        let hecho = gemelo.ejecutar().unwrap();
        let hecho = hecho.exigir(codigo, "ConnectionError");
        assert_eq!(hecho.tiempo_total().is_some(), codigo == 0, "{hecho}");
        let esperadas = anotadas[..pedidas].iter().cloned();
        assert_eq!(forma(&hecho).nombres, BTreeSet::from_iter(esperadas));
    }
}

#[test]
fn la_traza_es_la_misma_de_cualquier_forma_de_iniciar_procesos() {
    let carpeta = tempfile::tempdir().unwrap();
    let formas = match cfg!(windows) {
        true => &["spawn"][..],
        false => &["spawn", "fork", "forkserver"],
    };
    for metodo in formas {
        let antes = "    proceso1 =";
        let despues = format!("    multiprocessing.set_start_method(\"{metodo}\")\n\n{antes}");
        let codigo = cambiado("examples-processes/src/main.py", antes, &despues);
        let archivo = carpeta.path().join(format!("{metodo}.py"));
        fs::write(&archivo, codigo).unwrap();
        let Some(gemelo) = en_python(&archivo, &[]) else {
            return;
        };
        let hecho = gemelo.contando_procesos(64).ejecutar().unwrap();
        let hecho = hecho.exigir_que_vaya_bien();
        assert!(hecho.sobreviven().is_empty(), "{hecho}");
        let dos_procesos = Forma {
            nombres: ["Proceso 1".to_string(), "Proceso 2".to_string()].into(),
            tareas: 2,
            procesos: 2,
            hilos: 2,
        };
        assert_eq!(forma(&hecho), dos_procesos, "{hecho}");
    }
}
