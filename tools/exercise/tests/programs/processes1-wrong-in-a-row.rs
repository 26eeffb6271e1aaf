//! Consejo: output() y status() inician un proceso y ya lo esperan

use shared::{encargo, este_programa, tarea_de_proceso};
use std::io;
use std::process::Command;

fn main() -> io::Result<()> {
    if let Some(num_tarea) = encargo::<u32>() {
        tarea_de_proceso(num_tarea);
        return Ok(());
    }
    let programa = este_programa()?;
    for num_tarea in 1..=4 {
        let estado = Command::new(&programa)
            .args(["--hijo", &num_tarea.to_string()])
            .status()?;
        assert!(estado.success());
    }
    println!("[+] Los procesos han finalizado exitosamente");
    Ok(())
}
