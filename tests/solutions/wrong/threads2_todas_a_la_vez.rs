//! Respuesta equivocada de «threads 2»: las cinco a la vez, esperadas de dos en dos.

use shared::tarea;
use std::thread;

fn main() {
    let hilos: Vec<_> = (1..=5).map(|num| thread::spawn(move || tarea(num))).collect();
    let mut hilos = hilos.into_iter();
    while let Some(hilo) = hilos.next() {
        hilo.join().expect("la tarea no entra en pánico");
        if let Some(otro) = hilos.next() {
            otro.join().expect("la tarea no entra en pánico");
        }
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
}
