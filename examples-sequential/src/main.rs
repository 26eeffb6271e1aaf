//! Problema sin hilos: las dos tareas en fila, una detrás de otra.
//!
//! Apuntes: «Código sin Hilos», el primero.
//! Ejecútalo: cargo run -p examples-sequential
//! Compáralo: examples-threads (lo mismo, a la vez)

use shared::tarea;

fn main() {
    tarea(1);
    tarea(2);
}
