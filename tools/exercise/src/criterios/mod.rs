//! Lo que se mira igual en varios ejercicios. Cada criterio mira lo que hizo el programa y, al lado, dice qué se aconseja a
//! quien no lo cumple.
//!
//! | archivo | qué se mira |
//! | --- | --- |
//! | termina.rs | cómo terminó |
//! | tareas.rs | qué tareas hizo, cuándo y dónde |
//! | mensajes.rs | qué dijo |
//! | fallos.rs | qué hizo cuando una de sus tareas falló |

mod fallos;
mod mensajes;
mod tareas;
mod termina;

pub use fallos::*;
pub use mensajes::*;
pub use tareas::*;
pub use termina::*;
