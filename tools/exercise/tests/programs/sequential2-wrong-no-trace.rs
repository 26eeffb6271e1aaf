//! La función de los apuntes, escrita otra vez.
//! Consejo: La de shared hace lo mismo y además la deja

use std::thread;
use std::time::Duration;

fn tarea(num_tarea: u32) {
    println!("\n[+] Tarea {num_tarea} iniciando");
    thread::sleep(Duration::from_millis(200));
    println!("\n[+] Tarea {num_tarea} finalizando");
}

fn main() {
    for num_tarea in 1..=5 {
        tarea(num_tarea);
    }
}
