//! Consejo: ¿Está en segundos, y medido?

use shared::tarea;
use std::time::Instant;

fn main() {
    let inicio = Instant::now();
    tarea(1);
    tarea(2);
    let total = inicio.elapsed().as_millis();
    println!("\n[+] Tiempo total transcurrido: {total} segundos");
}
