//! Solución de «http 2»: cuánto suman todas las páginas, pidiendo cada una una sola vez.

use shared::{decir, esperar_hilo, etiqueta, leer_dominios, realizar_peticion, resumir};
use std::process::ExitCode;
use std::thread::Builder;

fn main() -> anyhow::Result<ExitCode> {
    let dominios = leer_dominios()?;

    let mut hilos = Vec::new();
    for url in dominios.clone() {
        hilos.push(Builder::new().spawn(move || realizar_peticion(&url)));
    }

    let mut fallos = 0;
    let mut suma = 0;
    for (url, hilo) in dominios.iter().zip(hilos) {
        match esperar_hilo(&etiqueta(url), hilo) {
            Ok(Ok(bytes)) => suma += bytes,
            _ => fallos += 1,
        }
    }

    decir(&format!("En total: {suma} bytes"));
    Ok(resumir(fallos, dominios.len()))
}
