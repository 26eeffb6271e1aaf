//! El mutex es de main, y cada hilo se anota como dice README.

use shared::{leer_dominios, realizar_peticion, traza};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let pendientes = Arc::new(Mutex::new(leer_dominios()?));
    let inicio = Instant::now();
    let mut hilos = Vec::new();
    for numero in 1..=3 {
        let pendientes = Arc::clone(&pendientes);
        hilos.push(thread::spawn(move || {
            let _tramo = traza::anotar(&format!("Tarea {numero}"));
            let mut fallos = 0;
            loop {
                let url = pendientes.lock().unwrap().pop();
                let Some(url) = url else { break };
                if realizar_peticion(&url).is_err() {
                    fallos += 1;
                }
            }
            fallos
        }));
    }
    let mut fallos = 0;
    for hilo in hilos {
        fallos += hilo.join().unwrap();
    }
    let total = inicio.elapsed().as_secs_f64();
    println!("[+] Tiempo total transcurrido: {total:.2} segundos");
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    Ok(())
}
