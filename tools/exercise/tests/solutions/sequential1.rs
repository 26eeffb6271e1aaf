//! Solución de «sequential 1»: decir el tiempo total, como las lecciones HTTP.

use shared::tarea;
use std::time::Instant;

fn main() {
    let inicio = Instant::now();
    tarea(1);
    tarea(2);

    let total = inicio.elapsed().as_secs_f64();
    println!("\n[+] Tiempo total transcurrido: {total} segundos");
}
