//! Lo que mira las lecciones desde fuera: las ejecuta como programas, lee la traza que dejan y cuenta lo que pasó.
//!
//! | orden | módulo | a qué responde |
//! | --- | --- | --- |
//! | `cargo timeline` | [`dibujo`] | ¿qué se hizo cuándo, en qué proceso y en qué hilo? |
//! | `cargo exercise` | [`ejercicios`] | ¿hace mi programa lo que se pide? |
//! | `cargo notes` | `pagina` | ¿cómo se ve la clase entera, en los dos idiomas? |
//! | las tres | [`programa`] | ¿qué programas hay, cómo se ejecutan y cómo se termina con todos sus procesos? |
//! | `cargo exercise`, `notes` | `exercises/`, `page/` | ¿qué se mira y qué se dice?, ¿cómo se ve?: son datos |
//! | `cargo exercise`, `notes` | `documento` | ¿qué dice un documento, y en qué línea? |
//! | las tres | [`compilador`] | ¿qué significa un error del compilador?: lo dice docs/compiler.md |
//! | las tres | [`argumentos`], [`salida`] | ¿cómo se les habla, y cómo responden? |
#![warn(missing_docs)]

pub mod argumentos;
pub mod compilador;
pub mod dibujo;
mod documento;
pub mod ejercicios;
#[cfg(feature = "notes")]
pub mod pagina;
pub mod programa;
pub mod salida;

pub use programa::{Ejecucion, Programa};

use anyhow::Context;
use shared::cargo::raiz;
use std::fs;

/// El texto de un archivo que se nombra desde la carpeta del proyecto.
fn leer(ruta: &str) -> anyhow::Result<String> {
    let texto = fs::read(raiz().join(ruta)).with_context(|| format!("no se puede leer {ruta}"))?;
    let texto = String::from_utf8(texto).with_context(|| format!("{ruta} no está en UTF-8"))?;
    Ok(texto.replace("\r\n", "\n"))
}
