//! Contar primos en tantas partes iguales como núcleos, cada una en un hilo.
//!
//! Apuntes: «Uso de CPU», «Global Interpreter Lock (GIL)».
//! Verás: con dos núcleos, la mitad de tiempo que en fila. En Rust no hay GIL: los hilos también calculan en paralelo.
//! Ejecútalo: cargo run -p examples-threads --example cpu    (medio segundo, con dos núcleos)
//! Compáralo: examples-sequential/examples/cpu.rs (en fila), examples-processes/examples/cpu.rs (con procesos)

use experiments::primos;
use shared::esperar_hilo;
use std::process::ExitCode;
use std::thread::Builder;
use std::time::Instant;

fn main() -> ExitCode {
    let inicio = Instant::now();

    let mut trabajos = Vec::new();
    for parte in primos::repartir() {
        let trabajo = Builder::new().spawn(move || parte.contar());
        trabajos.push(trabajo);
    }

    let mut cuentas = Vec::new();
    for trabajo in trabajos {
        let cuenta = esperar_hilo("Parte", trabajo);
        cuentas.push(cuenta);
    }
    primos::resumir(&cuentas, inicio)
}
