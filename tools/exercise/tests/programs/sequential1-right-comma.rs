//! Con una coma, como se escribe en español, y una línea en blanco detrás.

use shared::tarea;
use std::time::Instant;

fn main() {
    let inicio = Instant::now();
    tarea(1);
    tarea(2);
    let total = inicio.elapsed().as_secs_f64();
    let total = format!("{total:.1}").replace('.', ",");
    println!("\n[+] Tiempo total transcurrido: {total} segundos\n");
}
