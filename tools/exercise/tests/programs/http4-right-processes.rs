//! Cada página en un proceso.

use shared::{encargo, este_programa, leer_dominios, realizar_peticion};
use std::process::{Command, exit};
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    if let Some(url) = encargo::<String>() {
        if realizar_peticion(&url).is_err() {
            exit(1);
        }
        return Ok(());
    }
    let inicio = Instant::now();
    let programa = este_programa()?;
    let mut procesos = Vec::new();
    for url in leer_dominios()? {
        procesos.push(Command::new(&programa).args(["--hijo", &url]).spawn()?);
    }
    let mut fallos = 0;
    for mut proceso in procesos {
        if !proceso.wait()?.success() {
            fallos += 1;
        }
    }
    let total = inicio.elapsed().as_secs_f64();
    println!("[+] Tiempo total transcurrido: {total:.2} segundos");
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    Ok(())
}
