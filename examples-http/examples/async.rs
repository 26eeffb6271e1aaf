//! Más allá de los apuntes: las cuatro peticiones a la vez, en un solo hilo.
//!
//! Lo que cambia frente a threads.rs: `tokio::spawn` en lugar de `Builder::spawn`, y `.await` donde un hilo se
//! quedaría parado. Quien espera con `.await` cede el hilo a otra petición, así que basta con uno.
//! Ejecútalo: cargo run -p examples-http --example async    (unos 0,8 s)
//! Compáralo: src/bin/threads.rs (un hilo por petición)

use shared::{avisar, etiqueta, leer_dominios, realizar_peticion_asincrona, redondear, resumir};
use std::process::ExitCode;
use std::time::Instant;

// current_thread: tokio reparte el trabajo en este mismo hilo, sin iniciar otros.
#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<ExitCode> {
    let dominios = leer_dominios()?;
    let inicio = Instant::now();

    let mut tareas = Vec::new();
    for url in dominios.clone() {
        let tarea = tokio::spawn(async move { realizar_peticion_asincrona(&url).await });
        tareas.push(tarea);
    }

    let mut fallos = 0;
    for (url, tarea) in dominios.iter().zip(tareas) {
        match tarea.await {
            Ok(Ok(_)) => continue,
            Ok(Err(_)) => {} // ya se ha dicho
            Err(panico) => avisar(&format!("{}: {panico}", etiqueta(url))),
        }
        fallos += 1;
    }

    let total = redondear(inicio.elapsed().as_secs_f64(), 2);
    println!("\n[+] Tiempo total transcurrido: {total:?} segundos");
    Ok(resumir(fallos, dominios.len()))
}
