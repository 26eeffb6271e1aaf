//! Markdown en HTML. De sus enlaces quedan los que se pueden seguir desde la página: los de Internet y los de un documento
//! que ella lleva.

use crate::clase::DOCUMENTOS;
use pulldown_cmark::html::push_html;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

/// Un texto en HTML.
pub(crate) fn html(markdown: &str) -> String {
    let mut quedan = Vec::new();
    let mut enlace_quitado = false;
    for evento in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match evento {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                let destino = destino(&dest_url);
                enlace_quitado = destino.is_none();
                if let Some(dest_url) = destino {
                    quedan.push(Event::Start(Tag::Link {
                        link_type,
                        dest_url,
                        title,
                        id,
                    }));
                }
            }
            Event::End(TagEnd::Link) if enlace_quitado => {}
            otro => quedan.push(otro),
        }
    }
    let mut html = String::new();
    push_html(&mut html, quedan.into_iter());
    html
}

/// El de un solo párrafo, sin él: va dentro de otra cosa.
pub(crate) fn html_seguido(markdown: &str) -> String {
    let html = html(markdown);
    let dentro = html.trim().trim_start_matches("<p>");
    dentro.trim_end_matches("</p>").to_string()
}

/// Adónde lleva un enlace desde la página, si lleva a algún sitio.
fn destino(escrito: &str) -> Option<CowStr<'static>> {
    if escrito.starts_with("http") {
        return Some(escrito.to_string().into());
    }
    let (ruta, _) = escrito.split_once('#').unwrap_or((escrito, ""));
    let (_, archivo) = ruta.rsplit_once('/').unwrap_or(("", ruta));
    let nombre = archivo.strip_suffix(".md")?;
    let lo_lleva = DOCUMENTOS.iter().any(|otro| otro.nombre == nombre);
    lo_lleva.then(|| format!("#{nombre}").into())
}
