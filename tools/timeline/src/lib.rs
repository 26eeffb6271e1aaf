//! Una ejecución en una imagen: qué tarea se hizo cuándo, en qué proceso y en qué hilo.
//!
//! | archivo | a qué responde |
//! | --- | --- |
//! | cuadro.rs | ¿cómo se ordena en filas lo que hizo un programa? |
//! | resumen.rs | ¿cómo se cuenta en una línea? |
//! | notas.rs | ¿qué hay que saber además: a quién no se esperó, qué falta? |
//! | repeticion.rs, juntar.rs | ¿qué cambia de una vez a otra? |
//! | texto.rs, svg.rs, chrome.rs | ¿cómo se ve: en una terminal, en una diapositiva, en otra herramienta? |
//! | vivo.rs | ¿cómo se ve mientras ocurre? |
//! | tiempo.rs, colores.rs | ¿cómo se escribe un momento, y de qué color va cada proceso? |
//!
//! Ninguno ejecuta nada. Los momentos de un dibujo son microsegundos desde que se inició el programa.
#![warn(missing_docs)]

mod chrome;
pub mod colores;
mod cuadro;
mod juntar;
mod notas;
mod repeticion;
mod resumen;
mod svg;
mod texto;
pub mod tiempo;
mod vivo;

pub use chrome::chrome;
pub use cuadro::{Barra, Cuadro, DeUnProceso, Fila, Intervalo, Resto, comparar, escala};
pub use juntar::juntar;
pub use notas::Nota;
pub use repeticion::Repeticion;
pub use resumen::Resumen;
pub use svg::svg;
pub use texto::texto;
pub use vivo::{Eco, Vivo};
