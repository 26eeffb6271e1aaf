//! Consejo: con una URL en la que no responde nadie

use shared::{leer_dominios, realizar_peticion};
use std::thread;
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let dominios = leer_dominios()?;
    let inicio = Instant::now();
    let mut fallos = 0;
    for tanda in dominios.chunks(4) {
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
    eprintln!("Fallos: {fallos}");
    let total = inicio.elapsed().as_secs_f64();
    println!("[+] Tiempo total transcurrido: {total:.2} segundos");

    Ok(())
}
