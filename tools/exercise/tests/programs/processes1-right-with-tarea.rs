//! Hace la tarea de la otra lección.
//! Visto: aunque con tarea

use shared::{encargo, este_programa, tarea};
use std::io;
use std::process::{Command, ExitCode};

fn main() -> io::Result<ExitCode> {
    if let Some(num_tarea) = encargo::<u32>() {
        tarea(num_tarea);
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
        if !estado.success() {
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
