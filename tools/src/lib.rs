//! Mira las lecciones desde fuera: las ejecuta como programas, lee la traza que dejan, la dibuja,
//! comprueba los ejercicios y hace la página. Ninguna lección depende de esta biblioteca, ni esta de ninguna lección.
#![warn(missing_docs)]

pub mod argumentos;
pub mod catalogo;
pub mod destino;
pub mod dibujo;
mod directo;
pub mod ejercicios;
pub mod familia;
pub mod leccion;
#[cfg(feature = "notes")]
pub mod pagina;
pub mod python;
pub mod salida;
pub mod traza;

pub use leccion::{Ejecucion, Leccion};
