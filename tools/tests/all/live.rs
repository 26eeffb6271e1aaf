//! Lo que se ve en una terminal mientras una lección se ejecuta.

use crate::*;
use pty_process::{Size, blocking};
use std::io::{Read, Write};

const COLUMNAS: u16 = 80;

/// Ejecuta `timeline` en una terminal de 80 columnas y 40 filas, y da lo que se ve cada vez que cambia.
/// Cuando se ve un texto, pulsa unas teclas.
fn en_una_terminal(argumentos: &[&str], al_ver: &str, teclas: &str) -> (bool, Vec<String>) {
    let timeline = env!("CARGO_BIN_EXE_timeline");
    let (mut terminal, suya) = blocking::open().unwrap();
    terminal.resize(Size::new(40, COLUMNAS)).unwrap();
    let orden = blocking::Command::new(timeline).args(argumentos).current_dir(raiz());
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

#[test]
fn en_una_terminal_las_barras_crecen_con_el_tiempo() {
    let (bien, vistas) = en_una_terminal(&["threads"], "", "");
    assert!(bien, "{vistas:?}");

    let mut partes = Vec::new();
    for vista in &vistas[..vistas.len() - 1] {
        // El tiempo de cada dibujo está en su título, y lo que mide la barra tiene que decir lo mismo.
        let titulo = vista.lines().find(|linea| linea.starts_with("threads: "));
        let Some(tiempo) = titulo.and_then(|titulo| titulo.trim_end().strip_suffix(" s")) else {
            continue;
        };
        let Some((_, tiempo)) = tiempo.rsplit_once(' ') else { continue };
        let Ok(tiempo) = tiempo.replace(',', ".").parse::<f64>() else { continue };
        let Some(tarea) = vista.lines().find(|linea| linea.contains(" Tarea 1  proceso")) else {
            continue;
        };
        if tiempo < 2.0 && vista.contains("Tarea 1 iniciando") {
            // Hasta que llega a los 2 segundos, la escala es de 2,2.
            let celdas = tarea.chars().filter(|letra| ('█'..='▏').contains(letra)).count() as f64;
            let eje = vista.lines().rfind(|linea| !linea.trim().is_empty()).unwrap();
            let escala = eje.find('2').zip(eje.find('0'));
            let Some((dos, cero)) = escala else { continue };
            let esperadas = tiempo / 2.0 * (dos - cero) as f64;
            assert!((celdas - esperadas).abs() <= 3.0, "{celdas} y no {esperadas}:\n{vista}");
            partes.push(tiempo / 2.0);
        }
    }
    for (desde, hasta) in [(0.05, 0.35), (0.35, 0.65), (0.65, 0.95)] {
        assert!(partes.iter().any(|parte| (desde..hasta).contains(parte)), "{partes:?}");
    }
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
