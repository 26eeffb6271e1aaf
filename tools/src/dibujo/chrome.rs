//! Los tramos en el formato de trazas de Chrome, que abren Perfetto (<https://ui.perfetto.dev>) y
//! chrome://tracing.

use super::Cuadro;
use serde_json::{Value, json};
use shared::tramos::Tramo;

/// Un evento completo (`"ph": "X"`) por tramo, en microsegundos. Todas las lecciones empiezan en 0,
/// como en el dibujo, y cada proceso lleva el nombre de la suya.
pub fn chrome(cuadros: &[Cuadro]) -> Value {
    let mut eventos = Vec::new();
    for Cuadro { titulo, tramos, .. } in cuadros {
        let origen = tramos.iter().map(|tramo| tramo.inicio).min().unwrap_or(0);
        for Tramo {
            pid,
            hilo,
            inicio,
            fin,
            nombre,
            ..
        } in tramos
        {
            let (ts, dur) = (inicio - origen, fin - inicio);
            let del_proceso = json!({ "name": titulo });
            let del_hilo = json!({ "name": format!("hilo {hilo}") });
            eventos.extend([
                json!({ "ph": "X", "name": nombre, "cat": titulo, "pid": pid, "tid": hilo,
                    "ts": ts, "dur": dur }),
                json!({ "ph": "M", "name": "process_name", "pid": pid, "args": del_proceso }),
                json!({ "ph": "M", "name": "thread_name", "pid": pid, "tid": hilo, "args": del_hilo }),
            ]);
        }
    }
    json!({ "displayTimeUnit": "ms", "traceEvents": eventos })
}
