//! Solución de «http 1»: ocho URL con tres hilos como mucho.

use shared::{leer_dominios, realizar_peticion};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

/// Una de las URL que quedan por pedir. Al volver ya ha soltado el cerrojo.
fn tomar(pendientes: &Mutex<Vec<String>>) -> Option<String> {
    // Solo da un error si otro hilo entró en pánico aquí: entonces lo dice su join.
    let mut urls = pendientes.lock().ok()?;
    urls.pop()
}

/// Pide URL mientras queden, y da cuántas han fallado.
fn trabajar(pendientes: &Mutex<Vec<String>>) -> u32 {
    let mut fallos = 0;
    while let Some(url) = tomar(pendientes) {
        if realizar_peticion(&url).is_err() {
            fallos += 1;
        }
    }
    fallos
}

fn main() -> anyhow::Result<()> {
    let pendientes = Mutex::new(leer_dominios()?);
    let inicio = Instant::now();

    let mut fallos = 0;
    // Los hilos de un scope terminan antes que él: pueden usar las variables de main.
    thread::scope(|scope| {
        let mut hilos = Vec::new();
        for _ in 0..3 {
            let hilo = scope.spawn(|| trabajar(&pendientes));
            hilos.push(hilo);
        }
        for hilo in hilos {
            match hilo.join() {
                Ok(suyos) => fallos += suyos,
                Err(_) => fallos += 1, // la petición que acabó en un pánico
            }
        }
    });

    let total = inicio.elapsed().as_secs_f64();
    println!("\n[+] Tiempo total transcurrido: {total:.2} segundos");
    anyhow::ensure!(fallos == 0, "peticiones que han fallado: {fallos}");
    Ok(())
}
