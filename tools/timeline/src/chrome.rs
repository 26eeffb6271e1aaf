//! Los tramos en el formato de trazas de Chrome, que abren Perfetto (<https://ui.perfetto.dev>) y
//! chrome://tracing.

use crate::Cuadro;
use serde_json::{Value, json};
use shared::ejecucion::Lugar;
use std::collections::BTreeSet;

/// Un evento completo (`"ph": "X"`) por tramo, en microsegundos desde que se inició su programa, como en el dibujo; y el
/// nombre de cada proceso, que es el de su lección, y de cada hilo.
pub fn chrome(cuadros: &[Cuadro]) -> Value {
    let mut eventos = Vec::new();
    for cuadro in cuadros {
        let mut lugares = BTreeSet::new();
        for tramo in &cuadro.tramos {
            lugares.insert(tramo.lugar);
            eventos.push(json!({
                "ph": "X",
                "name": tramo.nombre,
                "cat": cuadro.titulo,
                "pid": tramo.lugar.proceso,
                "tid": tramo.lugar.hilo,
                "ts": tramo.inicio.saturating_sub(cuadro.inicio),
                "dur": tramo.dura(),
                "args": { "terminada": tramo.terminado },
            }));
        }
        for lugar in lugares {
            eventos.push(nombre("process_name", lugar, &cuadro.titulo));
            eventos.push(nombre(
                "thread_name",
                lugar,
                &format!("hilo {}", lugar.hilo),
            ));
        }
    }
    json!({ "displayTimeUnit": "ms", "traceEvents": eventos })
}

fn nombre(de_que: &str, lugar: Lugar, nombre: &str) -> Value {
    json!({
        "ph": "M",
        "name": de_que,
        "pid": lugar.proceso,
        "tid": lugar.hilo,
        "args": { "name": nombre },
    })
}
