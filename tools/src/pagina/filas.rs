//! Los dos programas de una lección, uno al lado del otro, como dice su archivo de `tools/page/rows`.
//!
//! Todas las líneas de los dos tienen que estar en una fila. Las que están en blanco van con la de arriba; los
//! comentarios, con la de abajo. De los archivos de `shared`, lo que se elija, y las funciones, enteras.

use super::codigo::colorear;
use crate::leer;
use anyhow::{Context, bail, ensure};
use serde::Serialize;
use serde_json::{Value, json};

/// Lo que se hace, sus líneas (cada una con su archivo, en HTML) y las funciones que se pueden abrir.
#[derive(Default, Serialize)]
pub struct Fila {
    que: String,
    lineas: Vec<Value>,
    plegadas: Vec<Value>,
}

pub struct Archivo {
    ruta: String,
    /// Si todas sus líneas tienen que estar en una fila.
    entero: bool,
    pub texto: String,
    html: Vec<String>,
}

/// Una línea de código, como está en el archivo de filas: en qué línea suya y en qué fila.
struct Escrita<'a> {
    numero: usize,
    fila: usize,
    texto: &'a str,
}

impl Archivo {
    pub fn leer(ruta: &str, entero: bool) -> anyhow::Result<Self> {
        let texto = leer(ruta)?;
        let html = colorear(&texto, if ruta.ends_with(".py") { "Python" } else { "Rust" })?;
        Ok(Archivo { ruta: ruta.to_string(), entero, texto, html })
    }

    fn funcion(&self, nombre: &str) -> Option<Value> {
        let empieza = [format!("fn {nombre}("), format!("fn {nombre}<")];
        let es_ella = |linea: &str| empieza.iter().any(|empieza| linea.contains(empieza));
        let desde = self.texto.lines().position(es_ella)?;
        let cuantas = self.texto.lines().skip(desde).position(|linea| linea == "}")?;
        let html = self.html[desde..=desde + cuantas].join("\n");
        Some(json!({ "archivo": self.ruta, "funcion": nombre, "html": html }))
    }
}

/// Las filas que dice `texto`, que está en `ruta`; `archivos` son el de Python, el de Rust y los de `shared`. Es
/// un error que no digan lo mismo: cuenta dónde.
pub fn filas(ruta: &str, texto: &str, archivos: &[Archivo]) -> anyhow::Result<Vec<Fila>> {
    let mut filas: Vec<Fila> = Vec::new();
    let mut escritas: Vec<Vec<Escrita>> = archivos.iter().map(|_| Vec::new()).collect();
    for (i, linea) in texto.lines().enumerate() {
        let numero = i + 1;
        if linea.starts_with('#') || linea.trim().is_empty() {
            continue;
        }
        let Some(corte) = linea.find(['|', '>']) else {
            filas.push(Fila { que: linea.to_string(), ..Fila::default() });
            continue;
        };
        let (nombre, resto) = (linea[..corte].trim(), linea[corte + 1..].trim());
        let es_ese = |archivo: &Archivo| archivo.ruta.rsplit('/').next() == Some(nombre);
        let (Some(cual), Some(fila)) = (archivos.iter().position(es_ese), filas.last_mut()) else {
            bail!("{ruta}:{numero}: no se sabe qué es «{nombre}», o de qué fila");
        };
        if linea[corte..].starts_with('|') {
            escritas[cual].push(Escrita { numero, fila: filas.len() - 1, texto: resto });
            continue;
        }
        let funcion = archivos[cual].funcion(resto);
        fila.plegadas.push(funcion.with_context(|| {
            format!("{ruta}:{numero}: {} no tiene esa función", archivos[cual].ruta)
        })?);
    }
    ensure!(!filas.is_empty(), "{ruta} no tiene ninguna fila");
    for (archivo, suyas) in archivos.iter().zip(&escritas) {
        colocar(archivo, suyas, &mut filas).with_context(|| ruta.to_string())?;
    }
    Ok(filas)
}

/// Pone cada línea de un archivo en su fila.
fn colocar(archivo: &Archivo, suyas: &[Escrita], filas: &mut [Fila]) -> anyhow::Result<()> {
    let Archivo { ruta, entero, texto, html } = archivo;
    let mut escritas = suyas.iter().peekable();
    // Si hace falta que la línea esté escrita, si la acoge un «…», y la fila de la anterior.
    let (mut hace_falta, mut acogida, mut anterior) = (*entero, false, 0);
    for (i, (linea, html)) in texto.lines().zip(html).enumerate() {
        let codigo = linea.trim();
        if let Some(puntos) = escritas.next_if(|escrita| escrita.texto == "…") {
            (acogida, anterior) = (true, puntos.fila);
        }
        if let Some(esta) = escritas.next_if(|escrita| escrita.texto == codigo) {
            (acogida, anterior) = (false, esta.fila);
            // De shared, una función desde que se abre hasta que se cierra.
            hace_falta =
                *entero || if linea.starts_with(' ') { hace_falta } else { linea.ends_with('{') };
        } else if !hace_falta && !acogida {
            continue;
        } else if !acogida && (codigo.starts_with("//") || codigo.starts_with('#')) {
            anterior = escritas.peek().map_or(anterior, |escrita| escrita.fila);
        } else if !acogida && !codigo.is_empty() {
            let toca = escritas.peek().map_or("nada más".to_string(), |escrita| {
                format!("la línea {}, «{}»", escrita.numero, escrita.texto)
            });
            bail!("{ruta}:{} dice «{codigo}», y aquí va {toca}", i + 1);
        }
        filas[anterior].lineas.push(json!({ "archivo": ruta, "html": html }));
    }
    if let Some(Escrita { numero, texto, .. }) = escritas.next() {
        bail!("línea {numero}: {ruta} no dice, detrás de la anterior, «{texto}»");
    }
    Ok(())
}
