//! Lo que la página cuenta y ejecuta: `tools/page/class.toml`.

use crate::programa::python::{Python, o_por_que};
use crate::{Ejecucion, Programa};
use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use shared::cargo::raiz;
use std::ffi::OsString;
use std::fs;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Datos {
    pub lecciones: Vec<Leccion>,
    pub afirmaciones: Vec<Afirmacion>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Leccion {
    pub titulo: String,
    pub filas: String,
    pub rust: Orden,
    pub python: Orden,
    pub servidor: Option<Orden>,
    pub preguntas: Option<String>,
    pub archivos: Vec<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Afirmacion {
    pub dicen: String,
    pub cumple: String,
    pub programas: Vec<Medida>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Medida {
    pub con: String,
    pub orden: Orden,
    muestra: Muestra,
    #[serde(default)]
    pub falla_adrede: bool,
}

#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Muestra {
    Ultimo,
    Todo,
    Final,
}

/// Una orden como se escribe en una terminal.
#[derive(Deserialize, Serialize)]
#[serde(try_from = "String")]
pub struct Orden(pub String);

/// El texto de un archivo del proyecto.
pub fn leer(ruta: &str) -> anyhow::Result<String> {
    let texto = fs::read_to_string(raiz().join(ruta));
    Ok(texto.with_context(|| format!("no se puede leer {ruta}"))?.replace("\r\n", "\n"))
}

impl Medida {
    /// Lo que se muestra de lo que hizo, o por qué no se sabe.
    pub fn mostrar(&self, hecho: &Result<Ejecucion, String>) -> String {
        match (hecho, self.muestra) {
            (Err(causa), _) => causa.clone(),
            (Ok(hecho), _) if !hecho.bien() && !self.falla_adrede => {
                format!("✗ {}", hecho.final_en_palabras())
            }
            (Ok(hecho), Muestra::Final) => hecho.final_en_palabras(),
            (Ok(hecho), Muestra::Todo) => hecho.mensajes().join("\n"),
            (Ok(hecho), Muestra::Ultimo) => hecho.mensajes().pop().unwrap_or_default().to_string(),
        }
    }
}

impl TryFrom<String> for Orden {
    type Error = String;

    fn try_from(orden: String) -> Result<Self, String> {
        match orden.split_whitespace().collect::<Vec<_>>()[..] {
            ["cargo", "run", "-p", _, ..] => Ok(Orden(orden)),
            ["python3", archivo, ..] if raiz().join(archivo).is_file() => Ok(Orden(orden)),
            ["python3", archivo, ..] => Err(format!("no hay ningún {archivo}")),
            _ => Err(format!("no se entiende la orden «{orden}»")),
        }
    }
}

impl Orden {
    /// El programa que ejecuta. Es un error que a Python le falte algo.
    pub fn programa(&self, python: &anyhow::Result<Python>) -> anyhow::Result<Programa> {
        let palabras: Vec<&str> = self.0.split_whitespace().collect();
        let (programa, resto) = match &palabras[..] {
            ["python3", archivo, argumentos @ ..] => {
                let argumentos: Vec<OsString> = argumentos.iter().map(OsString::from).collect();
                return o_por_que(python)?.programa(&raiz().join(archivo), &argumentos);
            }
            [_, _, _, de, "--bin", nombre, resto @ ..] => (Programa::binario(de, nombre), resto),
            [_, _, _, de, "--example", nombre, resto @ ..] => (Programa::ejemplo(de, nombre), resto),
            [_, _, _, de, resto @ ..] => (Programa::binario(de, de), resto),
            _ => bail!("no se entiende la orden «{}»", self.0),
        };
        // Lo primero es «--», que separa los argumentos de cargo de los del programa.
        Ok(programa.con(resto.iter().skip(1)))
    }
}
