//! Un documento de Markdown del proyecto, por apartados.

use anyhow::Context;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use shared::cargo::raiz;
use std::fs;

/// Un documento.
pub struct Documento {
    ruta: String,
    texto: String,
}

/// Una celda de una tabla.
#[derive(Clone, Debug, Default)]
pub struct Celda {
    /// Como se ve.
    pub html: String,
    /// Solo sus letras.
    pub texto: String,
    /// Los trozos de código que no son el nombre de un enlace.
    pub codigo: Vec<String>,
    /// A dónde enlaza.
    pub enlaces: Vec<String>,
}

impl Documento {
    pub fn leer(ruta: &str) -> anyhow::Result<Self> {
        let texto = fs::read_to_string(raiz().join(ruta))
            .with_context(|| format!("no se puede leer {ruta}"))?;
        Ok(Documento { ruta: ruta.to_string(), texto: texto.replace("\r\n", "\n") })
    }

    /// Lo que hay bajo un título de segundo nivel.
    fn apartado(&self, titulo: &str) -> anyhow::Result<&str> {
        let principio = format!("\n## {titulo}\n");
        let desde = self.texto.split_once(&principio).map(|(_, resto)| resto);
        let hasta = |resto: &'_ str| resto.find("\n## ").unwrap_or(resto.len());
        let apartado = desde.map(|resto| &resto[..hasta(resto)]);
        apartado.with_context(|| format!("{} no tiene «{titulo}»", self.ruta))
    }

    pub fn html(&self, titulo: &str) -> anyhow::Result<String> {
        Ok(a_html(entender(self.apartado(titulo)?), titulo))
    }

    /// Lo que empieza así, hasta el final de la lista que lleva detrás.
    pub fn parrafo(&self, principio: &str) -> anyhow::Result<String> {
        let desde = self
            .texto
            .find(principio)
            .with_context(|| format!("{} no dice «{principio}»", self.ruta))?;
        let bloques = self.texto[desde..].split("\n\n").take(2);
        Ok(a_html(entender(&bloques.collect::<Vec<_>>().join("\n\n")), ""))
    }

    /// Las filas de la primera tabla de un apartado.
    pub fn tabla(&self, titulo: &str) -> anyhow::Result<Vec<Vec<Celda>>> {
        let mut filas: Vec<Vec<Celda>> = Vec::new();
        let mut eventos = entender(self.apartado(titulo)?);
        while let Some(evento) = eventos.next() {
            match evento {
                Event::Start(Tag::TableRow) => filas.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let celda =
                        eventos.by_ref().take_while(|e| *e != Event::End(TagEnd::TableCell));
                    let celda = Celda::de(celda.collect());
                    // Las de la cabecera no son de ninguna fila.
                    if let Some(fila) = filas.last_mut() {
                        fila.push(celda);
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Ok(filas)
    }
}

impl Celda {
    fn de(eventos: Vec<Event>) -> Self {
        let mut celda = Celda::default();
        let mut en_un_enlace = false;
        for evento in &eventos {
            match evento {
                Event::Start(Tag::Link { dest_url, .. }) => {
                    celda.enlaces.push(dest_url.to_string());
                    en_un_enlace = true;
                }
                Event::End(TagEnd::Link) => en_un_enlace = false,
                Event::Code(codigo) => {
                    celda.texto += codigo;
                    if !en_un_enlace {
                        celda.codigo.push(codigo.to_string());
                    }
                }
                Event::Text(texto) => celda.texto += texto,
                _ => {}
            }
        }
        celda.html = a_html(eventos.into_iter(), "");
        celda
    }
}

fn entender(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_TABLES)
}

/// Sin los enlaces a los archivos del proyecto, que la página no lleva consigo. Una tabla que no quepa se
/// puede mover, también con el teclado; se llama como su apartado y el número que hace en él.
fn a_html<'a>(eventos: impl Iterator<Item = Event<'a>>, apartado: &str) -> String {
    let mut dentro = false;
    let eventos = eventos.filter_map(|evento| match &evento {
        Event::Start(Tag::Link { dest_url, .. }) => {
            dentro = dest_url.starts_with("http");
            dentro.then_some(evento)
        }
        Event::End(TagEnd::Link) => dentro.then_some(evento),
        _ => Some(evento),
    });
    let mut texto = String::new();
    html::push_html(&mut texto, eventos);
    let abrir = |numero: usize| {
        let nombre = format!("Tabla: {apartado} ({numero})");
        format!(
            "<div class=\"tabla\" tabindex=\"0\" role=\"region\" aria-label=\"{nombre}\"><table>"
        )
    };
    let trozos = texto.split("<table>").enumerate();
    let texto: String =
        trozos.map(|(i, t)| if i == 0 { t.to_string() } else { abrir(i) + t }).collect();
    texto.replace("</table>", "</table></div>")
}
