//! Un archivo de código, como se ve en la página.

use super::colores::colorear;
use serde::Serialize;
use terminal::documento::leer;

/// El archivo entero.
#[derive(Clone, Debug)]
pub(crate) struct Archivo {
    /// Su ruta desde la carpeta del proyecto.
    pub ruta: String,
    pub origen: Origen,
    pub texto: String,
    /// Cada línea, con sus colores.
    pub html: Vec<String>,
}

/// De quién es un archivo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origen {
    /// De la lección, en Python.
    Python,
    /// De la lección, en Rust.
    Rust,
    /// De lo que comparten las lecciones de Rust.
    Shared,
}

/// Una función que se puede abrir.
#[derive(Debug, Serialize)]
pub(crate) struct Funcion {
    /// Cómo se llama.
    pub nombre: String,
    /// La ruta de su archivo.
    pub archivo: String,
    pub html: String,
}

impl Archivo {
    pub fn leer(ruta: &str, origen: Origen) -> anyhow::Result<Self> {
        let texto = leer(ruta)?;
        let lenguaje = match origen {
            Origen::Python => "Python",
            Origen::Rust | Origen::Shared => "Rust",
        };
        let html = colorear(&texto, lenguaje)?;
        Ok(Archivo {
            ruta: ruta.to_string(),
            origen,
            texto,
            html,
        })
    }

    /// Su nombre, sin la carpeta.
    pub fn nombre(&self) -> &str {
        match self.ruta.rsplit_once('/') {
            Some((_, nombre)) => nombre,
            None => &self.ruta,
        }
    }

    /// Una de sus funciones, entera.
    pub fn funcion(&self, nombre: &str) -> Option<Funcion> {
        let sin_genericos = format!("fn {nombre}(");
        let con_genericos = format!("fn {nombre}<");
        let mut lineas = self.texto.lines();
        let primera = lineas
            .position(|linea| linea.contains(&sin_genericos) || linea.contains(&con_genericos))?;
        // Las que quedan son las de detrás.
        let hasta_el_final = lineas.position(|linea| linea == "}")?;
        let suyas = &self.html[primera..=primera + 1 + hasta_el_final];
        Some(Funcion {
            nombre: nombre.to_string(),
            archivo: self.ruta.clone(),
            html: suyas.join("\n"),
        })
    }
}
