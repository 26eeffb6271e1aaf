//! Un contador al que suman tres trabajadores: cada proceso tiene su propia memoria.
//!
//! Apuntes: «Modelo de Ejecución», «espacios de memoria separados».
//! Verás: 1, 1 y 1, y al final un 0. Cada proceso suma en su contador; el de quien los inició sigue igual.
//! Ejecútalo: cargo run -p examples-processes --example memory
//! Compáralo: examples-threads/examples/memory.rs (los hilos comparten el contador)

use shared::{decir, encargo, esperar_proceso, traza};
use std::env;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

// Un entero al que se suma sin que dos hilos se pisen; Python usaría un Lock.
static CONTADOR: AtomicU32 = AtomicU32::new(0);

fn sumar(numero: u32) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    thread::sleep(Duration::from_millis(300));
    let contador = CONTADOR.fetch_add(1, Ordering::SeqCst) + 1;
    decir(&format!("Trabajador {numero}: sumo 1 y veo {contador}"));
}

fn main() -> ExitCode {
    if let Some(numero) = encargo() {
        sumar(numero);
        return ExitCode::SUCCESS;
    }
    let programa = env::current_exe().expect("el sistema sabe dónde está este programa");
    let mut trabajos = Vec::new();
    for numero in 1..=3 {
        let trabajo = Command::new(&programa).args(["--hijo", &numero.to_string()]).spawn();
        trabajos.push(trabajo);
    }

    let mut estado = ExitCode::SUCCESS;
    for trabajo in trabajos {
        if esperar_proceso("Trabajador", trabajo).is_err() {
            estado = ExitCode::FAILURE;
        }
    }
    decir(&format!("Quien los inició ve {}", CONTADOR.load(Ordering::SeqCst)));
    estado
}
