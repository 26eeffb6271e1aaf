//! Lo que cuesta un hilo: el tiempo de iniciarlo y esperarlo, y la memoria que ocupa mientras espera.
//!
//! Apuntes: «Bajo costo de creación».
//! Verás: alrededor de cien microsegundos y unos pocos KiB: el hilo vive en la memoria del proceso.
//! Ejecútalo: cargo run -p examples-threads --example spawn-cost-threads
//! Compáralo: examples-processes/examples/spawn-cost-processes.rs (de diez a veinticinco veces lo que un hilo)

use shared::experimentos::coste::{decir_memoria, decir_tiempo, leer_numero, memoria};
use shared::traza;
use std::io;
use std::process;
use std::sync::{Mutex, PoisonError};
use std::thread::Builder;
use std::time::Instant;

// Mientras main lo tiene, los hilos que lo piden esperan.
static MUTEX: Mutex<()> = Mutex::new(());

fn main() -> io::Result<()> {
    let cuantos = leer_numero(1000, 1..=10_000);

    let inicio = Instant::now();
    for numero in 1..=cuantos {
        // Como thread::spawn, que entra en pánico si el sistema se niega; este devuelve un error.
        let hilo = Builder::new().spawn(move || drop(traza::anotar(&numero.to_string())))?;
        hilo.join()
            .map_err(|_| io::Error::other("un hilo ha entrado en pánico"))?;
    }
    decir_tiempo(cuantos, inicio.elapsed());

    let antes = memoria(&[process::id()]);
    let bloqueado = MUTEX.lock().unwrap_or_else(PoisonError::into_inner);
    let mut hilos = Vec::new();
    for _ in 1..=cuantos {
        hilos.push(Builder::new().spawn(|| drop(MUTEX.lock()))?);
    }
    let ahora = memoria(&[process::id()]);
    drop(bloqueado);
    for hilo in hilos {
        hilo.join()
            .map_err(|_| io::Error::other("un hilo ha entrado en pánico"))?;
    }
    decir_memoria(
        cuantos,
        ahora
            .zip(antes)
            .map(|(ahora, antes)| ahora.saturating_sub(antes)),
    );
    Ok(())
}
