//! Lo que comparten los experimentos y los ejercicios de `examples/`.

pub mod coste;
pub mod primos;
pub use coste::leer_numero;

use crate::traza;
use std::{thread, time::Duration};

/// Una tarea que dura otro tiempo.
pub fn tarea_que_dura(num_tarea: u32, duracion: Duration) {
    let _tramo = traza::anotar(&format!("Tarea {num_tarea}"));
    println!("\n[+] Tarea {num_tarea} iniciando");
    thread::sleep(duracion);
    println!("\n[+] Tarea {num_tarea} finalizando");
}
