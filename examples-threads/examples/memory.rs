//! Un contador al que suman tres trabajadores: los hilos comparten la memoria.
//!
//! Apuntes: «Modelo de Ejecución», «compartición eficiente de memoria».
//! Verás: 1, 2 y 3, en algún orden, y al final un 3. Todos ven el mismo contador.
//! Ejecútalo: cargo run -p examples-threads --example memory
//! Compáralo: examples-processes/examples/memory.rs (cada proceso tiene el suyo)

use shared::{decir, esperar_hilo, traza};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{self, Builder};
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
    let mut trabajos = Vec::new();
    for numero in 1..=3 {
        let trabajo = Builder::new().spawn(move || sumar(numero));
        trabajos.push(trabajo);
    }

    let mut estado = ExitCode::SUCCESS;
    for trabajo in trabajos {
        if esperar_hilo("Trabajador", trabajo).is_err() {
            estado = ExitCode::FAILURE;
        }
    }
    decir(&format!("Quien los inició ve {}", CONTADOR.load(Ordering::SeqCst)));
    estado
}
