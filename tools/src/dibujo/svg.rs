//! El dibujo para una diapositiva: un solo archivo SVG, sin nada de fuera. Cómo se ve está en page/timeline.svg.jinja.

use super::{Cuadro, datos};
use anyhow::Context;
use minijinja::{Environment, context};
use serde_json::Value;

/// Los colores de los dos temas: `light`, sobre blanco, y `dark`, sobre negro, para un proyector en una sala a oscuras.
/// Se distinguen también con daltonismo y, por su claridad, en blanco y negro.
pub fn colores() -> anyhow::Result<Value> {
    serde_json::from_str(include_str!("../../page/colors.json")).context("page/colors.json")
}

/// Dibuja los cuadros uno debajo de otro, en la misma escala, en una imagen con la forma de una diapositiva. Las filas de
/// un mismo proceso van dentro de un mismo recuadro.
pub fn svg(cuadros: &[Cuadro], tema: &str) -> anyhow::Result<String> {
    let c = &colores()?[tema];
    // Como en la plantilla: los títulos, las filas y lo que las separa; y, al final, el eje.
    let alto_de = |cuadro: &Cuadro| 48 + cuadro.filas.len() * 24 + cuadro.grupos().count() * 7;
    let alto = cuadros.iter().map(alto_de).sum::<usize>() + 50;
    let mut plantillas = Environment::new();
    plantillas.set_trim_blocks(true);
    plantillas.set_lstrip_blocks(true);
    // El nombre dice cómo se escapan los textos.
    plantillas.add_template(
        "timeline.xml",
        include_str!("../../page/timeline.svg.jinja"),
    )?;
    let medidas = context! { alto, c, ..minijinja::Value::from_serialize(datos(cuadros)) };
    let dibujo = plantillas.get_template("timeline.xml")?.render(medidas)?;
    // XML no los admite, de ninguna manera.
    Ok(dibujo.replace(['\u{FFFE}', '\u{FFFF}'], "·"))
}
