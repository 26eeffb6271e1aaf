//! Solución de «threads 4»: los resultados en el orden de las tareas, no en el de sus finales.

use shared::experimentos::tarea_que_dura;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

fn calcular(num_tarea: u32, segundos: u64) -> u32 {
    tarea_que_dura(num_tarea, Duration::from_secs(segundos));
    num_tarea * 10
}

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for (num_tarea, segundos) in [(1, 3), (2, 2), (3, 1)] {
        let hilo = thread::spawn(move || calcular(num_tarea, segundos));
        hilos.push((num_tarea, hilo));
    }

    let mut estado = ExitCode::SUCCESS;
    for (num_tarea, hilo) in hilos {
        match hilo.join() {
            Ok(resultado) => println!("\n[+] Resultado de la tarea {num_tarea}: {resultado}"),
            Err(_) => estado = ExitCode::FAILURE,
        }
    }
    estado
}
