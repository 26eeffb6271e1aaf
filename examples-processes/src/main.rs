//! Las dos tareas a la vez, cada una en un proceso con su propia memoria.
//!
//! Apuntes: «Código con Multiprocessing».
//! Ejecútalo: cargo run -p examples-processes    (unos 2 s)
//! Compáralo: examples-threads (lo mismo, dentro de un mismo proceso)

use shared::{encargo, esperar_proceso, tarea_de_proceso};
use std::process::{Command, ExitCode};
use std::{env, io};

fn main() -> io::Result<ExitCode> {
    // Un hijo es este mismo programa iniciado otra vez, así que también empieza aquí.
    if let Some(num_tarea) = encargo() {
        tarea_de_proceso(num_tarea);
        return Ok(ExitCode::SUCCESS);
    }
    let programa = env::current_exe()?;

    let proceso1 = Command::new(&programa).args(["--hijo", "1"]).spawn();
    let proceso2 = Command::new(&programa).args(["--hijo", "2"]).spawn();

    let final1 = esperar_proceso("Proceso 1", proceso1);
    let final2 = esperar_proceso("Proceso 2", proceso2);

    // Python diría aquí que todo fue bien aunque un hijo hubiera fallado.
    if final1.is_err() || final2.is_err() {
        return Ok(ExitCode::FAILURE);
    }
    println!("\n[+] Los procesos han finalizado exitosamente\n");
    Ok(ExitCode::SUCCESS)
}
