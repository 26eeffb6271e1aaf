//! Varias ejecuciones de lo mismo, en un cuadro.

use crate::cuadro::{Barra, Cuadro, Fila};
use crate::repeticion::Repeticion;

/// El cuadro de varias ejecuciones de lo mismo, una al menos: la primera, y lo que cambia en las demás.
pub fn juntar(cuadros: &[Cuadro]) -> Cuadro {
    let mut primero = cuadros[0].clone();
    if cuadros.len() == 1 {
        return primero;
    }
    for (vez, cuadro) in (1..).zip(cuadros) {
        if let (None, Some(fallo)) = (&primero.fallo, &cuadro.fallo) {
            primero.fallo = Some(format!("la vez {vez}: {fallo}"));
        }
        for nota in &cuadro.notas {
            if !primero.notas.contains(nota) {
                primero.notas.push(nota.clone());
            }
        }
    }
    let totales: Vec<u64> = cuadros.iter().map(|cuadro| cuadro.total).collect();
    let distintos = cuadros
        .iter()
        .filter(|otro| otro.resumen != primero.resumen);
    primero.repeticion = Some(Repeticion {
        veces: cuadros.len(),
        menos: totales.iter().copied().min().unwrap_or(0),
        mas: totales.iter().copied().max().unwrap_or(0),
        distintas: distintos.count(),
        cambia_el_principio: cambia(cuadros, |barra| barra.dura.desde),
        cambia_el_final: cambia(cuadros, |barra| barra.dura.hasta),
    });
    primero
}

/// Si el orden de las tareas, según ese momento, no es siempre el mismo.
fn cambia(cuadros: &[Cuadro], momento: fn(&Barra) -> u64) -> bool {
    let primero = en_orden(&cuadros[0], momento);
    cuadros
        .iter()
        .any(|otro| en_orden(otro, momento) != primero)
}

/// Los nombres de sus tareas, por ese momento.
fn en_orden(cuadro: &Cuadro, momento: fn(&Barra) -> u64) -> Vec<&str> {
    let mut filas: Vec<&Fila> = cuadro.filas().filter(|fila| fila.barra.is_some()).collect();
    filas.sort_by_key(|fila| fila.barra.as_ref().map(momento));
    let nombres = filas.into_iter().map(|fila| fila.nombre.as_str());
    nombres.collect()
}
