//! En segundos enteros.

use shared::tarea;
use std::time::Instant;

fn main() {
    let inicio = Instant::now();
    tarea(1);
    tarea(2);
    let total = inicio.elapsed().as_secs();
    println!("[+] Tiempo total transcurrido: {total} segundos");
}
