//! Los programas de Python que acompañan a las lecciones, ejecutados como ellas y con la misma traza.

use crate::{Programa, Servidor};
use anyhow::{Context, bail, ensure};
use serde_json::Value;
use shared::ejecucion::construir::raiz;
use shared::salida::{anunciar, causa, visible};
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use std::{env, fs};

/// Un intérprete de este equipo.
#[derive(Clone, Debug)]
pub struct Python {
    /// El intérprete de verdad: el que se llama `python3` puede ser un intermediario.
    pub interprete: PathBuf,
    /// Su versión, y si tiene GIL: `CPython 3.14.2, con GIL`.
    pub version: String,
    /// Si tiene la biblioteca con que se piden páginas.
    pub requests: bool,
    /// El del entorno virtual, si lo hay: en Windows es otro programa, que inicia al de verdad.
    entorno: PathBuf,
}

/// El estado con que termina interpreter.py en un Python anterior al 3.8.
const ES_ANTERIOR: i32 = 38;

impl Python {
    /// El que responde a `python3` o a `python`; en Windows, a `python` o a `py`.
    pub fn buscar() -> anyhow::Result<Self> {
        match cfg!(windows) {
            true => Self::el_primero_que_sirve(&["python", "py"]),
            false => Self::el_primero_que_sirve(&["python3", "python"]),
        }
    }

    /// De los intérpretes con esos nombres o en esas rutas, el primero que sirve; si ninguno sirve, el error dice por qué y qué
    /// hace falta.
    pub fn el_primero_que_sirve(nombres: &[&str]) -> anyhow::Result<Self> {
        let mut motivos = Vec::new();
        for nombre in nombres {
            match preguntar(con_entorno(Path::new(nombre))?) {
                Ok(python) => return Ok(python),
                Err(motivo) => {
                    motivos.push(format!("«{}»: {}", visible(nombre), por_que_no(&motivo)))
                }
            }
        }
        let motivos = motivos.join("; ");
        bail!("ningún Python sirve ({motivos}): hace falta 3.8 o posterior, https://www.python.org")
    }

    /// El que sirve para probar los gemelos, con requests. Donde no lo hay, lo dice; con `CI=true`, entra en pánico: lo que no
    /// se ha probado no se da por bueno.
    pub fn para_pruebas() -> Option<&'static Self> {
        static PYTHON: LazyLock<anyhow::Result<Python>> = LazyLock::new(|| {
            let python = Python::buscar()?;
            ensure!(python.requests, "a Python le falta requests");
            Ok(python)
        });
        match &*PYTHON {
            Ok(python) => Some(python),
            Err(error) if env::var_os("CI").is_some_and(|ci| ci == "true") => {
                panic!("aquí no se prueba Python: {error:#}")
            }
            Err(error) => {
                anunciar(&format!(
                    "[*] Sin probar: aquí no se prueba Python: {error:#}"
                ));
                None
            }
        }
    }

    /// Si es la versión sin GIL.
    pub fn sin_gil(&self) -> bool {
        self.version.ends_with("sin GIL")
    }

    /// El programa de ese archivo con esos argumentos; deja la misma traza que una lección. Si pide páginas y
    /// no se le dice cuáles, las de un servidor de este equipo. Es un error que le falte algo.
    pub fn programa(&self, archivo: &Path, argumentos: &[OsString]) -> anyhow::Result<Programa> {
        let mut programa = con_entorno(&self.interprete)?
            .con([archivo])
            .con(argumentos);
        if self.entorno != self.interprete {
            programa = programa.variable("__PYVENV_LAUNCHER__", &self.entorno);
        }
        // Al servidor de este equipo no se llega por el proxy del aula.
        for variable in ["NO_PROXY", "no_proxy"] {
            let mut valor = env::var_os(variable).unwrap_or_default();
            valor.push(",127.0.0.1");
            programa = programa.variable(variable, valor);
        }
        if !pide_paginas(&fs::read_to_string(archivo)?) {
            return Ok(programa);
        }
        ensure!(
            self.requests,
            "a Python le falta la biblioteca requests: python3 -m pip install requests"
        );
        ensure!(
            !argumentos.contains(&"--internet".into()),
            "el de Python no conoce «--internet»: dile las URL, -- https://google.es"
        );
        if !argumentos.is_empty() {
            return Ok(programa);
        }
        let servidor = Arc::new(Servidor::iniciar()?);
        let programa = programa.con(servidor.paginas());
        Ok(programa.con_servidor(servidor))
    }
}

/// Si un programa de Python usa requests.
fn pide_paginas(codigo: &str) -> bool {
    let mut lineas = codigo.lines().map(str::trim_start);
    lineas.any(|linea| linea.starts_with("import requests") || linea.starts_with("from requests"))
}

fn por_que_no(motivo: &anyhow::Error) -> String {
    let Some(del_sistema) = motivo.root_cause().downcast_ref::<io::Error>() else {
        return motivo.to_string();
    };
    match causa(del_sistema) {
        _ if del_sistema.kind() == ErrorKind::NotFound => "no está".to_string(),
        Some(causa) => format!("{causa} ({del_sistema})"),
        None => visible(&motivo.to_string()),
    }
}

/// Un programa de ese intérprete, con quien anota la traza, y de forma que cada línea salga cuando se escribe,
/// aunque no vaya a una terminal, y con sus acentos.
fn con_entorno(interprete: &Path) -> anyhow::Result<Programa> {
    let mut carpetas = vec![raiz().join("tools/runner/python")];
    if let Some(otras) = env::var_os("PYTHONPATH") {
        carpetas.extend(env::split_paths(&otras));
    }
    let carpetas = env::join_paths(carpetas);
    let carpetas =
        carpetas.with_context(|| format!("PYTHONPATH no admite {}", raiz().display()))?;
    let programa = Programa::interprete(interprete)
        .variable("PYTHONPATH", carpetas)
        .variable("PYTHONDONTWRITEBYTECODE", "1")
        .variable("PYTHONUNBUFFERED", "1")
        .variable("PYTHONUTF8", "1");
    Ok(programa)
}

/// Qué Python es. Puede decir algo más: su respuesta es la línea que se puede leer.
fn preguntar(candidato: Programa) -> anyhow::Result<Python> {
    let pregunta = raiz().join("tools/runner/python/interpreter.py");
    let hecho = candidato
        .con([pregunta])
        .durante(Duration::from_secs(10))
        .ejecutar()?;
    ensure!(hecho.codigo() != Some(ES_ANTERIOR), "es anterior");
    ensure!(hecho.bien(), "no funciona, {}", hecho.como_termino());
    for linea in hecho.mensajes() {
        if let Ok(Value::Object(dice)) = serde_json::from_str(linea) {
            let texto = |dato: &str| dice[dato].as_str().unwrap_or_default();
            return Ok(Python {
                interprete: texto("programa").into(),
                version: texto("version").to_string(),
                requests: dice["requests"] == true,
                entorno: texto("entorno").into(),
            });
        }
    }
    bail!("no responde lo que se le pregunta")
}

#[cfg(test)]
mod pruebas {
    use super::*;

    #[test]
    fn se_nota_que_un_programa_pide_paginas() {
        assert!(pide_paginas("import sys\nimport requests\n"));
        assert!(pide_paginas("def f():\n    from requests import get\n"));
        assert!(!pide_paginas("import threading  # y no requests\n"));
    }

    #[cfg(unix)]
    #[test]
    fn un_python_que_ademas_saluda_y_se_despide_sirve() {
        let Some(python) = Python::para_pruebas() else {
            return;
        };
        let orden = "echo hola; \"$0\" \"$@\"; echo 3.12";
        let otro = Programa::interprete("/bin/sh")
            .con(["-c", orden])
            .con([&python.interprete]);
        let preguntado = preguntar(otro).expect("que responda");
        assert_eq!(preguntado.version, python.version);
    }
}
