//! Lo que tardan dos tareas, sin medirlo.
//! Consejo: con tareas más largas. Falta tiempo.

use shared::tarea;

fn main() {
    tarea(1);
    tarea(2);
    println!("\n[+] Tiempo total transcurrido: 4 segundos");
}
