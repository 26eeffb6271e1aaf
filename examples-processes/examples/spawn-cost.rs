//! Lo que cuesta un proceso: el tiempo de iniciarlo y esperarlo, y la memoria que ocupa mientras espera.
//!
//! Apuntes: «Mayor costo en recursos».
//! Verás: alrededor de un milisegundo y más de cien KiB: cada proceso es un programa entero.
//! Ejecútalo: cargo run -p examples-processes --example spawn-cost
//! Compáralo: examples-threads/examples/spawn-cost.rs (un hilo cuesta unas veinte veces menos)

use experiments::coste::{Latido, decir_memoria, decir_tiempo, leer_numero, memoria};
use shared::{encargo, esperar_proceso, terminar_proceso, traza};
use std::process::{Child, Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, thread};

fn main() -> ExitCode {
    if let Some(numero) = encargo::<u64>() {
        // El 0 es el encargo de esperar, hasta que lo terminen.
        thread::sleep(Duration::from_secs(if numero == 0 { 60 } else { 0 }));
        drop(traza::anotar(&numero.to_string()));
        return ExitCode::SUCCESS;
    }
    let programa = env::current_exe().expect("el sistema sabe dónde está este programa");
    let cuantos = leer_numero("spawn-cost", 1000);
    let mut latido = Latido::nuevo();
    let mut fallos = 0;

    let inicio = Instant::now();
    for numero in 1..=cuantos {
        let trabajo = Command::new(&programa).args(["--hijo", &numero.to_string()]).spawn();
        fallos += u32::from(esperar_proceso("Uno de ellos", trabajo).is_err());
        latido.decir(|| format!("{numero} de {cuantos}"));
    }
    decir_tiempo(cuantos, inicio.elapsed());

    let mut trabajos = Vec::new();
    for numero in 1..=cuantos {
        trabajos.push(Command::new(&programa).args(["--hijo", "0"]).spawn());
        latido.decir(|| format!("{numero} de {cuantos}, a la vez"));
    }
    let ocupan = memoria(&trabajos.iter().flatten().map(Child::id).collect::<Vec<_>>());
    for trabajo in trabajos {
        fallos += u32::from(terminar_proceso("Uno de ellos", trabajo).is_err());
    }
    decir_memoria(cuantos, ocupan);
    if fallos == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
