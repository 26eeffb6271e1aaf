//! Repartidas de antemano.
//! Consejo: tome otra de las que quedan sin esperar a nadie

use shared::{leer_dominios, realizar_peticion};
use std::thread;
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let dominios = leer_dominios()?;
    let inicio = Instant::now();
    let mut fallos = 0;
    let mut hilos = Vec::new();
    for primera in 0..3 {
        let suyas: Vec<String> = dominios.iter().skip(primera).step_by(3).cloned().collect();
        hilos.push(thread::spawn(move || {
            let peticiones = suyas.iter().map(|url| realizar_peticion(url));
            peticiones.filter(|peticion| peticion.is_err()).count()
        }));
    }
    for hilo in hilos {
        fallos += hilo.join().unwrap();
    }
    let total = inicio.elapsed().as_secs_f64();
    println!("[+] Tiempo total transcurrido: {total:.2} segundos");
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    Ok(())
}
