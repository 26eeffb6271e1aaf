//! Respuesta equivocada de «threads 1»: los hilos se inician y nadie los espera.

use shared::tarea;
use std::thread;

fn main() {
    for num_tarea in 1..=5 {
        thread::spawn(move || tarea(num_tarea));
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
}
