//! Respuesta equivocada de «processes 1»: cuatro hilos que dicen ser procesos.

use shared::tarea_de_proceso;
use std::thread;

fn main() {
    let hilos: Vec<_> = (1..=4).map(|num| thread::spawn(move || tarea_de_proceso(num))).collect();
    for hilo in hilos {
        hilo.join().expect("la tarea no entra en pánico");
    }
    println!("\n[+] Los procesos han finalizado exitosamente\n");
}
