//! Un documento de Markdown del proyecto, por apartados.

use super::datos;
use anyhow::Context;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// Lo que hay bajo un título de segundo nivel, como se ve, sin los enlaces a los archivos del proyecto, que la
/// página no lleva consigo.
pub fn apartado(ruta: &str, titulo: &str) -> anyhow::Result<String> {
    let texto = datos::leer(ruta)?;
    let desde = texto.split_once(&format!("\n## {titulo}\n")).map(|(_, resto)| resto);
    let desde = desde.with_context(|| format!("{ruta} no tiene un apartado «{titulo}»"))?;
    let suyo = desde.split("\n## ").next().unwrap_or_default();
    let mut de_fuera = false;
    let eventos = Parser::new_ext(suyo, Options::ENABLE_TABLES).filter(|evento| match evento {
        Event::Start(Tag::Link { dest_url, .. }) => {
            de_fuera = dest_url.starts_with("http");
            de_fuera
        }
        Event::End(TagEnd::Link) => de_fuera,
        _ => true,
    });
    let mut texto = String::new();
    html::push_html(&mut texto, eventos);
    Ok(texto)
}
