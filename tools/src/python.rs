//! Los programas de Python que acompañan a las lecciones, ejecutados como ellas y con la misma traza.

use crate::Leccion;
use crate::leccion::raiz;
use anyhow::bail;
use shared::servidor;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, str};

/// El que se encuentra en este equipo.
#[derive(Clone, Debug)]
pub struct Python {
    /// El intérprete de verdad: el que se llama `python3` puede ser un intermediario.
    programa: PathBuf,
    /// Su versión, y si tiene GIL: `CPython 3.14.2, con GIL`.
    pub version: String,
    requests: bool,
}

/// Lo que se le pregunta a cada candidato: la versión más antigua que vale es la 3.8.
const PREGUNTA: &str = "
import importlib.util, platform, sys
assert sys.version_info >= (3, 8)
gil = getattr(sys, '_is_gil_enabled', lambda: True)()
print(sys.executable)
print(platform.python_implementation(), platform.python_version() + ',', 'con GIL' if gil else 'sin GIL')
print(importlib.util.find_spec('requests') is not None)
";

impl Python {
    /// El primero de los que hay que sirve, si no es un error que dice qué hace falta.
    pub fn buscar() -> anyhow::Result<Self> {
        let nombres = if cfg!(windows) { ["python", "py"] } else { ["python3", "python"] };
        match nombres.into_iter().find_map(preguntar) {
            Some(python) => Ok(python),
            None => {
                bail!("aquí no hay Python 3.8 o posterior: instálalo desde https://www.python.org")
            }
        }
    }

    /// El programa de ese archivo con esos argumentos; deja la misma traza que una lección. Si pide páginas y
    /// no se le dice cuáles, las de un servidor de este equipo. Es un error que le falte algo.
    pub fn programa(&self, archivo: &Path, argumentos: &[OsString]) -> anyhow::Result<Leccion> {
        let mut argumentos = argumentos.to_vec();
        if fs::read_to_string(archivo)?.contains("import requests") {
            if !self.requests {
                bail!("a Python le falta la biblioteca requests: python3 -m pip install requests");
            }
            if argumentos.iter().any(|argumento| argumento == "--internet") {
                bail!(
                    "el de Python no conoce «--internet»: dile las URL, como en -- https://google.es"
                );
            }
            if argumentos.is_empty() {
                argumentos.extend(servidor::iniciar(0)?.paginas().into_iter().map(OsString::from));
            }
        }
        let mut carpetas = vec![raiz().join("tools/python")];
        carpetas.extend(env::var_os("PYTHONPATH").iter().flat_map(env::split_paths));
        Ok(Leccion::del_sistema(self.programa.clone())
            .con([archivo])
            .con(argumentos)
            .variable("PYTHONPATH", env::join_paths(carpetas)?)
            .variable("PYTHONDONTWRITEBYTECODE", "1")
            // Cada línea sale cuando se escribe, aunque no vaya a una terminal, y con sus acentos.
            .variable("PYTHONUNBUFFERED", "1")
            .variable("PYTHONUTF8", "1"))
    }
}

fn preguntar(nombre: &str) -> Option<Python> {
    let mut orden = Command::new(nombre);
    let fin = orden.args(["-c", PREGUNTA]).stdin(Stdio::null()).stderr(Stdio::null()).output();
    let salida = fin.ok().filter(|fin| fin.status.success())?.stdout;
    let mut lineas = str::from_utf8(&salida).ok()?.lines();
    let programa = PathBuf::from(lineas.next()?);
    Some(Python {
        programa,
        version: lineas.next()?.to_string(),
        requests: lineas.next()? == "True",
    })
}
