//! Cómo habla una herramienta con quien la usa. Lo comparten las tres, y no sabe qué hace ninguna.
//!
//! | archivo | a qué responde |
//! | --- | --- |
//! | argumentos.rs | ¿qué se le pide, y cómo se explica lo que no vale? |
//! | salida.rs | ¿cómo se dice algo, también cuando ya nadie lee? |
//! | archivo.rs | ¿se podrá escribir un archivo cuando haya qué escribir? |
//! | documento.rs | ¿qué dice un documento del proyecto, y en qué línea? |
//! | palabras.rs | ¿cómo se cuenta, y a qué se parece un nombre que no hay? |
//! | compilador.rs | ¿qué significa un error del compilador? |
#![warn(missing_docs)]

pub mod archivo;
pub mod argumentos;
pub mod compilador;
pub mod documento;
mod palabras;
pub mod salida;

pub use archivo::Archivo;
pub use documento::Texto;
pub use palabras::{contar, el_mas_parecido};
pub use salida::{ancho, decir, en_espanol, envolver, terminar};
