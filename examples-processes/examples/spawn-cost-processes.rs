//! Lo que cuesta un proceso: el tiempo de iniciarlo y esperarlo, y la memoria que ocupa mientras espera.
//!
//! Apuntes: «Mayor costo en recursos».
//! Verás: alrededor de un milisegundo y más de cien KiB: cada proceso es un programa entero.
//! Ejecútalo: cargo run -p examples-processes --example spawn-cost-processes
//! Compáralo: examples-threads/examples/spawn-cost-threads.rs (de diez a veinticinco veces menos)

use shared::experimentos::coste::{decir_memoria, decir_tiempo, leer_numero, memoria};
use shared::{encargo, este_programa, traza};
use std::process::{Command, ExitStatus, Stdio};
use std::{io, time::Instant};

fn main() -> io::Result<()> {
    match encargo::<u64>() {
        // Esperar hasta que el padre cierre la tubería, o ya no esté.
        Some(0) => return io::copy(&mut io::stdin(), &mut io::sink()).map(drop),
        Some(numero) => {
            let _tramo = traza::anotar(&numero.to_string());
            return Ok(());
        }
        None => {}
    }
    let programa = este_programa()?;
    let cuantos = leer_numero(1000, 1..=10_000);

    let inicio = Instant::now();
    for numero in 1..=cuantos {
        let mut proceso = Command::new(&programa)
            .args(["--hijo", &numero.to_string()])
            .spawn()?;
        comprobar(proceso.wait()?)?;
    }
    decir_tiempo(cuantos, inicio.elapsed());

    let mut procesos = Vec::new();
    for _ in 1..=cuantos {
        let mut hijo = Command::new(&programa);
        procesos.push(hijo.args(["--hijo", "0"]).stdin(Stdio::piped()).spawn()?);
    }
    let pids: Vec<u32> = procesos.iter().map(|proceso| proceso.id()).collect();
    decir_memoria(cuantos, memoria(&pids));
    for mut proceso in procesos {
        comprobar(proceso.wait()?)?; // cierra antes la tubería: el hijo deja de esperar
    }
    Ok(())
}

fn comprobar(estado: ExitStatus) -> io::Result<()> {
    estado
        .success()
        .then_some(())
        .ok_or_else(|| io::Error::other(format!("un hijo: {estado}")))
}
