//! Solución de «http 4»: las cuatro páginas, a la vez.

use shared::{leer_dominios, realizar_peticion};
use std::thread;
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let dominios = leer_dominios()?;
    let inicio = Instant::now();

    let mut hilos = Vec::new();
    for url in dominios {
        let hilo = thread::spawn(move || realizar_peticion(&url));
        hilos.push(hilo);
    }

    let mut fallos = 0;
    for hilo in hilos {
        match hilo.join() {
            Ok(Ok(_)) => {}
            _ => fallos += 1,
        }
    }

    let total = inicio.elapsed().as_secs_f64();
    println!("\n[+] Tiempo total transcurrido: {total:.2} segundos");
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    Ok(())
}
