//! Consejo: Con Tarea 1 y Tarea 5 sí lo nota

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=5 {
        hilos.push(thread::spawn(move || tarea(num_tarea)));
    }
    let resultados: Vec<_> = hilos.into_iter().map(|hilo| hilo.join()).collect();
    if resultados[0].is_err() || resultados[4].is_err() {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
