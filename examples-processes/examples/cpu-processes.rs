//! Contar primos en tantas partes iguales como núcleos (y al menos dos), cada una en un proceso.
//!
//! Apuntes: «Uso de CPU», «Global Interpreter Lock (GIL)».
//! Verás: con dos núcleos libres, alrededor de la mitad de tiempo que en fila, como con hilos. La cuenta de cada hijo
//! vuelve por una tubería.
//! Ejecútalo: cargo run -p examples-processes --example cpu-processes
//! Compáralo: examples-sequential/examples/cpu-sequential.rs (en fila), examples-threads/examples/cpu-threads.rs
//! (con hilos)

use shared::experimentos::primos;
use shared::{encargo, este_programa};
use std::io;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

fn main() -> io::Result<ExitCode> {
    if let Some(parte) = encargo::<primos::Parte>() {
        println!("{}", parte.contar());
        return Ok(ExitCode::SUCCESS);
    }
    let programa = este_programa()?;
    let inicio = Instant::now();

    let mut procesos = Vec::new();
    for parte in primos::repartir() {
        let mut hijo = Command::new(&programa);
        hijo.args(["--hijo", &parte.to_string()])
            .stdout(Stdio::piped());
        procesos.push(hijo.spawn()?);
    }

    let mut cuentas = Vec::new();
    for proceso in procesos {
        let salida = proceso.wait_with_output()?; // espera, y lee de la tubería hasta el final
        if !salida.status.success() {
            eprintln!("\n[-] Un proceso ha fallado: {}", salida.status);
        }
        let cuenta = String::from_utf8_lossy(&salida.stdout).parse().ok();
        cuentas.push(cuenta);
    }
    Ok(primos::resumir(&cuentas, inicio))
}
