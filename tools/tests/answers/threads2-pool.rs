//! Otra manera: dos hilos que, al terminar una tarea, toman la siguiente que quede.

use shared::tarea;
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;

static PENDIENTES: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn tomar() -> Option<u32> {
    PENDIENTES.lock().ok()?.pop()
}

fn trabajar() {
    while let Some(num_tarea) = tomar() {
        tarea(num_tarea);
    }
}

fn main() -> ExitCode {
    if let Ok(mut pendientes) = PENDIENTES.lock() {
        pendientes.extend(1..=5);
    }
    let hilo1 = thread::spawn(trabajar);
    let hilo2 = thread::spawn(trabajar);
    if hilo1.join().is_err() || hilo2.join().is_err() {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
