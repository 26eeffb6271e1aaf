//! Ejecuta lecciones y dibuja qué tarea hizo cada una cuándo, en qué proceso y en qué hilo.
//!
//! Ejecútalo: cargo timeline

use anyhow::Context;
use clap::{ArgAction, Parser};
use shared::avisar;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tests::catalogo::{self, APUNTES, Entrada};
use tests::dibujo::{self, Cuadro};
use tests::{Ejecucion, argumentos};

/// Ejecuta lecciones y dibuja qué tarea hizo cada una cuándo, en qué proceso y en qué hilo.
#[derive(Parser)]
#[command(
    help_template = argumentos::PLANTILLA,
    override_usage = "cargo timeline [LECCIÓN]… [--svg ARCHIVO] [--trace ARCHIVO] [-- ARGUMENTO…]",
    after_help = "Ejemplos:\n  \
        cargo timeline                              las seis de los apuntes\n  \
        cargo timeline threads processes            estas dos\n  \
        cargo timeline threads/mine                 tu examples-threads/src/bin/mine.rs\n  \
        cargo timeline http/threads -- --internet   con un argumento para la lección",
    disable_help_flag = true
)]
struct Argumentos {
    /// Qué programas: un paquete sin su «examples-», y detrás de una barra uno de sus programas
    #[arg(value_name = "LECCIÓN", help_heading = "Argumentos", default_values = APUNTES, hide_default_value = true)]
    lecciones: Vec<String>,

    /// Lo que va detrás de -- se le pasa a cada lección
    #[arg(value_name = "ARGUMENTO", help_heading = "Argumentos", last = true)]
    para_la_leccion: Vec<OsString>,

    /// Guarda también el dibujo como SVG, para una diapositiva
    #[arg(long, value_name = "ARCHIVO", help_heading = "Opciones")]
    svg: Option<PathBuf>,

    /// Guarda también la traza en el formato de Chrome: la abren ui.perfetto.dev y chrome://tracing
    #[arg(long, value_name = "ARCHIVO", help_heading = "Opciones")]
    trace: Option<PathBuf>,

    /// Muestra esta ayuda
    #[arg(long, short, help_heading = "Opciones", action = ArgAction::Help)]
    help: Option<bool>,
}

fn main() -> ExitCode {
    let argumentos: Argumentos = argumentos::leer();
    let lecciones = match catalogo::buscar(&argumentos.lecciones) {
        Ok(lecciones) => lecciones,
        Err(error) => {
            avisar(&format!("{error:#}"));
            return ExitCode::from(2);
        }
    };
    match dibujar(&argumentos, lecciones) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            avisar(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// `true` si todas las lecciones terminaron bien.
fn dibujar(argumentos: &Argumentos, lecciones: Vec<Entrada>) -> anyhow::Result<bool> {
    let mut cuadros = Vec::new();
    let mut trazas = Vec::new();
    for Entrada { nombre, leccion } in lecciones {
        anstream::println!("\n── {nombre} ──");
        let leccion = leccion.con(argumentos.para_la_leccion.iter().cloned()).a_la_vista();
        let (tramos, fallo) = match leccion.ejecutar() {
            Ok(hecho) => (hecho.tramos.clone(), fallo(&hecho)),
            Err(error) => (Vec::new(), Some(format!("{error:#}"))),
        };
        cuadros.push(Cuadro::nuevo(&nombre, &tramos, fallo));
        trazas.push((nombre, tramos));
    }

    anstream::print!("\n\n{}", dibujo::texto(&cuadros, ancho()));
    if let Some(archivo) = &argumentos.svg {
        guardar(archivo, &dibujo::svg(&cuadros))?;
    }
    if let Some(archivo) = &argumentos.trace {
        guardar(archivo, &dibujo::chrome(&trazas).to_string())?;
    }
    Ok(cuadros.iter().all(|cuadro| cuadro.fallo.is_none()))
}

fn fallo(hecho: &Ejecucion) -> Option<String> {
    match hecho.estado {
        Some(estado) if estado.success() => None,
        Some(estado) => Some(match estado.code() {
            Some(codigo) => format!("terminó con el estado {codigo}"),
            None => format!("no terminó por sí misma ({estado})"),
        }),
        None => Some("no terminaba, y hubo que terminarla".to_string()),
    }
}

/// Las columnas de la terminal, entre 60 y 120; 80 si la salida no es una terminal.
fn ancho() -> usize {
    terminal_size::terminal_size().map_or(80, |(ancho, _)| usize::from(ancho.0).clamp(60, 120))
}

fn guardar(archivo: &Path, contenido: &str) -> anyhow::Result<()> {
    fs::write(archivo, contenido)
        .with_context(|| format!("no se puede escribir {}", archivo.display()))
}
