//! Solución de «threads 3»: una tarea entra en pánico y se cuentan los resultados de las demás.

use shared::{decir, esperar_hilo, tarea};
use std::process::ExitCode;
use std::thread::Builder;

fn resultado(num_tarea: u32) -> u32 {
    tarea(num_tarea);
    if num_tarea == 2 {
        panic!("la tarea 2 no tiene resultado");
    }
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
