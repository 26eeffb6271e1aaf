//! Consejo: con una URL en la que no responde nadie

use shared::{leer_dominios, realizar_peticion};
use std::thread;

fn main() -> anyhow::Result<()> {
    let mut hilos = Vec::new();
    for url in leer_dominios()? {
        hilos.push(thread::spawn(move || realizar_peticion(&url)));
    }
    let mut suma = 0;
    for hilo in hilos {
        suma += hilo.join().unwrap().unwrap_or(0);
    }
    println!("[+] En total: {suma} bytes");
    Ok(())
}
