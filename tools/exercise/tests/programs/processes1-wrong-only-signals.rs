//! Mira solo si a alguno lo mataron.
//! Consejo: mirar el estado que devuelve, con success()

use shared::{encargo, este_programa, tarea_de_proceso};
use std::io;
use std::process::{Command, ExitCode};

fn main() -> io::Result<ExitCode> {
    if let Some(num_tarea) = encargo::<u32>() {
        tarea_de_proceso(num_tarea);
        return Ok(ExitCode::SUCCESS);
    }
    let programa = este_programa()?;

    let mut procesos = Vec::new();
    for num_tarea in 1..=4 {
        let proceso = Command::new(&programa)
            .args(["--hijo", &num_tarea.to_string()])
            .spawn()?;
        procesos.push((num_tarea, proceso));
    }

    let mut fallos = 0;
    for (num_tarea, mut proceso) in procesos {
        let estado = proceso.wait()?;
        if estado.code().is_none() {
            eprintln!("[-] Proceso {num_tarea}: {estado}");
            fallos += 1;
        }
    }
    if fallos > 0 {
        return Ok(ExitCode::FAILURE);
    }
    println!("[+] Los procesos han finalizado exitosamente");
    Ok(ExitCode::SUCCESS)
}
