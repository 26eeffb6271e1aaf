//! Cuatro peticiones HTTP en fila, cada una cuando la anterior ha respondido.
//!
//! Apuntes: «Ejemplo Práctico: Requests sin Hilos».
//! Ejecútalo: cargo run -p examples-http --bin sequential
//! Compáralo: threads.rs (las mismas, a la vez)

use shared::{leer_dominios, realizar_peticion};
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let dominios = leer_dominios()?;
    let inicio = Instant::now();

    let mut fallos = 0;
    for url in dominios {
        if realizar_peticion(&url).is_err() {
            fallos += 1;
        }
    }

    let total = inicio.elapsed().as_secs_f64();
    println!("\n[+] Tiempo total transcurrido: {total} segundos");
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    Ok(())
}
