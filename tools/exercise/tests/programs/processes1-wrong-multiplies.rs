//! Cada hijo inicia otros ocho, hasta la tercera generación, que son 73 procesos: se prueba que se le detiene, y no lo que
//! aguanta el equipo.
//! Consejo: Cada hijo inicia otros, sin fin

use shared::encargo;
use std::process::Command;
use std::time::Duration;
use std::{env, io, thread};

fn main() -> io::Result<()> {
    let generacion = encargo::<u32>().unwrap_or(0) + 1;
    if generacion > 2 {
        thread::sleep(Duration::from_secs(30));
        return Ok(());
    }
    let programa = env::current_exe()?;
    let mut procesos = Vec::new();
    for _ in 1..=8 {
        let proceso = Command::new(&programa)
            .args(["--hijo", &generacion.to_string()])
            .spawn()?;
        procesos.push(proceso);
    }
    for mut proceso in procesos {
        proceso.wait()?;
    }
    Ok(())
}
