//! Contar primos, una parte detrás de otra: el tiempo de referencia para los hilos y los procesos.
//!
//! Apuntes: «Uso de CPU».
//! Verás: cada parte y su tiempo; el total es la suma, porque solo trabaja un núcleo.
//! Ejecútalo: cargo run -p examples-sequential --example cpu-sequential
//! Compáralo: examples-threads/examples/cpu-threads.rs, examples-processes/examples/cpu-processes.rs

use shared::experimentos::primos;
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let inicio = Instant::now();

    let mut cuentas = Vec::new();
    for parte in primos::repartir() {
        cuentas.push(Some(parte.contar()));
    }
    primos::resumir(&cuentas, inicio)
}
