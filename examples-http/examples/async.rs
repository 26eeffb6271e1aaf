//! Más allá de los apuntes: las cuatro peticiones a la vez, en un solo hilo.
//!
//! Lo que cambia frente a threads.rs: `tokio::spawn` en lugar de `thread::spawn`, y `.await` donde un hilo se
//! quedaría parado. La petición que espera con `.await` cede el hilo a otra, así que basta con uno.
//! Ejecútalo: cargo run -p examples-http --example async
//! Compáralo: src/bin/threads.rs (un hilo por petición)

use shared::dominios::{leer_dominios, sin_clave};
use shared::http::causas::en_espanol;
use shared::http::cliente::{configuracion, otro_salto};
use shared::peticion::avisar_del_estado;
use shared::{avisar, traza};
use std::time::Instant;
use tokio::runtime::Builder;

async fn realizar_peticion(url: String) -> anyhow::Result<()> {
    let nombre = sin_clave(&url);
    let _tramo = traza::anotar(&nombre);
    let cliente = configuracion(&url.parse()?)?.build()?;
    let mut respuesta = cliente.get(&url).send().await?;
    let mut saltos = 0;
    while let Some(otra) = otro_salto(respuesta.status(), respuesta.headers(), respuesta.url())? {
        saltos += 1;
        anyhow::ensure!(saltos <= 30, "redirige demasiadas veces");
        let cliente = configuracion(&otra)?.build()?;
        respuesta = cliente.get(otra).send().await?;
    }
    let estado = respuesta.status();
    let bytes = respuesta.bytes().await?.len();
    println!("\n[+] URL [{nombre}]: {bytes} bytes");
    avisar_del_estado(&nombre, estado);
    Ok(())
}

fn main() -> anyhow::Result<()> {
    let dominios = leer_dominios()?;
    // current_thread: tokio reparte las peticiones en este mismo hilo. Solo inicia otro para buscar la dirección de un nombre.
    Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(pedir_todas(dominios))
}

async fn pedir_todas(dominios: Vec<String>) -> anyhow::Result<()> {
    let inicio = Instant::now();

    let mut tareas = Vec::new();
    for url in dominios {
        let tarea = tokio::spawn(realizar_peticion(url.clone()));
        tareas.push((url, tarea));
    }

    let mut fallos = 0;
    for (url, tarea) in tareas {
        if let Err(error) = tarea.await? {
            let nombre = sin_clave(&url);
            let causa = en_espanol(&error);
            avisar(&format!("URL [{nombre}]: {causa}"));
            fallos += 1;
        }
    }

    let total = inicio.elapsed().as_secs_f64();
    println!("\n[+] Tiempo total transcurrido: {total:.2} segundos");
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    Ok(())
}
