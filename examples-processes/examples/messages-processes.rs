//! Cada trabajador entrega un resultado: por una tubería, como un texto que el padre convierte en número.
//!
//! Apuntes: «complejidad en la comunicación entre procesos».
//! Verás: la suma de lo que respondió cada hijo. Si un hijo no responde un número, el padre lo dice y no lo suma.
//! Ejecútalo: cargo run -p examples-processes --example messages-processes
//! Compáralo: examples-threads/examples/messages-threads.rs (por un canal y por `join`)

use shared::{encargo, este_programa, traza};
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;
use std::{io, thread};

fn cuadrado(numero: u32) -> u32 {
    let _tramo = traza::anotar(&format!("Cuadrado de {numero}"));
    thread::sleep(Duration::from_millis(600) / numero.max(1));
    numero.saturating_mul(numero)
}

fn main() -> io::Result<ExitCode> {
    if let Some(numero) = encargo::<u32>() {
        println!("{}", cuadrado(numero));
        return Ok(ExitCode::SUCCESS);
    }
    let programa = este_programa()?;
    let mut procesos = Vec::new();
    for numero in 1..=3 {
        let mut hijo = Command::new(&programa);
        hijo.args(["--hijo", &numero.to_string()])
            .stdout(Stdio::piped());
        procesos.push((numero, hijo.spawn()?));
    }

    let mut resultados = Vec::new();
    for (numero, proceso) in procesos {
        let salida = proceso.wait_with_output()?; // espera, y lee de la tubería hasta el final
        let texto = String::from_utf8_lossy(&salida.stdout);
        match texto.trim().parse::<u32>() {
            Ok(resultado) if salida.status.success() => resultados.push(resultado),
            _ => eprintln!(
                "\n[-] Cuadrado de {numero}: {}, y respondió {texto:?}",
                salida.status
            ),
        }
    }
    let suma: u32 = resultados.iter().sum();
    println!("\n[+] {} resultados, que suman {suma}", resultados.len());
    Ok(if resultados.len() == 3 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
