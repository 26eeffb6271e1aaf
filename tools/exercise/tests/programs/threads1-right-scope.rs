//! Con un ámbito, que espera él, y algo suyo anotado en la traza.

use shared::{tarea, traza};
use std::thread;

fn main() {
    let _tramo = traza::anotar("todo el programa");
    thread::scope(|ambito| {
        for num_tarea in 1..=5 {
            ambito.spawn(move || tarea(num_tarea));
        }
    });
    println!("[+] Los hilos han finalizado exitosamente");
}
