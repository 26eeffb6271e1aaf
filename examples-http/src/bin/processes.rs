//! Las cuatro peticiones HTTP a la vez, cada una en un proceso.
//!
//! Apuntes: «Ejemplo Práctico: Requests con Multiprocessing».
//! Ejecútalo: cargo run -p examples-http --bin processes    (unos 0,8 s)
//! Compáralo: threads.rs (las mismas, dentro de un solo proceso)

use shared::{encargo, esperar_proceso, estado_de};
use shared::{etiqueta, leer_dominios, realizar_peticion, redondear, resumir};
use std::env;
use std::process::{Command, ExitCode};
use std::time::Instant;

fn main() -> anyhow::Result<ExitCode> {
    // Un hijo es este mismo programa iniciado otra vez, así que también empieza aquí.
    if let Some(url) = encargo::<String>() {
        return Ok(estado_de(realizar_peticion(&url)));
    }
    let dominios = leer_dominios()?;
    let programa = env::current_exe()?;
    let inicio = Instant::now();

    let mut procesos = Vec::new();
    for url in &dominios {
        let proceso = Command::new(&programa).args(["--hijo", url]).spawn();
        procesos.push(proceso);
    }

    let mut fallos = 0;
    for (url, proceso) in dominios.iter().zip(procesos) {
        if esperar_proceso(&etiqueta(url), proceso).is_err() {
            fallos += 1;
        }
    }

    let total = redondear(inicio.elapsed().as_secs_f64(), 2);
    println!("\n[+] Tiempo total transcurrido: {total:?} segundos");
    Ok(resumir(fallos, dominios.len()))
}
