//! Un contador al que suman tres trabajadores: los hilos comparten la memoria.
//!
//! Apuntes: «Modelo de Ejecución», «compartición eficiente de memoria».
//! Ejecútalo: cargo run -p examples-threads --example memory-threads
//! Compáralo: examples-processes/examples/memory-processes.rs (cada proceso tiene el suyo)

use shared::traza;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

// Un entero al que se suma sin que dos hilos se pisen; Python usaría un Lock.
static CONTADOR: AtomicU32 = AtomicU32::new(0);

fn sumar(numero: u32) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    thread::sleep(Duration::from_millis(300));
    let contador = CONTADOR.fetch_add(1, Ordering::SeqCst) + 1;
    println!("\n[+] Trabajador {numero}: sumo 1 y veo {contador}");
}

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for numero in 1..=3 {
        let hilo = thread::spawn(move || sumar(numero));
        hilos.push(hilo);
    }

    let mut fallos = 0;
    for hilo in hilos {
        if hilo.join().is_err() {
            fallos += 1;
        }
    }
    println!(
        "\n[+] Quien los inició ve {}",
        CONTADOR.load(Ordering::SeqCst)
    );
    if fallos == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
