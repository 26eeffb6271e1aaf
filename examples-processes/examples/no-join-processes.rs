//! Un proceso hijo al que nadie espera: el padre termina, y el hijo sigue solo hasta que acaba su trabajo.
//!
//! Apuntes: «Sincronización de procesos», sin el `join()`.
//! Verás: main llega al final, la terminal vuelve a estar libre, y un segundo después sale el mensaje del hijo. Rust
//! no lo espera; `multiprocessing`, sí.
//! Ejecútalo: cargo run -p examples-processes --example no-join-processes
//! Compáralo: examples-threads/examples/no-join-threads.rs (un hilo se queda a medias)

use shared::{encargo, este_programa, traza};
use std::process::Command;
use std::time::Duration;
use std::{io, thread};

fn trabajar(numero: u32) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    thread::sleep(Duration::from_secs(1));
    println!("\n[+] Trabajador {numero}: he terminado");
}

fn main() -> io::Result<()> {
    if let Some(numero) = encargo::<u32>() {
        trabajar(numero);
        return Ok(());
    }
    let programa = este_programa()?;
    println!("\n[+] main inicia al trabajador 1");
    Command::new(&programa).args(["--hijo", "1"]).spawn()?; // si nadie lo guarda, nadie puede esperarlo
    println!("\n[+] main llega al final sin esperarlo");
    Ok(())
}
