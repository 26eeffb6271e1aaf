//! Respuesta equivocada de «sequential 1»: el reloj se pone en marcha después de las tareas.

use shared::tarea;
use std::time::Instant;

fn main() {
    tarea(1);
    tarea(2);

    let inicio = Instant::now();
    let total = inicio.elapsed().as_secs_f64();
    println!("\n[+] Tiempo total transcurrido: {total:?} segundos");
}
