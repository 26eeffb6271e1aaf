//! Solución de «http 3»: la URL más rápida y la más lenta, con sus tiempos.

use shared::{leer_dominios, realizar_peticion};
use std::thread;
use std::time::{Duration, Instant};

/// Pide la URL y mide lo que tarda.
fn medir(url: String) -> anyhow::Result<(Duration, String)> {
    let inicio = Instant::now();
    realizar_peticion(&url)?;
    Ok((inicio.elapsed(), url))
}

fn main() -> anyhow::Result<()> {
    let dominios = leer_dominios()?;

    let mut hilos = Vec::new();
    for url in dominios {
        let hilo = thread::spawn(move || medir(url));
        hilos.push(hilo);
    }

    let mut tiempos = Vec::new();
    let mut fallos = 0;
    for hilo in hilos {
        match hilo.join() {
            Ok(Ok(tiempo)) => tiempos.push(tiempo),
            _ => fallos += 1,
        }
    }

    // Si falta alguna, no se sabe cuál habría sido la más rápida ni la más lenta.
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    tiempos.sort(); // por el tiempo, que va delante
    if let Some((tiempo, url)) = tiempos.first() {
        println!(
            "\n[+] La más rápida: {url} ({:.2} segundos)",
            tiempo.as_secs_f64()
        );
    }
    if let Some((tiempo, url)) = tiempos.last() {
        println!(
            "\n[+] La más lenta: {url} ({:.2} segundos)",
            tiempo.as_secs_f64()
        );
    }
    Ok(())
}
