//! Un mutex para los hilos de un bucle: cada hilo se lleva un `Arc`, que es otro dueño del mismo mutex.
//!
//! Apuntes: «compartición eficiente de memoria y recursos entre hilos».
//! Verás: la lista la tocan los tres, de uno en uno, y al final están los tres números.
//! Ejecútalo: cargo run -p examples-threads --example arc-threads
//! Compáralo: examples-threads/examples/scope-threads.rs (los hilos toman el mutex prestado)

use shared::traza;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::thread;

fn apuntar(numero: u32, lista: &Mutex<Vec<u32>>) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    // Hay un error si otro hilo entró en pánico mientras lo tenía.
    if let Ok(mut lista) = lista.lock() {
        lista.push(numero);
    }
}

fn main() -> ExitCode {
    let lista = Arc::new(Mutex::new(Vec::new()));
    let mut hilos = Vec::new();
    for numero in 1..=3 {
        let suya = Arc::clone(&lista); // otro dueño; la lista sigue siendo una
        let hilo = thread::spawn(move || apuntar(numero, &suya));
        hilos.push(hilo);
    }

    for hilo in hilos {
        if hilo.join().is_err() {
            return ExitCode::FAILURE;
        }
    }
    if let Ok(mut lista) = lista.lock() {
        lista.sort();
        println!("\n[+] En la lista están {lista:?}");
    }
    ExitCode::SUCCESS
}
