//! No espera a nadie: duerme más de lo que duran.
//! Consejo: dormir en main

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=5 {
        hilos.push(thread::spawn(move || tarea(num_tarea)));
    }
    thread::sleep(std::time::Duration::from_secs(5));
    if hilos.iter().any(|hilo| !hilo.is_finished()) {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
