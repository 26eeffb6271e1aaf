//! La 3 va sola, y aún quedan dos.
//! Consejo: Quedaban por empezar

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let mut fallos = 0;
    for tanda in [vec![1, 2], vec![3], vec![4, 5]] {
        let mut hilos = Vec::new();
        for num_tarea in tanda {
            hilos.push(thread::spawn(move || tarea(num_tarea)));
        }
        for hilo in hilos {
            if hilo.join().is_err() {
                fallos += 1;
            }
        }
    }
    if fallos > 0 {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
