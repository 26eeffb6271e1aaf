//! Respuesta equivocada de «threads 2»: en lugar de esperar a que quede sitio, se duerme un rato.

use shared::tarea;
use std::thread;
use std::time::Duration;

fn main() {
    let mut hilos = Vec::new();
    for num_tarea in 1..=5 {
        hilos.push(thread::spawn(move || tarea(num_tarea)));
        thread::sleep(Duration::from_millis(700));
    }
    for hilo in hilos {
        hilo.join().expect("la tarea no entra en pánico");
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
}
