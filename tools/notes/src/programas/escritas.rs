//! Las filas, como están escritas en un archivo de `page/rows`: qué se hace y, debajo, con qué líneas de qué archivos.

use anyhow::bail;
use std::fmt;

/// Una fila.
#[derive(Debug)]
pub(crate) struct Escrita<'a> {
    /// Qué se hace.
    pub que: &'a str,
    pub renglones: Vec<Renglon<'a>>,
}

/// Una línea de debajo: `archivo | línea`, `archivo | …` o `archivo > función`.
#[derive(Debug)]
pub(crate) struct Renglon<'a> {
    /// En qué línea está. La primera es la 1.
    pub numero: usize,
    pub archivo: &'a str,
    pub dice: Dice<'a>,
}

/// Lo que dice detrás del nombre del archivo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dice<'a> {
    /// Esta línea de código, sin su sangría.
    Linea(&'a str),
    /// Lo que haya hasta la línea siguiente.
    LoQueHaya,
    /// Esta función, que se puede abrir.
    Funcion(&'a str),
}

impl fmt::Display for Dice<'_> {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        texto.write_str(match self {
            Dice::Linea(codigo) => codigo,
            Dice::LoQueHaya => "…",
            Dice::Funcion(nombre) => nombre,
        })
    }
}

/// Las filas de un texto, que está en esa ruta. Es un error que no se entienda: dice dónde.
pub(crate) fn entender<'a>(ruta: &str, texto: &'a str) -> anyhow::Result<Vec<Escrita<'a>>> {
    let mut filas = Vec::new();
    let mut abierta: Option<Escrita> = None;
    for (numero, linea) in (1..).zip(texto.lines()) {
        if linea.starts_with('#') {
            continue;
        }
        if linea.trim().is_empty() {
            filas.extend(abierta.take());
            continue;
        }
        match (&mut abierta, renglon(numero, linea)) {
            (Some(fila), Some(renglon)) => fila.renglones.push(renglon),
            (Some(_), None) => bail!("{ruta}:{numero}: aquí va una línea en blanco"),
            (None, Some(_)) => bail!("{ruta}:{numero}: antes va qué se hace en esta fila"),
            (None, None) => {
                let renglones = Vec::new();
                abierta = Some(Escrita {
                    que: linea,
                    renglones,
                });
            }
        }
    }
    filas.extend(abierta);
    Ok(filas)
}

/// `None` si no empieza por el nombre de un archivo: entonces dice qué se hace.
fn renglon(numero: usize, linea: &str) -> Option<Renglon<'_>> {
    let corte = linea.find(['|', '>'])?;
    let archivo = linea[..corte].trim();
    if !archivo.ends_with(".py") && !archivo.ends_with(".rs") {
        return None;
    }
    let es_una_funcion = linea[corte..].starts_with('>');
    let dice = match linea[corte + 1..].trim() {
        funcion if es_una_funcion => Dice::Funcion(funcion),
        "…" => Dice::LoQueHaya,
        codigo => Dice::Linea(codigo),
    };
    Some(Renglon {
        numero,
        archivo,
        dice,
    })
}
