//! Las dos tareas, cada una en un proceso con su propia memoria.
//!
//! Apuntes: «Código con Multiprocessing».
//! Ejecútalo: cargo run -p examples-processes
//! Compáralo: examples-threads (lo mismo, dentro de un mismo proceso)

use shared::{encargo, este_programa, tarea_de_proceso};
use std::io;
use std::process::{Command, ExitCode};

fn main() -> io::Result<ExitCode> {
    // Un hijo es este mismo programa iniciado otra vez, así que también empieza aquí.
    if let Some(num_tarea) = encargo::<u32>() {
        tarea_de_proceso(num_tarea);
        return Ok(ExitCode::SUCCESS);
    }
    let programa = este_programa()?;

    let mut proceso1 = Command::new(&programa).args(["--hijo", "1"]).spawn()?;
    let mut proceso2 = Command::new(&programa).args(["--hijo", "2"]).spawn()?;

    let estado1 = proceso1.wait()?;
    let estado2 = proceso2.wait()?;

    // El estado dice cómo terminó un hijo. En Python, join() no avisa y el programa seguiría.
    if !estado1.success() || !estado2.success() {
        eprintln!("\n[-] Proceso 1: {estado1}. Proceso 2: {estado2}");
        return Ok(ExitCode::FAILURE);
    }
    println!("\n[+] Los procesos han finalizado exitosamente\n");
    Ok(ExitCode::SUCCESS)
}
