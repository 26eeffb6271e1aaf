//! Lo que cuesta un hilo: el tiempo de iniciarlo y esperarlo, y la memoria que ocupa mientras espera.
//!
//! Apuntes: «Bajo costo de creación».
//! Verás: unas decenas de microsegundos y unos pocos KiB: el hilo vive en la memoria del proceso.
//! Ejecútalo: cargo run -p examples-threads --example spawn-cost
//! Compáralo: examples-processes/examples/spawn-cost.rs (un proceso cuesta unas veinte veces más)

use experiments::coste::{Latido, decir_memoria, decir_tiempo, leer_numero, memoria};
use shared::{esperar_hilo, traza};
use std::process::{self, ExitCode};
use std::{sync::Mutex, thread::Builder, time::Instant};

// Con el cerrojo echado, los hilos que lo piden esperan.
static CERROJO: Mutex<()> = Mutex::new(());

fn main() -> ExitCode {
    let cuantos = leer_numero("spawn-cost", 1000);
    let mut latido = Latido::nuevo();
    let mut fallos = 0;

    let inicio = Instant::now();
    for numero in 1..=cuantos {
        let trabajo = Builder::new().spawn(move || drop(traza::anotar(&numero.to_string())));
        fallos += u32::from(esperar_hilo("Uno de ellos", trabajo).is_err());
        latido.decir(|| format!("{numero} de {cuantos}"));
    }
    decir_tiempo(cuantos, inicio.elapsed());

    let antes = memoria(&[process::id()]);
    let echado = CERROJO.lock();
    let mut trabajos = Vec::new();
    for numero in 1..=cuantos {
        trabajos.push(Builder::new().spawn(|| drop(CERROJO.lock())));
        latido.decir(|| format!("{numero} de {cuantos}, a la vez"));
    }
    let ahora = memoria(&[process::id()]);
    let ocupan = ahora.zip(antes).map(|(ahora, antes)| ahora.saturating_sub(antes));
    drop(echado);
    for trabajo in trabajos {
        fallos += u32::from(esperar_hilo("Uno de ellos", trabajo).is_err());
    }
    decir_memoria(cuantos, ocupan);
    if fallos == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
