//! Dos líneas pegadas: si una línea se escribe en dos veces, otro hilo puede escribir en medio.
//!
//! Apuntes: «compartición eficiente de memoria y recursos entre hilos». La salida es un recurso de los dos.
//! Verás: dos líneas, cada una entera. Con `pieces`, cada hilo escribe la suya en dos trozos, y salen mezclados.
//! Ejecútalo: cargo run -p examples-threads --example lines-threads
//!            cargo run -p examples-threads --example lines-threads -- pieces
//! Compáralo: examples-threads/examples/race-threads.rs (sumar en dos pasos pierde sumas)

use shared::traza;
use std::process::ExitCode;
use std::sync::Barrier;
use std::{env, thread};

static HAN_EMPEZADO: Barrier = Barrier::new(2); // cada uno espera aquí al otro

fn trabajar(numero: u32, a_trozos: bool) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    if a_trozos {
        print!("[+] Trabajador {numero}: ");
        HAN_EMPEZADO.wait();
        println!("he terminado");
    } else {
        println!("[+] Trabajador {numero}: he terminado");
    }
}

fn main() -> ExitCode {
    let a_trozos = env::args_os().any(|argumento| argumento == "pieces");
    let hilo1 = thread::spawn(move || trabajar(1, a_trozos));
    let hilo2 = thread::spawn(move || trabajar(2, a_trozos));

    let resultado1 = hilo1.join();
    let resultado2 = hilo2.join();

    if resultado1.is_err() || resultado2.is_err() {
        return ExitCode::FAILURE;
    }
    println!("[+] Los dos han terminado");
    ExitCode::SUCCESS
}
