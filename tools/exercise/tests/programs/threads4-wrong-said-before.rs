//! Lo dice antes de que acabe nadie.
//! Consejo: Un resultado que se dice antes de que acabe su tarea

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
        hilos.push(thread::spawn(move || calcular(num_tarea, segundos)));
    }
    for num_tarea in 1..=3 {
        println!("[+] Resultado de la tarea {num_tarea}: {}", num_tarea * 10);
    }
    for hilo in hilos {
        hilo.join().unwrap();
    }
    ExitCode::SUCCESS
}
