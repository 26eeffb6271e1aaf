//! Contar primos en tantas partes iguales como núcleos, cada una en un proceso.
//!
//! Apuntes: «Uso de CPU», «Global Interpreter Lock (GIL)».
//! Verás: con dos núcleos, la mitad de tiempo que en fila, como con hilos. Lo que da cada hijo vuelve por una tubería.
//! Ejecútalo: cargo run -p examples-processes --example cpu    (medio segundo, con dos núcleos)
//! Compáralo: examples-sequential/examples/cpu.rs (en fila), examples-threads/examples/cpu.rs (con hilos)

use experiments::primos;
use shared::{encargo, esperar_respuesta};
use std::env;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

fn main() -> ExitCode {
    if let Some(parte) = encargo::<primos::Parte>() {
        println!("{}", parte.contar());
        return ExitCode::SUCCESS;
    }
    let programa = env::current_exe().expect("el sistema sabe dónde está este programa");
    let inicio = Instant::now();

    let mut trabajos = Vec::new();
    for parte in primos::repartir() {
        let mut hijo = Command::new(&programa);
        hijo.args(["--hijo", &parte.to_string()]).stdout(Stdio::piped());
        let trabajo = hijo.spawn();
        trabajos.push(trabajo);
    }

    let mut cuentas = Vec::new();
    for trabajo in trabajos {
        let cuenta = esperar_respuesta("Parte", trabajo);
        cuentas.push(cuenta);
    }
    primos::resumir(&cuentas, inicio)
}
