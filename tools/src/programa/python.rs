//! Los programas de Python que acompañan a las lecciones, ejecutados como ellas y con la misma traza.

use super::{Programa, grupo};
use anyhow::{Context, anyhow, bail};
use shared::cargo::raiz;
use shared::servidor;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// El que se encuentra en este equipo.
#[derive(Clone, Debug)]
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

/// Lo que se le pregunta a cada candidato; la respuesta va detrás de [`MARCA`], que al empezar puede decir algo más.
const PREGUNTA: &str = "
import importlib.util, platform, sys
if sys.version_info < (3, 8):
    sys.exit(38)
gil = getattr(sys, '_is_gil_enabled', lambda: True)()
print('hilos-y-procesos:')
print(getattr(sys, '_base_executable', sys.executable) if sys.platform == 'win32' else sys.executable)
print(platform.python_implementation(), platform.python_version() + ',', 'con GIL' if gil else 'sin GIL')
print(importlib.util.find_spec('requests') is not None)
print(sys.executable)
";

const MARCA: &str = "hilos-y-procesos:";

/// Lo que se espera a que responda.
const RESPUESTA: Duration = Duration::from_secs(10);

impl Python {
    /// El primero que sirve de los que hay; si ninguno sirve, el error dice por qué y qué hace falta.
    pub fn buscar() -> anyhow::Result<Self> {
        let nombres = if cfg!(windows) { ["python", "py"] } else { ["python3", "python"] };
        let mut motivos = Vec::new();
        for nombre in nombres {
            match preguntar(nombre) {
                Ok(python) => return Ok(python),
                Err(motivo) => motivos.push(format!("«{nombre}» {motivo:#}")),
            }
        }
        let motivos = motivos.join("; ");
        bail!(
            "aquí no hay Python 3.8 o posterior ({motivos}): instálalo desde https://www.python.org"
        )
    }

    /// El programa de ese archivo con esos argumentos; deja la misma traza que una lección. Si pide páginas y
    /// no se le dice cuáles, las de un servidor de este equipo. Es un error que le falte algo.
    pub fn programa(&self, archivo: &Path, argumentos: &[OsString]) -> anyhow::Result<Programa> {
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
        let mut programa =
            Programa::de_python(self.programa.clone()).con([archivo]).con(argumentos);
        for (variable, valor) in entorno()? {
            programa = programa.variable(variable, valor);
        }
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

/// Con qué se ejecuta siempre: con quien anota la traza, y de forma que cada línea salga cuando se escribe,
/// aunque no vaya a una terminal, y con sus acentos.
fn entorno() -> anyhow::Result<[(&'static str, OsString); 4]> {
    let mut carpetas = vec![raiz().join("tools/python")];
    carpetas.extend(env::var_os("PYTHONPATH").iter().flat_map(env::split_paths));
    let si = || OsString::from("1");
    let carpetas = env::join_paths(carpetas)
        .with_context(|| format!("no admite la carpeta {} en PYTHONPATH", raiz().display()))?;
    Ok([
        ("PYTHONPATH", carpetas),
        ("PYTHONDONTWRITEBYTECODE", si()),
        ("PYTHONUNBUFFERED", si()),
        ("PYTHONUTF8", si()),
    ])
}

fn preguntar(nombre: &str) -> anyhow::Result<Python> {
    let mut orden = Command::new(nombre);
    orden.args(["-c", PREGUNTA]).envs(entorno()?).env_remove(shared::traza::VARIABLE);
    orden.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut proceso = orden.spawn().map_err(|_| anyhow!("no está"))?;
    let plazo = Instant::now() + RESPUESTA;
    while proceso.try_wait()?.is_none() {
        if Instant::now() > plazo || grupo::interrumpido() {
            let _ = proceso.kill();
            let _ = proceso.wait();
            bail!("no respondió en {} segundos", RESPUESTA.as_secs());
        }
        thread::sleep(Duration::from_millis(5));
    }
    let fin = proceso.wait_with_output()?;
    match fin.status.code() {
        Some(0) => {}
        Some(38) => bail!("es anterior"),
        _ => bail!("no funciona: {}", fin.status),
    }
    let salida = String::from_utf8_lossy(&fin.stdout);
    let respuesta = salida.lines().skip_while(|linea| *linea != MARCA).skip(1);
    let [programa, version, requests, entorno] = respuesta.collect::<Vec<_>>()[..] else {
        bail!("no respondió lo que se le preguntó");
    };
    let (version, entorno) = (version.to_string(), entorno.to_string());
    Ok(Python { programa: programa.into(), version, requests: requests == "True", entorno })
}
