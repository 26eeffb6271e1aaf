//! Respuesta equivocada de «http 3»: se mide cuándo se deja de esperar a cada hilo, y el primero de
//! la lista hace esperar a los demás.

use shared::{decir, leer_dominios, realizar_peticion};
use std::thread;
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let dominios = leer_dominios()?;
    let inicio = Instant::now();
    let hilos: Vec<_> = dominios
        .into_iter()
        .map(|url| thread::spawn(move || realizar_peticion(&url).map(|_| url)))
        .collect();
    let mut tiempos = Vec::new();
    for hilo in hilos {
        let url = hilo.join().expect("la petición no entra en pánico")?;
        tiempos.push((url, inicio.elapsed().as_secs_f64()));
    }
    tiempos.sort_by(|una, otra| una.1.total_cmp(&otra.1));
    for (cual, respuesta) in [("rápida", tiempos.first()), ("lenta", tiempos.last())] {
        if let Some((url, segundos)) = respuesta {
            decir(&format!("La más {cual}: {url} ({segundos:.2} segundos)"));
        }
    }
    Ok(())
}
