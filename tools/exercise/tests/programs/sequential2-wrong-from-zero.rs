//! Consejo: Se cuenta desde el 1

use shared::tarea;

fn main() {
    for num_tarea in 0..5 {
        tarea(num_tarea);
    }
}
