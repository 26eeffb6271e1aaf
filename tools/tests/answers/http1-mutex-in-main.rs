//! Otra manera: el mutex es de main, y cada hilo tiene su parte en él.

use shared::{leer_dominios, realizar_peticion};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

fn tomar(pendientes: &Mutex<Vec<String>>) -> Option<String> {
    pendientes.lock().ok()?.pop()
}

fn trabajar(pendientes: &Mutex<Vec<String>>) -> u32 {
    let mut fallos = 0;
    while let Some(url) = tomar(pendientes) {
        if realizar_peticion(&url).is_err() {
            fallos += 1;
        }
    }
    fallos
}

fn main() -> anyhow::Result<()> {
    let dominios = leer_dominios()?;
    let inicio = Instant::now();
    let pendientes = Arc::new(Mutex::new(dominios));

    let mut hilos = Vec::new();
    for _ in 0..3 {
        let suyas = Arc::clone(&pendientes);
        let hilo = thread::spawn(move || trabajar(&suyas));
        hilos.push(hilo);
    }

    let mut fallos = 0;
    for hilo in hilos {
        fallos += hilo.join().unwrap_or(1);
    }

    let total = inicio.elapsed().as_secs_f64();
    println!("\n[+] Tiempo total transcurrido: {total:.2} segundos");
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    Ok(())
}
