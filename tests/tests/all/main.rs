//! Las pruebas de las lecciones, un archivo por asunto.
//!
//! | archivo | qué comprueba |
//! | --- | --- |
//! | timing.rs | **lo que tarda cada lección**, ni menos ni más |
//! | messages.rs, order.rs | lo que dice, y qué hilo o qué proceso hizo cada tarea |
//! | failures.rs, requests.rs | que ningún fallo se cuente como éxito: tareas y procesos, peticiones y argumentos |
//! | internet.rs | los cuatro dominios de los apuntes, por un proxy y con TLS, sin salir de este equipo |
//! | server.rs, experiments.rs | el servidor local y los experimentos |
//! | copies.rs, conventions.rs | que copiar y modificar funcione, y las costumbres de la casa |
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
mod timing;

use shared::cargo::raiz;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;
use std::{fs, thread};
use tests::averias::Servidor;
use tests::*;

// Una ejecución de cada lección, la primera vez que alguna prueba la mira: basta con una para saber lo que
// tardó, lo que dijo y quién hizo cada tarea.
static SIN_HILOS: LazyLock<Ejecucion> = LazyLock::new(|| bien(&mut que_duerme("sequential")));
static CON_HILOS: LazyLock<Ejecucion> = LazyLock::new(|| bien(&mut que_duerme("threads")));
static CON_PROCESOS: LazyLock<Ejecucion> = LazyLock::new(|| bien(&mut que_duerme("processes")));
static HTTP_EN_FILA: LazyLock<Ejecucion> = LazyLock::new(|| bien(&mut http("sequential")));
static HTTP_CON_HILOS: LazyLock<Ejecucion> = LazyLock::new(|| bien(&mut http("threads")));
static HTTP_CON_PROCESOS: LazyLock<Ejecucion> = LazyLock::new(|| bien(&mut http("processes")));

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
