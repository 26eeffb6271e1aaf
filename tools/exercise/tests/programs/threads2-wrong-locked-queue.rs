//! Cada hilo hace su tarea con el mutex tomado.
//! Consejo: Si lo que queda está en un Mutex, se suelta antes

use shared::tarea;
use std::sync::Mutex;
use std::thread;

static PENDIENTES: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn trabajar() {
    while let Some(num_tarea) = PENDIENTES.lock().unwrap().pop() {
        tarea(num_tarea);
    }
}

fn main() {
    PENDIENTES.lock().unwrap().extend(1..=5);
    let hilo1 = thread::spawn(trabajar);
    let hilo2 = thread::spawn(trabajar);
    hilo1.join().unwrap();
    hilo2.join().unwrap();
    println!("\n[+] Los hilos han finalizado exitosamente");
}
