//! El código con sus colores, línea a línea.

use minijinja::HtmlEscape;
use std::sync::LazyLock;
use syntect::easy::ScopeRegionIterator;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

static LENGUAJES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Lo que se distingue: la clase de CSS que lo pinta se llama igual.
const CLASES: [&str; 7] = [
    "comment", "string", "constant", "keyword", "storage", "entity", "support",
];

/// Lo que va seguido en una línea y se pinta igual.
struct Trozo {
    clase: Option<&'static str>,
    texto: String,
}

/// Cada línea de un programa, en HTML; `lenguaje` es `Rust` o `Python`.
pub(crate) fn colorear(codigo: &str, lenguaje: &str) -> anyhow::Result<Vec<String>> {
    let sin_colores = LENGUAJES.find_syntax_plain_text();
    let sintaxis = LENGUAJES.find_syntax_by_name(lenguaje);
    let mut estado = ParseState::new(sintaxis.unwrap_or(sin_colores));
    let mut pila = ScopeStack::new();
    let mut lineas = Vec::new();
    for linea in codigo.split_inclusive('\n') {
        let cambios = estado.parse_line(linea, &LENGUAJES)?;
        let mut trozos: Vec<Trozo> = Vec::new();
        for (texto, cambio) in ScopeRegionIterator::new(&cambios, linea) {
            pila.apply(cambio)?;
            let clase = clase(pila.as_slice());
            let texto = texto.trim_end_matches('\n');
            match trozos.last_mut() {
                Some(anterior) if anterior.clase == clase => anterior.texto += texto,
                _ => trozos.push(Trozo {
                    clase,
                    texto: texto.to_string(),
                }),
            }
        }
        lineas.push(trozos.iter().map(pintar).collect());
    }
    Ok(lineas)
}

/// La de lo más concreto que se sabe de un trozo.
fn clase(pila: &[Scope]) -> Option<&'static str> {
    for ambito in pila.iter().rev() {
        let nombre = ambito.build_string();
        let clase = CLASES.iter().find(|clase| nombre.starts_with(**clase));
        if clase.is_some() {
            return clase.copied();
        }
    }
    None
}

fn pintar(trozo: &Trozo) -> String {
    let texto = HtmlEscape(&trozo.texto).to_string();
    // Un espacio no tiene color.
    let clase = trozo.clase.filter(|_| !texto.trim().is_empty());
    match clase {
        None => partible(&texto),
        Some(prosa @ ("comment" | "string" | "constant")) => en_color(prosa, &texto),
        Some(clase) => en_color(clase, &partible(&texto)),
    }
}

fn en_color(clase: &str, html: &str) -> String {
    format!("<span class=\"{clase}\">{html}</span>")
}

/// El código que no cabe se parte por aquí antes que por medio de una palabra.
fn partible(texto: &str) -> String {
    texto
        .replace('(', "(<wbr>")
        .replace('.', "<wbr>.")
        .replace("::", "::<wbr>")
}
