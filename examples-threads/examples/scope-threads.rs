//! Un mutex para los hilos de un bucle: `thread::scope` espera a todos, y por eso les deja tomarlo prestado.
//!
//! Apuntes: «compartición eficiente de memoria y recursos entre hilos».
//! Verás: la lista la tocan los tres, de uno en uno, y al final están los tres números.
//! Ejecútalo: cargo run -p examples-threads --example scope-threads
//! Compáralo: examples-threads/examples/arc-threads.rs (cada hilo se lleva un `Arc`)

use shared::traza;
use std::sync::Mutex;
use std::thread;

fn apuntar(numero: u32, lista: &Mutex<Vec<u32>>) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    // Hay un error si otro hilo entró en pánico mientras lo tenía.
    if let Ok(mut lista) = lista.lock() {
        lista.push(numero);
    }
}

fn main() {
    let lista = Mutex::new(Vec::new());
    let prestada = &lista; // `move` se lleva este préstamo, y no la lista
    thread::scope(|ambito| {
        for numero in 1..=3 {
            ambito.spawn(move || apuntar(numero, prestada));
        }
    }); // aquí espera a los tres; si uno entró en pánico, también entra en pánico `main`

    if let Ok(mut lista) = lista.lock() {
        lista.sort();
        println!("\n[+] En la lista están {lista:?}");
    }
}
