//! Hilos que dicen ser procesos.

use shared::tarea_de_proceso;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=4 {
        let hilo = thread::spawn(move || tarea_de_proceso(num_tarea));
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
    println!("\n[+] Los procesos han finalizado exitosamente");
    ExitCode::SUCCESS
}
