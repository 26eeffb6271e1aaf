//! Las preguntas de la página de cada lección: lo que dice la respuesta es lo que pasa. (Que estén bien escritas lo
//! comprueba la biblioteca, que las muestra.)
//!
//! Cada archivo de una fila de la tabla, que está en pruebas.rs, es una prueba: `cargo test -p notes --test questions join`
//! ejecuta las que nombran `join`. Las de Python, donde no lo hay, salen como «ignored»; con `CI=true`, como un fallo.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

mod cambios;
mod caso;
mod pagina;
mod pruebas;
mod taller;

use caso::Caso;
use libtest_mimic::{Arguments, Completion, Failed, Trial};
use pagina::{Pregunta, preguntas, preguntas_de_salida};
use pruebas::PRUEBAS;
use std::env;
use std::process::ExitCode;
use std::sync::Arc;
use taller::{Comprobado, Taller};

/// Las páginas que tienen preguntas, desde la carpeta del proyecto.
const PAGINAS: [&str; 5] = [
    "examples-sequential/README.md",
    "examples-threads/README.md",
    "examples-threads/memory.md",
    "examples-processes/README.md",
    "examples-http/README.md",
];

fn main() -> ExitCode {
    let mut argumentos = Arguments::from_args();
    // Esperan mucho más de lo que calculan.
    argumentos.test_threads.get_or_insert(16);
    let mut todas_las_preguntas: Vec<Pregunta> = PAGINAS.into_iter().flat_map(preguntas).collect();
    todas_las_preguntas.extend(preguntas_de_salida());
    let mut todas = las_de_la_tabla(&todas_las_preguntas);
    for pregunta in todas_las_preguntas {
        let leccion = pregunta.leccion.as_deref().unwrap_or("prueba de salida");
        let nombre = format!("{leccion}: {}: está en la tabla", pregunta.pregunta);
        todas.push(Trial::test(nombre, move || esta_en_la_tabla(&pregunta)));
    }
    libtest_mimic::run(&argumentos, todas).exit_code()
}

fn las_de_la_tabla(preguntas: &[Pregunta]) -> Vec<Trial> {
    let mut casos = Vec::new();
    for prueba in PRUEBAS {
        for archivo in prueba.archivos {
            let numero = casos.len();
            casos.push(Caso::nuevo(numero, prueba, archivo, preguntas));
        }
    }
    let taller = Arc::new(Taller::nuevo(&casos).unwrap());
    let mut pruebas = Vec::new();
    for caso in casos {
        let taller = Arc::clone(&taller);
        let nombre = caso.nombre.clone();
        let comprobar = move || comprobar(&taller, &caso);
        pruebas.push(Trial::ignorable_test(nombre, comprobar));
    }
    pruebas
}

fn comprobar(taller: &Taller, caso: &Caso) -> Result<Completion, Failed> {
    let en_ci = env::var("CI").is_ok_and(|valor| valor == "true");
    if caso.es_de_python() && taller.python.is_err() && !en_ci {
        return Ok(Completion::ignored_with("aquí no hay un Python que sirva"));
    }
    match taller.comprobar(caso) {
        Ok(Comprobado::Todo) => Ok(Completion::Completed),
        Ok(Comprobado::NoSePuede(falta)) => Ok(Completion::ignored_with(falta)),
        Err(error) => Err(format!("{error:#}").into()),
    }
}

/// Una pregunta se prueba, con cada uno de sus cambios.
fn esta_en_la_tabla(pregunta: &Pregunta) -> Result<(), Failed> {
    let suyas: Vec<_> = PRUEBAS
        .iter()
        .filter(|una| pregunta.es_la_de(una))
        .collect();
    if suyas.is_empty() {
        return Err("no tiene ninguna prueba: va en pruebas.rs".into());
    }
    for cual in 0..pregunta.cambios().len() {
        if !suyas.iter().any(|una| una.cambio.indice() == Some(cual)) {
            let numero = cual + 1;
            return Err(format!("su bloque diff número {numero} no se prueba").into());
        }
    }
    Ok(())
}
