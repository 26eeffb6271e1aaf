//! Solución de «threads 2»: cinco tareas, nunca más de dos a la vez.

use shared::{esperar_hilo, tarea};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::Builder;

static SIGUIENTE: AtomicU32 = AtomicU32::new(1);

fn trabajar() {
    loop {
        let num_tarea = SIGUIENTE.fetch_add(1, Ordering::Relaxed);
        if num_tarea > 5 {
            return;
        }
        tarea(num_tarea);
    }
}

fn main() -> ExitCode {
    let hilo1 = Builder::new().spawn(trabajar);
    let hilo2 = Builder::new().spawn(trabajar);

    let final1 = esperar_hilo("Hilo 1", hilo1);
    let final2 = esperar_hilo("Hilo 2", hilo2);
    if final1.is_err() || final2.is_err() {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
