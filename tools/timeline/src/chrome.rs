//! Los tramos en el formato de trazas de Chrome, que abren Perfetto (<https://ui.perfetto.dev>) y
//! chrome://tracing.

use crate::Cuadro;
use serde_json::{Value, json};

/// Un evento completo (`"ph": "X"`) por tramo, en microsegundos. Todas las lecciones empiezan en 0,
/// como en el dibujo, y cada proceso lleva el nombre de la suya.
pub fn chrome(cuadros: &[Cuadro]) -> Value {
    let mut eventos = Vec::new();
    for cuadro in cuadros {
        let titulo = &cuadro.titulo;
        let primero = cuadro.tramos.first();
        let origen = primero.map_or(0, |tramo| tramo.inicio);
        for tramo in &cuadro.tramos {
            let pid = tramo.lugar.proceso;
            let tid = tramo.lugar.hilo;
            eventos.push(json!({
                "ph": "X",
                "name": tramo.nombre,
                "cat": titulo,
                "pid": pid,
                "tid": tid,
                "ts": tramo.inicio - origen,
                "dur": tramo.dura(),
            }));
            eventos.push(json!({
                "ph": "M",
                "name": "process_name",
                "pid": pid,
                "args": { "name": titulo },
            }));
            eventos.push(json!({
                "ph": "M",
                "name": "thread_name",
                "pid": pid,
                "tid": tid,
                "args": { "name": format!("hilo {tid}") },
            }));
        }
    }
    json!({ "displayTimeUnit": "ms", "traceEvents": eventos })
}
