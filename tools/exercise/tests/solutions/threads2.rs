//! Solución de «threads 2»: cinco tareas, nunca más de dos a la vez.

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn impares() {
    tarea(1);
    tarea(3);
    tarea(5);
}

fn pares() {
    tarea(2);
    tarea(4);
}

fn main() -> ExitCode {
    let hilo1 = thread::spawn(impares);
    let hilo2 = thread::spawn(pares);

    let resultado1 = hilo1.join();
    let resultado2 = hilo2.join();

    if resultado1.is_err() || resultado2.is_err() {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
