//! Mira las lecciones desde fuera: las ejecuta como programas y lee la traza que dejan.
//!
//! Ninguna lección depende de esta biblioteca, ni esta de ninguna lección.

pub mod argumentos;
pub mod averias;
pub mod catalogo;
pub mod dibujo;
pub mod ejercicios;
pub mod http;
pub mod leccion;
pub mod servidor;
pub mod tramos;

pub use leccion::{Ejecucion, Leccion};
