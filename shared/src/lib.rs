//! Lo que comparten las lecciones, para que cada una diga solo lo suyo.
//!
//! | módulo | qué hay | en Python |
//! | --- | --- | --- |
//! | [`mod@tarea`] | [`tarea()`], [`tarea_de_proceso`] | `def tarea(num_tarea)` |
//! | [`mod@espera`] | [`encargo`], [`esperar_hilo`], [`esperar_proceso`], [`esperar_respuesta`] | `join()` |
//! | [`mod@numero`] | [`redondear`] | `round(x, 2)` |
//! | [`mod@salida`] | [`decir`], [`avisar`] | `print(…)`, `print(…, file=sys.stderr)` |
//! | [`mod@traza`] | la anotación de cada tarea, si `TRAZA` nombra un archivo | |
//!
//! Con la característica `http` se añaden `peticion` (`realizar_peticion`), `dominios` (qué URL se
//! piden) y `servidor` (el servidor local, para clases sin Internet). Sin ella no hay dependencias.
//!
//! Una sola regla para los fallos: lo que falla se dice en el momento, por la salida de errores, y
//! además se devuelve, para que la lección decida cómo termina.

pub mod espera;
pub mod numero;
pub mod salida;
pub mod tarea;
pub mod traza;

#[cfg(feature = "http")]
mod certificados;
#[cfg(feature = "http")]
pub mod dominios;
#[cfg(feature = "http")]
pub mod peticion;
#[cfg(feature = "http")]
pub mod servidor;

pub use espera::{
    encargo, esperar_hilo, esperar_proceso, esperar_respuesta, estado_de, terminar_proceso,
};
pub use numero::redondear;
pub use salida::{avisar, decir};
pub use tarea::{tarea, tarea_de_proceso, tarea_que_dura};

#[cfg(feature = "http")]
pub use dominios::leer_dominios;
#[cfg(feature = "http")]
pub use peticion::{etiqueta, realizar_peticion, realizar_peticion_asincrona, resumir};
