//! Consejo: no hace falta volver a pedir la página

use shared::{leer_dominios, realizar_peticion};
use std::thread;

fn main() -> anyhow::Result<()> {
    let mut hilos = Vec::new();
    for url in leer_dominios()? {
        hilos.push(thread::spawn(move || {
            realizar_peticion(&url).and(realizar_peticion(&url))
        }));
    }
    let mut suma = 0;
    for hilo in hilos {
        suma += hilo.join().unwrap()?;
    }
    println!("[+] En total: {suma} bytes");
    Ok(())
}
