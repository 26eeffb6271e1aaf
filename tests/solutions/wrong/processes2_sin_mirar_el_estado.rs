//! Respuesta equivocada de «processes 2»: se espera a los hijos sin mirar cómo terminaron, como en
//! los apuntes.

use shared::{encargo, tarea_de_proceso};
use std::process::{Command, ExitCode};
use std::{env, io};

fn main() -> io::Result<ExitCode> {
    if let Some(num_tarea) = encargo() {
        tarea_de_proceso(num_tarea);
        return Ok(ExitCode::from(if num_tarea == 2 { 3 } else { 0 }));
    }
    let programa = env::current_exe()?;
    let mut procesos = Vec::new();
    for num_tarea in 1..=3 {
        procesos.push(Command::new(&programa).args(["--hijo", &num_tarea.to_string()]).spawn()?);
    }
    for mut proceso in procesos {
        proceso.wait()?;
    }
    println!("\n[+] Los procesos han finalizado exitosamente\n");
    Ok(ExitCode::SUCCESS)
}
