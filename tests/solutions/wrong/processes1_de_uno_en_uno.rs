//! Respuesta equivocada de «processes 1»: `status` inicia un proceso y lo espera.

use shared::{encargo, tarea_de_proceso};
use std::process::Command;
use std::{env, io};

fn main() -> io::Result<()> {
    if let Some(num_tarea) = encargo() {
        tarea_de_proceso(num_tarea);
        return Ok(());
    }
    for num_tarea in 1..=4 {
        Command::new(env::current_exe()?).args(["--hijo", &num_tarea.to_string()]).status()?;
    }
    println!("\n[+] Los procesos han finalizado exitosamente\n");
    Ok(())
}
