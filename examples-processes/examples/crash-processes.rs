//! Uno de tres trabajadores falla. Con procesos, el que aborta acaba consigo mismo y con nadie más.
//!
//! Apuntes: «tareas aisladas y seguras».
//! Verás: el 2 aborta y los otros acaban su trabajo. El padre sabe si un hijo fue bien por su estado de salida.
//! Ejecútalo: cargo run -p examples-processes --example crash-processes
//! Compáralo: examples-threads/examples/crash-threads.rs (con `abort`, un hilo acaba con todos)

use shared::{encargo, este_programa, traza};
use std::process::{self, Command, ExitCode};
use std::time::Duration;
use std::{io, thread};

fn trabajar(numero: u32) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    thread::sleep(Duration::from_millis(300).saturating_mul(numero));
    match numero {
        2 => process::abort(),
        _ => println!("\n[+] Trabajador {numero}: he terminado"),
    }
}

fn main() -> io::Result<ExitCode> {
    if let Some(numero) = encargo::<u32>() {
        trabajar(numero);
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

    let mut terminados = 0;
    for (numero, mut proceso) in procesos {
        let estado = proceso.wait()?;
        if estado.success() {
            terminados += 1;
        } else {
            eprintln!("\n[-] Trabajador {numero}: {estado}");
        }
    }
    println!("\n[+] Han terminado {terminados} de 3");
    Ok(if terminados == 3 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
