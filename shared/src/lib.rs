//! Lo que comparten las lecciones, para que cada una diga solo lo suyo.
//!
//! | archivo | qué hay | en Python |
//! | --- | --- | --- |
//! | tarea.rs | [`tarea()`], [`tarea_de_proceso`] | `def tarea(num_tarea)` |
//! | peticion.rs | `realizar_peticion` | `def realizar_peticion(url)` |
//! | dominios.rs | `leer_dominios`: qué URL se piden | `dominios = […]` |
//! | proceso.rs | [`encargo`], [`este_programa`] | lo que `Process` hace por dentro |
//!
//! Lo demás les sirve: cliente.rs prepara los clientes HTTP, causas.rs pone los errores en español, servidor.rs es el
//! servidor local, salida.rs habla por la salida de errores, traza.rs anota cada tarea. Los programas de `examples/` usan
//! experimentos/; las pruebas y las herramientas, cargo.rs y tramos.rs. Una lección sin HTTP no usa ninguna biblioteca.
#![warn(missing_docs)]

pub mod proceso;
pub mod salida;
pub mod tarea;
pub mod traza;
pub use proceso::{encargo, este_programa};
pub use {salida::avisar, tarea::tarea, tarea::tarea_de_proceso};

#[cfg(feature = "cargo")]
pub mod cargo;
#[cfg(feature = "http")]
pub mod causas;
#[cfg(feature = "http")]
pub mod cliente;
#[cfg(feature = "http")]
pub mod dominios;
#[cfg(feature = "experimentos")]
pub mod experimentos;
#[cfg(feature = "http")]
pub mod peticion;
#[cfg(feature = "servidor")]
pub mod servidor;
#[cfg(feature = "cargo")]
pub mod tramos;
#[cfg(feature = "http")]
pub use {dominios::leer_dominios, peticion::realizar_peticion};
