//! Con qué se prueban las lecciones: un servidor lleno de averías, el servidor local en su proceso y un
//! clon del proyecto donde escribir lo que escribiría quien aprende.
#![warn(missing_docs)]

pub mod averias;
pub mod clon;
pub mod navegador;
pub mod servidor;

use std::path::PathBuf;
use std::process::Child;
use std::sync::LazyLock;
use std::time::Duration;
use tools::Leccion;
use tools::leccion::{cargo, construir};

/// Las tres maneras de hacer lo mismo, y los binarios de las lecciones HTTP.
pub const MANERAS: [&str; 3] = ["sequential", "threads", "processes"];

/// `timeline`, `exercise` o `notes`. Se construyen como lo que ya compiló `cargo test`: pedidas por sí solas,
/// sus bibliotecas se compilarían otra vez, con otras características.
pub fn herramienta(nombre: &str) -> Leccion {
    const NOMBRES: [&str; 3] = ["timeline", "exercise", "notes"];
    static RUTAS: LazyLock<Vec<PathBuf>> = LazyLock::new(|| {
        let mut orden = cargo();
        orden.args(["build", "--package", "shared", "--package", "tests"]);
        construir(orden, "tools", "--bin", &NOMBRES).expect("unas herramientas que se construyen")
    });
    let cual = NOMBRES.iter().position(|otro| *otro == nombre).expect("una de ellas");
    // Construye a su vez, quizá después de otros.
    Leccion::ejecutable(RUTAS[cual].clone()).limite(Duration::from_secs(500))
}

/// Un proceso que no termina por sí mismo: al soltarlo se le termina, también si la prueba falla.
#[derive(Debug)]
pub struct Vigilado(pub Child);

impl Drop for Vigilado {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// La lección cuyas tareas duermen.
pub fn que_duerme(manera: &str) -> Leccion {
    let paquete = format!("examples-{manera}");
    Leccion::binario(&paquete, &paquete)
}

/// La lección que pide páginas.
pub fn http(manera: &str) -> Leccion {
    Leccion::binario("examples-http", manera)
}

/// El experimento de una lección: `cpu` de `threads` es `examples-threads/examples/cpu-threads.rs`.
pub fn experimento(nombre: &str, manera: &str) -> Leccion {
    Leccion::ejemplo(&format!("examples-{manera}"), &format!("{nombre}-{manera}"))
}
