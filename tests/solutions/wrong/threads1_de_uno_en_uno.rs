//! Respuesta equivocada de «threads 1»: cada hilo se espera antes de iniciar el siguiente.

use shared::tarea;
use std::thread;

fn main() {
    for num_tarea in 1..=5 {
        let hilo = thread::spawn(move || tarea(num_tarea));
        hilo.join().expect("la tarea no entra en pánico");
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
}
