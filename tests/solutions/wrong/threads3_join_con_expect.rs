//! Respuesta equivocada de «threads 3»: el pánico de un hilo acaba también con quien lo espera.

use shared::{decir, tarea};
use std::thread;

fn resultado(num_tarea: u32) -> u32 {
    tarea(num_tarea);
    if num_tarea == 2 {
        panic!("la tarea 2 no tiene resultado");
    }
    num_tarea * 10
}

fn main() {
    let hilos: Vec<_> = (1..=3).map(|num| thread::spawn(move || resultado(num))).collect();
    for (hilo, num_tarea) in hilos.into_iter().zip(1..) {
        let resultado = hilo.join().expect("todos los hilos terminan bien");
        decir(&format!("Resultado de la tarea {num_tarea}: {resultado}"));
    }
}
