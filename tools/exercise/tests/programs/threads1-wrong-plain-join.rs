//! Espera, y no mira lo que devuelve.
//! Consejo: «let _ = hilo.join();», no es mirarlo

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=5 {
        hilos.push(thread::spawn(move || tarea(num_tarea)));
    }
    for hilo in hilos {
        let _ = hilo.join();
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
