//! Los ejercicios. Lo que piden y sus pistas están en la página de su paquete ([`Enunciado`]); lo que se mira
//! en cada uno y lo que se dice, en `tools/exercises/rules.toml`.
//!
//! Se juzga lo que pasó (los mensajes, el estado de salida, la traza) y nunca cómo está escrito.

mod enunciado;
mod hechos;
mod juicio;
mod reglas;

pub(crate) use enunciado::para_la_terminal;
pub use enunciado::{Enunciado, Pista};
pub use hechos::plantillas;
pub use juicio::{Criterio, juzgar};
pub use reglas::{Ejercicio, ejercicios};
