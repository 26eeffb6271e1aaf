//! Ejecuta lecciones y dibuja cuándo se hizo cada tarea, en qué proceso y en qué hilo.
//!
//! Ejecútalo: cargo timeline

use clap::{Parser, value_parser};
use shared::avisar;
use shared::salida::anunciar;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use tools::dibujo::{self, Cuadro, Vivo};
use tools::programa::catalogo::{self, APUNTES, Entrada};
use tools::programa::grupo;
use tools::programa::python::{Python, o_por_que};
use tools::salida::{Archivo, ancho, decir, en_espanol, terminar};
use tools::{Programa, argumentos};

/// Ejecuta lecciones y dibuja cuándo se hizo cada tarea, en qué proceso y en qué hilo.
#[derive(Parser)]
#[command(
    next_help_heading = "Opciones",
    override_usage = "cargo timeline [LECCIÓN]… [OPCIÓN]… [-- ARGUMENTO…]",
    after_help = "Ejemplos:\n  \
        cargo timeline                              las tres que duermen\n  \
        cargo timeline --all                        las seis de los apuntes\n  \
        cargo timeline threads/mine threads         tu examples-threads/examples/mine.rs, junto a la lección\n  \
        cargo timeline threads --python             la lección, y debajo la misma en Python\n  \
        cargo timeline threads --repeat 5           lo que cambia de una vez a otra, y lo que no\n  \
        cargo timeline http/threads -- --internet   con un argumento para la lección"
)]
struct Argumentos {
    /// Qué programas: un paquete con o sin su «examples-», y tras una barra uno de sus programas; o un .rs
    #[arg(value_name = "LECCIÓN", help_heading = "Argumentos")]
    lecciones: Vec<String>,

    /// Lo que va detrás de -- se le pasa a cada lección
    #[arg(value_name = "ARGUMENTO", help_heading = "Argumentos", last = true)]
    para_la_leccion: Vec<OsString>,

    /// Las seis lecciones de los apuntes
    #[arg(long, conflicts_with = "lecciones")]
    all: bool,

    /// Ejecuta cada una varias veces, de 2 a 100, y dice lo que cambia de una vez a otra
    #[arg(long, value_name = "VECES", value_parser = value_parser!(u32).range(2..=100))]
    repeat: Option<u32>,

    /// Cada una, y debajo la misma en Python, en la misma escala
    #[arg(long)]
    python: bool,

    /// Guarda también el dibujo como SVG, para una diapositiva
    #[arg(long, value_name = "ARCHIVO")]
    svg: Option<PathBuf>,

    /// Los colores del SVG: light, sobre blanco, o dark, sobre negro
    #[arg(long, value_name = "light|dark", value_parser = ["light", "dark"])]
    theme: Option<String>,

    /// Guarda también la traza en el formato de Chrome: la abren ui.perfetto.dev y chrome://tracing
    #[arg(long, value_name = "ARCHIVO")]
    trace: Option<PathBuf>,
}

fn main() -> ExitCode {
    let argumentos: Argumentos = argumentos::leer();
    let pedidas: Vec<String> = match &*argumentos.lecciones {
        [] if argumentos.all => APUNTES.map(String::from).into(),
        [] => APUNTES[..3].iter().map(ToString::to_string).collect(),
        lecciones => lecciones.to_vec(),
    };
    if argumentos.svg.is_some() && argumentos.svg == argumentos.trace {
        avisar("--svg y --trace escriben cosas distintas: no pueden ir al mismo archivo");
        return ExitCode::from(2);
    }
    match catalogo::buscar(&pedidas) {
        Ok(lecciones) => terminar(dibujar(&argumentos, lecciones)),
        Err(error) => {
            avisar(&en_espanol(&error));
            ExitCode::from(2)
        }
    }
}

/// `true` si todas las lecciones terminaron bien. Es un error que algo no se pueda guardar: si se sabe antes, no se
/// ejecuta ninguna.
fn dibujar(argumentos: &Argumentos, lecciones: Vec<Entrada>) -> anyhow::Result<bool> {
    let svg = argumentos
        .svg
        .as_deref()
        .map(|ruta| Archivo::preparar(ruta, "svg"))
        .transpose()?;
    let trace = argumentos
        .trace
        .as_deref()
        .map(|ruta| Archivo::preparar(ruta, "json"))
        .transpose()?;

    let (mut cuadros, mut escala) = (Vec::new(), 0);
    for (nombre, programa) in programas(argumentos, lecciones) {
        decir(format!("\n── {nombre} ──\n"))?;
        let veces = argumentos.repeat.unwrap_or(1);
        let cuadro = match programa.and_then(|suyo| ejecutar(&nombre, suyo, veces, escala)) {
            Err(error) if !grupo::interrumpido() => {
                let fallo = Some(en_espanol(&error));
                Cuadro {
                    titulo: nombre,
                    fallo,
                    ..Cuadro::default()
                }
            }
            hecho => hecho?,
        };
        escala = escala.max(cuadro.total);
        cuadros.push(cuadro);
    }

    decir(format!("\n\n{}", dibujo::texto(&cuadros, ancho(), 0)))?;
    let bien = cuadros.iter().all(|cuadro| cuadro.fallo.is_none());
    // De uno que falla o no espera a los suyos, lo que tarda no dice nada.
    let como_debe = bien && cuadros.iter().all(|cuadro| cuadro.avisos.is_empty());
    if let ([uno, otro], true) = (&cuadros[..], como_debe) {
        decir(format!("\n{}\n", dibujo::comparar(uno, otro)))?;
    }
    if let Some(archivo) = svg {
        let tema = argumentos.theme.as_deref().unwrap_or("light");
        let ruta = archivo.escribir(&dibujo::svg(&cuadros, tema)?)?;
        anunciar(&format!("El dibujo: {ruta}"));
    }
    if let Some(archivo) = trace {
        let ruta = archivo.escribir(&dibujo::chrome(&cuadros).to_string())?;
        anunciar(&format!("La traza: {ruta}"));
    }
    Ok(bien)
}

/// Ejecuta un programa tantas veces y las junta en un cuadro. Es un error que no se pueda, o que se interrumpa.
fn ejecutar(
    nombre: &str,
    mut programa: Programa,
    veces: u32,
    escala: u64,
) -> anyhow::Result<Cuadro> {
    programa.maximo = Some(usize::MAX);
    let mut cuadros = Vec::new();
    for vez in 0..veces {
        // Lo que dice, la primera vez basta.
        programa.a_la_vista = vez == 0;
        programa.dibujo = Vivo::nuevo(nombre, escala, false);
        cuadros.push(Cuadro::nuevo(nombre, &programa.ejecutar()?));
    }
    Ok(Cuadro::juntar(&cuadros))
}

/// Cada lección, y debajo, si se pide, la misma en Python o por qué no puede ser.
fn programas(
    argumentos: &Argumentos,
    lecciones: Vec<Entrada>,
) -> Vec<(String, anyhow::Result<Programa>)> {
    let suyos = &argumentos.para_la_leccion;
    let python = argumentos.python.then(Python::buscar);
    let mut programas = Vec::new();
    for entrada in lecciones {
        let leccion = entrada.programa.clone().con(suyos.iter().cloned());
        programas.push((entrada.nombre.clone(), Ok(leccion)));
        if let Some(python) = &python {
            let gemelo = entrada.gemelo();
            let leccion = gemelo.and_then(|archivo| o_por_que(python)?.programa(&archivo, suyos));
            programas.push((format!("{}, en Python", entrada.nombre), leccion));
        }
    }
    programas
}
