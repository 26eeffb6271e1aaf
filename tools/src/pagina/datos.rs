//! Lo que la página cuenta y ejecuta, como está en `tools/page/class.toml`.

use crate::programa::python::{Python, o_por_que};
use crate::{Ejecucion, Programa, leer};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use shared::cargo::raiz;
use std::ffi::OsString;

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
    /// El nombre de su archivo en `tools/page/rows`.
    pub id: String,
    pub rust: Orden,
    pub python: Orden,
    pub servidor: Option<Orden>,
    pub pagina: String,
    pub juntas: Option<String>,
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
    /// Lo que se muestra, cuando se ha ejecutado.
    #[serde(skip_deserializing)]
    pub dice: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Muestra {
    Ultimo,
    Todo,
    Final,
}

/// Una orden como se escribe en una terminal.
#[derive(Deserialize, Serialize)]
#[serde(try_from = "String")]
pub struct Orden {
    pub texto: String,
    /// El de Rust; el de Python depende del Python que haya.
    #[serde(skip)]
    pub rust: Option<Programa>,
}

pub fn todos() -> anyhow::Result<Datos> {
    let ruta = "tools/page/class.toml";
    toml::from_str(&leer(ruta)?).with_context(|| format!("no se entiende {ruta}"))
}

impl Medida {
    /// Lo que se muestra de lo que hizo, o por qué no se sabe.
    pub fn mostrar(&self, hecho: &Result<Ejecucion, String>) -> String {
        let hecho = match hecho {
            Ok(hecho) if hecho.bien() || self.falla_adrede => hecho,
            Ok(hecho) => return format!("✗ {}", hecho.final_en_palabras()),
            Err(causa) => return causa.clone(),
        };
        match self.muestra {
            Muestra::Final => hecho.final_en_palabras(),
            Muestra::Todo => hecho.mensajes().join("\n"),
            Muestra::Ultimo => hecho.mensajes().pop().unwrap_or_default().to_string(),
        }
    }
}

impl TryFrom<String> for Orden {
    type Error = String;

    fn try_from(texto: String) -> Result<Self, String> {
        let palabras: Vec<&str> = texto.split_whitespace().collect();
        let (programa, resto) = match palabras[..] {
            ["cargo", "run", "-p", de, "--bin", cual, ..] => (Programa::binario(de, cual), 6),
            ["cargo", "run", "-p", de, "--example", cual, ..] => (Programa::ejemplo(de, cual), 6),
            ["cargo", "run", "-p", de, ..] => (Programa::binario(de, de), 4),
            ["python3", archivo, ..] if raiz().join(archivo).is_file() => {
                return Ok(Orden { texto, rust: None });
            }
            _ => {
                return Err(format!(
                    "no se entiende la orden «{texto}», o no está su archivo"
                ));
            }
        };
        // Lo primero del resto es «--», que separa los argumentos de cargo de los del programa.
        let rust = Some(programa.con(palabras.iter().skip(resto + 1)));
        Ok(Orden { texto, rust })
    }
}

impl Orden {
    /// El programa que ejecuta. Es un error que a Python le falte algo.
    pub fn programa(&self, python: &anyhow::Result<Python>) -> anyhow::Result<Programa> {
        if let Some(programa) = &self.rust {
            return Ok(programa.clone());
        }
        let mut palabras = self.texto.split_whitespace().skip(1);
        let archivo = raiz().join(palabras.next().unwrap_or_default());
        o_por_que(python)?.programa(&archivo, &palabras.map(OsString::from).collect::<Vec<_>>())
    }
}
