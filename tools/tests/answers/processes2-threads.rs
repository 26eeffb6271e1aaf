//! Hilos que dicen ser procesos, y un estado que no es de nadie.

use shared::tarea_de_proceso;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=3 {
        let hilo = thread::spawn(move || tarea_de_proceso(num_tarea));
        hilos.push(hilo);
    }
    for hilo in hilos {
        if hilo.join().is_err() {
            eprintln!("un hilo ha fallado");
        }
    }
    eprintln!("Proceso 2: exit status: 3");
    ExitCode::FAILURE
}
