//! Una pregunta de la página de una lección: qué se puede elegir, y por qué es lo que pasa o no lo es.

use crate::html::{html, html_seguido};
use anyhow::{Context, bail, ensure};
use serde::Serialize;
use terminal::Texto;
use terminal::documento::Rotulado;

/// Lo que se ve de ella, en HTML.
#[derive(Debug, Serialize)]
pub(crate) struct Pregunta {
    pub enunciado: String,
    pub opciones: Vec<Opcion>,
    /// La letra de la opción que dice lo que pasa.
    pub buena: String,
}

/// Lo que se puede elegir.
#[derive(Debug, Serialize)]
pub(crate) struct Opcion {
    pub letra: String,
    pub texto: String,
    /// Por qué es lo que pasa, o por qué no.
    pub razon: String,
}

/// Las preguntas de un apartado, que son los puntos de su lista.
pub(crate) fn preguntas(apartado: &Texto) -> anyhow::Result<Vec<Pregunta>> {
    let mut preguntas = Vec::new();
    for punto in apartado.puntos() {
        preguntas.push(Pregunta::entender(&punto.dice)?);
    }
    Ok(preguntas)
}

impl Pregunta {
    /// El enunciado; las opciones, `- **A.** …`; y, plegadas, la respuesta, `**B.** …`, y por qué no son las otras,
    /// `- **A:** …`.
    fn entender(dicho: &Texto) -> anyhow::Result<Self> {
        let lugar = dicho.lugar();
        let pregunta = dicho.sin_plegar();
        let opciones = por_letras(&pregunta, '.')?;
        ensure!(
            opciones.len() > 1,
            "{lugar}: la pregunta no tiene opciones: - **A.** …"
        );
        let respuesta = respuesta(dicho)?;
        let la_buena = respuesta.entrada().rotulado();
        let la_buena = la_buena.and_then(|buena| con_letra(buena, '.'));
        let la_buena =
            la_buena.with_context(|| format!("{lugar}: la respuesta no empieza así: **A.** …"))?;
        let buena = la_buena.letra.clone();
        let mut razones = por_letras(&respuesta, ':')?;
        razones.push(la_buena);

        let mut con_razon = Vec::new();
        for opcion in opciones {
            let cual = razones.iter().position(|razon| razon.letra == opcion.letra);
            let cual =
                cual.with_context(|| format!("{lugar}: falta por qué no es la {}", opcion.letra))?;
            let razon = razones.remove(cual);
            con_razon.push(Opcion::nueva(opcion, &razon)?);
        }
        if let Some(razon) = razones.first() {
            bail!("{lugar}: ninguna opción es la {}", razon.letra);
        }
        Ok(Pregunta {
            enunciado: html(&pregunta.entrada().texto),
            opciones: con_razon,
            buena,
        })
    }
}

impl Opcion {
    fn nueva(opcion: ConLetra, razon: &ConLetra) -> anyhow::Result<Self> {
        let texto = html_seguido(&opcion.dice.texto);
        let otra_cosa = ["<p>", "<pre>", "<a "];
        // Se pulsa, y en un botón no cabe otra cosa.
        ensure!(
            !otra_cosa.iter().any(|otra| texto.contains(otra)),
            "{}: la opción {} es un solo párrafo, sin enlaces",
            opcion.dice.lugar(),
            opcion.letra
        );
        Ok(Opcion {
            letra: opcion.letra,
            texto,
            razon: html(&razon.dice.texto),
        })
    }
}

/// Lo que está plegado.
fn respuesta(dicho: &Texto) -> anyhow::Result<Texto> {
    for plegado in dicho.plegados() {
        if plegado.titulo == "Respuesta" {
            return Ok(plegado.dice);
        }
    }
    bail!(
        "{}: la pregunta no tiene su respuesta plegada",
        dicho.lugar()
    )
}

/// Lo que se dice de una opción.
struct ConLetra {
    letra: String,
    dice: Texto,
}

/// Los puntos de una lista, que empiezan todos por una letra y ese signo.
fn por_letras(texto: &Texto, signo: char) -> anyhow::Result<Vec<ConLetra>> {
    let mut puntos = Vec::new();
    for punto in texto.puntos() {
        let suyo = punto.dice.rotulado();
        let suyo = suyo.and_then(|rotulado| con_letra(rotulado, signo));
        let lugar = punto.dice.lugar();
        puntos.push(suyo.with_context(|| format!("{lugar}: aquí va una letra: - **A{signo}** …"))?);
    }
    Ok(puntos)
}

fn con_letra(rotulado: Rotulado, signo: char) -> Option<ConLetra> {
    let letra = rotulado.rotulo.strip_suffix(signo)?.to_string();
    let dice = rotulado.dice;
    Some(ConLetra { letra, dice })
}
