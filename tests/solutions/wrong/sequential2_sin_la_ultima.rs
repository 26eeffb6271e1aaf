//! Respuesta equivocada de «sequential 2»: 1..5 no llega al 5.

use shared::tarea;

fn main() {
    for num_tarea in 1..5 {
        tarea(num_tarea);
    }
}
