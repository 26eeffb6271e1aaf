//! Uno de tres trabajadores falla. Con procesos, el que aborta acaba consigo mismo y con nadie más.
//!
//! Apuntes: «tareas aisladas y seguras».
//! Verás: el 2 aborta y los otros terminan; quien los inició sabe cómo acabó cada uno por su estado de salida.
//! Ejecútalo: cargo run -p examples-processes --example crash
//! Compáralo: examples-threads/examples/crash.rs (con `abort`, un hilo se lleva a todos)

use shared::{decir, encargo, esperar_proceso, traza};
use std::env;
use std::process::{self, Command, ExitCode};
use std::thread;
use std::time::Duration;

fn trabajar(numero: u32, abortar: bool) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    thread::sleep(Duration::from_millis(300 * u64::from(numero)));
    match (numero, abortar) {
        (2, true) => process::abort(),
        (2, false) => panic!("el trabajador 2 se rinde"),
        _ => decir(&format!("Trabajador {numero}: he terminado")),
    }
}

fn main() -> ExitCode {
    if let Some(numero) = encargo() {
        trabajar(numero, true);
        return ExitCode::SUCCESS;
    }
    let programa = env::current_exe().expect("el sistema sabe dónde está este programa");
    let mut trabajos = Vec::new();
    for numero in 1..=3 {
        let trabajo = Command::new(&programa).args(["--hijo", &numero.to_string()]).spawn();
        trabajos.push(trabajo);
    }

    let mut terminados = 0;
    for (trabajo, numero) in trabajos.into_iter().zip(1..) {
        if esperar_proceso(&format!("Trabajador {numero}"), trabajo).is_ok() {
            terminados += 1;
        }
    }
    decir(&format!("Han terminado {terminados} de 3"));
    if terminados == 3 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
