//! Consejo: Las hace todas el mismo hilo

use shared::tarea;
use std::thread;

fn main() {
    let hilo = thread::spawn(|| (1..=5).for_each(tarea));
    hilo.join().unwrap();
    println!("\n[+] Los hilos han finalizado exitosamente");
}
