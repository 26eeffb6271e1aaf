//! Los ejercicios: qué pide cada uno, y si un programa lo hace.
//!
//! Se juzga lo que hizo al ejecutarse (sus mensajes, su estado de salida, su traza), y nunca cómo está escrito.
//!
//! | archivo | a qué responde |
//! | --- | --- |
//! | ejercicio.rs | ¿qué ejercicios hay, y dónde se hace cada uno? |
//! | enunciado.rs | ¿qué dice de él la página de su lección, y qué pistas da? |
//! | sequential.rs, threads.rs, processes.rs, http.rs | ¿qué se mira en cada uno? |
//! | criterios/ | ¿qué se mira igual en varios, y qué se aconseja a quien no lo cumple? |
//! | juez.rs | ¿quién ejecuta el programa, y apunta lo que se cumple y lo que no? |
//! | prueba.rs | ¿de qué maneras se ejecuta? |
//! | palabras.rs | ¿cómo se llaman las cosas en cada lección? |
#![warn(missing_docs)]

mod criterio;
mod criterios;
mod ejercicio;
mod enunciado;
mod http;
#[cfg(test)]
mod inventos;
mod juez;
mod palabras;
mod processes;
mod prueba;
mod sequential;
mod threads;

pub use criterio::{Criterio, Resultado};
pub use ejercicio::{EJERCICIOS, Ejercicio, nombres};
pub use enunciado::{Enunciado, Pista};
pub use juez::{Juez, juzgar};
pub use palabras::{Asunto, Manera};
pub use prueba::{ConFallo, Prueba};
