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
    let orden = blocking::Command::new(TIMELINE).args(argumentos).current_dir(raiz());
    let mut proceso = orden.env("TERM", "xterm-256color").spawn(suya).unwrap();
    let mut pantalla = vt100::Parser::new(40, COLUMNAS, 0);
    let (mut vistas, mut trozo, mut pulsadas) = (Vec::new(), [0; 65536], false);
    while let Ok(cuantos @ 1..) = terminal.read(&mut trozo) {
        pantalla.process(&trozo[..cuantos]);
        let vista = pantalla.screen().rows(0, COLUMNAS).collect::<Vec<_>>().join("\n");
        if !pulsadas && !teclas.is_empty() && vista.contains(al_ver) {
            terminal.write_all(teclas.as_bytes()).unwrap();
            pulsadas = true;
        }
        vistas.push(vista);
    }
    assert!(!pantalla.screen().hide_cursor(), "el cursor se ve al terminar");
    (proceso.wait().unwrap().success(), vistas)
}

/// Los segundos que lleva la tarea 1 y las celdas de su barra, si se ven.
fn barra(vista: &str) -> Option<(f64, f64)> {
    let fila = vista.lines().find(|linea| linea.contains(" Tarea 1  proceso"))?;
    let (desde, hasta) = fila.trim_end().split_once(" → ")?;
    let celdas = desde.chars().filter(|letra| ('█'..='▏').contains(letra)).count();
    let segundos = |texto: &str| texto.rsplit(' ').next()?.replace(',', ".").parse::<f64>().ok();
    Some((segundos(hasta)? - segundos(desde)?, celdas as f64))
}

#[test]
fn en_una_terminal_las_barras_crecen_con_el_tiempo() {
    let (bien, vistas) = en_una_terminal(&["threads"], "", "");
    assert!(bien, "{vistas:?}");
    // Hasta que llega a los 2 segundos, la escala no cambia.
    let barras = vistas.iter().filter_map(|vista| barra(vista));
    let barras: Vec<(f64, f64)> = barras.filter(|(segundos, _)| *segundos < 2.0).collect();
    let (segundos, larga) = *barras.last().unwrap();
    assert!(barras.len() > 1 && segundos > barras[0].0 && larga > 0.0, "{barras:?}");
    let proporcional = |barra: &(f64, f64)| (barra.1 - larga * barra.0 / segundos).abs() <= 3.0;
    assert!(barras.iter().all(proporcional), "{barras:?}");
    let ultima = vistas.last().unwrap();
    assert!(ultima.contains("[+] Los hilos han finalizado exitosamente"), "{ultima}");
    assert_eq!(ultima.matches("threads: 1 proceso, 3 hilos").count(), 1, "{ultima}");
    assert!(ultima.contains("┗ Tarea 2  proceso 1, hilo 3"), "{ultima}");
}

#[test]
fn ctrl_c_deja_limpia_la_terminal() {
    let (bien, vistas) = en_una_terminal(&["sequential"], "━ Tarea 1", "\u{3}");
    let ultima = vistas.last().unwrap();
    assert!(!bien && ultima.contains("[-] interrumpido"), "{ultima}");
    assert!(!ultima.contains('━') && !ultima.contains("proceso 1"), "{ultima}");
    assert!(!ultima.contains("Tarea 2 iniciando"), "{ultima}");
}
