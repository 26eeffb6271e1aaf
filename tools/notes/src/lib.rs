//! La clase en una página: los programas de los dos idiomas uno al lado del otro, lo que hizo cada uno al
//! ejecutarlo, y lo que dice la documentación.
//!
//! | archivo | a qué responde |
//! | --- | --- |
//! | clase.rs | ¿qué lecciones, qué dibujos y qué documentos lleva la página? |
//! | seccion.rs | ¿qué se dice de una lección sin ejecutarla? |
//! | programas/ | ¿qué línea de Python va al lado de cuál de Rust? |
//! | pregunta.rs | ¿qué se pregunta, qué se puede elegir y por qué? |
//! | documentos.rs, html.rs | ¿qué dice un documento, y cómo es en HTML? |
//! | ejecutar.rs | ¿qué hicieron los programas? |
//! | grabado.rs | ¿con qué datos dibuja la plantilla lo que hicieron? |
//! | equipo.rs | ¿dónde y cuándo se hizo? |
//!
//! Lo que se ve está en `page/`: la plantilla, lo que la anima, los dos hilos que avanzan cuando se quiere (`scheduler.js`), y qué
//! línea va al lado de cuál (`rows/`). Lo demás se lee de donde ya está escrito.
#![warn(missing_docs)]

mod clase;
mod documentos;
mod ejecutar;
mod equipo;
mod grabado;
mod html;
mod pregunta;
mod programas;
mod seccion;

use clase::{CALCULOS, DIBUJOS, Dibujo, LECCIONES, buscar_parejas, de_las_lecciones};
use documentos::{Apartado, Documento, documentos, hojas};
use ejecutar::{Hechos, ejecutar};
use equipo::Equipo;
use grabado::{Grabado, Titulado, grabado};
use minijinja::Environment;
use runner::EN_PARALELO;
use runner::python::Python;
use seccion::{Seccion, secciones};
use serde::Serialize;
use std::collections::BTreeMap;
use timeline::colores::{CLARO, OSCURO};

/// La página hecha, y lo que no fue bien al hacerla.
#[derive(Debug)]
pub struct Pagina {
    /// El archivo entero.
    pub html: String,
    /// Una frase por cada programa que no se pudo ejecutar o no terminó bien; lo demás está en la página.
    pub fallos: Vec<String>,
}

/// Los programas que se ejecutan: los dos de cada lección, y los que solo se dibujan.
pub const PROGRAMAS: usize = 2 * (LECCIONES.len() + CALCULOS.len());

/// Todo lo que la plantilla muestra.
#[derive(Debug, Serialize)]
struct Datos {
    partes: Vec<Parte>,
    documentos: Vec<Documento>,
    hojas: Vec<Apartado>,
    equipo: Equipo,
    /// Los colores de los procesos, en los dos temas.
    colores: Vec<Color>,
}

/// Una lección y lo que hicieron sus programas.
#[derive(Debug, Serialize)]
struct Parte {
    seccion: Seccion,
    grabado: Grabado,
    /// Los dibujos que van detrás.
    juntas: Vec<Juntas>,
}

/// Varios programas, en el mismo eje.
#[derive(Debug, Serialize)]
struct Juntas {
    id: &'static str,
    titulo: &'static str,
    entrada: &'static str,
    /// Lo que hay que saber de lo que se midió.
    aviso: Option<String>,
    grabado: Grabado,
}

#[derive(Debug, Serialize)]
struct Color {
    claro: &'static str,
    oscuro: &'static str,
}

/// Ejecuta los programas y hace la página; mientras, dice cuántos han terminado y qué se hace. Es un error que falte algo del proyecto, que las
/// filas no digan lo mismo que los programas o que llegue Ctrl-C; que un programa falle, no: la página lo dice en su sitio.
pub fn hacer(avance: &dyn Fn(usize, &str)) -> anyhow::Result<Pagina> {
    let parejas = buscar_parejas()?;
    let secciones = secciones(&de_las_lecciones(&parejas))?;
    let documentos = documentos()?;
    let hojas = hojas()?;
    // Lo que no se entienda ya se sabe: ahora, a ejecutar.
    let python = Python::buscar();
    let hechos = ejecutar(&parejas, &python, avance)?;
    let html = rellenar(&Datos {
        partes: partes(secciones, &hechos),
        documentos,
        hojas,
        equipo: Equipo::este(&python),
        colores: colores(),
    })?;
    let fallos = hechos.values().flat_map(Hechos::fallos).collect();
    Ok(Pagina { html, fallos })
}

fn partes(secciones: Vec<Seccion>, hechos: &BTreeMap<&str, Hechos>) -> Vec<Parte> {
    let mut partes = Vec::new();
    for seccion in secciones {
        let suyos = titulados(&hechos[seccion.programa], "");
        let detras = DIBUJOS.iter().filter(|otro| otro.tras == seccion.programa);
        let juntas = detras.map(|dibujo| juntas(dibujo, hechos)).collect();
        partes.push(Parte {
            seccion,
            grabado: grabado(&suyos),
            juntas,
        });
    }
    partes
}

fn juntas(dibujo: &Dibujo, hechos: &BTreeMap<&str, Hechos>) -> Juntas {
    let mut todos = Vec::new();
    for junto in dibujo.programas {
        let delante = format!("{}, ", junto.titulo);
        todos.extend(titulados(&hechos[junto.programa], &delante));
    }
    Juntas {
        id: dibujo.id,
        titulo: dibujo.titulo,
        entrada: dibujo.entrada,
        aviso: aviso(dibujo, hechos),
        grabado: grabado(&todos),
    }
}

/// Si los programas calculan y el equipo no tenía dos núcleos para ellos, que sus números no dicen quién va en paralelo.
fn aviso(dibujo: &Dibujo, hechos: &BTreeMap<&str, Hechos>) -> Option<String> {
    let mut calcula = false;
    let mut mas_nucleos: f64 = 0.0;
    for junto in dibujo.programas {
        calcula |= CALCULOS.contains(&junto.programa);
        let nucleos = hechos[junto.programa].rust.nucleos();
        mas_nucleos = mas_nucleos.max(nucleos.unwrap_or_default());
    }
    if !calcula || mas_nucleos > EN_PARALELO {
        return None;
    }
    let llegaron = format!("{mas_nucleos:.1}").replace('.', ",");
    Some(format!(
        "Cuando se hizo esta página no había dos núcleos libres: ningún programa de Rust pasó de {llegaron}. Hazla otra vez con el \
         equipo desocupado para ver quién avanza en paralelo."
    ))
}

/// Lo que hicieron los dos de una pareja, con algo delante de su idioma.
fn titulados<'a>(hechos: &'a Hechos, delante: &str) -> [Titulado<'a>; 2] {
    let python = Titulado {
        titulo: format!("{delante}Python"),
        hecho: &hechos.python,
    };
    let rust = Titulado {
        titulo: format!("{delante}Rust"),
        hecho: &hechos.rust,
    };
    [python, rust]
}

fn colores() -> Vec<Color> {
    let mut colores = Vec::new();
    for (claro, oscuro) in CLARO.procesos.into_iter().zip(OSCURO.procesos) {
        colores.push(Color { claro, oscuro });
    }
    colores
}

fn rellenar(datos: &Datos) -> anyhow::Result<String> {
    let mut entorno = Environment::new();
    entorno.set_trim_blocks(true);
    entorno.set_lstrip_blocks(true);
    entorno.add_global("css", include_str!("../page/page.css"));
    entorno.add_global("turnos", include_str!("../page/scheduler.js"));
    entorno.add_global("js", include_str!("../page/page.js"));
    entorno.add_template("page.html", include_str!("../page/page.html"))?;
    let plantilla = entorno.get_template("page.html")?;
    Ok(plantilla.render(datos)?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]
mod pruebas;
