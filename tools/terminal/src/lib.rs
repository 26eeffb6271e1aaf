//! Cómo habla una herramienta con quien la usa. Lo comparten las tres, y no sabe qué hace ninguna.
//!
//! | archivo | a qué responde |
//! | --- | --- |
//! | argumentos.rs | ¿qué se le pide, y cómo se explica lo que no vale? |
//! | salida.rs | ¿cómo se dice algo, también cuando ya nadie lee? |
//! | archivo.rs | ¿se podrá escribir un archivo cuando haya qué escribir? |
//! | documento.rs | ¿qué dice un documento del proyecto, y en qué línea? |
//! | compilador.rs | ¿qué significa un error del compilador? |
#![warn(missing_docs)]

pub mod archivo;
pub mod argumentos;
pub mod compilador;
pub mod documento;
pub mod salida;

pub use archivo::Archivo;
pub use documento::Texto;
pub use salida::{ancho, decir, en_espanol, envolver, terminar};
