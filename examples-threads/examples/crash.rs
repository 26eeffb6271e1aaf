//! Uno de tres trabajadores falla. Con hilos, un pánico acaba con su hilo y lo recibe `join`.
//!
//! Apuntes: «tareas aisladas y seguras».
//! Verás: el 2 entra en pánico y los otros terminan. Con el argumento `abort`, el 2 acaba con el proceso entero, y
//! con los otros dos: eso ningún `join` lo recibe.
//! Ejecútalo: cargo run -p examples-threads --example crash
//!            cargo run -p examples-threads --example crash -- abort
//! Compáralo: examples-processes/examples/crash.rs (un hijo que aborta no se lleva a nadie)

use shared::{decir, esperar_hilo, traza};
use std::env;
use std::process::{self, ExitCode};
use std::thread::{self, Builder};
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
    let abortar = env::args_os().nth(1).is_some_and(|argumento| argumento == "abort");
    let mut trabajos = Vec::new();
    for numero in 1..=3 {
        let trabajo = Builder::new().spawn(move || trabajar(numero, abortar));
        trabajos.push(trabajo);
    }

    let mut terminados = 0;
    for (trabajo, numero) in trabajos.into_iter().zip(1..) {
        if esperar_hilo(&format!("Trabajador {numero}"), trabajo).is_ok() {
            terminados += 1;
        }
    }
    decir(&format!("Han terminado {terminados} de 3"));
    if terminados == 3 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
