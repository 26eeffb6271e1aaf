//! Uno de tres trabajadores falla. Con hilos, un pánico acaba con su hilo, y `join` da un `Err`.
//!
//! Apuntes: «tareas aisladas y seguras».
//! Verás: el 2 entra en pánico y los otros acaban su trabajo. Con el argumento `abort`, el 2 acaba con el proceso
//! entero, también con los otros y con `main`, que ya no llega a decir nada.
//! Ejecútalo: cargo run -p examples-threads --example crash-threads
//!            cargo run -p examples-threads --example crash-threads -- abort
//! Compáralo: examples-processes/examples/crash-processes.rs (un hijo que aborta no acaba con los demás)

use shared::traza;
use std::env;
use std::process::{self, ExitCode};
use std::thread;
use std::time::Duration;

fn trabajar(numero: u32, abortar: bool) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    thread::sleep(Duration::from_millis(300).saturating_mul(numero));
    match (numero, abortar) {
        (2, true) => process::abort(),
        (2, false) => panic!("el trabajador 2 se rinde"),
        _ => println!("\n[+] Trabajador {numero}: he terminado"),
    }
}

fn main() -> ExitCode {
    let abortar = env::args_os()
        .nth(1)
        .is_some_and(|argumento| argumento == "abort");
    let mut hilos = Vec::new();
    for numero in 1..=3 {
        let hilo = thread::spawn(move || trabajar(numero, abortar));
        hilos.push(hilo);
    }

    let mut terminados = 0;
    for hilo in hilos {
        if hilo.join().is_ok() {
            terminados += 1;
        }
    }
    println!("\n[+] Han terminado {terminados} de 3");
    if terminados == 3 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
