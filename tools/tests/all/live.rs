//! Lo que se ve en una terminal mientras una lección se ejecuta.

use crate::*;
use pty_process::{Size, blocking};
use std::io::{Read, Write};

const COLUMNAS: u16 = 80;

/// Ejecuta `timeline` en una terminal de 80 columnas y 40 filas, y da lo que se ve cada vez que cambia.
/// Cuando se ve un texto, pulsa unas teclas.
fn en_una_terminal(argumentos: &[&str], al_ver: &str, teclas: &str) -> (bool, Vec<String>) {
    let (mut terminal, suya) = blocking::open().unwrap();
    terminal.resize(Size::new(40, COLUMNAS)).unwrap();
    let orden = blocking::Command::new(TIMELINE)
        .args(argumentos)
        .current_dir(raiz());
    let mut proceso = orden.env("TERM", "xterm-256color").spawn(suya).unwrap();
    let mut pantalla = vt100::Parser::new(40, COLUMNAS, 0);
    let (mut vistas, mut trozo, mut pulsadas) = (Vec::new(), [0; 65536], false);
    while let Ok(cuantos @ 1..) = terminal.read(&mut trozo) {
        pantalla.process(&trozo[..cuantos]);
        let vista = pantalla
            .screen()
            .rows(0, COLUMNAS)
            .collect::<Vec<_>>()
            .join("\n");
        if !pulsadas && !teclas.is_empty() && vista.contains(al_ver) {
            terminal.write_all(teclas.as_bytes()).unwrap();
            pulsadas = true;
        }
        vistas.push(vista);
    }
    assert!(
        !pantalla.screen().hide_cursor(),
        "el cursor se ve al terminar"
    );
    (proceso.wait().unwrap().success(), vistas)
}

/// Los segundos que lleva la tarea 1, las celdas de su barra, si se ven, y cuántos segundos caben en todas.
fn barra(vista: &str) -> Option<(f64, f64, f64)> {
    let segundos = |texto: &str| {
        texto
            .rsplit(' ')
            .next()?
            .replace(',', ".")
            .parse::<f64>()
            .ok()
    };
    let titulo = vista.lines().find(|linea| linea.starts_with("threads: "))?;
    let total = segundos(titulo.trim_end().strip_suffix(" s")?)?;
    // La escala crece cuando ya no cabe; en el momento en que crece, con dos decimales no se sabe cuál es.
    let mut escalas = (0..40).map(|doble| 2.2 * f64::from(doble).exp2());
    let caben = escalas
        .find(|caben| total - 0.01 < *caben)
        .filter(|caben| total + 0.01 < *caben)?;
    let fila = vista
        .lines()
        .find(|linea| linea.contains(" Tarea 1  proceso"))?;
    let (desde, hasta) = fila.trim_end().split_once(" → ")?;
    let celdas = desde
        .chars()
        .filter(|letra| ('█'..='▏').contains(letra))
        .count();
    Some((segundos(hasta)? - segundos(desde)?, celdas as f64, caben))
}

#[test]
fn en_una_terminal_las_barras_crecen_con_el_tiempo() {
    let (bien, vistas) = en_una_terminal(&["threads"], "", "");
    assert!(bien, "{vistas:?}");
    // Mientras no ha durado sus 2 segundos, no ha terminado, y el dibujo es el que crece.
    let barras = vistas.iter().filter_map(|vista| barra(vista));
    let barras: Vec<_> = barras.filter(|(segundos, ..)| *segundos < 1.99).collect();
    let larga = barras
        .iter()
        .max_by(|una, otra| una.1.total_cmp(&otra.1))
        .unwrap();
    assert!(
        barras.last().unwrap().0 > barras[0].0 && larga.1 > 0.0,
        "{barras:?}"
    );
    let todas = larga.1 * larga.2 / larga.0;
    for (segundos, celdas, caben) in &barras {
        assert!(
            (celdas - todas * segundos / caben).abs() <= 3.0,
            "{barras:?}"
        );
    }
    let ultima = vistas.last().unwrap();
    assert!(
        ultima.contains("[+] Los hilos han finalizado exitosamente"),
        "{ultima}"
    );
    assert_eq!(
        ultima.matches("threads: 1 proceso, 3 hilos").count(),
        1,
        "{ultima}"
    );
    assert!(ultima.contains("┗ Tarea 2  proceso 1, hilo 3"), "{ultima}");
}

#[test]
fn ctrl_c_deja_limpia_la_terminal() {
    let (bien, vistas) = en_una_terminal(&["sequential"], "━ Tarea 1", "\u{3}");
    let ultima = vistas.last().unwrap();
    assert!(!bien && ultima.contains("[-] interrumpido"), "{ultima}");
    assert!(
        !ultima.contains('━') && !ultima.contains("proceso 1"),
        "{ultima}"
    );
    assert!(!ultima.contains("Tarea 2 iniciando"), "{ultima}");
}
