//! Lo que hicieron dos programas, en el mismo eje, para verlo pasar.

use crate::Ejecucion;
use crate::dibujo::{Cuadro, Fila, escala, marca, marcas, segundos};
use serde_json::{Value, json};

/// Los de una lección, cada uno con su idioma: lo que hizo, o por qué no se sabe. Los momentos van en
/// microsegundos desde que empezó.
pub fn grabado(hechos: &[(&str, &Result<Ejecucion, String>)]) -> Value {
    let (mut programas, mut cuadros) = (Vec::new(), Vec::new());
    for (idioma, hecho) in hechos {
        let hecho = match hecho {
            Ok(hecho) => hecho,
            Err(causa) => {
                programas.push(json!({ "idioma": idioma, "falta": causa }));
                continue;
            }
        };
        let fallo = (!hecho.bien()).then(|| hecho.final_en_palabras());
        let cuadro = Cuadro::nuevo(idioma, &hecho.avance(), fallo);
        programas.push(json!({
            "idioma": idioma,
            "resumen": cuadro.resumen,
            "total": segundos(cuadro.total),
            "fallo": cuadro.fallo,
            "errores": hecho.errores.trim(),
            "procesos": cuadro.grupos().map(proceso).collect::<Vec<_>>(),
            "mensajes": hecho.mensajes_con_su_momento(),
        }));
        cuadros.push(cuadro);
    }
    // En centésimas enteras, como se mueve el mando.
    let escala = escala(&cuadros).div_ceil(10_000) * 10_000;
    let marcas = marcas(escala, 6).into_iter().map(|momento| (momento, marca(momento)));
    json!({ "escala": escala, "marcas": marcas.collect::<Vec<_>>(), "programas": programas })
}

fn proceso(filas: &[Fila]) -> Value {
    let fila = |fila: &Fila| {
        json!({
            "nombre": fila.nombre,
            "lugar": fila.lugar,
            "vida": [fila.desde, fila.hasta],
            "barra": fila.barra.as_ref().map(|barra| [barra.inicio.0, barra.fin.1]),
            "terminada": fila.barra.as_ref().is_none_or(|barra| barra.terminada),
            "intervalo": fila.intervalo(),
        })
    };
    json!({
        "numero": filas[0].proceso.map(|numero| numero + 1),
        "color": filas[0].proceso.unwrap_or(0) % 6,
        "pid": filas[0].pid,
        "filas": filas.iter().map(fila).collect::<Vec<_>>(),
    })
}
