//! Consejo: El pánico va después de hacer la tarea

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn calcular(num_tarea: u32) -> u32 {
    if num_tarea == 2 {
        panic!("sin resultado");
    }
    tarea(num_tarea);
    num_tarea * 10
}

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=3 {
        hilos.push(thread::spawn(move || calcular(num_tarea)));
    }
    let mut estado = ExitCode::SUCCESS;
    for (num_tarea, hilo) in (1..).zip(hilos) {
        match hilo.join() {
            Ok(resultado) => println!("[+] Resultado de la tarea {num_tarea}: {resultado}"),
            Err(_) => estado = ExitCode::FAILURE,
        }
    }
    estado
}
