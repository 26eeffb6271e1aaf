//! Los dos programas de una lección, uno al lado del otro.
//!
//! | archivo | a qué responde |
//! | --- | --- |
//! | escritas.rs | ¿qué dice un archivo de `page/rows`? |
//! | archivo.rs | ¿qué dice un archivo de código? |
//! | colores.rs | ¿de qué color va cada palabra? |
//! | filas.rs | ¿qué línea va al lado de cuál? |

mod archivo;
mod colores;
mod escritas;
mod filas;

pub(crate) use archivo::{Archivo, Origen};
pub(crate) use filas::{Fila, filas};
