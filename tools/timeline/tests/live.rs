//! Lo que se ve en una terminal mientras una lección se ejecuta.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

use pty_process::{Size, blocking};
use shared::ejecucion::construir::raiz;
use std::io::{Read, Write};

const FILAS: u16 = 40;
const COLUMNAS: u16 = 80;

/// Lo que se vio en la terminal.
struct Visto {
    bien: bool,
    /// Lo que se veía cada vez que cambió.
    vistas: Vec<String>,
}

impl Visto {
    fn ultima(&self) -> &str {
        self.vistas.last().unwrap()
    }
}

/// Ejecuta `timeline` en una terminal de 80 columnas y 40 filas. Cuando se ve un texto, pulsa unas teclas.
fn en_una_terminal(argumentos: &[&str], al_ver: &str, teclas: &str) -> Visto {
    let (mut terminal, suya) = blocking::open().unwrap();
    terminal.resize(Size::new(FILAS, COLUMNAS)).unwrap();
    let orden = blocking::Command::new(env!("CARGO_BIN_EXE_timeline"))
        .args(argumentos)
        .current_dir(raiz())
        .env("TERM", "xterm-256color");
    let mut proceso = orden.spawn(suya).unwrap();
    let mut pantalla = vt100::Parser::new(FILAS, COLUMNAS, 0);
    let mut vistas = Vec::new();
    let mut pulsadas = teclas.is_empty();
    let mut trozo = [0; 65536];
    while let Ok(cuantos @ 1..) = terminal.read(&mut trozo) {
        pantalla.process(&trozo[..cuantos]);
        let filas: Vec<String> = pantalla.screen().rows(0, COLUMNAS).collect();
        let vista = filas.join("\n");
        if !pulsadas && vista.contains(al_ver) {
            terminal.write_all(teclas.as_bytes()).unwrap();
            pulsadas = true;
        }
        vistas.push(vista);
    }
    let se_ve_el_cursor = !pantalla.screen().hide_cursor();
    assert!(se_ve_el_cursor, "el cursor se ve al terminar");
    let bien = proceso.wait().unwrap().success();
    Visto { bien, vistas }
}

/// La barra de la tarea 1, como se ve.
#[derive(Debug)]
struct Barra {
    /// Los segundos que lleva la tarea.
    segundos: f64,
    /// Las celdas de su barra.
    celdas: f64,
    /// Cuántos segundos caben en todas las celdas.
    caben: f64,
}

/// El número del final de un texto.
fn segundos(texto: &str) -> Option<f64> {
    let numero = texto.rsplit(' ').next()?;
    numero.replace(',', ".").parse().ok()
}

fn barra(vista: &str) -> Option<Barra> {
    let mut lineas = vista.lines();
    let titulo = lineas.find(|linea| linea.starts_with("threads: "))?;
    let (antes_de_los_nucleos, _) = titulo.split_once(" s, ")?;
    let total = segundos(antes_de_los_nucleos)?;
    let fila = lineas.find(|linea| linea.contains(" Tarea 1  proceso"))?;
    let (antes, hasta) = fila.trim_end().split_once(" → ")?;
    let celdas = antes.chars().filter(|letra| *letra == '█').count();
    Some(Barra {
        segundos: segundos(hasta)? - segundos(antes)?,
        celdas: celdas as f64,
        caben: escala(total)?,
    })
}

/// La escala crece cuando ya no cabe; en el momento en que crece, con dos decimales no se sabe cuál es.
fn escala(total: f64) -> Option<f64> {
    let mut escala = 2.2;
    while escala <= total - 0.01 {
        escala *= 2.0;
    }
    match total + 0.01 < escala {
        true => Some(escala),
        false => None,
    }
}

#[test]
fn en_una_terminal_las_barras_crecen_con_el_tiempo() {
    let visto = en_una_terminal(&["threads"], "", "");
    assert!(visto.bien, "{:?}", visto.vistas);
    let mut barras: Vec<Barra> = visto
        .vistas
        .iter()
        .filter_map(|vista| barra(vista))
        .collect();
    // Mientras no ha durado sus 2 segundos, no ha terminado, y el dibujo es el que crece.
    barras.retain(|barra| barra.segundos < 1.99);
    let primera = &barras[0];
    let ultima = barras.last().unwrap();
    assert!(ultima.segundos > primera.segundos, "{barras:?}");
    let larga = barras
        .iter()
        .max_by(|una, otra| una.celdas.total_cmp(&otra.celdas));
    let larga = larga.unwrap();
    assert!(larga.celdas > 0.0, "{barras:?}");
    let todas = larga.celdas * larga.caben / larga.segundos;
    for barra in &barras {
        let esperadas = todas * barra.segundos / barra.caben;
        assert!((barra.celdas - esperadas).abs() <= 3.0, "{barras:?}");
    }
    let ultima = visto.ultima();
    assert!(
        ultima.contains("[+] Los hilos han finalizado exitosamente"),
        "{ultima}"
    );
    let titulos = ultima.matches("threads: 1 proceso, 3 hilos").count();
    assert_eq!(titulos, 1, "{ultima}");
    assert!(ultima.contains("┗ Tarea 2  proceso 1, hilo 3"), "{ultima}");
}

#[test]
fn con_ctrl_c_el_dibujo_se_queda_hasta_donde_llego() {
    let visto = en_una_terminal(&["sequential"], "━ Tarea 1", "\u{3}");
    let ultima = visto.ultima();
    assert!(
        !visto.bien && ultima.contains("[-] interrumpido"),
        "{ultima}"
    );
    assert!(!ultima.contains("Tarea 2 iniciando"), "{ultima}");
    assert_eq!(ultima.matches("━ Tarea 1").count(), 1, "{ultima}");
    assert!(
        ultima.contains("✗ se interrumpió antes de que terminara"),
        "{ultima}"
    );
}
