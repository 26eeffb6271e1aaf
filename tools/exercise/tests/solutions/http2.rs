//! Solución de «http 2»: cuánto suman todas las páginas, pidiendo cada una una sola vez.

use shared::{leer_dominios, realizar_peticion};
use std::thread;

fn main() -> anyhow::Result<()> {
    let dominios = leer_dominios()?;

    let mut hilos = Vec::new();
    for url in dominios {
        let hilo = thread::spawn(move || realizar_peticion(&url));
        hilos.push(hilo);
    }

    let mut suma = 0;
    let mut fallos = 0;
    for hilo in hilos {
        match hilo.join() {
            Ok(Ok(bytes)) => suma += bytes,
            _ => fallos += 1,
        }
    }

    // Si falta alguna página, no se sabe cuánto suman todas.
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    println!("\n[+] En total: {suma} bytes");
    Ok(())
}
