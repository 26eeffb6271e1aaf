//! Las cuatro peticiones HTTP a la vez, cada una en un proceso.
//!
//! Apuntes: «Ejemplo Práctico: Requests con Multiprocessing».
//! Ejecútalo: cargo run -p examples-http --bin processes
//! Compáralo: threads.rs (las mismas, dentro de un solo proceso)

use shared::{encargo, este_programa, leer_dominios, realizar_peticion};
use std::process::{self, Command};
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    // Un hijo es este mismo programa iniciado otra vez, así que también empieza aquí.
    if let Some(url) = encargo::<String>() {
        let estado = if realizar_peticion(&url).is_ok() {
            0
        } else {
            1
        };
        process::exit(estado);
    }
    let dominios = leer_dominios()?;
    let programa = este_programa()?;
    let inicio = Instant::now();

    let mut procesos = Vec::new();
    for url in dominios {
        let proceso = Command::new(&programa).args(["--hijo", &url]).spawn()?;
        procesos.push(proceso);
    }

    let mut fallos = 0;
    for mut proceso in procesos {
        let estado = proceso.wait()?;
        if !estado.success() {
            eprintln!("\n[-] Proceso {}: {estado}", proceso.id());
            fallos += 1;
        }
    }

    let total = inicio.elapsed().as_secs_f64();
    println!("\n[+] Tiempo total transcurrido: {total:.2} segundos");
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    Ok(())
}
