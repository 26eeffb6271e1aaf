//! Problema sin hilos: las dos tareas.
//!
//! Apuntes: «Código sin Hilos», el primero.
//! Ejecútalo: cargo run -p examples-sequential
//! Compáralo: examples-threads (lo mismo, con hilos)

use shared::tarea;

fn main() {
    tarea(1);
    tarea(2);
}
