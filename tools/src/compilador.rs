//! Lo que significan los errores del compilador: lo dice docs/compiler.md, y se repite detrás de su mensaje.

use crate::ejercicios::para_la_terminal;
use crate::leer;
use crate::salida::envolver;
use serde_json::Value;
use shared::cargo::cargo;
use std::io::{self, Write};
use std::process::Command;

const PAGINA: &str = "docs/compiler.md";

/// Un error, como lo explica la página.
#[derive(Debug, PartialEq)]
pub struct Explicacion {
    /// Lo que lo causa: un programa entero, o lo que va dentro de `main`.
    pub programa: String,
    /// La primera línea del mensaje: `error[E0373]: closure may outlive…`.
    pub linea: String,
    /// Qué significa y qué hacer, sin Markdown.
    pub texto: String,
}

/// Las de la página, en su orden; si no está, ninguna.
pub fn explicaciones() -> Vec<Explicacion> {
    let pagina = leer(PAGINA).unwrap_or_default();
    pagina
        .split("\n### ")
        .filter_map(Explicacion::entender)
        .collect()
}

impl Explicacion {
    fn entender(apartado: &str) -> Option<Self> {
        let (_, resto) = apartado.split_once("```rust\n")?;
        let (programa, resto) = resto.split_once("```\n\n```text\n")?;
        let (linea, resto) = resto.split_once("\n```\n")?;
        let texto = para_la_terminal(resto.split("\n## ").next()?);
        Some(Explicacion {
            programa: programa.to_string(),
            linea: linea.to_string(),
            texto,
        })
    }
}

/// Lo primero de una línea: `error[E0373]`, o `error`, porque no todos tienen código.
pub fn codigo(linea: &str) -> &str {
    linea.split(": ").next().unwrap_or_default()
}

/// Una línea, sin los nombres de cada cual ni lo que había donde se esperaba otra cosa.
fn sin_nombres(linea: &str) -> Vec<&str> {
    let linea = linea.split(", found ").next().unwrap_or_default();
    // De cada dos trozos, el segundo es código: un nombre, o un signo que hay que dejar.
    let es_nombre = |i: usize, trozo: &str| i % 2 == 1 && trozo.contains(char::is_alphabetic);
    let trozos = linea.split('`').enumerate();
    trozos
        .map(|(i, trozo)| if es_nombre(i, trozo) { "…" } else { trozo })
        .collect()
}

/// La que explica el error cuyo mensaje empieza por esa línea: la primera que dice lo mismo, con otros nombres; o la
/// única de su código, porque otra versión de Rust puede decirlo con otras palabras.
fn la_de<'a>(linea: &str, todas: &'a [Explicacion]) -> Option<&'a Explicacion> {
    let igual = todas
        .iter()
        .find(|una| sin_nombres(&una.linea) == sin_nombres(linea));
    let mut del_codigo = todas
        .iter()
        .filter(|una| codigo(&una.linea) == codigo(linea));
    match (igual, del_codigo.next(), del_codigo.next()) {
        (None, Some(unica), None) if codigo(linea) != "error" => Some(unica),
        (igual, ..) => igual,
    }
}

/// Lo que dice el compilador con una orden de `cargo build`: de cada mensaje, de qué programa es y su primera línea.
pub fn mensajes(orden: &mut Command) -> io::Result<Vec<(String, String)>> {
    let fin = orden.args(["--quiet", "--message-format=json"]).output()?;
    let salida = String::from_utf8_lossy(&fin.stdout);
    let mensaje = |dicho: Value| {
        let linea = dicho["message"]["rendered"]
            .as_str()?
            .lines()
            .next()?
            .to_string();
        Some((dicho["target"]["name"].as_str()?.to_string(), linea))
    };
    Ok(salida
        .lines()
        .flat_map(serde_json::from_str)
        .filter_map(mensaje)
        .collect())
}

/// Detrás del mensaje del compilador, dice lo que significan los tres primeros errores de un programa que están en la
/// página. El programa se construye otra vez: cargo muestra los mensajes o los da como datos, y no las dos cosas.
pub fn explicar(paquete: &str, clase: &str, nombre: &str) {
    let mut orden = cargo();
    orden.args(["build", "--package", paquete, clase, nombre]);
    orden.args(cfg!(not(debug_assertions)).then_some("--release"));
    let (mensajes, todas) = (mensajes(&mut orden).unwrap_or_default(), explicaciones());
    let mut suyas = Vec::new();
    for (_, linea) in mensajes
        .iter()
        .filter(|(_, linea)| linea.starts_with("error"))
    {
        suyas.extend(la_de(linea, &todas).filter(|una| !suyas.contains(una)));
    }
    let mut dicho = String::new();
    for Explicacion { linea, texto, .. } in suyas.iter().take(3) {
        let texto = format!("{}: {texto}", codigo(linea));
        dicho += &format!("\n{}\n", envolver(&texto, ""));
    }
    if !dicho.is_empty() {
        let _ = writeln!(anstream::stderr(), "{dicho}\nMás: {PAGINA}");
    }
}
