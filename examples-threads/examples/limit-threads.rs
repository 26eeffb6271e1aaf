//! Seis tareas y tres hilos: cada hilo toma la tarea siguiente en cuanto acaba la suya. Es un grupo de hilos (*pool*).
//!
//! Apuntes: «Ventajas: Bajo costo de creación». Aun así, no hace falta un hilo por tarea.
//! Verás: tres tareas a la vez, y nunca más; en total, cuatro segundos.
//! Ejecútalo: cargo run -p examples-threads --example limit-threads
//! Compáralo: examples-threads/src/main.rs (un hilo para cada tarea)

use shared::tarea;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

static SIGUIENTE: AtomicU32 = AtomicU32::new(1);

fn hacer_las_que_queden() {
    loop {
        // Toma un número y deja apuntado el de después, en un solo paso: no hay dos hilos con el mismo.
        let num_tarea = SIGUIENTE.fetch_add(1, Ordering::SeqCst);
        if num_tarea > 6 {
            return;
        }
        tarea(num_tarea);
    }
}

fn main() -> ExitCode {
    let mut hilos = Vec::new();
    for _ in 0..3 {
        let hilo = thread::spawn(hacer_las_que_queden);
        hilos.push(hilo);
    }

    let mut fallos = 0;
    for hilo in hilos {
        if hilo.join().is_err() {
            fallos += 1;
        }
    }
    if fallos > 0 {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Las seis tareas han acabado");
    ExitCode::SUCCESS
}
