//! `cargo timeline`: lo que dibuja de lecciones de verdad, y lo que dice cuando algo no va.

use crate::*;

fn timeline(argumentos: &[&str]) -> Programa {
    herramienta(TIMELINE, argumentos)
}

#[test]
fn sin_nada_dibuja_las_tres_lecciones_que_duermen_y_cabe_en_una_terminal() {
    let hecho = bien(timeline(&[]));
    assert!(
        !hecho.salida.contains('\u{1b}'),
        "sin terminal no hay colores: {hecho}"
    );
    assert_eq!(
        hecho.salida.matches("finalizando").count(),
        6,
        "sus mensajes se ven: {hecho}"
    );
    let (_, dibujo) = hecho
        .salida
        .rsplit_once("\n\n\n")
        .expect("los mensajes y el dibujo");
    let cabe = dibujo.lines().count() <= 24 && dibujo.lines().all(|l| l.chars().count() <= 80);
    assert!(cabe, "{hecho}");
    for resumen in [
        "sequential: 1 proceso, 1 hilo, en fila ",
        "threads: 1 proceso, 3 hilos: 1 que espera y 2 con tareas a la vez ",
        "processes: 3 procesos: 1 que espera y 2 con tareas a la vez ",
    ] {
        assert!(dibujo.contains(resumen), "no dice «{resumen}»: {hecho}");
    }
}

#[test]
fn las_paginas_se_dibujan_con_su_ruta_y_en_el_orden_en_que_se_piden() {
    let hecho = bien(timeline(&[
        "examples-http/src/bin/sequential.rs",
        "http/threads",
    ]));
    let filas = hecho.salida.lines().filter(|linea| linea.contains(" → "));
    let paginas: Vec<&str> = filas
        .filter_map(|fila| fila.split_whitespace().nth(1))
        .collect();
    let pedidas = ["/delay/0.4", "/delay/0.6", "/delay/0.3", "/delay/0.8"];
    assert_eq!(
        (&paginas[..4], paginas[4], &paginas[5..]),
        (&pedidas[..], "main", &pedidas[..])
    );
    assert!(hecho.salida.ends_with(" que «http/threads».\n"), "{hecho}");
}

#[test]
fn lo_que_no_termina_se_marca_y_quien_no_anota_nada_lo_sabe() {
    let abortado = mal(timeline(&["threads/crash-threads", "--", "abort"]), 1, "");
    assert_eq!(
        abortado.salida.matches(" ✗\n").count(),
        2,
        "la 2 y la 3: {abortado}"
    );
    assert!(abortado.salida.contains("  ✗ abortó\n"), "{abortado}");
    let hecho = mal(
        timeline(&["http/server", "--", "ochenta"]),
        1,
        "no es un puerto",
    );
    assert!(
        hecho.salida.contains("http/server: no anotó ninguna tarea"),
        "{hecho}"
    );
}

#[test]
fn repetida_dice_lo_que_cambia_y_lo_que_no() {
    let hecho = bien(timeline(&["threads", "--repeat", "2"]));
    assert_eq!(
        hecho.salida.matches(" iniciando\n").count(),
        2,
        "sus mensajes, una vez: {hecho}"
    );
    assert!(hecho.salida.contains("\n  2 veces, de "), "{hecho}");
    assert!(
        hecho
            .salida
            .contains("\n  no cambia cuántos son ni cuántos van a la vez"),
        "{hecho}"
    );
}

#[test]
fn lo_que_va_detras_de_los_guiones_es_para_la_leccion_y_su_fallo_se_dice() {
    let buena = shared::servidor::iniciar(0).unwrap().paginas().remove(2);
    let orden = timeline(&["http/threads", "--", &buena, "http://127.0.0.1:9/nadie"]);
    let hecho = mal(orden, 1, "conexión rechazada");
    assert_eq!(hecho.salida.matches(" → ").count(), 3, "{hecho}");
    assert!(
        hecho.salida.contains("✗ terminó con el estado 1"),
        "{hecho}"
    );
}

#[test]
fn lo_que_no_vale_se_explica_en_espanol_sin_ejecutar_nada() {
    for (cual, uso) in [
        (TIMELINE, "timeline"),
        (EXERCISE, "exercise"),
        (NOTES, "notes"),
    ] {
        let ayuda = bien(herramienta(cual, &["--help"])).salida;
        assert!(ayuda.contains(&format!("Uso: cargo {uso}")), "{ayuda}");
        for ingles in ["Usage", "Options", "Arguments", "Print", "default"] {
            assert!(!ayuda.contains(ingles), "{ingles}: {ayuda}");
        }
    }
    for (cual, argumentos, dice) in [
        (TIMELINE, &["threads", "hreads"][..], "¿Quizá «threads»?"),
        (TIMELINE, &["threads", "--repeat", "101"], "«101» no vale"),
        (TIMELINE, &["--svg"], "Falta el valor de"),
        (
            TIMELINE,
            &["--svg", "x", "--trace", "x"],
            "no pueden ir al mismo archivo",
        ),
        (EXERCISE, &["threads", "--start"], "Falta"),
        (
            EXERCISE,
            &["threads", "9"],
            "No hay ningún ejercicio «threads 9»",
        ),
        (
            EXERCISE,
            &["threads", "1", "--hint", "--start"],
            "no va con los demás",
        ),
        (NOTES, &["--nada"], "No existe «--nada»"),
    ] {
        let hecho = mal(herramienta(cual, argumentos), 2, dice);
        assert!(
            hecho.salida.is_empty() && hecho.errores.lines().count() <= 24,
            "{hecho}"
        );
    }
}
