//! El servidor local de las lecciones HTTP, en marcha mientras haga falta.

use crate::Programa;
use crate::grupo::Grupo;
use anyhow::{Context, bail};
use std::io::{self, BufRead, BufReader};
use std::process::Command;

/// El servidor, que es el programa `server` de las lecciones. Termina al soltarlo.
#[derive(Debug)]
pub struct Servidor {
    paginas: Vec<String>,
    _grupo: Grupo,
    _programa: Programa,
}

impl Servidor {
    /// Lo construye, si hace falta, y lo inicia en un puerto libre. Da un error si no se puede.
    pub fn iniciar() -> anyhow::Result<Self> {
        let programa = Programa::binario("examples-http", "server").preparar()?;
        let mut orden = Command::new(programa.ejecutable()?);
        orden.arg("0");
        let mut grupo = Grupo::iniciar(orden)?;
        let anuncio = grupo.primero().stdout.take();
        let anuncio = BufReader::new(anuncio.context("el servidor local no dice nada")?);
        let mut paginas = Vec::new();
        // Un título, una línea en blanco, y una página en cada una de las cuatro siguientes.
        for linea in anuncio.lines().take(6) {
            let linea = linea?;
            if linea.trim_start().starts_with("http://") {
                paginas.push(linea.trim().to_string());
            }
        }
        if paginas.len() != 4 {
            let errores = grupo.primero().stderr.take().map(io::read_to_string);
            let errores = errores.transpose()?.unwrap_or_default();
            bail!("el servidor local no se ha iniciado: {}", errores.trim());
        }
        Ok(Servidor {
            paginas,
            _grupo: grupo,
            _programa: programa,
        })
    }

    /// Las cuatro páginas de las lecciones.
    pub fn paginas(&self) -> &[String] {
        &self.paginas
    }

    /// El principio de todas sus URL: `http://127.0.0.1:PUERTO`.
    pub fn base(&self) -> &str {
        let (base, _) = self.paginas[0].split_once("/delay").unwrap_or_default();
        base
    }
}
