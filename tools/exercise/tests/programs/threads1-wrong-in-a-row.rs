//! Consejo: Van en fila

use shared::tarea;
use std::thread;

fn main() {
    for num_tarea in 1..=5 {
        thread::spawn(move || tarea(num_tarea)).join().unwrap();
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
}
