//! Lo que comparten los experimentos de `examples/`, aparte de lo que comparten las lecciones: así
//! una lección se compila en un momento, y lo que calcula se compila siempre optimizado.
//!
//! | módulo | qué hay |
//! | --- | --- |
//! | [`primos`] | [`primos::Parte`], un cálculo en partes iguales |
//! | [`coste`] | [`coste::memoria`], lo que ocupa un proceso; [`coste::leer_numero`]; [`coste::Latido`] |

pub mod coste;
pub mod primos;
