//! Mide cuándo deja de esperar a cada hilo.
//! Consejo: el primero hace esperar a los demás

use shared::{leer_dominios, realizar_peticion};
use std::thread;
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let inicio = Instant::now();
    let mut hilos = Vec::new();
    for url in leer_dominios()? {
        hilos.push(thread::spawn(move || {
            realizar_peticion(&url).unwrap();
            url
        }));
    }
    let mut tiempos = Vec::new();
    for hilo in hilos {
        let url = hilo.join().unwrap();
        tiempos.push((url, inicio.elapsed().as_secs_f64()));
    }
    tiempos.sort_by(|una, otra| una.1.total_cmp(&otra.1));
    let (url, tiempo) = &tiempos[0];
    println!("[+] La más rápida: {url} ({tiempo:.1} segundos)");
    let (url, tiempo) = &tiempos[tiempos.len() - 1];
    println!("[+] La más lenta: {url} ({tiempo:.1} segundos)");
    Ok(())
}
