//! Un documento de Markdown del proyecto, por apartados.

use super::datos;
use anyhow::Context;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// Lo que hay bajo un título de segundo nivel, como se ve.
pub fn apartado(ruta: &str, titulo: &str) -> anyhow::Result<String> {
    let texto = datos::leer(ruta)?;
    let desde = texto.split_once(&format!("\n## {titulo}\n")).map(|(_, resto)| resto);
    let desde = desde.with_context(|| format!("{ruta} no tiene un apartado «{titulo}»"))?;
    Ok(a_html(desde.split("\n## ").next().unwrap_or_default(), titulo))
}

/// Sin los enlaces a los archivos del proyecto, que la página no lleva consigo. Una tabla que no quepa se
/// puede mover, también con el teclado; se llama como su apartado y el número que hace en él.
fn a_html(markdown: &str, apartado: &str) -> String {
    let mut dentro = false;
    let eventos = Parser::new_ext(markdown, Options::ENABLE_TABLES).filter(|evento| match evento {
        Event::Start(Tag::Link { dest_url, .. }) => {
            dentro = dest_url.starts_with("http");
            dentro
        }
        Event::End(TagEnd::Link) => dentro,
        _ => true,
    });
    let mut texto = String::new();
    html::push_html(&mut texto, eventos);
    let mut trozos = texto.split("<table>");
    let mut html = trozos.next().unwrap_or_default().to_string();
    for (i, trozo) in trozos.enumerate() {
        let nombre = format!("Tabla: {apartado} ({})", i + 1);
        html += &format!(
            "<div class=\"tabla\" tabindex=\"0\" role=\"region\" aria-label=\"{nombre}\"><table>{trozo}"
        );
    }
    html.replace("</table>", "</table></div>")
}
