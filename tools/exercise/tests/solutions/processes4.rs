//! Solución de «processes 4»: un hijo que no acaba, y se termina desde fuera.

use shared::experimentos::tarea_que_dura;
use shared::{encargo, este_programa, tarea_de_proceso};
use std::io;
use std::process::{Command, ExitCode};
use std::time::Duration;

fn main() -> io::Result<ExitCode> {
    if let Some(num_tarea) = encargo::<u32>() {
        if num_tarea == 2 {
            tarea_que_dura(2, Duration::from_secs(600));
        } else {
            tarea_de_proceso(num_tarea);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let programa = este_programa()?;

    let mut proceso1 = Command::new(&programa).args(["--hijo", "1"]).spawn()?;
    let mut proceso2 = Command::new(&programa).args(["--hijo", "2"]).spawn()?;

    let estado1 = proceso1.wait()?;
    proceso2.kill()?;
    let estado2 = proceso2.wait()?; // terminado o no, hay que esperarlo

    println!("\n[+] El proceso 2 terminó así: {estado2}");
    if !estado1.success() {
        eprintln!("\n[-] Proceso 1: {estado1}");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
