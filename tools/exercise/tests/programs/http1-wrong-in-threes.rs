//! De tres en tres.
//! Consejo: tome otra de las que quedan sin esperar a nadie

use shared::{leer_dominios, realizar_peticion};
use std::thread;
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let dominios = leer_dominios()?;
    let inicio = Instant::now();
    let mut fallos = 0;
    for tanda in dominios.chunks(3) {
        let mut hilos = Vec::new();
        for url in tanda.to_vec() {
            hilos.push(thread::spawn(move || realizar_peticion(&url)));
        }
        for hilo in hilos {
            if !matches!(hilo.join(), Ok(Ok(_))) {
                fallos += 1;
            }
        }
    }
    let total = inicio.elapsed().as_secs_f64();
    println!("[+] Tiempo total transcurrido: {total:.2} segundos");
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    Ok(())
}
