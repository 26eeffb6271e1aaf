//! Solución de «threads 4»: los resultados en el orden de las tareas, no en el de sus finales.

use shared::{decir, esperar_hilo, tarea_que_dura};
use std::process::ExitCode;
use std::thread::Builder;
use std::time::Duration;

fn resultado(num_tarea: u32) -> u32 {
    tarea_que_dura(num_tarea, Duration::from_secs((4 - num_tarea).into()));
    num_tarea * 10
}

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=3 {
        hilos.push((num_tarea, Builder::new().spawn(move || resultado(num_tarea))));
    }

    let mut estado = ExitCode::SUCCESS;
    for (num_tarea, hilo) in hilos {
        match esperar_hilo(&format!("Hilo {num_tarea}"), hilo) {
            Ok(resultado) => decir(&format!("Resultado de la tarea {num_tarea}: {resultado}")),
            Err(_) => estado = ExitCode::FAILURE,
        }
    }
    estado
}
