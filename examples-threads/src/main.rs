//! Problema resuelto con hilos: las dos tareas a la vez, dentro de un mismo proceso.
//!
//! Apuntes: «Código con Hilos», el primero.
//! Ejecútalo: cargo run -p examples-threads    (unos 2 s)
//! Compáralo: examples-sequential (lo mismo, en fila), examples-processes (lo mismo, sin memoria común)

use shared::{esperar_hilo, tarea};
use std::process::ExitCode;
use std::thread::Builder;

fn main() -> ExitCode {
    let hilo1 = Builder::new().spawn(|| tarea(1));
    let hilo2 = Builder::new().spawn(|| tarea(2));

    let final1 = esperar_hilo("Hilo 1", hilo1);
    let final2 = esperar_hilo("Hilo 2", hilo2);

    // Python diría aquí que todo fue bien aunque un hilo hubiera fallado.
    if final1.is_err() || final2.is_err() {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
