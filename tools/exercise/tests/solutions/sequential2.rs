//! Solución de «sequential 2»: cinco tareas, con un bucle.

use shared::tarea;

fn main() {
    for num_tarea in 1..=5 {
        tarea(num_tarea);
    }
}
