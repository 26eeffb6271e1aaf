//! Consejo: en medio del bucle que espera

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let fallos = 0;
    for tanda in [vec![1, 2], vec![3, 4], vec![5]] {
        let mut hilos = Vec::new();
        for num_tarea in tanda {
            hilos.push(thread::spawn(move || tarea(num_tarea)));
        }
        for hilo in hilos {
            if hilo.join().is_err() {
                return ExitCode::FAILURE;
            }
        }
    }
    if fallos > 0 {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
