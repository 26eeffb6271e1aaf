//! Al acabar una tarea, cada hilo toma la siguiente que quede.

use shared::{tarea, traza};
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;

static PENDIENTES: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn tomar() -> Option<u32> {
    PENDIENTES.lock().ok()?.pop()
}

fn trabajar() {
    let _tramo = traza::anotar("Trabajador");
    while let Some(num_tarea) = tomar() {
        tarea(num_tarea);
    }
}

fn main() -> ExitCode {
    PENDIENTES.lock().unwrap().extend(1..=5);
    let hilo1 = thread::spawn(trabajar);
    let hilo2 = thread::spawn(trabajar);
    let resultado1 = hilo1.join();
    let resultado2 = hilo2.join();
    if resultado1.is_err() || resultado2.is_err() {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
