//! Respuesta equivocada de «http 2»: cada página se pide otra vez para sumarla.

use shared::{decir, leer_dominios, realizar_peticion};
use std::thread;

fn main() -> anyhow::Result<()> {
    let dominios = leer_dominios()?;
    let hilos: Vec<_> = dominios
        .clone()
        .into_iter()
        .map(|url| thread::spawn(move || realizar_peticion(&url)))
        .collect();
    for hilo in hilos {
        hilo.join().expect("la petición no entra en pánico")?;
    }
    let mut suma = 0;
    for url in &dominios {
        suma += realizar_peticion(url)?;
    }
    decir(&format!("En total: {suma} bytes"));
    Ok(())
}
