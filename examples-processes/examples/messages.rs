//! Cada trabajador entrega un resultado: por una tubería, como texto que hay que entender.
//!
//! Apuntes: «complejidad en la comunicación entre procesos».
//! Verás: la suma de lo que respondió cada hijo. Si escribiera otra cosa que un número, no se entendería.
//! Ejecútalo: cargo run -p examples-processes --example messages
//! Compáralo: examples-threads/examples/messages.rs (lo que devuelve `join`, y un canal)

use shared::{decir, encargo, esperar_respuesta, traza};
use std::env;
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::Duration;

fn cuadrado(numero: u64) -> u64 {
    let _tramo = traza::anotar(&format!("Cuadrado de {numero}"));
    thread::sleep(Duration::from_millis(800 - 200 * numero));
    numero * numero
}

fn main() -> ExitCode {
    if let Some(numero) = encargo() {
        println!("{}", cuadrado(numero));
        return ExitCode::SUCCESS;
    }
    let programa = env::current_exe().expect("el sistema sabe dónde está este programa");
    let mut trabajos = Vec::new();
    for numero in 1..=3 {
        let mut hijo = Command::new(&programa);
        hijo.args(["--hijo", &numero.to_string()]).stdout(Stdio::piped());
        trabajos.push(hijo.spawn());
    }

    let mut resultados = Vec::new();
    for trabajo in trabajos {
        resultados.extend(esperar_respuesta::<u64>("Cuadrado", trabajo)); // un Err no añade nada
    }
    let suma: u64 = resultados.iter().sum();
    decir(&format!("{} resultados, que suman {suma}", resultados.len()));
    if resultados.len() == 3 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
