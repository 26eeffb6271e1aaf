//! Solución de «threads 1»: cinco tareas a la vez.

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=5 {
        let hilo = thread::spawn(move || tarea(num_tarea));
        hilos.push(hilo);
    }

    let mut fallos = 0;
    for hilo in hilos {
        if hilo.join().is_err() {
            fallos += 1;
        }
    }
    if fallos > 0 {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
