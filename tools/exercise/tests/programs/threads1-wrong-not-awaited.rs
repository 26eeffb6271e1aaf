//! Consejo: hay que esperar a cada hilo con join()

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=5 {
        hilos.push(thread::spawn(move || tarea(num_tarea)));
    }
    thread::sleep(std::time::Duration::from_millis(500));
    drop(hilos);
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
