//! Con un decimal.

use shared::{leer_dominios, realizar_peticion};
use std::thread;
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let mut hilos = Vec::new();
    for url in leer_dominios()? {
        hilos.push(thread::spawn(move || {
            let inicio = Instant::now();
            realizar_peticion(&url).unwrap();
            (url, inicio.elapsed().as_secs_f64())
        }));
    }
    let mut tiempos = Vec::new();
    for hilo in hilos {
        tiempos.push(hilo.join().unwrap());
    }
    tiempos.sort_by(|una, otra| una.1.total_cmp(&otra.1));
    let (url, tiempo) = &tiempos[0];
    println!("[+] La más rápida: {url} ({tiempo:.1} segundos)");
    let (url, tiempo) = &tiempos[tiempos.len() - 1];
    println!("[+] La más lenta: {url} ({tiempo:.1} segundos)");
    Ok(())
}
