//! Solución de «http 3»: la URL más rápida y la más lenta, con sus tiempos.

use shared::{decir, esperar_hilo, etiqueta, leer_dominios, realizar_peticion, redondear, resumir};
use std::process::ExitCode;
use std::thread::Builder;
use std::time::Instant;

fn main() -> anyhow::Result<ExitCode> {
    let dominios = leer_dominios()?;

    let mut hilos = Vec::new();
    for url in dominios.clone() {
        hilos.push(Builder::new().spawn(move || {
            let inicio = Instant::now();
            realizar_peticion(&url).map(|_| inicio.elapsed().as_secs_f64())
        }));
    }

    let mut tiempos = Vec::new();
    for (url, hilo) in dominios.iter().zip(hilos) {
        if let Ok(Ok(segundos)) = esperar_hilo(&etiqueta(url), hilo) {
            tiempos.push((url, segundos));
        }
    }

    let rapida = tiempos.iter().min_by(|una, otra| una.1.total_cmp(&otra.1));
    let lenta = tiempos.iter().max_by(|una, otra| una.1.total_cmp(&otra.1));
    for (cual, respuesta) in [("rápida", rapida), ("lenta", lenta)] {
        if let Some((url, segundos)) = respuesta {
            decir(&format!("La más {cual}: {url} ({:?} segundos)", redondear(*segundos, 2)));
        }
    }
    Ok(resumir(dominios.len() - tiempos.len(), dominios.len()))
}
