//! Solución de «http 1»: ocho URL con tres hilos como mucho.

use shared::{leer_dominios, realizar_peticion};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

/// Las URL que quedan por pedir, que comparten los tres hilos.
static PENDIENTES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Una de las que quedan. Al volver ya ha soltado el mutex: los demás no esperan a la petición.
fn tomar() -> Option<String> {
    // Solo da un error si otro hilo entró en pánico aquí: entonces lo dice su join.
    PENDIENTES.lock().ok()?.pop()
}

/// Pide URL mientras queden, y da cuántas han fallado.
fn trabajar() -> u32 {
    let mut fallos = 0;
    while let Some(url) = tomar() {
        if realizar_peticion(&url).is_err() {
            fallos += 1;
        }
    }
    fallos
}

fn main() -> anyhow::Result<()> {
    let dominios = leer_dominios()?;
    let inicio = Instant::now();
    if let Ok(mut pendientes) = PENDIENTES.lock() {
        *pendientes = dominios;
    }

    let mut hilos = Vec::new();
    for _ in 0..3 {
        let hilo = thread::spawn(trabajar);
        hilos.push(hilo);
    }

    let mut fallos = 0;
    for hilo in hilos {
        match hilo.join() {
            Ok(suyos) => fallos += suyos,
            Err(_) => fallos += 1, // la petición que acabó en un pánico
        }
    }

    let total = inicio.elapsed().as_secs_f64();
    println!("\n[+] Tiempo total transcurrido: {total:.2} segundos");
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    Ok(())
}
