//! Vuelve en medio del bucle que espera.
//! Consejo: Un return, o un ?, en medio del bucle

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=5 {
        hilos.push(thread::spawn(move || tarea(num_tarea)));
    }
    for hilo in hilos {
        if hilo.join().is_err() {
            return ExitCode::FAILURE;
        }
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
