//! El dibujo para una diapositiva: un solo archivo SVG, sin nada de fuera. Cómo se ve está en page/timeline.svg.jinja.

use super::{Cuadro, datos};
use anyhow::Context;
use clap::ValueEnum;
use minijinja::{Environment, context};
use serde_json::Value;

/// Los colores del dibujo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tema {
    /// Sobre blanco.
    Light,
    /// Sobre negro, para un proyector en una sala a oscuras.
    Dark,
}

/// Los colores de los dos temas. Se distinguen también con daltonismo y, por su claridad, en blanco y negro.
pub fn colores() -> anyhow::Result<Value> {
    serde_json::from_str(include_str!("../../page/colors.json")).context("page/colors.json")
}

// Lo que mide cada cosa a lo alto, en unidades del dibujo, como en la plantilla.
const ANCHO: f64 = 1000.0;
const FILA: f64 = 24.0;
const TITULO: f64 = 34.0;
const SEPARACION: f64 = 7.0;
const HUECO: f64 = 14.0;
const EJE: f64 = 50.0;

/// Dibuja los cuadros uno debajo de otro, en la misma escala. Las filas de un mismo proceso van dentro de
/// un mismo recuadro. Con tres o menos, el dibujo tiene la forma de una diapositiva, 16:9.
pub fn svg(cuadros: &[Cuadro], tema: Tema) -> anyhow::Result<String> {
    let contenido = cuadros.iter().map(alto_de).sum::<f64>() + EJE;
    let (ancho, alto) = match cuadros.len() {
        0..=3 => (ANCHO.max(contenido * 16.0 / 9.0), contenido.max(ANCHO * 9.0 / 16.0)),
        _ => (ANCHO, contenido),
    };
    // Lo que sobra se reparte: las filas crecen, hasta el doble, y todo va centrado.
    let crece = ((alto - EJE) / (contenido - EJE)).clamp(1.0, 2.0);
    let arriba = (alto - EJE - (contenido - EJE) * crece) / 2.0;
    let c = &colores()?[if tema == Tema::Light { "light" } else { "dark" }];
    let mut plantillas = Environment::new();
    plantillas.set_trim_blocks(true);
    plantillas.set_lstrip_blocks(true);
    // El nombre dice cómo se escapan los textos.
    plantillas.add_template("timeline.xml", include_str!("../../page/timeline.svg.jinja"))?;
    let margen = (ANCHO - ancho) / 2.0;
    let medidas = context! { ancho, alto, margen, arriba, crece, c, ..minijinja::Value::from_serialize(datos(cuadros)) };
    let dibujo = plantillas.get_template("timeline.xml")?.render(medidas)?;
    // XML no los admite, de ninguna manera.
    Ok(dibujo.replace(['\u{FFFE}', '\u{FFFF}'], "·"))
}

fn alto_de(cuadro: &Cuadro) -> f64 {
    let (filas, grupos) = (cuadro.filas.len(), cuadro.grupos().count());
    TITULO + filas as f64 * FILA + grupos as f64 * SEPARACION + HUECO
}
