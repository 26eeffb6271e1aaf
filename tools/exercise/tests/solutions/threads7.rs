//! Solución de «threads 7»: contar primos en cuatro hilos.

use shared::experimentos::leer_numero;
use shared::experimentos::primos::{self, Parte};
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let limite = leer_numero(3_000_000, 0..=primos::MAXIMO);

    let mut hilos = Vec::new();
    for numero in 1..=4 {
        let parte = Parte {
            numero,
            partes: 4,
            limite,
        };
        let hilo = thread::spawn(move || parte.contar().primos);
        hilos.push(hilo);
    }

    let mut suma = 0;
    for hilo in hilos {
        match hilo.join() {
            Ok(primos) => suma += primos,
            Err(_) => return ExitCode::FAILURE, // sin una parte, no se sabe la suma
        }
    }
    println!("\n[+] {suma} primos en total");
    ExitCode::SUCCESS
}
