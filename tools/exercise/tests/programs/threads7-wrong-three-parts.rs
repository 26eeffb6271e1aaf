//! Consejo: Las partes van de la 1 a la 4

use shared::experimentos::leer_numero;
use shared::experimentos::primos::{self, Parte};
use std::process::ExitCode;
use std::thread;

fn main() -> ExitCode {
    let limite = leer_numero(3_000_000, 0..=primos::MAXIMO);
    let partes = [1, 2, 3].map(|numero| Parte {
        numero,
        partes: 4,
        limite,
    });
    let mut suma = 0;
    let hilos = partes.map(|parte| thread::spawn(move || parte.contar().primos));
    for hilo in hilos {
        suma += hilo.join().unwrap();
    }
    println!("[+] {suma} primos en total");
    ExitCode::SUCCESS
}
