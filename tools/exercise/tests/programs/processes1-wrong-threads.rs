//! Hilos que dicen ser procesos.
//! Consejo: Alguna la hace el propio programa, quizá en un hilo

use shared::tarea_de_proceso;
use std::thread;

fn main() {
    let hilos = [1, 2, 3, 4].map(|n| thread::spawn(move || tarea_de_proceso(n)));
    for hilo in hilos {
        hilo.join().unwrap();
    }
    println!("[+] Los procesos han finalizado exitosamente");
}
