//! Cada hijo inicia otros dos. Hasta siete generaciones, con calma, y la última dura medio minuto: aquí se prueba que
//! se le detiene, no lo que aguanta el equipo.

use shared::encargo;
use std::process::Command;
use std::time::Duration;
use std::{env, io, thread};

fn main() -> io::Result<()> {
    let generacion = encargo::<u32>().unwrap_or(0) + 1;
    if generacion > 7 {
        thread::sleep(Duration::from_secs(30));
        return Ok(());
    }
    thread::sleep(Duration::from_millis(400));
    let mut procesos = Vec::new();
    for _ in 0..2 {
        let mut hijo = Command::new(env::current_exe()?);
        procesos.push(hijo.args(["--hijo", &generacion.to_string()]).spawn()?);
    }
    for mut proceso in procesos {
        proceso.wait()?;
    }
    println!("\n[+] Los procesos han finalizado exitosamente\n");
    Ok(())
}
