//! Un dibujo como datos, para las plantillas.

use super::{Cuadro, Fila, escala, marca, marcas, recortar, segundos};
use serde_json::{Value, json};

/// Los cuadros, en la misma escala y con ella; los momentos van en tanto por ciento.
pub fn datos(cuadros: &[Cuadro]) -> Value {
    // En centésimas enteras, como se mueve el mando de la página.
    let escala = escala(cuadros).div_ceil(10_000) * 10_000;
    let cuadro = |cuadro: &Cuadro| {
        let debajo: Vec<&String> = cuadro
            .fallo
            .iter()
            .chain(&cuadro.avisos)
            .chain(&cuadro.nota)
            .collect();
        let mut corto = cuadro.resumen.clone();
        for otra in &debajo {
            corto += &format!("; {otra}");
        }
        json!({
            "titulo": cuadro.titulo,
            "resumen": cuadro.resumen,
            "debajo": debajo,
            "corto": recortar(&corto, 105),
            "total": segundos(cuadro.total),
            "fallo": cuadro.fallo,
            "procesos": cuadro.grupos().map(|grupo| proceso(grupo, escala)).collect::<Vec<_>>(),
        })
    };
    let marcas = marcas(escala, 8)
        .into_iter()
        .map(|cual| json!([parte(cual, escala), marca(cual)]));
    json!({
        "escala": escala,
        "marcas": marcas.collect::<Vec<_>>(),
        "cuadros": cuadros.iter().map(cuadro).collect::<Vec<_>>(),
    })
}

fn proceso(grupo: &[Fila], escala: u64) -> Value {
    let trozo = |desde: u64, hasta: u64| {
        json!([
            parte(desde, escala),
            parte(hasta.saturating_sub(desde), escala)
        ])
    };
    let fila = |fila: &Fila| {
        let barra = fila.barra.as_ref();
        json!({
            "nombre": fila.nombre,
            "corto": recortar(&fila.nombre, 21),
            "lugar": fila.lugar,
            "hilo": fila.lugar.split(", ").nth(1),
            "vida": trozo(fila.desde, fila.hasta),
            "barra": barra.map(|barra| trozo(barra.inicio, barra.fin)),
            "terminada": barra.is_none_or(|barra| barra.terminada),
            "intervalo": fila.intervalo(),
        })
    };
    json!({
        "numero": grupo[0].proceso.map(|numero| numero + 1),
        "color": grupo[0].proceso.unwrap_or(0) % 6,
        "pid": grupo[0].pid,
        "filas": grupo.iter().map(fila).collect::<Vec<_>>(),
    })
}

fn parte(momento: u64, escala: u64) -> f64 {
    (momento as f64 / escala as f64 * 1e4).round() / 100.0
}
