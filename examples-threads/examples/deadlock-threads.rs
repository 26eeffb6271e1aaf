//! Dos hilos y dos bloqueos: si cada uno tiene el que espera el otro, nadie sigue. Es un interbloqueo (*deadlock*).
//!
//! Apuntes: «compartición eficiente de memoria y recursos entre hilos».
//! Verás: los dos toman el pincel y después la pintura, y terminan. Con `crossed`, el segundo los toma al revés, y el
//! programa no termina: se interrumpe con Ctrl-C.
//! Ejecútalo: cargo run -p examples-threads --example deadlock-threads
//!            cargo run -p examples-threads --example deadlock-threads -- crossed
//! Compáralo: examples-threads/examples/race-threads.rs (sin ningún bloqueo se pierden sumas)

use shared::traza;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;
use std::{env, thread};

static PINCEL: Mutex<()> = Mutex::new(());
static PINTURA: Mutex<()> = Mutex::new(());

fn trabajar(numero: u32, primero: &Mutex<()>, segundo: &Mutex<()>) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    let _uno = primero.lock(); // lo tiene hasta el final de la función
    println!("\n[+] Trabajador {numero}: tengo una cosa y espero la otra");
    thread::sleep(Duration::from_millis(300)); // mientras, el otro hilo toma la suya
    let _otro = segundo.lock();
    println!("\n[+] Trabajador {numero}: tengo las dos, y pinto");
}

fn main() -> ExitCode {
    let cruzados = env::args_os().any(|argumento| argumento == "crossed");
    let hilo1 = thread::spawn(|| trabajar(1, &PINCEL, &PINTURA));
    let hilo2 = if cruzados {
        thread::spawn(|| trabajar(2, &PINTURA, &PINCEL))
    } else {
        thread::spawn(|| trabajar(2, &PINCEL, &PINTURA))
    };

    let resultado1 = hilo1.join();
    let resultado2 = hilo2.join();

    if resultado1.is_err() || resultado2.is_err() {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los dos han pintado");
    ExitCode::SUCCESS
}
