//! La clase en una página: los programas de los dos idiomas uno al lado del otro, lo que hizo cada uno al
//! ejecutarlo, y lo que dice la documentación.
//!
//! | archivo | a qué responde |
//! | --- | --- |
//! | clase.rs | ¿qué lecciones y qué documentos lleva la página? |
//! | seccion.rs | ¿qué se dice de una lección sin ejecutarla? |
//! | programas/ | ¿qué línea de Python va al lado de cuál de Rust? |
//! | pregunta.rs | ¿qué se pregunta, qué se puede elegir y por qué? |
//! | documentos.rs, html.rs | ¿qué dice un documento, y cómo es en HTML? |
//! | ejecutar.rs | ¿qué hicieron los programas? |
//! | grabado.rs | ¿cómo se dibuja lo que hicieron? |
//! | equipo.rs | ¿dónde y cuándo se hizo? |
//!
//! Lo que se ve está en `page/`: la plantilla, lo que la anima, y qué línea va al lado de cuál (`rows/`). Lo demás se lee de
//! donde ya está escrito.
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

use clase::{LECCIONES, buscar_programas};
use documentos::{Documento, documentos};
use ejecutar::{Hechos, ejecutar};
use equipo::Equipo;
use grabado::{Grabado, Titulado, grabado};
use minijinja::Environment;
use runner::python::Python;
use seccion::{Seccion, secciones};
use serde::Serialize;
use timeline::colores::{CLARO, OSCURO};

/// La página hecha, y lo que no fue bien al hacerla.
#[derive(Debug)]
pub struct Pagina {
    /// El archivo entero.
    pub html: String,
    /// Una frase por cada programa que no se pudo ejecutar o no terminó bien; lo demás está en la página.
    pub fallos: Vec<String>,
}

/// Los programas que se ejecutan: los dos de cada lección.
pub const PROGRAMAS: usize = 2 * LECCIONES.len();

/// Todo lo que la plantilla muestra.
#[derive(Debug, Serialize)]
struct Datos {
    partes: Vec<Parte>,
    documentos: Vec<Documento>,
    equipo: Equipo,
    /// Los colores de los procesos, en los dos temas.
    colores: Vec<Color>,
}

/// Una lección y lo que hicieron sus programas.
#[derive(Debug, Serialize)]
struct Parte {
    seccion: Seccion,
    grabado: Grabado,
    juntas: Option<Juntas>,
}

/// Varias lecciones, en el mismo eje.
#[derive(Debug, Serialize)]
struct Juntas {
    titulo: &'static str,
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
    let programas = buscar_programas()?;
    let secciones = secciones(&programas)?;
    let documentos = documentos()?;
    // Lo que no se entienda ya se sabe: ahora, a ejecutar.
    let python = Python::buscar();
    let hechos = ejecutar(&programas, &python, avance)?;
    let html = rellenar(&Datos {
        partes: partes(secciones, &hechos),
        documentos,
        equipo: Equipo::este(&python),
        colores: colores(),
    })?;
    let fallos = hechos.iter().flat_map(Hechos::fallos).collect();
    Ok(Pagina { html, fallos })
}

fn partes(secciones: Vec<Seccion>, hechos: &[Hechos]) -> Vec<Parte> {
    let mut partes = Vec::new();
    let mut por_juntar = Vec::new();
    for (seccion, suyos) in secciones.into_iter().zip(hechos) {
        let titulo = seccion.titulo;
        por_juntar.extend(titulados(suyos, &format!("{titulo}, ")));
        let mut juntas = None;
        if let Some(titulo) = suyos.leccion.juntas {
            let grabado = grabado(&por_juntar);
            juntas = Some(Juntas { titulo, grabado });
            por_juntar.clear();
        }
        partes.push(Parte {
            seccion,
            grabado: grabado(&titulados(suyos, "")),
            juntas,
        });
    }
    partes
}

/// Lo que hicieron los dos programas de una lección, con algo delante de su idioma.
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
    entorno.add_global("js", include_str!("../page/page.js"));
    entorno.add_template("page.html", include_str!("../page/page.html"))?;
    let plantilla = entorno.get_template("page.html")?;
    Ok(plantilla.render(datos)?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]
mod pruebas;
