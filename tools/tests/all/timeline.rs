//! `cargo timeline`: lo que dibuja de lecciones de verdad, y lo que dice cuando algo no va.

use crate::clon::escrito;
use crate::*;
use std::collections::BTreeMap;

fn timeline(argumentos: &[&str]) -> Programa {
    herramienta!("timeline").con(argumentos)
}

/// Las líneas del dibujo, hasta donde empieza la barra.
fn filas(hecho: &Ejecucion) -> Vec<String> {
    let dibujadas = hecho.salida.lines().filter(|linea| linea.contains(" → "));
    let sin_barra =
        |linea: &str| linea.split(['█', '▐', '▕', '─']).next().unwrap().trim().to_string();
    dibujadas
        .map(sin_barra)
        .map(|fila| fila.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn las_tres_lecciones_que_duermen_en_una_misma_escala() {
    let hecho = bien(timeline(&[]));
    assert!(!hecho.salida.contains('\u{1b}'), "sin terminal no hay colores: {hecho}");
    assert_eq!(hecho.salida.matches("finalizando").count(), 6, "sus mensajes se ven: {hecho}");
    let (_, dibujo) = hecho.salida.rsplit_once("\n\n\n").expect("los mensajes y el dibujo");
    let cabe = dibujo.lines().count() <= 24 && dibujo.lines().all(|l| l.chars().count() <= 80);
    assert!(cabe, "en una terminal: {hecho}");
    for resumen in [
        "sequential: 1 proceso, 1 hilo, en fila ",
        "threads: 1 proceso, 3 hilos: 1 que espera y 2 que trabajan a la vez ",
        "processes: 3 procesos: 1 que espera y 2 que trabajan a la vez ",
    ] {
        assert!(dibujo.contains(resumen), "no dice «{resumen}»: {hecho}");
    }
    assert_eq!(
        filas(&hecho),
        [
            "┏ Tarea 1 proceso 1, hilo 1",
            "┗ Tarea 2 proceso 1, hilo 1",
            "┏ main proceso 1, hilo 1",
            "┃ Tarea 1 proceso 1, hilo 2",
            "┗ Tarea 2 proceso 1, hilo 3",
            "━ main proceso 1, hilo 1",
            "━ Proceso 1 proceso 2, hilo 1",
            "━ Proceso 2 proceso 3, hilo 1",
        ],
        "{hecho}"
    );
    // Dónde acaba la barra de cada tarea: la segunda de las que van en fila, más lejos que todas las demás.
    let mut finales = BTreeMap::new();
    for linea in dibujo.lines().filter(|linea| linea.contains('█')) {
        let fin = linea.chars().rev().position(|letra| ('█'..='▏').contains(&letra)).unwrap();
        finales.entry(fin).or_insert_with(Vec::new).push(&linea[..14]);
    }
    assert_eq!(finales.values().next().unwrap().len(), 1, "{finales:?}: {hecho}");
}

#[test]
fn las_paginas_se_dibujan_con_su_ruta_y_en_el_orden_en_que_se_piden() {
    let hecho = bien(timeline(&["examples-http/src/bin/sequential.rs", "http/threads"]));
    let paginas = [4, 6, 3, 8].map(|decimas| format!("/delay/0.{decimas} proceso 1, hilo"));
    let filas = filas(&hecho);
    for (fila, pagina) in filas[..4].iter().zip(&paginas).chain(filas[5..].iter().zip(&paginas)) {
        assert!(fila.contains(pagina), "{pagina}: {hecho}");
    }
    let en_palabras =
        "el primero, 1 proceso, 1 hilo, en fila; el segundo, 1 proceso, 5 hilos: 1 que";
    assert!(hecho.salida.contains(en_palabras), "{hecho}");
}

#[test]
fn lo_que_no_termina_se_marca_y_quien_no_anota_nada_lo_sabe() {
    let abortado = mal(timeline(&["threads/crash-threads", "--", "abort"]), 1, "");
    assert_eq!(abortado.salida.matches(" ✗\n").count(), 2, "la 2 y la 3: {abortado}");
    assert!(abortado.salida.contains("  ✗ abortó\n"), "{abortado}");
    let hecho = mal(timeline(&["http/server", "--", "ochenta"]), 1, "no es un puerto");
    assert!(hecho.salida.contains("http/server: no anotó ninguna tarea"), "{hecho}");
}

#[test]
fn a_quien_no_se_espera_se_ve_hasta_que_acaba() {
    let hilos = "fn main() { for n in 1..=2 { std::thread::spawn(move || shared::tarea(n)); }
        while std::fs::read_to_string(std::env::var(\"TRAZA\").unwrap()).unwrap_or_default().lines().count() < 2 {} }";
    let hecho = escrito("examples-threads", "sin-esperar", hilos).ejecutar().unwrap();
    assert!(hecho.bien() && hecho.tramos.iter().all(|tramo| !tramo.terminado), "{hecho}");
    let padre = "use shared::{encargo, este_programa, tarea_de_proceso};
        fn main() -> std::io::Result<()> {
            if let Some(n) = encargo() { return Ok(tarea_de_proceso(n)); }
            for n in [\"1\", \"2\"] { std::process::Command::new(este_programa()?).args([\"--hijo\", n]).spawn()?; }
            Ok(())
        }";
    let mut programa = escrito("examples-processes", "sin-esperar-hijos", padre);
    (programa.maximo, programa.hasta_los_hijos) = (Some(64), true);
    let hecho = programa.ejecutar().unwrap();
    assert!(hecho.bien() && hecho.tramos.iter().all(|tramo| tramo.terminado), "{hecho}");
    assert_eq!((hecho.sobreviven.len(), hecho.cortados.len()), (2, 0), "{hecho}");
    assert!(hecho.tramos.iter().all(|tramo| tramo.fin > hecho.fin()), "{hecho}");
}

#[test]
fn repetida_dice_lo_que_cambia_y_lo_que_no() {
    let hecho = bien(timeline(&["http/threads", "--repeat", "3"]));
    assert_eq!(hecho.salida.matches(" bytes\n").count(), 4, "sus mensajes, una vez: {hecho}");
    assert!(hecho.salida.contains("\n  3 veces, de "), "{hecho}");
    assert!(hecho.salida.contains("\n  no cambia cuántos son ni cuántos van a la vez"), "{hecho}");
}

#[test]
fn los_archivos_llevan_lo_mismo_que_el_dibujo() {
    let carpeta = tempfile::tempdir().unwrap();
    let [svg, traza] = ["d.svg", "t.json"].map(|nombre| carpeta.path().join(nombre));
    let [svg, traza] = [&svg, &traza].map(|ruta| ruta.to_str().unwrap());
    bien(timeline(&["threads", "--svg", svg, "--trace", traza]));
    let (svg, traza) = (leer(svg), leer(traza));
    let dibujo = roxmltree::Document::parse(&svg).unwrap();
    let textos: Vec<_> = dibujo.descendants().filter_map(|nodo| nodo.text()).collect();
    assert!(textos.contains(&"Tarea 1") && textos.contains(&"Tarea 2"), "{svg}");
    let traza: serde_json::Value = serde_json::from_str(&traza).unwrap();
    let eventos = traza["traceEvents"].as_array().unwrap();
    assert_eq!(eventos.iter().filter(|evento| evento["ph"] == "X").count(), 2, "{traza}");
}

#[test]
fn lo_que_va_detras_de_los_guiones_es_para_la_leccion_y_su_fallo_se_dice() {
    let buena = shared::servidor::iniciar(0).unwrap().paginas().remove(2);
    let orden = timeline(&["http/threads", "--", &buena, "http://127.0.0.1:9/nadie"]);
    let hecho = mal(orden, 1, "conexión rechazada");
    assert_eq!(filas(&hecho).len(), 3, "{hecho}");
    assert!(hecho.salida.contains("✗ terminó con el estado 1"), "{hecho}");
}

#[test]
fn lo_que_no_vale_se_explica_en_espanol_sin_ejecutar_nada() {
    let ayuda = bien(timeline(&["--help"])).salida;
    assert!(ayuda.contains("Uso: cargo timeline"), "{ayuda}");
    for ingles in ["Usage", "Options", "Arguments", "Print", "default"] {
        assert!(!ayuda.contains(ingles), "{ingles}: {ayuda}");
    }
    for (argumentos, dice) in [
        (&["threads", "hreads"][..], "¿Quizá «threads»?"),
        (&["threads", "--repeat", "1"], "«1» no vale"),
        (&["threads", "--repeat", "101"], "«101» no vale"),
        (&["--nada"], "No existe «--nada»"),
        (&["--svg"], "Falta el valor de"),
        (&["--svg", "x", "--trace", "x"], "no pueden ir al mismo archivo"),
    ] {
        let hecho = mal(timeline(argumentos), 2, dice);
        assert!(hecho.salida.is_empty() && hecho.errores.lines().count() <= 24, "{hecho}");
    }
}
