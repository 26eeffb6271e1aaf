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

/// Cada línea de un programa, en HTML; `lenguaje` es `Rust` o `Python`.
pub fn colorear(codigo: &str, lenguaje: &str) -> anyhow::Result<Vec<String>> {
    let sintaxis = LENGUAJES
        .find_syntax_by_name(lenguaje)
        .unwrap_or(LENGUAJES.find_syntax_plain_text());
    let (mut estado, mut pila) = (ParseState::new(sintaxis), ScopeStack::new());
    let mut lineas = Vec::new();
    for linea in codigo.split_inclusive('\n') {
        let cambios = estado.parse_line(linea, &LENGUAJES)?;
        let mut html = String::new();
        for (texto, cambio) in ScopeRegionIterator::new(&cambios, linea) {
            pila.apply(cambio)?;
            let texto = HtmlEscape(texto.trim_end_matches('\n')).to_string();
            let clase = clase(pila.as_slice()).filter(|_| !texto.trim().is_empty());
            // El código que no cabe se parte por aquí antes que por medio de una palabra.
            let texto = match clase {
                Some("comment" | "string" | "constant") => texto,
                _ => texto
                    .replace('(', "(<wbr>")
                    .replace('.', "<wbr>.")
                    .replace("::", "::<wbr>"),
            };
            let con_clase = clase.map(|clase| format!("<span class=\"{clase}\">{texto}</span>"));
            html += &con_clase.unwrap_or(texto);
        }
        lineas.push(html);
    }
    Ok(lineas)
}

fn clase(pila: &[Scope]) -> Option<&'static str> {
    let nombres = pila.iter().rev().map(|ambito| ambito.build_string());
    nombres
        .filter_map(|uno| CLASES.into_iter().find(|clase| uno.starts_with(clase)))
        .next()
}
