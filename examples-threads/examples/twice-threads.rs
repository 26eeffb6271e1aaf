//! Un hilo se inicia una vez. Para hacer otra vez el mismo trabajo se crea otro hilo, con la misma función.
//!
//! Apuntes: «Código con Hilos».
//! Verás: el trabajo se hace dos veces, en dos hilos. En Rust no hay ningún `start` al que llamar dos veces.
//! Ejecútalo: cargo run -p examples-threads --example twice-threads
//! Compáralo: examples-threads/examples/twice-threads.py (el segundo `start()` lanza una excepción)

use shared::traza;
use std::process::ExitCode;
use std::thread;

fn trabajar(numero: u32) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    println!("\n[+] Trabajador {numero}: hago mi trabajo");
}

fn main() -> ExitCode {
    let hilo = thread::spawn(|| trabajar(1));
    let resultado1 = hilo.join();

    // `hilo` ya no se puede usar: `join` se lo ha quedado.
    let otro_hilo = thread::spawn(|| trabajar(1));
    let resultado2 = otro_hilo.join();

    if resultado1.is_err() || resultado2.is_err() {
        return ExitCode::FAILURE;
    }
    println!("\n[+] El trabajo se ha hecho dos veces");
    ExitCode::SUCCESS
}
