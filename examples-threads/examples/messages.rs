//! Cada trabajador entrega un resultado: lo que devuelve `join`, y un canal para decirlo antes.
//!
//! Apuntes: «complejidad en la comunicación entre procesos».
//! Verás: llega primero el más rápido, por el canal; al final, la suma de lo que devolvió cada `join`.
//! Ejecútalo: cargo run -p examples-threads --example messages
//! Compáralo: examples-processes/examples/messages.rs (una tubería, y texto que hay que entender)

use shared::{decir, esperar_hilo, traza};
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread::{self, Builder};
use std::time::Duration;

fn cuadrado(numero: u64) -> u64 {
    let _tramo = traza::anotar(&format!("Cuadrado de {numero}"));
    thread::sleep(Duration::from_millis(800 - 200 * numero));
    numero * numero
}

fn main() -> ExitCode {
    let (envio, buzon) = mpsc::channel();
    let mut trabajos = Vec::new();
    for numero in 1..=3 {
        let envio = envio.clone();
        trabajos.push(Builder::new().spawn(move || {
            let resultado = cuadrado(numero);
            let _ = envio.send(resultado); // solo falla si ya nadie mira el buzón
            resultado
        }));
    }
    drop(envio); // el buzón se cierra cuando se suelta el último envío
    for resultado in buzon {
        decir(&format!("Por el canal llega {resultado}"));
    }

    let mut resultados = Vec::new();
    for trabajo in trabajos {
        resultados.extend(esperar_hilo("Cuadrado", trabajo)); // un Err no añade nada
    }
    let suma: u64 = resultados.iter().sum();
    decir(&format!("{} resultados, que suman {suma}", resultados.len()));
    if resultados.len() == 3 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
