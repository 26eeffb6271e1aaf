//! De dos en dos.
//! Consejo: hacen falta 4 en marcha a la vez

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
    for pareja in partes.chunks(2) {
        let mut hilos = Vec::new();
        for parte in pareja.to_vec() {
            hilos.push(thread::spawn(move || parte.contar().primos));
        }
        for hilo in hilos {
            match hilo.join() {
                Ok(primos) => suma += primos,
                Err(_) => return ExitCode::FAILURE,
            }
        }
    }
    println!("[+] {suma} primos en total");
    ExitCode::SUCCESS
}
