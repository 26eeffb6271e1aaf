//! Los documentos, en HTML. De sus enlaces quedan los que se pueden seguir desde la página: los de Internet y los de un
//! documento que ella lleva.

use crate::documento::Texto;
use anyhow::{Context, ensure};
use pulldown_cmark::html::push_html;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};

/// Los documentos que la página lleva, en su orden, y si sus apartados están abiertos al principio.
const DOCUMENTOS: [(&str, bool); 4] = [
    ("why", false),
    ("python-to-rust", true),
    ("compiler", false),
    ("glossary", true),
];

pub fn documentos() -> anyhow::Result<Vec<Value>> {
    DOCUMENTOS
        .map(|(nombre, abierto)| documento(nombre, abierto))
        .into_iter()
        .collect()
}

fn documento(nombre: &str, abierto: bool) -> anyhow::Result<Value> {
    let documento = con_tablas(&format!("docs/{nombre}.md"))?;
    let titulo = titulo(&documento)?;
    let mut apartados = documento.texto.split("\n## ");
    // Sin el índice: lo hacen los títulos.
    let entrada = apartados.next().unwrap_or_default().lines().skip(1);
    let entrada: Vec<&str> = entrada.filter(|linea| !linea.starts_with("- [")).collect();
    let mut dice = html(&entrada.join("\n"));
    let abierto = if abierto { " open" } else { "" };
    for (titulo, suyo) in apartados.filter_map(|apartado| apartado.split_once('\n')) {
        let (titulo, suyo) = (html_seguido(titulo), html(suyo));
        dice += &format!("<details{abierto}><summary>{titulo}</summary>{suyo}</details>");
    }
    Ok(json!({ "id": nombre, "titulo": titulo, "html": dice }))
}

/// Un documento. Es un error que una tabla no tenga su raya debajo de la primera fila, o que una fila no tenga las
/// columnas de la de encima: al dibujarla se perdería algo.
pub fn con_tablas(ruta: &str) -> anyhow::Result<Texto> {
    let leido = Texto::leer(ruta)?;
    let (mut fila, mut encima, mut en_codigo) = (0, 0, false);
    for (linea, numero) in leido.texto.lines().map(str::trim_start).zip(1..) {
        en_codigo ^= linea.starts_with("```");
        if !linea.starts_with('|') || en_codigo {
            fila = 0;
            continue;
        }
        fila += 1;
        let columnas = linea.replace("\\|", "").matches('|').count();
        let es_raya = linea.trim_matches(['|', '-', ' ', ':']).is_empty();
        ensure!(
            fila != 2 || es_raya,
            "{ruta}:{numero}: aquí va la raya de la tabla: | --- |"
        );
        ensure!(
            fila == 1 || columnas == encima,
            "{ruta}:{numero}: esta fila de la tabla no tiene las columnas de la de encima. Dentro de una celda, «|» se escribe «\\|»"
        );
        encima = columnas;
    }
    Ok(leido)
}

/// El de su primera línea.
pub fn titulo(documento: &Texto) -> anyhow::Result<&str> {
    let titulo = documento
        .texto
        .lines()
        .next()
        .and_then(|linea| linea.strip_prefix("# "));
    titulo.with_context(|| format!("{}: aquí va el título: # …", documento.lugar()))
}

pub fn html(texto: &str) -> String {
    let mut html = String::new();
    let eventos = Parser::new_ext(texto, Options::ENABLE_TABLES);
    let mut seguido = false;
    let eventos = eventos.filter_map(|evento| match evento {
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => {
            let destino = destino(&dest_url);
            seguido = destino.is_some();
            let dest_url = destino?;
            Some(Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }))
        }
        Event::End(TagEnd::Link) if !seguido => None,
        otro => Some(otro),
    });
    push_html(&mut html, eventos);
    html
}

/// El de un solo párrafo, sin él: va dentro de otra cosa.
pub fn html_seguido(texto: &str) -> String {
    let html = html(texto);
    html.trim()
        .trim_start_matches("<p>")
        .trim_end_matches("</p>")
        .to_string()
}

/// Adónde lleva un enlace desde la página, si lleva a algún sitio.
fn destino(escrito: &str) -> Option<CowStr<'static>> {
    if escrito.starts_with("http") {
        return Some(escrito.to_string().into());
    }
    let archivo = escrito.split('#').next()?.rsplit('/').next()?;
    let nombre = archivo.strip_suffix(".md")?;
    let esta = nombre == "claims" || DOCUMENTOS.iter().any(|(otro, _)| *otro == nombre);
    esta.then(|| format!("#{nombre}").into())
}
