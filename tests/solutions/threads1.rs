//! Solución de «threads 1»: cinco tareas a la vez.

use shared::{esperar_hilo, tarea};
use std::process::ExitCode;
use std::thread::Builder;

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=5 {
        hilos.push(Builder::new().spawn(move || tarea(num_tarea)));
    }

    let mut fallos = 0;
    for hilo in hilos {
        if esperar_hilo("Hilo", hilo).is_err() {
            fallos += 1;
        }
    }
    if fallos > 0 {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
