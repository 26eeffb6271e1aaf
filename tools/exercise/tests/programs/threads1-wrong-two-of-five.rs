//! Espera a los cinco, y solo mira dos.
//! Consejo: ¿se espera a todas

use shared::tarea;
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let hilo1 = thread::spawn(|| tarea(1));
    let hilo2 = thread::spawn(|| tarea(2));
    let hilo3 = thread::spawn(|| tarea(3));
    let hilo4 = thread::spawn(|| tarea(4));
    let hilo5 = thread::spawn(|| tarea(5));

    let resultado1 = hilo1.join();
    let resultado2 = hilo2.join();
    let _ = hilo3.join();
    let _ = hilo4.join();
    let _ = hilo5.join();

    if resultado1.is_err() || resultado2.is_err() {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
