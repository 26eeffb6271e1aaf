//! Cada trabajador entrega su resultado dos veces: por un canal, en cuanto lo tiene, y por `join`.
//!
//! Apuntes: «complejidad en la comunicación entre procesos».
//! Verás: llega primero el más rápido, por el canal; al final, la suma de lo que devolvió cada `join`.
//! Ejecútalo: cargo run -p examples-threads --example messages-threads
//! Compáralo: examples-processes/examples/messages-processes.rs (por una tubería, como texto)

use shared::traza;
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn cuadrado(numero: u32) -> u32 {
    let _tramo = traza::anotar(&format!("Cuadrado de {numero}"));
    thread::sleep(Duration::from_millis(600) / numero.max(1));
    numero.saturating_mul(numero)
}

fn main() -> ExitCode {
    let (emisor, receptor) = mpsc::channel();
    let mut hilos = Vec::new();
    for numero in 1..=3 {
        let emisor = emisor.clone();
        let hilo = thread::spawn(move || {
            let resultado = cuadrado(numero);
            let _ = emisor.send(resultado); // solo falla si ya no hay receptor
            resultado
        });
        hilos.push(hilo);
    }
    drop(emisor); // el canal se cierra cuando se suelta el último emisor
    for resultado in receptor {
        println!("\n[+] Por el canal llega {resultado}");
    }

    let mut resultados = Vec::new();
    for hilo in hilos {
        if let Ok(resultado) = hilo.join() {
            resultados.push(resultado);
        }
    }
    let suma: u32 = resultados.iter().sum();
    println!("\n[+] {} resultados, que suman {suma}", resultados.len());
    if resultados.len() == 3 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
