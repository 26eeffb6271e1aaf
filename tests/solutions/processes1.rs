//! Solución de «processes 1»: cuatro procesos a la vez.

use shared::{encargo, esperar_proceso, tarea_de_proceso};
use std::process::{Command, ExitCode};
use std::{env, io};

fn main() -> io::Result<ExitCode> {
    if let Some(num_tarea) = encargo() {
        tarea_de_proceso(num_tarea);
        return Ok(ExitCode::SUCCESS);
    }
    let programa = env::current_exe()?;

    let mut procesos = Vec::new();
    for num_tarea in 1..=4 {
        procesos.push(Command::new(&programa).args(["--hijo", &num_tarea.to_string()]).spawn());
    }

    let mut fallos = 0;
    for (proceso, num_tarea) in procesos.into_iter().zip(1..) {
        if esperar_proceso(&format!("Proceso {num_tarea}"), proceso).is_err() {
            fallos += 1;
        }
    }
    if fallos > 0 {
        return Ok(ExitCode::FAILURE);
    }
    println!("\n[+] Los procesos han finalizado exitosamente\n");
    Ok(ExitCode::SUCCESS)
}
