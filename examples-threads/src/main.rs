//! Problema resuelto con hilos: las dos tareas, cada una en un hilo del mismo proceso.
//!
//! Apuntes: «Código con Hilos», el primero.
//! Ejecútalo: cargo run -p examples-threads
//! Compáralo: examples-sequential (lo mismo, sin hilos), examples-processes (lo mismo, sin memoria común)

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let hilo1 = thread::spawn(|| tarea(1));
    let hilo2 = thread::spawn(|| tarea(2));

    let resultado1 = hilo1.join();
    let resultado2 = hilo2.join();

    // Un pánico del hilo llega aquí como error. En Python, join() no avisa y el programa seguiría.
    if resultado1.is_err() || resultado2.is_err() {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
