//! Las cuatro peticiones HTTP a la vez, cada una en un hilo.
//!
//! Apuntes: «Ejemplo Práctico: Requests con Hilos».
//! Ejecútalo: cargo run -p examples-http --bin threads
//! Compáralo: sequential.rs (las mismas, en fila), processes.rs (cada una en un proceso)

use shared::{leer_dominios, realizar_peticion};
use std::thread;
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let dominios = leer_dominios()?;
    let inicio = Instant::now();

    let mut hilos = Vec::new();
    for url in dominios {
        // move: el hilo se queda con su url, porque puede durar más que esta vuelta del bucle.
        let hilo = thread::spawn(move || realizar_peticion(&url));
        hilos.push(hilo);
    }

    let mut fallos = 0;
    for hilo in hilos {
        // El Ok de fuera es el del hilo, si no acabó en un pánico; el de dentro, el de su petición.
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
