//! Los programas de Python que acompañan a las lecciones, ejecutados como ellas y con la misma traza.

use super::Programa;
use crate::salida::en_espanol;
use anyhow::{Context, anyhow, bail, ensure};
use serde::Deserialize;
use shared::cargo::raiz;
use shared::servidor;
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

/// El que se encuentra en este equipo.
#[derive(Clone, Debug, Deserialize)]
pub struct Python {
    /// El intérprete de verdad: el que se llama `python3` puede ser un intermediario.
    pub programa: PathBuf,
    /// Su versión, y si tiene GIL: `CPython 3.14.2, con GIL`.
    pub version: String,
    /// Si tiene la biblioteca con que se piden páginas.
    pub requests: bool,
    /// El del entorno virtual, si lo hay: en Windows es otro programa, que inicia al de verdad.
    entorno: String,
}

impl Python {
    /// El primero que sirve de los que hay; si ninguno sirve, el error dice por qué y qué hace falta.
    pub fn buscar() -> anyhow::Result<Self> {
        let nombres = if cfg!(windows) {
            ["python", "py"]
        } else {
            ["python3", "python"]
        };
        let mut motivos = Vec::new();
        for nombre in nombres {
            match preguntar(con_entorno(Path::new(nombre))?) {
                Ok(python) => return Ok(python),
                Err(motivo) => motivos.push(format!("«{nombre}»: {}", en_espanol(&motivo))),
            }
        }
        let motivos = motivos.join("; ");
        bail!("ningún Python sirve ({motivos}): hace falta 3.8 o posterior, https://www.python.org")
    }

    /// El programa de ese archivo con esos argumentos; deja la misma traza que una lección. Si pide páginas y
    /// no se le dice cuáles, las de un servidor de este equipo. Es un error que le falte algo.
    pub fn programa(&self, archivo: &Path, argumentos: &[OsString]) -> anyhow::Result<Programa> {
        let mut argumentos = argumentos.to_vec();
        if fs::read_to_string(archivo)?.contains("import requests") {
            let como = "python3 -m pip install requests";
            ensure!(
                self.requests,
                "a Python le falta la biblioteca requests: {como}"
            );
            let internet = argumentos.iter().any(|argumento| argumento == "--internet");
            let como = "dile las URL: -- https://google.es";
            ensure!(!internet, "el de Python no conoce «--internet»: {como}");
            if argumentos.is_empty() {
                argumentos.extend(
                    servidor::iniciar(0)?
                        .paginas()
                        .into_iter()
                        .map(OsString::from),
                );
            }
        }
        let mut programa = con_entorno(&self.programa)?.con([archivo]).con(argumentos);
        if Path::new(&self.entorno) != self.programa {
            programa = programa.variable("__PYVENV_LAUNCHER__", &self.entorno);
        }
        // Al servidor de este equipo no se llega por el proxy del aula.
        for variable in ["NO_PROXY", "no_proxy"] {
            let mut valor = env::var_os(variable).unwrap_or_default();
            valor.push(",127.0.0.1");
            programa = programa.variable(variable, valor);
        }
        Ok(programa)
    }
}

/// El mismo Python, o por qué no lo hay, otra vez: un error no se puede copiar.
pub fn o_por_que(python: &anyhow::Result<Python>) -> anyhow::Result<&Python> {
    python.as_ref().or_else(|error| bail!("{error:#}"))
}

/// Un programa de ese intérprete, con quien anota la traza, y de forma que cada línea salga cuando se escribe,
/// aunque no vaya a una terminal, y con sus acentos.
fn con_entorno(interprete: &Path) -> anyhow::Result<Programa> {
    let mut carpetas = vec![raiz().join("tools/python")];
    carpetas.extend(env::var_os("PYTHONPATH").iter().flat_map(env::split_paths));
    let carpetas = env::join_paths(carpetas)
        .with_context(|| format!("PYTHONPATH no admite la carpeta {}", raiz().display()))?;
    let programa = Programa::de_python(interprete.to_path_buf()).variable("PYTHONPATH", carpetas);
    let si = ["PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONUTF8"];
    Ok(si.iter().fold(programa, |programa, variable| {
        programa.variable(variable, "1")
    }))
}

/// Qué Python es. Puede decir algo más: su respuesta es la línea que se puede leer.
fn preguntar(candidato: Programa) -> anyhow::Result<Python> {
    let mut programa = candidato.con([raiz().join("tools/python/interpreter.py")]);
    programa.limite = Duration::from_secs(10);
    let hecho = programa
        .ejecutar()
        .map_err(|error| match error.downcast_ref::<io::Error>() {
            Some(causa) if causa.kind() == ErrorKind::NotFound => anyhow!("no está"),
            _ => error,
        })?;
    ensure!(hecho.codigo() != Some(38), "es anterior");
    ensure!(hecho.bien(), "no funciona, {}", hecho.final_en_palabras());
    let respuesta = hecho
        .mensajes()
        .into_iter()
        .find_map(|linea| serde_json::from_str(linea).ok());
    respuesta.context("no responde lo que se le pregunta")
}

#[cfg(all(test, unix))]
#[test]
fn un_python_que_ademas_saluda_y_se_despide_sirve() {
    let Ok(python) = Python::buscar() else { return };
    let orden = "echo hola; \"$0\" \"$@\"; echo 3.12";
    let otro = Programa::de_python("/bin/sh".into())
        .con(["-c", orden])
        .con([&python.programa]);
    assert_eq!(preguntar(otro).unwrap().version, python.version);
}
