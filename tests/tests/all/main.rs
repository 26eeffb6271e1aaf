//! Las pruebas de las lecciones, un archivo por asunto.
//!
//! | archivo | qué comprueba |
//! | --- | --- |
//! | timing.rs | **lo que tarda cada lección**, ni menos ni más |
//! | messages.rs, order.rs | lo que dice, y qué hilo o qué proceso hizo cada tarea |
//! | failures.rs, requests.rs | que ningún fallo se cuente como éxito: tareas y procesos, peticiones y argumentos |
//! | internet.rs | los cuatro dominios de los apuntes, por un proxy y con TLS, sin salir de este equipo |
//! | server.rs, experiments.rs | el servidor local y los experimentos |
//! | copies.rs, slips.rs | que copiar y modificar funcione, y que ningún descuido se multiplique |
//! | conventions.rs | las costumbres de la casa |
//!
//! Van en un solo programa para que cada lección se construya una sola vez; y muchas a la vez
//! (`RUST_TEST_THREADS`, en .cargo/config.toml), porque esperan mucho más de lo que calculan. La última línea de
//! `cargo test` la dice ../verdict.rs.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

mod conventions;
mod copies;
mod experiments;
mod failures;
#[cfg(target_os = "linux")] // los demás sistemas no miran SSL_CERT_FILE
mod internet;
mod messages;
mod order;
mod requests;
mod server;
mod slips;
mod timing;

use shared::ejecucion::construir::raiz;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;
use std::{fs, thread};
use tests::averias::Servidor;
use tests::*;

/// Una lección, ejecutada la primera vez que alguna prueba la mira: basta con una para saber lo que tardó, lo que
/// dijo y quién hizo cada tarea.
struct Leccion {
    programa: &'static str,
    hecho: OnceLock<Ejecucion>,
}

static SIN_HILOS: Leccion = Leccion::de("examples-sequential");
static CON_HILOS: Leccion = Leccion::de("examples-threads");
static CON_PROCESOS: Leccion = Leccion::de("examples-processes");
static HTTP_EN_FILA: Leccion = Leccion::de("sequential");
static HTTP_CON_HILOS: Leccion = Leccion::de("threads");
static HTTP_CON_PROCESOS: Leccion = Leccion::de("processes");

impl Leccion {
    const fn de(programa: &'static str) -> Leccion {
        let hecho = OnceLock::new();
        Leccion { programa, hecho }
    }

    /// Lo que hizo, que tiene que terminar bien.
    fn hecho(&self) -> &Ejecucion {
        let mut programa = programa(self.programa);
        self.hecho.get_or_init(|| bien(&mut programa))
    }
}

/// El texto de un archivo del proyecto.
fn leer(ruta: impl AsRef<Path>) -> String {
    avisar_si_ha_cambiado();
    let ruta = raiz().join(ruta);
    match fs::read_to_string(&ruta) {
        Ok(texto) => texto,
        Err(error) => panic!("{}: {error}", ruta.display()),
    }
}

/// Un código con un cambio, que tiene que seguir teniendo sitio en él.
fn cambiar(codigo: &str, antes: &str, despues: &str) -> String {
    assert!(codigo.contains(antes), "ya no dice «{antes}»:\n{codigo}");
    codigo.replace(antes, despues)
}

/// Lo mismo con cada programa, todos a la vez: esperan mucho más de lo que calculan.
fn con_cada_uno(
    programas: impl IntoIterator<Item = Command>,
    comprobar: impl Fn(&mut Command) + Sync,
) {
    let comprobar = &comprobar;
    thread::scope(|ambito| {
        for mut programa in programas {
            ambito.spawn(move || comprobar(&mut programa));
        }
    });
}
