//! Un hilo al que nadie espera: cuando `main` llega al final, el programa termina, y el hilo se queda a medias.
//!
//! Apuntes: «Sincronización», sin el `join()`.
//! Verás: el trabajador no llega a decir que ha terminado. Rust no lo espera; Python sí, si no es un *daemon*.
//! Ejecútalo: cargo run -p examples-threads --example no-join-threads
//! Compáralo: examples-processes/examples/no-join-processes.rs (un hijo sigue solo)

use shared::traza;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

// El primero que llega espera al otro: así se sabe que el hilo ha empezado antes de que main termine.
static EMPEZADO: Barrier = Barrier::new(2);

fn trabajar(numero: u32) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    EMPEZADO.wait();
    thread::sleep(Duration::from_secs(1));
    println!("\n[+] Trabajador {numero}: he terminado");
}

fn main() {
    println!("\n[+] main inicia al trabajador 1");
    thread::spawn(|| trabajar(1)); // si nadie guarda el hilo, nadie puede esperarlo
    EMPEZADO.wait();
    println!("\n[+] main llega al final sin esperarlo");
}
