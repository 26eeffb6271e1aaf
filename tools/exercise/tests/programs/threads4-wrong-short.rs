//! Trescientas milésimas por tres segundos.
//! Consejo: Duration::from_millis(3), 3 milésimas

use shared::experimentos::tarea_que_dura;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

fn calcular(num_tarea: u32, segundos: u64) -> u32 {
    tarea_que_dura(num_tarea, Duration::from_millis(100 * segundos));
    num_tarea * 10
}

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for (num_tarea, segundos) in [(1, 3), (2, 2), (3, 1)] {
        hilos.push(thread::spawn(move || calcular(num_tarea, segundos)));
    }
    for (num_tarea, hilo) in (1..).zip(hilos) {
        println!(
            "[+] Resultado de la tarea {num_tarea}: {}",
            hilo.join().unwrap()
        );
    }
    ExitCode::SUCCESS
}
