//! La lección «Requests con Multiprocessing»: las cuatro peticiones a la vez, cada una en su proceso.

use shared::redondear;
use std::thread;
use std::time::Duration;
use tests::http::{self, PAGINAS};
use tests::{Leccion, tramos};

#[test]
fn cada_pagina_en_su_proceso() {
    let hecho = Leccion::binario("examples-http", "processes").ejecutar().unwrap();

    assert_eq!(hecho.codigo(), Some(0), "{hecho}");
    let mut pedidas = http::paginas_pedidas(&hecho);
    let mut todas = PAGINAS;
    pedidas.sort_unstable();
    todas.sort_unstable();
    assert_eq!(pedidas, todas, "{hecho}");
    let total = http::total(&hecho).unwrap();
    let segundos: f64 = total.parse().unwrap();
    assert!(segundos >= 0.8, "{hecho}");
    assert_eq!(format!("{:?}", redondear(segundos, 2)), total, "{hecho}");
    assert!(hecho.duracion >= Duration::from_millis(800), "{hecho}");
    assert!(hecho.duracion < Duration::from_secs(11), "{hecho}");
    assert_eq!(tramos::a_la_vez(&hecho.tramos), 4, "{hecho}");
    assert_eq!(tramos::procesos(&hecho.tramos).len(), 4, "{hecho}");
    assert_eq!(tramos::hilos(&hecho.tramos).len(), 4, "{hecho}");
}

#[test]
fn a_la_vez_se_tarda_mucho_menos_que_en_fila() {
    let en_fila = Leccion::binario("examples-http", "sequential");
    let a_la_vez = Leccion::binario("examples-http", "processes");
    // Idealmente 0,8 s de 2,1 s.
    crate::tarda_menos(&a_la_vez, 0.8, &en_fila);
}

#[test]
fn diez_veces_a_la_vez_y_ningun_mensaje_se_mezcla() {
    thread::scope(|ambito| {
        for _ in 0..10 {
            ambito.spawn(|| {
                let hecho = Leccion::binario("examples-http", "processes").ejecutar().unwrap();
                assert_eq!(http::paginas_pedidas(&hecho).len(), 4, "{hecho}");
                assert_eq!(hecho.salida.matches('\n').count(), 10, "{hecho}");
            });
        }
    });
}
