//! El servidor local por sí solo, en su propio proceso.

use crate::Vigilado;
use anyhow::Context;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use tools::Leccion;

/// Un servidor en marcha en un puerto libre; se termina al soltarlo.
#[derive(Debug)]
pub struct Solo {
    _proceso: Vigilado,
    /// Lo que dice al iniciarse, línea a línea.
    pub anuncio: Vec<String>,
    base: String,
}

impl Solo {
    /// Lo construye, lo inicia y lee las direcciones que anuncia.
    pub fn iniciar() -> anyhow::Result<Self> {
        let ruta = Leccion::binario("examples-http", "server").construir()?;
        let proceso = Command::new(ruta).arg("0").stdout(Stdio::piped()).spawn()?;
        let mut proceso = Vigilado(proceso);
        let salida = proceso.0.stdout.take().context("el servidor no tiene salida")?;
        let lineas = BufReader::new(salida).lines().take(6);
        let anuncio = lineas.collect::<Result<Vec<String>, _>>()?;
        let primera = anuncio.get(2).context("el servidor no anuncia sus páginas")?.trim();
        let base = primera.split("/delay").next().unwrap_or_default().to_string();
        Ok(Solo { _proceso: proceso, anuncio, base })
    }

    /// El principio de todas sus URL: `http://127.0.0.1:PUERTO`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Su dirección: `127.0.0.1:PUERTO`.
    pub fn direccion(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    /// Su puerto.
    pub fn puerto(&self) -> &str {
        self.base.rsplit(':').next().unwrap_or_default()
    }
}
