//! Lo que comparten las lecciones, para que cada una diga solo lo suyo.
//!
//! | archivo | qué hay para una lección | en Python |
//! | --- | --- | --- |
//! | tarea.rs | [`tarea()`], [`tarea_de_proceso`] | `def tarea(num_tarea)` |
//! | peticion.rs | `realizar_peticion` | `def realizar_peticion(url)` |
//! | dominios.rs | `leer_dominios`: qué URL se piden | `dominios = […]` |
//! | proceso.rs | [`encargo`], [`este_programa`] | lo que `Process` hace por dentro |
//!
//! Lo demás les sirve:
//!
//! | dónde | qué hay | para quién |
//! | --- | --- | --- |
//! | salida.rs | hablar por la salida de errores | todos |
//! | traza/ | anotar cuándo se hace cada tarea | todos |
//! | http/ | el cliente, las causas de un fallo, el servidor local | las peticiones |
//! | experimentos/ | contar primos, medir lo que algo cuesta | los programas de `examples/` |
//! | ejecucion/ | construir un programa, y lo que hizo al ejecutarse | las pruebas y las herramientas |
//!
//! Una lección sin HTTP no usa ninguna biblioteca.
#![warn(missing_docs)]

pub mod proceso;
pub mod salida;
pub mod tarea;
pub mod traza;
pub use proceso::{encargo, este_programa};
pub use salida::avisar;
pub use tarea::{tarea, tarea_de_proceso};

#[cfg(feature = "http")]
pub mod dominios;
#[cfg(feature = "ejecucion")]
pub mod ejecucion;
#[cfg(feature = "experimentos")]
pub mod experimentos;
#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "http")]
pub mod peticion;
#[cfg(feature = "http")]
pub use dominios::leer_dominios;
#[cfg(feature = "http")]
pub use http::cliente::preparar_reqwest;
#[cfg(feature = "http")]
pub use peticion::realizar_peticion;
