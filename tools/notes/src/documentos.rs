//! Los documentos que la página lleva, cada uno con sus apartados plegables.

use crate::clase::{self, DOCUMENTOS};
use crate::html::{html, html_seguido};
use pulldown_cmark::HeadingLevel;
use serde::Serialize;
use terminal::Texto;

/// Un documento.
#[derive(Debug, Serialize)]
pub(crate) struct Documento {
    /// El nombre de su archivo, sin `.md`.
    pub id: &'static str,
    pub titulo: String,
    /// Lo que va delante de los apartados, en HTML.
    pub entrada: String,
    pub apartados: Vec<Apartado>,
    /// Si sus apartados se ven al principio.
    pub abierto: bool,
}

/// Lo que hay bajo un título, los dos en HTML.
#[derive(Debug, Serialize)]
pub(crate) struct Apartado {
    pub titulo: String,
    pub dice: String,
}

/// Los documentos, en su orden. Es un error que alguno no esté o no se entienda.
pub(crate) fn documentos() -> anyhow::Result<Vec<Documento>> {
    let mut documentos = Vec::new();
    for cual in &DOCUMENTOS {
        documentos.push(documento(cual)?);
    }
    Ok(documentos)
}

fn documento(cual: &clase::Documento) -> anyhow::Result<Documento> {
    let documento = leer_documento(&format!("docs/{}.md", cual.nombre))?;
    let titulo = documento.titulo()?;
    let bajo_el_titulo = documento.tras_una_linea();
    let entrada = bajo_el_titulo.antes_de_los_apartados(HeadingLevel::H2);
    let mut apartados = Vec::new();
    for apartado in documento.apartados(HeadingLevel::H2) {
        apartados.push(Apartado {
            titulo: html_seguido(&apartado.titulo),
            dice: html(&apartado.dice.texto),
        });
    }
    Ok(Documento {
        id: cual.nombre,
        titulo,
        // Sin el índice, que es una lista: lo hacen los títulos.
        entrada: html(&entrada.entrada().texto),
        apartados,
        abierto: cual.abierto,
    })
}

/// Las hojas para repartir, que solo van al papel.
pub(crate) fn hojas() -> anyhow::Result<Vec<Apartado>> {
    let documento = leer_documento("docs/teaching.md")?;
    let mut hojas = Vec::new();
    for apartado in documento.apartados(HeadingLevel::H2) {
        if let Some(titulo) = apartado.titulo.strip_prefix("Hoja para repartir: ") {
            hojas.push(Apartado {
                titulo: html_seguido(titulo),
                dice: html(&apartado.dice.texto),
            });
        }
    }
    Ok(hojas)
}

/// Un documento en el que no se pierde nada al dibujar sus tablas.
pub(crate) fn leer_documento(ruta: &str) -> anyhow::Result<Texto> {
    let documento = Texto::leer(ruta)?;
    documento.comprobar_tablas()?;
    Ok(documento)
}
