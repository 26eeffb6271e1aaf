//! De donde salen los programas que se ejecutan. Los de Rust con cambios se escriben en un clon y se construyen todos de una
//! vez, cuando hace falta el primero.

use crate::caso::{Caso, Codigo};
use crate::pruebas::Pasa;
use anyhow::{Context, anyhow, bail, ensure};
use runner::catalogo::buscar;
use runner::python::Python;
use runner::{EN_PARALELO, Ejecucion, Programa, hay_dos_nucleos_libres};
use shared::ejecucion::clon::Clon;
use shared::ejecucion::construir::{cargo, compilar, raiz};
use shared::ejecucion::{Final, Motivo, Ocupacion};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};
use std::time::Duration;
use tempfile::TempDir;

/// Lo que se ha podido comprobar.
pub enum Comprobado {
    Todo,
    /// Aquí no se puede, y eso no es un fallo.
    NoSePuede(&'static str),
}

/// Los que calculan, de uno en uno: si no, se quitan los núcleos unos a otros.
static TURNO: Mutex<()> = Mutex::new(());

/// Las veces que se intenta ver algo que depende de que el equipo no esté muy ocupado.
const INTENTOS: usize = 3;

/// Lo que hace falta para ejecutar cualquier caso.
pub struct Taller {
    pub python: anyhow::Result<Python>,
    clon: Clon,
    /// Los paquetes y los nombres de los de Rust que se construyen.
    paquetes: BTreeSet<String>,
    nombres: Vec<String>,
    construidos: OnceLock<Result<BTreeMap<String, PathBuf>, String>>,
    /// Donde se escriben los de Python.
    carpeta: TempDir,
}

impl Taller {
    /// El de esos casos, con sus programas ya escritos.
    pub fn nuevo(casos: &[Caso]) -> anyhow::Result<Self> {
        let mut taller = Taller {
            python: Python::buscar(),
            clon: Clon::nuevo("questions")?,
            paquetes: BTreeSet::new(),
            nombres: Vec::new(),
            construidos: OnceLock::new(),
            carpeta: tempfile::tempdir()?,
        };
        for caso in casos {
            if let Ok(Codigo::Cambiado(codigo)) = &caso.codigo {
                taller.escribir(caso, codigo)?;
            }
        }
        Ok(taller)
    }

    fn escribir(&mut self, caso: &Caso, codigo: &str) -> anyhow::Result<()> {
        if caso.es_de_python() {
            fs::write(self.de_python(caso), codigo)?;
            return Ok(());
        }
        let nombre = caso.nombre_con_cambios();
        let archivo = format!("{}/examples/{nombre}.rs", caso.paquete);
        // Lo que un cambio deja sin usar no viene al caso.
        let codigo = format!("#![allow(unused)]\n{codigo}");
        self.clon.escribir(archivo, &codigo)?;
        if let Pasa::Esto(_) = caso.pasa {
            self.paquetes.insert(caso.paquete.clone());
            self.nombres.push(nombre);
        }
        Ok(())
    }

    /// Dónde se escribe uno de Python.
    fn de_python(&self, caso: &Caso) -> PathBuf {
        let nombre = format!("{}.py", caso.nombre_con_cambios());
        self.carpeta.path().join(nombre)
    }

    /// Da un error si no pasa lo que tiene que pasar.
    pub fn comprobar(&self, caso: &Caso) -> anyhow::Result<Comprobado> {
        let codigo = caso.codigo.as_ref().map_err(|error| anyhow!("{error:#}"))?;
        match caso.pasa {
            Pasa::Esto(se_cumple) => {
                let hecho = self.programa(caso, codigo)?.ejecutar()?;
                ensure!(se_cumple(&hecho), "no es lo que pasa: {hecho}");
                Ok(Comprobado::Todo)
            }
            Pasa::NoCompila { error, linea } => {
                self.comprobar_que_no_compila(caso, error, linea)?;
                Ok(Comprobado::Todo)
            }
            Pasa::PorTurnos => self.comprobar_que_se_turnan(&self.programa(caso, codigo)?),
            Pasa::EnParalelo => comprobar_que_van_en_paralelo(&self.programa(caso, codigo)?),
            Pasa::NoTermina => comprobar_que_se_esperan(&self.programa(caso, codigo)?),
        }
    }

    fn comprobar_que_se_turnan(&self, programa: &Programa) -> anyhow::Result<Comprobado> {
        let python = self.python.as_ref();
        if python.is_ok_and(Python::sin_gil) {
            return Ok(Comprobado::NoSePuede("este Python no tiene GIL"));
        }
        let _turno = TURNO.lock();
        let hecho = programa.ejecutar()?;
        ensure!(hecho.a_la_vez() >= 2, "no van a la vez: {hecho}");
        let nucleos = nucleos(&hecho)?;
        ensure!(nucleos < 1.1, "no se turnan: {nucleos:.1} núcleos: {hecho}");
        Ok(Comprobado::Todo)
    }

    fn programa(&self, caso: &Caso, codigo: &Codigo) -> anyhow::Result<Programa> {
        let programa = self.sin_contar(caso, codigo)?;
        Ok(programa.contando_procesos(64))
    }

    fn sin_contar(&self, caso: &Caso, codigo: &Codigo) -> anyhow::Result<Programa> {
        let python = self.python.as_ref().map_err(|error| anyhow!("{error:#}"));
        match codigo {
            Codigo::ComoEsta(argumentos) if caso.es_de_python() => {
                python?.programa(&raiz().join(&caso.archivo), argumentos)
            }
            Codigo::Cambiado(_) if caso.es_de_python() => {
                python?.programa(&self.de_python(caso), &[])
            }
            Codigo::ComoEsta(argumentos) => {
                let programa = buscar(&[&caso.archivo])?.remove(0).programa;
                Ok(programa.con(argumentos))
            }
            Codigo::Cambiado(_) => {
                let ejecutable = self.construidos()?.get(&caso.nombre_con_cambios());
                Ok(Programa::construido(
                    ejecutable.context("no está construido")?,
                ))
            }
        }
    }

    /// El ejecutable de cada uno.
    fn construidos(&self) -> anyhow::Result<&BTreeMap<String, PathBuf>> {
        let construidos = self.construidos.get_or_init(|| self.construir());
        construidos.as_ref().map_err(|error| anyhow!("{error}"))
    }

    fn construir(&self) -> Result<BTreeMap<String, PathBuf>, String> {
        let paquetes: Vec<&str> = self.paquetes.iter().map(String::as_str).collect();
        let nombres: Vec<&str> = self.nombres.iter().map(String::as_str).collect();
        match self.clon.construir(&paquetes, &nombres) {
            Ok(rutas) => Ok(self.nombres.iter().cloned().zip(rutas).collect()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// El compilador da ese error, y en su mensaje está esa línea.
    fn comprobar_que_no_compila(
        &self,
        caso: &Caso,
        error: &str,
        linea: &str,
    ) -> anyhow::Result<()> {
        let mut orden = cargo();
        orden.args(["build", "--offline", "--package", &caso.paquete]);
        orden.args(["--example", &caso.nombre_con_cambios()]);
        orden.current_dir(self.clon.ruta(""));
        orden.env("CARGO_TARGET_DIR", self.clon.ruta("target"));
        // El mensaje se espera: no se muestra.
        let compilado = compilar(&mut orden, |_| {})?;
        for mensaje in &compilado.mensajes {
            if mensaje.codigo.as_deref() == Some(error) && mensaje.texto.contains(linea) {
                return Ok(());
            }
        }
        bail!("no da ese error: {:?}", compilado.mensajes)
    }
}

fn nucleos(hecho: &Ejecucion) -> anyhow::Result<f64> {
    hecho.nucleos().context("no se sabe cuántos núcleos ocupó")
}

/// Ocupa más de un núcleo, si hay dos libres.
fn comprobar_que_van_en_paralelo(programa: &Programa) -> anyhow::Result<Comprobado> {
    let _turno = TURNO.lock();
    for _ in 0..INTENTOS {
        let hecho = programa.ejecutar()?;
        ensure!(hecho.a_la_vez() >= 2, "no van a la vez: {hecho}");
        if nucleos(&hecho)? > EN_PARALELO {
            return Ok(Comprobado::Todo);
        }
    }
    ensure!(
        !hay_dos_nucleos_libres(),
        "hay dos núcleos libres y no los ocupa"
    );
    Ok(Comprobado::NoSePuede("aquí no hay dos núcleos libres"))
}

/// Empieza dos tareas, no acaba ninguna y no calcula. En un equipo muy ocupado, una podría acabar antes de que la otra
/// empezara: por eso se intenta más de una vez.
fn comprobar_que_se_esperan(programa: &Programa) -> anyhow::Result<Comprobado> {
    let programa = programa.clone().durante(Duration::from_secs(6));
    let mut visto = String::new();
    for _ in 0..INTENTOS {
        let hecho = programa.ejecutar()?;
        let no_termina = hecho.fin == Final::Detenido(Motivo::NoTerminaba);
        let no_calcula = hecho.ocupacion_al_final() != Ocupacion::Calcular;
        if no_termina && no_calcula && hecho.a_medias().len() == 2 {
            return Ok(Comprobado::Todo);
        }
        visto = hecho.to_string();
    }
    bail!("no se esperan uno a otro: {visto}")
}
