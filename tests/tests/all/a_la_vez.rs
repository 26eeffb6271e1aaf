//! Lo que se comprueba igual en las lecciones con hilos y en las lecciones con procesos.

use shared::redondear;
use std::thread;
use std::time::Duration;
use tests::http::{self, PAGINAS};
use tests::{Ejecucion, Leccion, tramos};

/// Las dos tareas que duermen: sus mensajes, su tiempo y que coinciden, en tantos procesos.
pub fn dos_tareas(leccion: &Leccion, quien: &str, despedida: &str, procesos: usize) {
    let hecho = leccion.ejecutar().unwrap();

    assert_eq!(hecho.codigo(), Some(0), "{hecho}");
    let tareas = hecho.salida.strip_suffix(despedida).unwrap_or_else(|| panic!("{hecho}"));
    let mut tareas: Vec<&str> = tareas.split_terminator('\n').collect();
    // Cada mensaje va tras una línea en blanco.
    assert!(tareas.iter().step_by(2).all(|linea| linea.is_empty()), "{hecho}");
    tareas.retain(|linea| !linea.is_empty());
    let (inicios, finales) = tareas.split_at_mut(2);
    inicios.sort_unstable();
    finales.sort_unstable();
    assert_eq!(inicios, [1, 2].map(|n| format!("[+] {quien} {n} iniciando")), "{hecho}");
    assert_eq!(finales, [1, 2].map(|n| format!("[+] {quien} {n} finalizando")), "{hecho}");
    assert_eq!(hecho.errores, "", "{hecho}");
    assert!(hecho.duracion >= Duration::from_secs(2), "{hecho}");
    assert!(hecho.duracion < Duration::from_secs(40), "{hecho}");
    coinciden(&hecho, 2, procesos);
}

/// Las cuatro páginas: sus mensajes, su tiempo y que coinciden, en tantos procesos.
pub fn cuatro_paginas(leccion: &Leccion, procesos: usize) {
    let hecho = leccion.ejecutar().unwrap();

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
    assert!(hecho.duracion < Duration::from_secs(40), "{hecho}");
    coinciden(&hecho, 4, procesos);
}

fn coinciden(hecho: &Ejecucion, cuantas: usize, procesos: usize) {
    assert_eq!(hecho.tramos.len(), cuantas, "{hecho}");
    assert_eq!(tramos::a_la_vez(&hecho.tramos), cuantas, "{hecho}");
    assert_eq!(tramos::procesos(&hecho.tramos).len(), procesos, "{hecho}");
    assert_eq!(tramos::hilos(&hecho.tramos).len(), cuantas, "{hecho}");
}

/// Diez veces, todas a la vez: tantos mensajes, cada uno entero en su línea y tras una en blanco.
pub fn sin_mezclas(leccion: &Leccion, mensajes: usize) {
    thread::scope(|ambito| {
        for _ in 0..10 {
            ambito.spawn(|| {
                let hecho = leccion.ejecutar().unwrap();
                let lineas: Vec<&str> = hecho.salida.trim_end().lines().collect();
                assert_eq!(lineas.len(), 2 * mensajes, "{hecho}");
                for pareja in lineas.chunks(2) {
                    assert!(pareja[0].is_empty() && pareja[1].starts_with("[+] "), "{hecho}");
                    assert_eq!(pareja[1].matches("[+]").count(), 1, "{hecho}");
                }
            });
        }
    });
}

/// Comprueba que una lección tarda menos que esa parte de lo que tarda otra. Lo que estorba el resto
/// del equipo solo puede alargar una ejecución, así que vale la mejor de varias.
pub fn tarda_menos(corta: &Leccion, parte: f64, larga: &Leccion) {
    let larga = larga.ejecutar().unwrap();
    let mut medidas = Vec::new();
    for _ in 0..5 {
        let corta = corta.ejecutar().unwrap();
        if corta.duracion < larga.duracion.mul_f64(parte) {
            return;
        }
        medidas.push(corta.duracion);
    }
    panic!("{medidas:?} no es menos de {parte} veces lo de\n{larga}");
}
