//! Lo que dicen las herramientas, también cuando ya nadie las lee.

use crate::compilador;
use anyhow::Context;
use shared::avisar;
use shared::salida::causa;
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use textwrap::{Options, WordSplitter};

/// Escribe en la salida estándar, con sus colores si es una terminal. No siempre se puede: el disco está
/// lleno, o quien leía se ha ido (`| head -1`).
pub fn decir(texto: impl Display) -> anyhow::Result<()> {
    let mut salida = anstream::stdout();
    write!(salida, "{texto}").context("no se puede escribir")?;
    salida.flush().context("no se puede escribir")
}

/// Las columnas de la terminal, 20 por lo menos y 160 como mucho; 80 si la salida no es una terminal.
pub fn ancho() -> usize {
    match console::Term::stdout().size_checked() {
        Some((_, columnas)) => usize::from(columnas).clamp(20, 160),
        None => 80,
    }
}

/// Un texto en líneas que caben en la terminal, sin partir una palabra: puede ser una ruta. Con sangría desde la segunda.
pub fn envolver(texto: &str, sangria: &str) -> String {
    let opciones = Options::new(ancho())
        .word_splitter(WordSplitter::NoHyphenation)
        .subsequent_indent(sangria);
    textwrap::fill(texto, opciones)
}

/// El estado de salida de una herramienta: 0 si todo fue bien, 1 si no. Si hay un error, lo dice, salvo
/// que sea que ya nadie lee.
pub fn terminar(resultado: anyhow::Result<bool>) -> ExitCode {
    match resultado {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            if !ya_nadie_lee(&error) {
                contar(&error);
            }
            ExitCode::FAILURE
        }
    }
}

fn ya_nadie_lee(error: &anyhow::Error) -> bool {
    let del_sistema: Option<&io::Error> = error.root_cause().downcast_ref();
    del_sistema.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

/// Cuenta un error: detrás de los del compilador, lo que significan.
pub fn contar(error: &anyhow::Error) {
    compilador::explicar_si_no_compila(error);
    avisar(&en_espanol(error));
}

/// Un error con su causa en español, y las palabras del sistema entre paréntesis.
pub fn en_espanol(error: &anyhow::Error) -> String {
    let del_sistema: Option<&io::Error> = error.root_cause().downcast_ref();
    let Some(causa) = del_sistema.and_then(causa) else {
        return format!("{error:#}");
    };
    let mut frases: Vec<String> = error.chain().map(ToString::to_string).collect();
    let original = frases.pop().unwrap_or_default();
    frases.push(causa.to_string());
    format!("{} ({original})", frases.join(": "))
}
