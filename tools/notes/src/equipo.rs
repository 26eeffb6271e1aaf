//! Dónde y cuándo se hizo la página.

use runner::python::Python;
use serde::Serialize;
use shared::ejecucion::ahora;
use std::process::Command;
use std::thread;
use sysinfo::System;

/// Lo que se dice del equipo.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Equipo {
    pub sistema: String,
    pub nucleos: usize,
    pub rust: String,
    /// Qué Python hay, o por qué ninguno sirve.
    pub python: String,
    /// Cuándo, en milisegundos desde el 1 de enero de 1970.
    pub momento: u64,
}

impl Equipo {
    pub fn este(python: &anyhow::Result<Python>) -> Self {
        let nucleos = thread::available_parallelism();
        Equipo {
            sistema: System::long_os_version().unwrap_or_default(),
            nucleos: nucleos.map_or(1, usize::from),
            rust: version_de_rust(),
            python: match python {
                Ok(python) => python.version.clone(),
                Err(falta) => falta.to_string(),
            },
            momento: ahora() / 1000,
        }
    }
}

/// `Rust 1.95.0`.
fn version_de_rust() -> String {
    let dicho = Command::new("rustc").arg("--version").output();
    let dicho = dicho.map(|fin| fin.stdout).unwrap_or_default();
    let version = String::from_utf8_lossy(&dicho).replace("rustc", "Rust");
    let (sin_fecha, _) = version.split_once(" (").unwrap_or((&version, ""));
    sin_fecha.to_string()
}
