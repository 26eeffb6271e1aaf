//! Las cuatro peticiones HTTP a la vez, cada una en un proceso.
//!
//! Apuntes: «Ejemplo Práctico: Requests con Multiprocessing».
//! Ejecútalo: cargo run -p examples-http --bin processes    (unos 0,8 s)
//! Compáralo: threads.rs (las mismas, dentro de un solo proceso)

use shared::{encargo, este_programa, leer_dominios, realizar_peticion};
use std::{process, process::Command, time::Instant};

fn main() -> anyhow::Result<()> {
    // Un hijo es este mismo programa iniciado otra vez: empieza aquí, y termina con 0 o, si falla, con 1.
    if let Some(url) = encargo::<String>() {
        process::exit(realizar_peticion(&url).is_err() as i32);
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
    println!("\n[+] Tiempo total transcurrido: {:.2} segundos", inicio.elapsed().as_secs_f64());
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    Ok(())
}
