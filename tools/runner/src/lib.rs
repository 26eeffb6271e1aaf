//! Ejecutar un programa del proyecto y saber qué hizo: se construye, se inicia, se mira mientras dura, y se termina con
//! él y con todos los que iniciara.
//!
//! | archivo | a qué responde |
//! | --- | --- |
//! | programa.rs | ¿qué programa es, con qué argumentos, y cómo se ejecuta? |
//! | catalogo.rs | ¿qué programas hay, también los que haya escrito cada cual? |
//! | fuentes.rs | ¿es el ejecutable lo que dicen ahora sus archivos? |
//! | en_marcha.rs | ¿qué pasa desde que se inicia hasta que se sabe lo que hizo? |
//! | salidas.rs | ¿qué va diciendo? |
//! | censo.rs | ¿qué procesos ha iniciado? |
//! | grupo.rs | ¿cómo se inicia y se termina con todos juntos? |
//! | interrupcion.rs | ¿ha llegado Ctrl-C? |
//! | nucleos.rs | ¿hay núcleos libres para avanzar en paralelo? |
//! | observador.rs | ¿cómo se entera quien quiere ver lo que pasa? |
//! | python.rs | ¿qué Python hay, y cómo se ejecutan con él los gemelos de las lecciones? |
//! | servidor.rs | ¿quién responde a las peticiones sin Internet? |
//!
//! Lo que un programa hizo es una [`Ejecucion`]: a ella se le pregunta.
#![warn(missing_docs)]

pub mod catalogo;
mod censo;
mod en_marcha;
mod fuentes;
mod grupo;
mod interrupcion;
mod nucleos;
mod observador;
mod programa;
pub mod python;
mod salidas;
mod servidor;

pub use interrupcion::{Interrumpido, interrumpido, seguir_si_no_se_interrumpe};
pub use nucleos::{EN_PARALELO, hay_dos_nucleos_libres};
pub use observador::{NadieMira, Observador, Salida};
pub use programa::Programa;
pub use servidor::Servidor;
pub use shared::ejecucion::Ejecucion;
