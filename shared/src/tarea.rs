//! La tarea de los apuntes: anuncia que empieza, espera dos segundos y anuncia que termina.

use crate::traza;
use std::thread;
use std::time::Duration;

/// La tarea de las lecciones sin hilos y con hilos; dura 2 segundos.
///
/// Python: `def tarea(num_tarea)`, con `print(…)`, `time.sleep(2)` y `print(…)`.
pub fn tarea(num_tarea: u32) {
    // Solo apunta cuándo empieza y, al final de la función, cuándo termina: con eso la dibuja cargo timeline.
    let _tramo = traza::anotar(&format!("Tarea {num_tarea}"));
    println!("\n[+] Tarea {num_tarea} iniciando");
    thread::sleep(Duration::from_secs(2));
    println!("\n[+] Tarea {num_tarea} finalizando");
}

/// La misma tarea tal como la cuenta la lección con procesos: sus mensajes dicen «Proceso».
pub fn tarea_de_proceso(num_tarea: u32) {
    let _tramo = traza::anotar(&format!("Proceso {num_tarea}"));
    println!("\n[+] Proceso {num_tarea} iniciando");
    thread::sleep(Duration::from_secs(2));
    println!("\n[+] Proceso {num_tarea} finalizando");
}
