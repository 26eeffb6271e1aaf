//! Anota con el mismo nombre la función que ya se anota.

use shared::{tarea, traza};
use std::thread;

fn mi_tarea(num_tarea: u32) {
    let _tramo = traza::anotar(&format!("Tarea {num_tarea}"));
    tarea(num_tarea);
}

fn main() {
    let hilos = [1, 2, 3, 4, 5].map(|n| thread::spawn(move || mi_tarea(n)));
    let resultados = hilos.map(|hilo| hilo.join());
    if resultados.iter().any(|resultado| resultado.is_err()) {
        std::process::exit(1);
    }
    println!("[+] Los hilos han finalizado exitosamente");
}
