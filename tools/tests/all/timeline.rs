//! `cargo timeline`: lo que dibuja de lecciones de verdad, y lo que dice cuando algo no va.

use crate::clon::Clon;
use crate::*;

fn timeline(argumentos: &[&str]) -> Programa {
    herramienta!("timeline").con(argumentos)
}

type Fila = (char, String, String, Option<(usize, usize)>);

/// Las líneas del dibujo: su llave, su nombre, su lugar y dónde empieza y acaba la barra, si tiene.
fn filas(hecho: &Ejecucion) -> Vec<Fila> {
    let fila = |linea: &str| {
        let letras: Vec<char> = linea.chars().collect();
        let es_barra = |letra: &char| ('█'..='▕').contains(letra);
        let desde = letras.iter().position(es_barra);
        let barra = desde.zip(letras.iter().rposition(es_barra));
        let (nombre, resto) = linea[letras[0].len_utf8()..].split_once("  ").expect("un nombre");
        let lugar: Vec<&str> = resto.split_whitespace().take(4).collect();
        (letras[0], nombre.trim().to_string(), lugar.join(" "), barra)
    };
    hecho.salida.lines().filter(|linea| linea.contains(" → ")).map(fila).collect()
}

#[test]
fn las_tres_lecciones_que_duermen_en_una_misma_escala() {
    let hecho = bien(timeline(&[]));
    assert!(!hecho.salida.contains('\u{1b}'), "sin terminal no hay colores: {hecho}");
    assert_eq!(hecho.salida.matches("finalizando").count(), 6, "sus mensajes se ven: {hecho}");
    let (_, dibujo) = hecho.salida.rsplit_once("\n\n\n").expect("los mensajes y el dibujo");
    assert!(dibujo.lines().count() <= 24, "cabe en una terminal: {hecho}");
    assert!(
        dibujo.lines().all(|linea| linea.chars().count() <= 80),
        "cabe en una terminal: {hecho}"
    );
    for resumen in [
        "sequential: 1 proceso, 1 hilo, en fila ",
        "threads: 1 proceso, 3 hilos: 1 que espera y 2 que trabajan a la vez ",
        "processes: 3 procesos: 1 que espera y 2 que trabajan a la vez ",
    ] {
        assert!(dibujo.contains(resumen), "no dice «{resumen}»: {hecho}");
    }

    let filas = filas(&hecho);
    let lugares: Vec<_> =
        filas.iter().map(|(llave, nombre, lugar, _)| (*llave, &**nombre, &**lugar)).collect();
    assert_eq!(
        lugares,
        [
            ('┏', "Tarea 1", "proceso 1, hilo 1"),
            ('┗', "Tarea 2", "proceso 1, hilo 1"),
            ('┏', "main", "proceso 1, hilo 1"),
            ('┃', "Tarea 1", "proceso 1, hilo 2"),
            ('┗', "Tarea 2", "proceso 1, hilo 3"),
            ('━', "main", "proceso 1, hilo 1"),
            ('━', "Proceso 1", "proceso 2, hilo 1"),
            ('━', "Proceso 2", "proceso 3, hilo 1"),
        ],
        "{hecho}"
    );
    let barras: Vec<_> = filas.iter().filter_map(|(.., barra)| *barra).collect();
    let [s1, s2, h1, h2, p1, p2] = &barras[..] else { panic!("no son seis barras: {hecho}") };
    // En fila: la segunda empieza donde acaba la primera. A la vez: se solapan, y en la misma escala.
    assert!(s2.0 >= s1.1, "{hecho}");
    assert!(h1.0 < h2.1 && h2.0 < h1.1 && h1.1 < s2.1, "{hecho}");
    assert!(p1.0 < p2.1 && p2.0 < p1.1 && p1.1 < s2.1, "{hecho}");
}

#[test]
fn las_paginas_se_dibujan_con_su_ruta_y_en_el_orden_en_que_se_piden() {
    let hecho = bien(timeline(&["examples-http/src/bin/threads.rs", "http/processes"]));
    let nombres: Vec<_> = filas(&hecho).into_iter().map(|(_, nombre, ..)| nombre).collect();
    let una = ["main", "/delay/0.4", "/delay/0.6", "/delay/0.3", "/delay/0.8"];
    assert_eq!(nombres, [una, una].concat(), "{hecho}");
    assert!(
        hecho.salida.contains("el primero, 1 proceso, 5 hilos: 1 que espera y 4 que"),
        "{hecho}"
    );
}

#[test]
fn lo_que_no_termina_se_marca_y_quien_no_anota_nada_lo_sabe() {
    let abortado = mal(timeline(&["threads/crash-threads", "--", "abort"]), 1, "");
    assert_eq!(abortado.salida.matches(" ✗\n").count(), 2, "la 2 y la 3: {abortado}");
    assert!(abortado.salida.contains("  ✗ abortó\n"), "{abortado}");
    let clon = Clon::nuevo("sin-traza");
    let programa = clon.ruta("examples-threads/examples/quiet.rs");
    fs::write(programa, "fn main() { println!(\"[+] hola\"); }").unwrap();
    let orden = timeline(&["threads/quiet"]).desde(clon.ruta("tools"));
    let hecho = bien(orden.variable("CARGO_TARGET_DIR", clon.ruta("target")));
    assert!(hecho.salida.contains("threads/quiet: no anotó ninguna tarea: ¿usa tarea o"), "{hecho}");
}

#[test]
fn repetida_dice_lo_que_cambia_y_lo_que_no() {
    let hecho = bien(timeline(&["http/threads", "--repeat", "3"]));
    assert_eq!(hecho.salida.matches(" bytes\n").count(), 4, "sus mensajes, una vez: {hecho}");
    assert!(hecho.salida.contains("\n  3 veces, de "), "{hecho}");
    assert!(hecho.salida.contains("\n  no cambia cuántos son ni cuántos van a la vez"), "{hecho}");
    for malo in ["1", "0", "101", "x"] {
        mal(timeline(&["threads", "--repeat", malo]), 2, &format!("«{malo}» no vale"));
    }
}

#[test]
fn los_archivos_llevan_lo_mismo_que_el_dibujo() {
    let carpeta = tempfile::tempdir().expect("una carpeta temporal");
    let [svg, traza] = ["d.svg", "t.json"].map(|nombre| carpeta.path().join(nombre));
    let [svg, traza] = [&svg, &traza].map(|ruta| ruta.to_str().expect("una ruta"));
    bien(timeline(&["threads", "--svg", svg, "--trace", traza]));

    let svg = leer(svg);
    let dibujo = roxmltree::Document::parse(&svg).expect("un XML bien formado");
    let textos: Vec<_> = dibujo.descendants().filter_map(|nodo| nodo.text()).collect();
    assert!(textos.contains(&"Tarea 1") && textos.contains(&"Tarea 2"), "{svg}");

    let traza: serde_json::Value = serde_json::from_str(&leer(traza)).expect("un JSON");
    let eventos = traza["traceEvents"].as_array().expect("los eventos");
    assert_eq!(eventos.iter().filter(|evento| evento["ph"] == "X").count(), 2, "{traza}");
}

#[test]
fn lo_que_va_detras_de_los_guiones_es_para_la_leccion_y_su_fallo_se_dice() {
    let servidor = shared::servidor::iniciar(0).expect("un servidor");
    let buena = servidor.paginas().remove(2);
    let orden = timeline(&["http/threads", "--", &buena, "http://127.0.0.1:9/nadie"]);
    let hecho = mal(orden, 1, "conexión rechazada");
    assert_eq!(filas(&hecho).len(), 3, "{hecho}");
    assert!(hecho.salida.contains("✗ terminó con el estado 1"), "{hecho}");
}

#[test]
fn un_nombre_que_no_existe_recibe_la_lista_de_los_que_si() {
    let hecho = mal(timeline(&["threads", "hreads"]), 2, "«hreads»");
    assert_eq!(hecho.salida, "", "no se ejecuta nada: {hecho}");
    assert!(hecho.errores.contains("¿Quizá «threads»?"), "{hecho}");
    for nombre in ["sequential", "threads", "processes", "http/sequential", "http/processes"] {
        assert!(hecho.errores.split_whitespace().any(|palabra| palabra == nombre), "{hecho}");
    }
    assert!(hecho.errores.lines().count() <= 24, "{hecho}");
}

#[test]
fn los_argumentos_se_explican_en_espanol() {
    let hecho = bien(timeline(&["--help"]));
    assert!(hecho.salida.contains("Uso: cargo timeline"), "{hecho}");
    for ingles in ["Usage", "Options", "Arguments", "Print", "default"] {
        assert!(!hecho.salida.contains(ingles), "{ingles}: {hecho}");
    }
    mal(timeline(&["--nada"]), 2, "No existe «--nada»");
    mal(timeline(&["--svg"]), 2, "Falta el valor de");
}
