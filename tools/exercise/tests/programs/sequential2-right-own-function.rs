//! La función es suya, y se anota como dice README.

use shared::traza;
use std::thread;
use std::time::Duration;

fn tarea(num_tarea: u32) {
    let _tramo = traza::anotar(&format!("Tarea {num_tarea}"));
    println!("Empieza la {num_tarea}");
    thread::sleep(Duration::from_secs(2));
}

fn main() {
    for num_tarea in 1..=5 {
        tarea(num_tarea);
    }
}
