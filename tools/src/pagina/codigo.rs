//! El código con sus colores, línea a línea.

use std::sync::LazyLock;
use syntect::easy::ScopeRegionIterator;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

static LENGUAJES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Lo que se distingue, y la clase de CSS que lo pinta.
const CLASES: [(&str, &str); 8] = [
    ("comment", "c"),
    ("string", "t"),
    ("constant", "n"),
    ("keyword", "p"),
    ("storage", "p"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("support.macro", "f"),
];

/// Cada línea de un programa, en HTML; `lenguaje` es `Rust` o `Python`.
pub fn colorear(codigo: &str, lenguaje: &str) -> anyhow::Result<Vec<String>> {
    let sintaxis =
        LENGUAJES.find_syntax_by_name(lenguaje).unwrap_or(LENGUAJES.find_syntax_plain_text());
    let (mut estado, mut pila) = (ParseState::new(sintaxis), ScopeStack::new());
    let mut lineas = Vec::new();
    for linea in codigo.split_inclusive('\n') {
        let cambios = estado.parse_line(linea, &LENGUAJES)?;
        let mut html = String::new();
        for (texto, cambio) in ScopeRegionIterator::new(&cambios, linea) {
            pila.apply(cambio)?;
            let texto = escapar(texto.trim_end_matches('\n'));
            match clase(pila.as_slice()) {
                _ if texto.trim().is_empty() => html += &texto,
                Some(clase) => html += &format!("<span class=\"{clase}\">{texto}</span>"),
                None => html += &texto,
            }
        }
        lineas.push(html);
    }
    Ok(lineas)
}

fn clase(pila: &[Scope]) -> Option<&'static str> {
    let de = |ambito: &Scope| {
        let nombre = ambito.build_string();
        CLASES.iter().find(|(principio, _)| nombre.starts_with(principio)).map(|(_, clase)| *clase)
    };
    pila.iter().rev().find_map(de)
}

fn escapar(texto: &str) -> String {
    texto.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
