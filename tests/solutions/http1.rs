//! Solución de «http 1»: ocho URL con tres hilos como mucho.

use shared::{esperar_hilo, leer_dominios, realizar_peticion, redondear, resumir};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::Builder;
use std::time::Instant;

static SIGUIENTE: AtomicUsize = AtomicUsize::new(0);

/// Pide URL de la lista mientras queden y cuenta las que fallan.
fn trabajar(dominios: &[String]) -> usize {
    let mut fallos = 0;
    while let Some(url) = dominios.get(SIGUIENTE.fetch_add(1, Ordering::Relaxed)) {
        if realizar_peticion(url).is_err() {
            fallos += 1;
        }
    }
    fallos
}

fn main() -> anyhow::Result<ExitCode> {
    let dominios = Arc::new(leer_dominios()?);
    let inicio = Instant::now();

    let mut hilos = Vec::new();
    for _ in 0..3 {
        let dominios = Arc::clone(&dominios);
        hilos.push(Builder::new().spawn(move || trabajar(&dominios)));
    }

    let mut fallos = 0;
    for hilo in hilos {
        fallos += esperar_hilo("Hilo", hilo)?;
    }

    let total = redondear(inicio.elapsed().as_secs_f64(), 2);
    println!("\n[+] Tiempo total transcurrido: {total:?} segundos");
    Ok(resumir(fallos, dominios.len()))
}
