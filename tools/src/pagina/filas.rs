//! Los dos programas de una lección, uno al lado del otro, como dice su archivo de `tools/page/rows`.
//!
//! Todas las líneas de los dos tienen que estar en una fila. Las que están en blanco van con la de arriba; los
//! comentarios, con la de abajo. De los archivos de `shared`, lo que se elija, y las funciones, enteras.

use super::codigo::colorear;
use super::datos::leer;
use anyhow::{Context, bail, ensure};
use serde::Serialize;

#[derive(Serialize)]
pub struct Fila {
    pub que: String,
    /// El número de la primera que dice lo mismo: se iluminan juntas.
    grupo: usize,
    pub trozos: Vec<Trozo>,
    /// Las funciones que se pueden abrir.
    plegadas: Vec<Trozo>,
}

/// Unas líneas seguidas de un archivo.
#[derive(Serialize)]
pub struct Trozo {
    pub archivo: String,
    /// El nombre, si es una función.
    funcion: Option<String>,
    /// En HTML.
    pub lineas: Vec<String>,
}

pub struct Archivo {
    ruta: String,
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
    pub fn leer(ruta: &str) -> anyhow::Result<Self> {
        let texto = leer(ruta)?;
        let html = colorear(&texto, if ruta.ends_with(".py") { "Python" } else { "Rust" })?;
        Ok(Archivo { ruta: ruta.to_string(), texto, html })
    }

    fn funcion(&self, nombre: &str) -> Option<Trozo> {
        let empieza = |linea: &str| {
            let funcion = linea.split_once("fn ").and_then(|(_, f)| f.strip_prefix(nombre));
            funcion.is_some_and(|resto| resto.starts_with(['(', '<']))
        };
        let desde = self.texto.lines().position(empieza)?;
        let cuantas = self.texto.lines().skip(desde).position(|linea| linea == "}")?;
        let lineas = self.html[desde..=desde + cuantas].to_vec();
        Some(Trozo { archivo: self.ruta.clone(), funcion: Some(nombre.to_string()), lineas })
    }
}

/// Las filas que dice `texto`, que está en `ruta`; `archivos` son el de Python, el de Rust y los de `shared`. Es
/// un error que no digan lo mismo: cuenta dónde.
pub fn filas(ruta: &str, texto: &str, archivos: &[Archivo]) -> anyhow::Result<Vec<Fila>> {
    let mut filas: Vec<Fila> = Vec::new();
    let mut escritas: Vec<Vec<Escrita>> = archivos.iter().map(|_| Vec::new()).collect();
    for (i, linea) in texto.lines().enumerate().filter(|(_, linea)| !linea.starts_with('#')) {
        let numero = i + 1;
        let nombre = linea.split(['|', '>']).next().unwrap_or_default();
        let es_ese = |archivo: &Archivo| archivo.ruta.rsplit('/').next() == Some(nombre.trim());
        let resto = &linea[nombre.len()..];
        match (archivos.iter().position(es_ese), filas.last_mut()) {
            _ if linea.trim().is_empty() => {}
            (Some(cual), Some(fila)) if resto.starts_with('>') => {
                let funcion = archivos[cual].funcion(resto[1..].trim());
                fila.plegadas.push(funcion.with_context(|| {
                    format!("{ruta}:{numero}: {} no tiene esa función", archivos[cual].ruta)
                })?);
            }
            (Some(cual), Some(_)) => {
                let (fila, texto) = (filas.len() - 1, resto[1..].trim());
                escritas[cual].push(Escrita { numero, fila, texto });
            }
            (Some(_), None) => bail!("{ruta}:{numero}: antes va lo que se hace en esa fila"),
            (None, _) => {
                ensure!(!resto.starts_with('|'), "{ruta}:{numero}: no se sabe qué es «{nombre}»");
                let igual = filas.iter().position(|fila| fila.que == linea);
                let (que, grupo) = (linea.to_string(), igual.unwrap_or(filas.len()));
                filas.push(Fila { que, grupo, trozos: Vec::new(), plegadas: Vec::new() });
            }
        }
    }
    for (cual, archivo) in archivos.iter().enumerate() {
        colocar(archivo, cual < 2, ruta, &escritas[cual], &mut filas)?;
    }
    Ok(filas)
}

/// Pone cada línea de un archivo en su fila.
fn colocar(
    archivo: &Archivo,
    entero: bool,
    ruta: &str,
    escritas: &[Escrita],
    filas: &mut [Fila],
) -> anyhow::Result<()> {
    let mut escritas = escritas.iter().peekable();
    // Si hace falta que la línea esté escrita, si la acoge un «…», y la fila de la anterior.
    let (mut hace_falta, mut acogida, mut anterior) = (entero, false, 0);
    for (i, (linea, html)) in archivo.texto.lines().zip(&archivo.html).enumerate() {
        let codigo = linea.trim();
        if let Some(puntos) = escritas.next_if(|escrita| escrita.texto == "…") {
            (acogida, anterior) = (true, puntos.fila);
        }
        let siguiente = escritas.peek().copied();
        if let Some(esta) = escritas.next_if(|escrita| escrita.texto == codigo) {
            (acogida, anterior) = (false, esta.fila);
            // De shared, una función desde que se abre hasta que se cierra.
            hace_falta = entero || if linea.starts_with(' ') { hace_falta } else { linea.ends_with('{') };
        } else if !hace_falta && !acogida {
            continue;
        } else if !acogida && (codigo.starts_with("//") || codigo.starts_with('#')) {
            anterior = siguiente.map_or(anterior, |escrita| escrita.fila);
        } else if !acogida && !codigo.is_empty() {
            let falta = format!("{}:{} dice «{codigo}»", archivo.ruta, i + 1);
            let Some(Escrita { numero, texto, .. }) = siguiente else {
                bail!("{falta}, y no está en ninguna fila de {ruta}")
            };
            bail!("{falta}, y {ruta}:{numero}, «{texto}»");
        }
        let trozos = &mut filas[anterior].trozos;
        match trozos.iter_mut().find(|trozo| trozo.archivo == archivo.ruta) {
            Some(trozo) => trozo.lineas.push(html.clone()),
            None => {
                let (archivo, lineas) = (archivo.ruta.clone(), vec![html.clone()]);
                trozos.push(Trozo { archivo, funcion: None, lineas });
            }
        }
    }
    match escritas.next() {
        Some(Escrita { numero, texto, .. }) => {
            bail!("{ruta}:{numero}: {} no dice, detrás de la anterior, «{texto}»", archivo.ruta)
        }
        None => Ok(()),
    }
}
