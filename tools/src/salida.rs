//! Lo que dicen las herramientas, también cuando ya nadie las lee.

use anyhow::Context;
use shared::{avisar, salida::causa};
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// Escribe en la salida estándar, con sus colores si es una terminal. No siempre se puede: el disco está
/// lleno, o quien leía se ha ido (`| head -1`).
pub fn decir(texto: impl Display) -> anyhow::Result<()> {
    let mut salida = anstream::stdout();
    write!(salida, "{texto}").and_then(|()| salida.flush()).context("no se puede escribir")
}

/// Las columnas de la terminal, 20 por lo menos y 160 como mucho; 80 si la salida no es una terminal.
pub fn ancho() -> usize {
    terminal_size::terminal_size().map_or(80, |(ancho, _)| usize::from(ancho.0).clamp(20, 160))
}

/// El estado de salida de una herramienta: 0 si todo fue bien, 1 si no. Si hay un error, lo dice, salvo
/// que sea que ya nadie lee.
pub fn terminar(resultado: anyhow::Result<bool>) -> ExitCode {
    if let Err(error) = &resultado {
        let del_sistema = error.root_cause().downcast_ref::<io::Error>();
        if del_sistema.is_none_or(|error| error.kind() != ErrorKind::BrokenPipe) {
            avisar(&en_espanol(error));
        }
    }
    if matches!(resultado, Ok(true)) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Un error con su causa en español, y las palabras del sistema entre paréntesis.
pub fn en_espanol(error: &anyhow::Error) -> String {
    let del_sistema: Option<&io::Error> = error.root_cause().downcast_ref();
    let Some(causa) = del_sistema.and_then(causa) else { return format!("{error:#}") };
    let mut frases: Vec<String> = error.chain().map(ToString::to_string).collect();
    let original = frases.pop().unwrap_or_default();
    frases.push(causa.to_string());
    format!("{} ({original})", frases.join(": "))
}
