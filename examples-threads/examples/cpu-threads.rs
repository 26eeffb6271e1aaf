//! Contar primos en tantas partes iguales como núcleos (y al menos dos), cada una en un hilo.
//!
//! Apuntes: «Uso de CPU», «Global Interpreter Lock (GIL)».
//! Verás: con dos núcleos libres, alrededor de la mitad de tiempo que en fila; con uno, el mismo. En Rust no hay GIL: los
//! hilos también calculan en paralelo.
//! Ejecútalo: cargo run -p examples-threads --example cpu-threads
//! Compáralo: examples-sequential/examples/cpu-sequential.rs (en fila), examples-processes/examples/cpu-processes.rs
//! (con procesos)

use shared::experimentos::primos;
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

fn main() -> ExitCode {
    let inicio = Instant::now();

    let mut hilos = Vec::new();
    for parte in primos::repartir() {
        let hilo = thread::spawn(move || parte.contar());
        hilos.push(hilo);
    }

    let mut cuentas = Vec::new();
    for hilo in hilos {
        let cuenta = hilo.join().ok(); // None si el hilo acabó en un pánico
        cuentas.push(cuenta);
    }
    primos::resumir(&cuentas, inicio)
}
