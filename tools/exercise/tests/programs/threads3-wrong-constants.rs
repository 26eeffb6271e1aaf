//! Espera y mira, pero lo que dice lo sabía de antes.
//! Consejo: no sale de su hilo

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn calcular(num_tarea: u32) -> u32 {
    tarea(num_tarea);
    if num_tarea == 2 {
        panic!("sin resultado");
    }
    num_tarea * 10
}

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for num_tarea in 1..=3 {
        hilos.push(thread::spawn(move || calcular(num_tarea)));
    }
    let mut estado = ExitCode::SUCCESS;
    for hilo in hilos {
        if hilo.join().is_err() {
            estado = ExitCode::FAILURE;
        }
    }
    println!("[+] Resultado de la tarea 1: 10");
    println!("[+] Resultado de la tarea 3: 30");
    estado
}
