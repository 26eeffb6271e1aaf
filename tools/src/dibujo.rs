//! Una clase en una imagen: qué tarea se hizo cuándo, en qué proceso y en qué hilo.
//!
//! [`Cuadro::nuevo`] ordena lo que hizo un programa en filas; [`texto()`] y [`svg()`] dibujan esas filas, [`Vivo`] lo
//! hace mientras ocurre, y [`chrome()`] escribe los tramos para Perfetto y chrome://tracing. De [`datos()`] salen el SVG
//! y los dibujos de la página. Ninguno ejecuta nada.

mod chrome;
mod cuadro;
mod datos;
mod svg;
mod texto;
mod vivo;

pub use chrome::chrome;
pub use cuadro::{Barra, Cuadro, Fila, comparar};
pub use datos::datos;
pub use svg::{colores, svg};
pub use texto::texto;
pub use vivo::Vivo;

use std::borrow::Cow;

/// Lo que duró la lección más larga, y nunca menos de la centésima con que se escriben los tiempos.
pub(crate) fn escala(cuadros: &[Cuadro]) -> u64 {
    cuadros
        .iter()
        .map(|cuadro| cuadro.total)
        .max()
        .unwrap_or(0)
        .max(10_000)
}

/// Los números del eje, en microsegundos: redondos (1, 2 o 5 y ceros) y no más de `cuantos`.
pub(crate) fn marcas(escala: u64, cuantos: u64) -> Vec<u64> {
    let redondos = (0..).flat_map(|ceros| [1, 2, 5].map(|cifra| cifra * 10_u64.pow(ceros)));
    let paso = redondos
        .take(57)
        .find(|paso| escala / paso < cuantos.max(2))
        .unwrap_or(escala);
    (0..=escala / paso).map(|vez| vez * paso).collect()
}

/// Microsegundos escritos en segundos con dos decimales: `2,00`.
pub(crate) fn segundos(microsegundos: u64) -> String {
    format!("{:.2}", microsegundos as f64 / 1e6).replace('.', ",")
}

/// El número de una marca, sin ceros de más: `0,5`, `2`.
pub(crate) fn marca(microsegundos: u64) -> String {
    format!("{}", microsegundos as f64 / 1e6).replace('.', ",")
}

/// Un texto en tantas columnas como mucho, con «…» donde se corta.
fn recortar(texto: &str, columnas: usize) -> Cow<'_, str> {
    console::truncate_str(texto, columnas, "…")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]
mod pruebas;
