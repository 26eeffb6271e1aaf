//! Lo mira, y anuncia el éxito de todas maneras, con otras palabras.
//! Consejo: dijo «Todo ha finalizado exitosamente»

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=5 {
        hilos.push(thread::spawn(move || tarea(num_tarea)));
    }
    let mut fallos = 0;
    for hilo in hilos {
        if hilo.join().is_err() {
            fallos += 1;
        }
    }
    if fallos > 0 {
        println!("Todo ha finalizado exitosamente");
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
