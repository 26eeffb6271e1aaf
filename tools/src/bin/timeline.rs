//! Ejecuta lecciones y dibuja cuándo se hizo cada tarea, en qué proceso y en qué hilo.
//!
//! Ejecútalo: cargo timeline

use clap::{ArgAction, Parser};
use shared::avisar;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use tools::catalogo::{self, APUNTES, Entrada};
use tools::destino::Destino;
use tools::dibujo::{self, Cuadro};
use tools::salida::{decir, en_espanol, terminar};
use tools::{argumentos, familia};

/// Ejecuta lecciones y dibuja cuándo se hizo cada tarea, en qué proceso y en qué hilo.
#[derive(Parser)]
#[command(
    help_template = argumentos::PLANTILLA,
    override_usage = "cargo timeline [LECCIÓN]… [--svg ARCHIVO] [--trace ARCHIVO] [-- ARGUMENTO…]",
    after_help = "Ejemplos:\n  \
        cargo timeline                              las seis de los apuntes\n  \
        cargo timeline threads processes            estas dos\n  \
        cargo timeline threads/mine                 tu examples-threads/examples/mine.rs\n  \
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
    match o_avisar(catalogo::buscar(&argumentos.lecciones)) {
        Some(lecciones) => terminar(dibujar(&argumentos, lecciones)),
        None => ExitCode::from(2),
    }
}

/// `true` si todas las lecciones terminaron bien y se guardó todo.
fn dibujar(argumentos: &Argumentos, lecciones: Vec<Entrada>) -> anyhow::Result<bool> {
    // Lo que no se puede guardar se dice ya, y no impide lo demás.
    let abrir = |ruta: &Option<PathBuf>| ruta.as_ref().map(|ruta| o_avisar(Destino::abrir(ruta)));
    let [svg, trace] = [abrir(&argumentos.svg), abrir(&argumentos.trace)];

    let mut bien = true;
    let (mut cuadros, mut trazas) = (Vec::new(), Vec::new());
    for Entrada { nombre, leccion } in lecciones {
        decir(format!("\n── {nombre} ──\n"))?;
        let leccion = leccion.con(argumentos.para_la_leccion.iter().cloned()).a_la_vista();
        let (tramos, fallo) = match leccion.ejecutar() {
            Ok(hecho) => (hecho.tramos.clone(), (!hecho.bien()).then(|| hecho.final_en_palabras())),
            Err(error) if familia::interrumpida() => return Err(error),
            Err(error) => (Vec::new(), Some(en_espanol(&error))),
        };
        bien &= fallo.is_none();
        cuadros.push(Cuadro::nuevo(&nombre, &tramos, fallo));
        trazas.push((nombre, tramos));
    }

    decir(format!("\n\n{}", dibujo::texto(&cuadros, ancho())))?;
    let archivos = [(svg, dibujo::svg(&cuadros)), (trace, dibujo::chrome(&trazas).to_string())];
    for (pedido, contenido) in archivos {
        let Some(destino) = pedido else { continue };
        let escrito = destino.and_then(|destino| o_avisar(destino.escribir(&contenido)));
        bien &= escrito.is_some();
    }
    Ok(bien)
}

fn o_avisar<T>(resultado: anyhow::Result<T>) -> Option<T> {
    resultado.inspect_err(|error| avisar(&en_espanol(error))).ok()
}

/// Las columnas de la terminal, entre 60 y 120; 80 si la salida no es una terminal.
fn ancho() -> usize {
    terminal_size::terminal_size().map_or(80, |(ancho, _)| usize::from(ancho.0).clamp(60, 120))
}
