//! Una pregunta de la página de una lección: qué se puede elegir, y por qué es lo que pasa o no lo es.

use super::markdown::{html, html_seguido};
use crate::documento::Texto;
use anyhow::{Context, bail, ensure};
use serde::Serialize;
use std::collections::BTreeMap;

/// Lo que se ve de ella, en HTML.
#[derive(Debug, Serialize)]
pub struct Pregunta {
    enunciado: String,
    opciones: Vec<Opcion>,
    /// La letra de la opción que dice lo que pasa.
    buena: String,
}

#[derive(Debug, Serialize)]
struct Opcion {
    letra: String,
    texto: String,
    razon: String,
}

impl Pregunta {
    /// El enunciado; las opciones, `- **A.** …`; y, plegadas, la respuesta, `**B.** …`, y por qué no son las otras,
    /// `- **A:** …`. Los comentarios no se ven.
    pub fn entender(dicho: &Texto) -> anyhow::Result<Self> {
        let lugar = dicho.lugar();
        let lineas = dicho
            .texto
            .lines()
            .filter(|linea| !linea.starts_with("<!--"));
        let texto = lineas.collect::<Vec<_>>().join("\n");
        let partes = texto.split_once("<details><summary>Respuesta</summary>");
        let (pregunta, respuesta) = partes
            .with_context(|| format!("{lugar}: la pregunta no tiene su respuesta plegada"))?;
        let (enunciado, opciones) = por_letras(pregunta, ".** ");
        ensure!(
            opciones.len() > 1,
            "{lugar}: la pregunta no tiene opciones: - **A.** …"
        );
        let respuesta = respuesta.split("</details>").next().unwrap_or_default();
        let (respuesta, razones) = por_letras(respuesta, ":** ");
        let acierta = respuesta
            .trim_start()
            .strip_prefix("**")
            .and_then(|r| r.split_once(".** "));
        let acierta =
            acierta.with_context(|| format!("{lugar}: la respuesta no empieza así: **A.** …"))?;

        let mut razones = BTreeMap::from_iter(razones);
        razones.extend([acierta]);
        let mut opcion = |(letra, texto): (&str, &str)| {
            let razon = razones.remove(letra);
            let razon =
                razon.with_context(|| format!("{lugar}: falta por qué no es la {letra}"))?;
            let texto = html_seguido(texto);
            let se_pulsa = !["<p>", "<pre>", "<a "]
                .iter()
                .any(|otra| texto.contains(otra));
            ensure!(
                se_pulsa,
                "{lugar}: la opción {letra} es un solo párrafo, sin enlaces"
            );
            Ok(Opcion {
                letra: letra.to_string(),
                texto,
                razon: html(razon),
            })
        };
        let opciones = opciones
            .into_iter()
            .map(&mut opcion)
            .collect::<anyhow::Result<_>>()?;
        if let Some(letra) = razones.keys().next() {
            bail!("{lugar}: ninguna opción es la {letra}");
        }
        Ok(Pregunta {
            enunciado: html(enunciado),
            opciones,
            buena: acierta.0.to_string(),
        })
    }
}

/// Lo que va delante de una lista con letras, y lo que dice cada una.
fn por_letras<'a>(texto: &'a str, detras: &str) -> (&'a str, Vec<(&'a str, &'a str)>) {
    let mut puntos = texto.split("\n- **");
    let delante = puntos.next().unwrap_or_default();
    (
        delante,
        puntos
            .filter_map(|punto| punto.split_once(detras))
            .collect(),
    )
}
