//! No mide: lee el tiempo en la URL.
//! Consejo: se mide, y no está en su URL

use shared::{leer_dominios, realizar_peticion};
use std::thread;

fn main() -> anyhow::Result<()> {
    let mut hilos = Vec::new();
    for url in leer_dominios()? {
        hilos.push(thread::spawn(move || {
            realizar_peticion(&url).unwrap();
            let (_, detras) = url.split_once("/delay/").unwrap();
            let (segundos, _) = detras.split_once('?').unwrap();
            let segundos: f64 = segundos.parse().unwrap();
            (url, segundos)
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
