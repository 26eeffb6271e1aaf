//! No pide nada.
//! Consejo: Ninguna se ha pedido con realizar_peticion

use shared::leer_dominios;
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let inicio = Instant::now();
    for url in leer_dominios()? {
        println!("[+] URL [{url}]: 10 bytes");
    }
    let total = inicio.elapsed().as_secs_f64();
    println!("[+] Tiempo total transcurrido: {total:.2} segundos");
    Ok(())
}
