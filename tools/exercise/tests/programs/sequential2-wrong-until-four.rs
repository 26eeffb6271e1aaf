//! Consejo: y 1..=5 llega a 5

use shared::tarea;

fn main() {
    for num_tarea in 1..5 {
        tarea(num_tarea);
    }
}
