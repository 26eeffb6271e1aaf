//! Las pruebas de las herramientas, un archivo por asunto.
//!
//! Van en un solo programa, y muchas a la vez (`RUST_TEST_THREADS`, en .cargo/config.toml), porque esperan mucho
//! más de lo que calculan.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

// Empiezan por orden alfabético, y la primera es la que más tarda.
mod answers;
mod cambios;
mod clon;
mod compiler;
mod faults;
#[cfg(unix)]
mod live;
mod notes;
mod questions;
mod timeline;
mod twins;

use shared::cargo::raiz;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;
use std::{fs, thread};
use tools::{Ejecucion, Programa};

const EXERCISE: &str = env!("CARGO_BIN_EXE_exercise");
const NOTES: &str = env!("CARGO_BIN_EXE_notes");
const TIMELINE: &str = env!("CARGO_BIN_EXE_timeline");

/// Una herramienta, ya construida. A su vez construye, quizá después de otras.
fn herramienta(ruta: &str, argumentos: &[&str]) -> Programa {
    let mut herramienta = Programa::ejecutable(ruta.into()).con(argumentos);
    herramienta.limite = Duration::from_secs(500);
    herramienta
}

/// Ejecuta un programa, que tiene que terminar bien.
fn bien(programa: Programa) -> Ejecucion {
    mal(programa, 0, "")
}

/// Ejecuta un programa, que tiene que terminar con ese código y decir por qué.
fn mal(programa: Programa, codigo: i32, por_que: &str) -> Ejecucion {
    let hecho = programa.ejecutar().unwrap();
    assert_eq!(hecho.codigo(), Some(codigo), "{hecho}");
    assert!(
        hecho.errores.contains(por_que),
        "no dice «{por_que}»: {hecho}"
    );
    hecho
}

/// El texto de un archivo del proyecto.
fn leer(ruta: impl AsRef<Path>) -> String {
    let ruta = raiz().join(ruta);
    fs::read_to_string(&ruta).unwrap_or_else(|error| panic!("{}: {error}", ruta.display()))
}

/// Un código con un cambio, que tiene que seguir teniendo sitio en él.
fn cambiar(codigo: &str, antes: &str, despues: &str) -> String {
    assert!(codigo.contains(antes), "ya no dice «{antes}»:\n{codigo}");
    codigo.replace(antes, despues)
}

/// Un proceso que no termina por sí mismo: al soltarlo se le termina, también si la prueba falla.
struct HastaElFinal(Child);

impl Drop for HastaElFinal {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
