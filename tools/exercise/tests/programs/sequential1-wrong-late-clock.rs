//! Consejo: Instant::now() va antes de la primera tarea

use shared::tarea;
use std::time::Instant;

fn main() {
    tarea(1);
    let inicio = Instant::now();
    tarea(2);
    let total = inicio.elapsed().as_secs_f64();
    println!("\n[+] Tiempo total transcurrido: {total:.2} segundos");
}
