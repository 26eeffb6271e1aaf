//! Lo que la página dice de una lección sin ejecutarla.

use crate::clase::{Espera, Programas, SERVIDOR, orden_de_cargo};
use crate::documentos::leer_documento;
use crate::html::html;
use crate::pregunta::{Pregunta, preguntas};
use crate::programas::{Archivo, Fila, Origen, filas};
use anyhow::{bail, ensure};
use serde::Serialize;
use shared::ejecucion::construir::raiz;
use std::fs;
use std::path::Path;
use terminal::Texto;
use terminal::documento::leer;

/// Una lección, sin lo que hicieron sus programas.
#[derive(Debug, Serialize)]
pub(crate) struct Seccion {
    pub id: String,
    pub programa: &'static str,
    pub titulo: &'static str,
    pub python: DeUnIdioma,
    pub rust: DeUnIdioma,
    /// La orden del servidor que hace falta para el de Python.
    pub servidor: Option<String>,
    /// Lo que va delante de las preguntas.
    pub entrada: String,
    pub antes: Vec<Pregunta>,
    pub filas: Vec<Fila>,
    /// La sección donde se explican las lecciones de una misma página, si son varias.
    pub con_otras: Option<ConOtras>,
    /// Lo que su página dice después de ejecutar: va detrás de la última de sus lecciones.
    pub explicacion: Option<Explicacion>,
}

/// El programa de una lección en un idioma.
#[derive(Debug, Serialize)]
pub(crate) struct DeUnIdioma {
    /// Como se escribe en una terminal.
    pub orden: String,
    /// La ruta de su archivo.
    pub archivo: String,
    pub codigo: String,
}

/// Una sección de varias lecciones.
#[derive(Debug, Serialize)]
pub(crate) struct ConOtras {
    pub id: String,
    pub titulo: String,
}

/// Lo que una página dice después de ejecutar, en HTML.
#[derive(Debug, Serialize)]
pub(crate) struct Explicacion {
    pub por_que: String,
    pub idea: String,
    /// Lo que acompaña a los mandos con que se decide qué hilo avanza, si la página los tiene.
    pub turnos: Option<String>,
    /// Lo que va delante de las preguntas.
    pub para_cambiar: String,
    pub cambios: Vec<Pregunta>,
    pub ejercicios: String,
}

/// Las de todas las lecciones. Es un error que falte algo del proyecto o que no se entienda: dice dónde.
pub(crate) fn secciones(programas: &[Programas]) -> anyhow::Result<Vec<Seccion>> {
    let mut secciones = Vec::new();
    for suyos in programas.chunk_by(son_de_la_misma_pagina) {
        secciones.extend(secciones_de_una_pagina(suyos)?);
    }
    Ok(secciones)
}

fn son_de_la_misma_pagina(unos: &Programas, otros: &Programas) -> bool {
    unos.leccion.pagina == otros.leccion.pagina
}

/// Las de las lecciones de una misma página, que se reparten sus preguntas.
pub(crate) fn secciones_de_una_pagina(programas: &[Programas]) -> anyhow::Result<Vec<Seccion>> {
    let ruta = programas[0].leccion.pagina;
    let pagina = leer_documento(ruta)?;
    let antes_de_ejecutar = pagina.apartado("Antes de ejecutar")?;
    let entrada = html(&antes_de_ejecutar.entrada().texto);
    let mut todas = preguntas(&antes_de_ejecutar)?;
    let cada_una = todas.len() / programas.len();
    ensure!(
        cada_una > 0 && todas.len() % programas.len() == 0,
        "{}: las preguntas ({}) no se pueden repartir por igual entre las lecciones ({})",
        antes_de_ejecutar.lugar(),
        todas.len(),
        programas.len()
    );
    let mut secciones = Vec::new();
    for suyos in programas {
        let mut seccion = seccion(suyos)?;
        seccion.entrada = entrada.clone();
        seccion.antes = todas.drain(..cada_una).collect();
        if programas.len() > 1 {
            let (carpeta, _) = ruta.rsplit_once('/').unwrap_or((ruta, ""));
            seccion.con_otras = Some(ConOtras {
                id: carpeta.to_string(),
                titulo: pagina.titulo()?,
            });
        }
        secciones.push(seccion);
    }
    if let Some(ultima) = secciones.last_mut() {
        ultima.explicacion = Some(explicacion(&pagina)?);
    }
    Ok(secciones)
}

/// La de una lección, sin lo que sale de su página.
fn seccion(programas: &Programas) -> anyhow::Result<Seccion> {
    let leccion = programas.leccion;
    let pareja = &programas.pareja;
    let python = Archivo::leer(&desde_la_raiz(&pareja.python)?, Origen::Python)?;
    let rust = Archivo::leer(&desde_la_raiz(&pareja.rust.archivo)?, Origen::Rust)?;
    let de_python = DeUnIdioma::nuevo(format!("python3 {}", python.ruta), &python);
    let de_rust = DeUnIdioma::nuevo(orden_de_cargo(leccion.programa), &rust);
    let mut archivos = vec![python, rust];
    for ruta in leccion.de_shared {
        archivos.push(Archivo::leer(ruta, Origen::Shared)?);
    }
    let ruta = leccion.filas();
    let filas = filas(&ruta, &leer(&ruta)?, &archivos)?;
    Ok(Seccion {
        id: leccion.id(),
        programa: leccion.programa,
        titulo: leccion.titulo,
        python: de_python,
        rust: de_rust,
        servidor: match leccion.espera {
            Espera::Dormir | Espera::Calcular => None,
            Espera::Paginas => Some(orden_de_cargo(SERVIDOR)),
        },
        entrada: String::new(),
        antes: Vec::new(),
        filas,
        con_otras: None,
        explicacion: None,
    })
}

impl DeUnIdioma {
    fn nuevo(orden: String, archivo: &Archivo) -> Self {
        DeUnIdioma {
            orden,
            archivo: archivo.ruta.clone(),
            codigo: archivo.texto.clone(),
        }
    }
}

/// La ruta de un archivo desde la carpeta del proyecto, como se escribe en todos los sistemas.
fn desde_la_raiz(archivo: &Path) -> anyhow::Result<String> {
    let archivo = fs::canonicalize(archivo)?;
    let ruta = archivo.strip_prefix(fs::canonicalize(raiz())?)?;
    let partes: Vec<_> = ruta.iter().map(|parte| parte.to_string_lossy()).collect();
    Ok(partes.join("/"))
}

/// Lo que una página dice después de ejecutar.
fn explicacion(pagina: &Texto) -> anyhow::Result<Explicacion> {
    let cambios = pagina.apartado("Qué cambia si…")?;
    Ok(Explicacion {
        por_que: html(&por_que(&pagina.apartado("Ejecútalo")?)?.texto),
        idea: html(&pagina.apartado("La idea, en los dos idiomas")?.texto),
        turnos: turnos(pagina),
        para_cambiar: html(&cambios.entrada().texto),
        cambios: preguntas(&cambios)?,
        ejercicios: html(&pagina.apartado("Ejercicios")?.texto),
    })
}

/// La explicación de lo que sale en la pantalla: va detrás, en el mismo plegado.
fn por_que(apartado: &Texto) -> anyhow::Result<Texto> {
    for plegado in apartado.plegados() {
        if plegado.titulo == "Lo que se ve, y por qué" {
            return Ok(plegado.dice.tras_los_codigos());
        }
    }
    bail!("{}: no está «Lo que se ve, y por qué»", apartado.lugar())
}

fn turnos(pagina: &Texto) -> Option<String> {
    let turnos = pagina.apartado("Tú decides quién avanza").ok()?;
    Some(html(&turnos.texto))
}
