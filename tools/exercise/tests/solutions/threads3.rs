//! Solución de «threads 3»: una tarea entra en pánico y se cuentan los resultados de las demás.

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn calcular(num_tarea: u32) -> u32 {
    tarea(num_tarea);
    if num_tarea == 2 {
        panic!("la tarea 2 no tiene resultado");
    }
    num_tarea * 10
}

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=3 {
        let hilo = thread::spawn(move || calcular(num_tarea));
        hilos.push((num_tarea, hilo));
    }

    let mut estado = ExitCode::SUCCESS;
    for (num_tarea, hilo) in hilos {
        match hilo.join() {
            Ok(resultado) => println!("\n[+] Resultado de la tarea {num_tarea}: {resultado}"),
            Err(_) => estado = ExitCode::FAILURE, // el pánico ya dijo su mensaje
        }
    }
    estado
}
