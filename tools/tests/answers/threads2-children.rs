//! Con dos procesos donde se piden dos hilos.

use shared::{encargo, este_programa, tarea};
use std::io;
use std::process::{Command, ExitCode};

fn main() -> io::Result<ExitCode> {
    if let Some(num_tarea) = encargo::<u32>() {
        (num_tarea..=5).step_by(2).for_each(tarea);
        return Ok(ExitCode::SUCCESS);
    }
    let programa = este_programa()?;
    let mut proceso1 = Command::new(&programa).args(["--hijo", "1"]).spawn()?;
    let mut proceso2 = Command::new(&programa).args(["--hijo", "2"]).spawn()?;
    if !proceso1.wait()?.success() || !proceso2.wait()?.success() {
        return Ok(ExitCode::FAILURE);
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    Ok(ExitCode::SUCCESS)
}
