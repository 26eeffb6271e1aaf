//! Los dos programas de una lección, uno al lado del otro, como dice su archivo de `tools/page/rows`.
//!
//! Todas las líneas de los dos tienen que estar en una fila. Las que están en blanco van con la de arriba; los
//! comentarios, con la de abajo. De los archivos de `shared`, lo que se elija, y las funciones, enteras.

use super::codigo::colorear;
use crate::leer;
use anyhow::{Context, bail};
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
        let html = colorear(
            &texto,
            if ruta.ends_with(".py") {
                "Python"
            } else {
                "Rust"
            },
        )?;
        Ok(Archivo {
            ruta: ruta.to_string(),
            entero,
            texto,
            html,
        })
    }

    fn funcion(&self, nombre: &str) -> Option<Value> {
        let empieza = [format!("fn {nombre}("), format!("fn {nombre}<")];
        let es_ella = |linea: &str| empieza.iter().any(|empieza| linea.contains(empieza));
        let desde = self.texto.lines().position(es_ella)?;
        let cuantas = self
            .texto
            .lines()
            .skip(desde)
            .position(|linea| linea == "}")?;
        let html = self.html[desde..=desde + cuantas].join("\n");
        Some(json!({ "archivo": self.ruta, "funcion": nombre, "html": html }))
    }
}

/// Las filas que dice `texto`, que está en `ruta`; `archivos` son el de Python, el de Rust y los de `shared`. Es
/// un error que no digan lo mismo: cuenta dónde.
pub fn filas(ruta: &str, texto: &str, archivos: &[Archivo]) -> anyhow::Result<Vec<Fila>> {
    let mut filas: Vec<Fila> = Vec::new();
    let mut escritas: Vec<Vec<Escrita>> = archivos.iter().map(|_| Vec::new()).collect();
    let mut fila = None;
    for (linea, numero) in texto
        .lines()
        .zip(1..)
        .filter(|(linea, _)| !linea.starts_with('#'))
    {
        let corte = linea.find(['|', '>']);
        match (corte, fila) {
            _ if linea.trim().is_empty() => fila = None,
            (None, None) => {
                fila = Some(filas.len());
                filas.push(Fila {
                    que: linea.to_string(),
                    ..Fila::default()
                });
            }
            (None, Some(_)) => bail!("{ruta}:{numero}: aquí va una línea en blanco"),
            (Some(_), None) => bail!("{ruta}:{numero}: antes va qué se hace en esta fila"),
            (Some(corte), Some(fila)) => {
                let (nombre, resto) = (linea[..corte].trim(), linea[corte + 1..].trim());
                let es_ese = |archivo: &Archivo| archivo.ruta.rsplit('/').next() == Some(nombre);
                let cual = archivos.iter().position(es_ese);
                let cual =
                    cual.with_context(|| format!("{ruta}:{numero}: no se sabe qué es «{nombre}»"))?;
                if linea[corte..].starts_with('|') {
                    escritas[cual].push(Escrita {
                        numero,
                        fila,
                        texto: resto,
                    });
                } else {
                    let funcion = archivos[cual].funcion(resto);
                    filas[fila].plegadas.push(funcion.with_context(|| {
                        format!(
                            "{ruta}:{numero}: {} no tiene esa función",
                            archivos[cual].ruta
                        )
                    })?);
                }
            }
        }
    }
    for (archivo, suyas) in archivos.iter().zip(&escritas) {
        colocar(ruta, archivo, suyas, &mut filas)?;
    }
    Ok(filas)
}

/// Pone cada línea de un archivo en su fila.
fn colocar(
    donde: &str,
    archivo: &Archivo,
    suyas: &[Escrita],
    filas: &mut [Fila],
) -> anyhow::Result<()> {
    let Archivo {
        ruta,
        entero,
        texto,
        html,
    } = archivo;
    let mut escritas = suyas.iter().peekable();
    // Si hace falta que la línea esté escrita, si la acoge un «…», y la fila de la anterior.
    let (mut hace_falta, mut acogida, mut anterior) = (*entero, false, 0);
    for ((linea, html), i) in texto.lines().zip(html).zip(1..) {
        let codigo = linea.trim();
        if let Some(puntos) = escritas.next_if(|escrita| escrita.texto == "…") {
            (acogida, anterior) = (true, puntos.fila);
        }
        if let Some(esta) = escritas.next_if(|escrita| escrita.texto == codigo) {
            (acogida, anterior) = (false, esta.fila);
            // De shared, una función desde que se abre hasta que se cierra.
            hace_falta = *entero
                || if linea.starts_with(' ') {
                    hace_falta
                } else {
                    linea.ends_with('{')
                };
        } else if !hace_falta && !acogida {
            continue;
        } else if !acogida && (codigo.starts_with("//") || codigo.starts_with('#')) {
            anterior = escritas.peek().map_or(anterior, |escrita| escrita.fila);
        } else if !acogida && !codigo.is_empty() {
            let aqui = escritas
                .peek()
                .map(|escrita| format!(":{}", escrita.numero));
            let aqui = aqui.unwrap_or_default();
            bail!("{donde}{aqui}: antes falta «{codigo}», la línea {i} de {ruta}");
        }
        let sangria = linea.len() - linea.trim_start().len();
        let linea = json!({ "archivo": ruta, "html": html, "sangria": sangria });
        filas[anterior].lineas.push(linea);
    }
    if let Some(Escrita { numero, texto, .. }) = escritas.next() {
        bail!("{donde}:{numero}: {ruta} no dice «{texto}», o no detrás de la línea anterior");
    }
    Ok(())
}
