//! Consejo: Aquí no hacen falta hilos

use shared::tarea;
use std::thread;

fn main() {
    let hilos: Vec<_> = (1..=5).map(|n| thread::spawn(move || tarea(n))).collect();
    for hilo in hilos {
        hilo.join().unwrap();
    }
}
