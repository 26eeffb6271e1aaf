//! Lo que hicieron dos programas, en el mismo eje, para verlo pasar.

use crate::Ejecucion;
use crate::dibujo::{Cuadro, Fila, escala, marca, marcas, segundos};
use serde_json::{Value, json};

/// Los de una lección, cada uno con su idioma: lo que hizo, o por qué no se sabe.
pub fn grabado(hechos: &[(&str, &Result<Ejecucion, String>)]) -> Value {
    let dibujar = |idioma: &str, hecho: &Ejecucion| {
        let fallo = (!hecho.bien()).then(|| hecho.final_en_palabras());
        Cuadro::nuevo(idioma, &hecho.avance(), fallo)
    };
    let hechos = hechos.iter().map(|(idioma, hecho)| {
        let hecho = hecho.as_ref().map(|hecho| (hecho, dibujar(idioma, hecho)));
        (*idioma, hecho)
    });
    let hechos: Vec<_> = hechos.collect();
    let dibujados = hechos.iter().flat_map(|(_, hecho)| hecho.as_ref().ok());
    let dibujados: Vec<Cuadro> = dibujados.map(|(_, cuadro)| cuadro.clone()).collect();
    // En centésimas enteras, como se mueve el mando.
    let escala = escala(&dibujados).div_ceil(10_000) * 10_000;
    let por_ciento = |momento: u64| format!("{:.2}", momento as f64 / escala as f64 * 100.0);
    let fila = |fila: &Fila| {
        let trozo = |desde: u64, hasta: u64| {
            json!([por_ciento(desde), por_ciento(hasta.saturating_sub(desde))])
        };
        let barra = fila.barra.as_ref();
        json!({
            "nombre": fila.nombre,
            "lugar": fila.lugar,
            "hilo": fila.lugar.split(", ").nth(1),
            "vida": trozo(fila.desde, fila.hasta),
            "barra": barra.map(|barra| trozo(barra.inicio.0, barra.fin.1)),
            "terminada": barra.is_none_or(|barra| barra.terminada),
            "intervalo": fila.intervalo(),
        })
    };
    let proceso = |grupo: &[Fila]| {
        json!({
            "numero": grupo[0].proceso.map(|numero| numero + 1),
            "color": grupo[0].proceso.unwrap_or(0) % 6,
            "pid": grupo[0].pid,
            "filas": grupo.iter().map(fila).collect::<Vec<_>>(),
        })
    };
    let programa = |(idioma, hecho): &(&str, Result<(&Ejecucion, Cuadro), &String>)| {
        let (hecho, cuadro) = match hecho {
            Ok(hecho) => hecho,
            Err(causa) => return json!({ "idioma": idioma, "falta": causa }),
        };
        json!({
            "idioma": idioma,
            "resumen": cuadro.resumen,
            "total": segundos(cuadro.total),
            "fallo": cuadro.fallo,
            "errores": cuadro.fallo.as_ref().map(|_| hecho.errores.trim()),
            "procesos": cuadro.grupos().map(proceso).collect::<Vec<_>>(),
            "mensajes": hecho.mensajes_con_su_momento(),
        })
    };
    let marcas = marcas(escala, 6).into_iter().map(|momento| (por_ciento(momento), marca(momento)));
    json!({
        "escala": escala,
        "marcas": marcas.collect::<Vec<_>>(),
        "programas": hechos.iter().map(programa).collect::<Vec<_>>(),
    })
}
