//! La tarea de los apuntes: anuncia que empieza, espera dos segundos y anuncia que termina.

use crate::{salida::decir, traza};
use std::thread;
use std::time::Duration;

/// Lo que dura una tarea: 2 segundos, como en los apuntes.
pub const DURACION: Duration = Duration::from_secs(2);

/// La `tarea(num_tarea)` de las lecciones sin hilos y con hilos; dura 2 segundos ([`DURACION`]).
///
/// Python: `print(…)`, `time.sleep(2)`, `print(…)`.
pub fn tarea(num_tarea: u32) {
    trabajar("Tarea", num_tarea, DURACION);
}

/// La misma tarea tal como la cuenta la lección con procesos: sus mensajes dicen «Proceso».
pub fn tarea_de_proceso(num_tarea: u32) {
    trabajar("Proceso", num_tarea, DURACION);
}

/// Una tarea que dura otro tiempo, para los ejercicios.
pub fn tarea_que_dura(num_tarea: u32, duracion: Duration) {
    trabajar("Tarea", num_tarea, duracion);
}

fn trabajar(quien: &str, num_tarea: u32, duracion: Duration) {
    let nombre = format!("{quien} {num_tarea}");
    let _tramo = traza::anotar(&nombre);

    decir(&format!("{nombre} iniciando"));
    thread::sleep(duracion);
    decir(&format!("{nombre} finalizando"));
}
