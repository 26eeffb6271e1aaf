//! Qué línea va al lado de cuál.
//!
//! Todas las líneas de los dos programas tienen que estar en una fila. Las que están en blanco van con la de arriba; los
//! comentarios, con la de abajo. De los archivos de `shared`, las líneas que se elijan, y las funciones, enteras.

use super::archivo::{Archivo, Funcion, Origen};
use super::escritas::{Dice, Escrita, entender};
use anyhow::{Context, bail};
use serde::Serialize;

/// Lo que se hace, y con qué líneas.
#[derive(Debug, Serialize)]
pub(crate) struct Fila {
    /// En palabras.
    pub que: String,
    pub python: Vec<Linea>,
    pub rust: Vec<Linea>,
    /// Las funciones que se pueden abrir.
    pub plegadas: Vec<Funcion>,
}

/// Una línea de código.
#[derive(Debug, Serialize)]
pub(crate) struct Linea {
    /// La ruta de su archivo.
    pub archivo: String,
    /// Si la línea de Rust anterior es de otro archivo.
    pub cambia_de_archivo: bool,
    /// Si su archivo no es el de la lección.
    pub ajena: bool,
    /// Cuántos espacios tiene delante.
    pub sangria: usize,
    pub html: String,
}

/// Dónde va una línea, según lo escrito: en qué fila, y en qué renglón se dice.
struct Sitio<'a> {
    fila: usize,
    renglon: usize,
    dice: Dice<'a>,
}

/// Qué líneas de un archivo tienen que estar escritas.
#[derive(Clone, Copy)]
enum HacenFalta {
    Ninguna,
    Todas,
    /// Las que haya van en la misma fila, sin que estén escritas.
    LasQueHaya,
}

/// Las filas que dice `texto`, que está en `ruta`; los archivos son el de Python, el de Rust y los de `shared`. Es un error
/// que no digan lo mismo: cuenta dónde.
pub(crate) fn filas(ruta: &str, texto: &str, archivos: &[Archivo]) -> anyhow::Result<Vec<Fila>> {
    let escritas = entender(ruta, texto)?;
    let mut filas = Vec::new();
    for escrita in &escritas {
        filas.push(sin_lineas(ruta, escrita, archivos)?);
    }
    for archivo in archivos {
        colocar(ruta, archivo, &escritas, &mut filas)?;
    }
    decir_de_que_archivo_son(&mut filas);
    Ok(filas)
}

/// Una fila con lo que se hace y lo que se puede abrir, y sin sus líneas todavía.
fn sin_lineas(ruta: &str, escrita: &Escrita, archivos: &[Archivo]) -> anyhow::Result<Fila> {
    let mut plegadas = Vec::new();
    for renglon in &escrita.renglones {
        let lugar = format!("{ruta}:{}", renglon.numero);
        let nombre = renglon.archivo;
        let archivo = archivos.iter().find(|archivo| archivo.nombre() == nombre);
        let archivo = archivo.with_context(|| format!("{lugar}: no se sabe qué es «{nombre}»"))?;
        if let Dice::Funcion(funcion) = renglon.dice {
            let funcion = archivo.funcion(funcion);
            let problema = || format!("{lugar}: {} no tiene esa función", archivo.ruta);
            plegadas.push(funcion.with_context(problema)?);
        }
    }
    Ok(Fila {
        que: escrita.que.to_string(),
        python: Vec::new(),
        rust: Vec::new(),
        plegadas,
    })
}

/// Pone cada línea de un archivo en su fila.
fn colocar(
    ruta: &str,
    archivo: &Archivo,
    escritas: &[Escrita],
    filas: &mut [Fila],
) -> anyhow::Result<()> {
    let mut sitios = sitios(archivo, escritas).into_iter().peekable();
    let mut hacen_falta = match archivo.origen {
        Origen::Python | Origen::Rust => HacenFalta::Todas,
        Origen::Shared => HacenFalta::Ninguna,
    };
    let mut fila = 0;
    for (i, linea) in archivo.texto.lines().enumerate() {
        let codigo = linea.trim();
        if let Some(suyo) = sitios.next_if(|sitio| sitio.dice == Dice::LoQueHaya) {
            fila = suyo.fila;
            hacen_falta = HacenFalta::LasQueHaya;
        }
        if let Some(suyo) = sitios.next_if(|sitio| sitio.dice == Dice::Linea(codigo)) {
            fila = suyo.fila;
            hacen_falta = detras_de(linea, archivo.origen, hacen_falta);
        } else {
            match hacen_falta {
                HacenFalta::Ninguna => continue,
                HacenFalta::LasQueHaya => {}
                HacenFalta::Todas if codigo.is_empty() => {}
                HacenFalta::Todas if es_un_comentario(codigo) => {
                    fila = sitios.peek().map_or(fila, |siguiente| siguiente.fila);
                }
                HacenFalta::Todas => {
                    let lugar = match sitios.peek() {
                        Some(siguiente) => format!("{ruta}:{}", siguiente.renglon),
                        None => ruta.to_string(),
                    };
                    let esta = i + 1;
                    let suya = &archivo.ruta;
                    bail!("{lugar}: antes falta «{codigo}», la línea {esta} de {suya}");
                }
            }
        }
        filas[fila].anadir(archivo, i, linea);
    }
    match sitios.next() {
        None => Ok(()),
        Some(sobra) => bail!(
            "{ruta}:{}: {} no dice «{}», o no detrás de la línea anterior",
            sobra.renglon,
            archivo.ruta,
            sobra.dice
        ),
    }
}

/// Los sitios de las líneas de un archivo, en su orden.
fn sitios<'a>(archivo: &Archivo, escritas: &[Escrita<'a>]) -> Vec<Sitio<'a>> {
    let mut sitios = Vec::new();
    for (fila, escrita) in escritas.iter().enumerate() {
        for renglon in &escrita.renglones {
            let es_una_funcion = matches!(renglon.dice, Dice::Funcion(_));
            if renglon.archivo == archivo.nombre() && !es_una_funcion {
                sitios.push(Sitio {
                    fila,
                    renglon: renglon.numero,
                    dice: renglon.dice,
                });
            }
        }
    }
    sitios
}

/// Las que hacen falta detrás de una línea que está escrita. De `shared`, una función desde que se abre hasta que se cierra.
fn detras_de(linea: &str, origen: Origen, hacian_falta: HacenFalta) -> HacenFalta {
    let dentro = linea.starts_with(' ');
    match origen {
        Origen::Python | Origen::Rust => HacenFalta::Todas,
        Origen::Shared if dentro => hacian_falta,
        Origen::Shared if linea.ends_with('{') => HacenFalta::Todas,
        Origen::Shared => HacenFalta::Ninguna,
    }
}

fn es_un_comentario(codigo: &str) -> bool {
    codigo.starts_with("//") || codigo.starts_with('#')
}

impl Fila {
    fn anadir(&mut self, archivo: &Archivo, cual: usize, linea: &str) {
        let nueva = Linea {
            archivo: archivo.ruta.clone(),
            cambia_de_archivo: false,
            ajena: archivo.origen == Origen::Shared,
            sangria: linea.len() - linea.trim_start().len(),
            html: archivo.html[cual].clone(),
        };
        match archivo.origen {
            Origen::Python => self.python.push(nueva),
            Origen::Rust | Origen::Shared => self.rust.push(nueva),
        }
    }
}

/// Las líneas de Rust que no son del mismo archivo que la anterior lo llevan encima. La primera es de la lección.
fn decir_de_que_archivo_son(filas: &mut [Fila]) {
    let mut anterior: Option<String> = None;
    for linea in filas.iter_mut().flat_map(|fila| &mut fila.rust) {
        linea.cambia_de_archivo = match &anterior {
            Some(anterior) => *anterior != linea.archivo,
            None => linea.ajena,
        };
        anterior = Some(linea.archivo.clone());
    }
}
