//! Tareas de cien milésimas.
//! Consejo: cuánto se le dice que dure

use shared::experimentos::tarea_que_dura;
use std::thread;
use std::time::Duration;

fn main() {
    let tarea = |n| tarea_que_dura(n, Duration::from_millis(100));
    let hilos: Vec<_> = (1..=5).map(|n| thread::spawn(move || tarea(n))).collect();
    for hilo in hilos {
        hilo.join().unwrap();
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
}
