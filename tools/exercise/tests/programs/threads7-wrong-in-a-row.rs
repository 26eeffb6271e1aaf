//! Consejo: así no se gana nada

use shared::experimentos::leer_numero;
use shared::experimentos::primos::{self, Parte};
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let limite = leer_numero(3_000_000, 0..=primos::MAXIMO);
    let partes = [1, 2, 3, 4].map(|numero| Parte {
        numero,
        partes: 4,
        limite,
    });
    let mut suma = 0;
    for parte in partes {
        let hilo = thread::spawn(move || parte.contar().primos);
        match hilo.join() {
            Ok(primos) => suma += primos,
            Err(_) => return ExitCode::FAILURE,
        }
    }
    println!("[+] {suma} primos en total");
    ExitCode::SUCCESS
}
