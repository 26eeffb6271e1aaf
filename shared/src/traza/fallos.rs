//! Por donde una prueba pide que una tarea falle, o que dure más: así se ve qué hace un programa entonces.

use std::time::Duration;
use std::{env, process, thread};

/// La variable de entorno que nombra una tarea que entra en pánico al empezar.
pub const PANICO: &str = "TRAZA_PANICO";

/// La que nombra una tarea que aborta al empezar, y con ella su proceso.
pub const ABORTO: &str = "TRAZA_ABORTO";

/// La que dice cuántos milisegundos más duran las tareas cuyo nombre empieza así: `1500 Tarea 2`.
pub const DURA: &str = "TRAZA_DURA";

/// Hace lo que se pida de la tarea que se llama así.
pub(super) fn hacer_lo_que_se_pida(tarea: &str) {
    if let Some(milisegundos) = cuanto_mas_dura(tarea) {
        thread::sleep(Duration::from_millis(milisegundos));
    }
    if se_pide(ABORTO, tarea) {
        process::abort();
    }
    if se_pide(PANICO, tarea) {
        panic!("{tarea} falla porque lo pide {PANICO}");
    }
}

fn se_pide(variable: &str, tarea: &str) -> bool {
    env::var(variable).is_ok_and(|nombre| nombre == tarea)
}

fn cuanto_mas_dura(tarea: &str) -> Option<u64> {
    let pedido = env::var(DURA).ok()?;
    let (milisegundos, nombre) = pedido.split_once(' ')?;
    if !tarea.starts_with(nombre) {
        return None;
    }
    milisegundos.parse().ok()
}
