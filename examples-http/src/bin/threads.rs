//! Las cuatro peticiones HTTP a la vez, cada una en un hilo.
//!
//! Apuntes: «Ejemplo Práctico: Requests con Hilos».
//! Ejecútalo: cargo run -p examples-http --bin threads    (unos 0,8 s)
//! Compáralo: sequential.rs (las mismas, en fila), processes.rs (cada una en un proceso)

use shared::{esperar_hilo, etiqueta, leer_dominios, realizar_peticion, redondear, resumir};
use std::process::ExitCode;
use std::thread::Builder;
use std::time::Instant;

fn main() -> anyhow::Result<ExitCode> {
    let dominios = leer_dominios()?;
    let inicio = Instant::now();

    let mut hilos = Vec::new();
    for url in dominios.clone() {
        // move: el hilo se queda con su url, porque puede durar más que esta vuelta del bucle.
        let hilo = Builder::new().spawn(move || realizar_peticion(&url));
        hilos.push(hilo);
    }

    let mut fallos = 0;
    for (url, hilo) in dominios.iter().zip(hilos) {
        // Puede fallar el hilo (el Ok de fuera) o su petición (el de dentro).
        if !matches!(esperar_hilo(&etiqueta(url), hilo), Ok(Ok(_))) {
            fallos += 1;
        }
    }

    let total = redondear(inicio.elapsed().as_secs_f64(), 2);
    println!("\n[+] Tiempo total transcurrido: {total:?} segundos");
    Ok(resumir(fallos, dominios.len()))
}
