//! Nombra al proceso por el número que le da el sistema, que puede empezar por 2.
//! Consejo: que es su número de tarea

use shared::{encargo, este_programa, tarea_de_proceso};
use std::io;
use std::process::{Command, ExitCode};

fn main() -> io::Result<ExitCode> {
    if let Some(num_tarea) = encargo::<u32>() {
        tarea_de_proceso(num_tarea);
        if num_tarea == 2 {
            return Ok(ExitCode::from(3));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let programa = este_programa()?;

    let mut procesos = Vec::new();
    for num_tarea in 1..=3 {
        let proceso = Command::new(&programa)
            .args(["--hijo", &num_tarea.to_string()])
            .spawn()?;
        procesos.push((num_tarea, proceso));
    }

    let mut fallos = 0;
    for (num_tarea, mut proceso) in procesos {
        let estado = proceso.wait()?;
        if !estado.success() {
            eprintln!(
                "[-] Proceso {}: {estado}",
                20_000 + proceso.id() % 10_000 + num_tarea
            );
            fallos += 1;
        }
    }
    if fallos > 0 {
        return Ok(ExitCode::FAILURE);
    }
    println!("[+] Los procesos han finalizado exitosamente");
    Ok(ExitCode::SUCCESS)
}
