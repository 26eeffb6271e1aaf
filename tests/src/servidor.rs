//! El servidor local por sí solo, en su propio proceso.

use crate::http;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

/// Un servidor en marcha en un puerto libre; se termina al soltarlo, también si la prueba falla.
#[derive(Debug)]
pub struct Solo {
    proceso: Child,
    /// Lo que dice al iniciarse, línea a línea.
    pub anuncio: Vec<String>,
}

impl Solo {
    /// Lo inicia y lee las direcciones que anuncia.
    pub fn iniciar() -> Self {
        let mut orden = http("server").con(["0"]).orden();
        let mut proceso = orden.stdout(Stdio::piped()).spawn().unwrap();
        let lineas = BufReader::new(proceso.stdout.take().unwrap()).lines().take(6);
        let anuncio = lineas.map(|linea| linea.unwrap()).collect();
        Solo { proceso, anuncio }
    }

    /// Su dirección: `127.0.0.1:PUERTO`.
    pub fn direccion(&self) -> &str {
        let partes = self.anuncio.get(2).map(|primera| primera.split('/'));
        partes.and_then(|mut partes| partes.nth(2)).expect("el servidor no anuncia sus páginas")
    }

    /// La URL de una de sus páginas.
    pub fn url(&self, ruta: &str) -> String {
        format!("http://{}{ruta}", self.direccion())
    }
}

impl Drop for Solo {
    fn drop(&mut self) {
        let _ = self.proceso.kill();
        let _ = self.proceso.wait();
    }
}
