//! Un contador al que suman tres trabajadores: cada proceso tiene su propia memoria.
//!
//! Apuntes: «Modelo de Ejecución», «espacios de memoria separados».
//! Verás: 1, 1 y 1, y al final un 0. Cada hijo suma en su contador; el del padre sigue igual.
//! Ejecútalo: cargo run -p examples-processes --example memory-processes
//! Compáralo: examples-threads/examples/memory-threads.rs (los hilos comparten el contador)

use shared::{encargo, este_programa, traza};
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use std::{io, thread};

// Un entero al que se suma sin que dos hilos se pisen; Python usaría un Lock.
static CONTADOR: AtomicU32 = AtomicU32::new(0);

fn sumar(numero: u32) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    thread::sleep(Duration::from_millis(300));
    let contador = CONTADOR.fetch_add(1, Ordering::SeqCst) + 1;
    println!("\n[+] Trabajador {numero}: sumo 1 y veo {contador}");
}

fn main() -> io::Result<ExitCode> {
    if let Some(numero) = encargo::<u32>() {
        sumar(numero);
        return Ok(ExitCode::SUCCESS);
    }
    let programa = este_programa()?;
    let mut procesos = Vec::new();
    for numero in 1..=3 {
        let proceso = Command::new(&programa)
            .args(["--hijo", &numero.to_string()])
            .spawn()?;
        procesos.push((numero, proceso));
    }

    let mut fallos = 0;
    for (numero, mut proceso) in procesos {
        let estado = proceso.wait()?;
        if !estado.success() {
            eprintln!("\n[-] Trabajador {numero}: {estado}");
            fallos += 1;
        }
    }
    println!(
        "\n[+] Quien los inició ve {}",
        CONTADOR.load(Ordering::SeqCst)
    );
    Ok(if fallos == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
