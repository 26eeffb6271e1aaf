//! Lo que hicieron los programas de las lecciones.

use crate::clase::{Espera, Leccion, Programas, orden_de_cargo};
use anyhow::anyhow;
use runner::python::Python;
use runner::{Ejecucion, Programa, seguir_si_no_se_interrumpe};
use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};
use terminal::en_espanol;

/// Lo que hicieron los dos de una lección.
#[derive(Debug)]
pub(crate) struct Hechos {
    pub leccion: Leccion,
    pub python: Hecho,
    pub rust: Hecho,
}

/// Lo que hizo un programa.
#[derive(Debug)]
pub(crate) enum Hecho {
    /// Se ejecutó.
    Ejecutado(Box<Ejecucion>),
    /// En este equipo falta algo con que ejecutarlo: no es un fallo de nadie.
    SinEjecutar(String),
    /// No se pudo construir, iniciar o mirar.
    Fallido(String),
}

impl Hecho {
    /// Lo que no fue bien, si algo no fue bien.
    fn fallo(&self) -> Option<String> {
        match self {
            Hecho::Ejecutado(hecho) if hecho.bien() => None,
            Hecho::Ejecutado(hecho) => Some(hecho.como_termino()),
            Hecho::SinEjecutar(_) => None,
            Hecho::Fallido(causa) => Some(causa.clone()),
        }
    }
}

impl Hechos {
    /// Una frase por cada programa que no fue bien.
    pub fn fallos(&self) -> Vec<String> {
        let mut fallos = Vec::new();
        if let Some(fallo) = self.rust.fallo() {
            fallos.push(format!(
                "{}: {fallo}",
                orden_de_cargo(self.leccion.programa)
            ));
        }
        if let Some(fallo) = self.python.fallo() {
            fallos.push(format!("{}, en Python: {fallo}", self.leccion.programa));
        }
        fallos
    }
}

/// Los dos programas de una lección, ya construidos; o lo que se sabe de ellos sin ejecutarlos.
struct Listos {
    leccion: Leccion,
    python: Result<Programa, Hecho>,
    rust: Result<Programa, Hecho>,
}

/// Ejecuta los programas de las lecciones. Mientras, dice cuántos han terminado y qué se hace. Es un error que llegue
/// Ctrl-C; que un programa falle, no.
pub(crate) fn ejecutar(
    programas: &[Programas],
    python: &anyhow::Result<Python>,
    avance: &dyn Fn(usize, &str),
) -> anyhow::Result<Vec<Hechos>> {
    avance(0, "se construyen los programas");
    let mut duermen = Vec::new();
    let mut piden_paginas = Vec::new();
    for suyos in programas {
        let listos = preparar(suyos, python);
        seguir_si_no_se_interrumpe()?;
        match suyos.leccion.espera {
            Espera::Dormir => duermen.push(listos),
            Espera::Paginas => piden_paginas.push(listos),
        }
    }
    avance(0, "los que duermen, a la vez");
    let mut hechos = ejecutar_a_la_vez(duermen);
    seguir_si_no_se_interrumpe()?;
    // De uno en uno, para que ninguno estorbe a lo que mide otro.
    for listos in piden_paginas {
        let nombre = listos.leccion.programa;
        avance(2 * hechos.len(), nombre);
        let rust = ejecutar_uno(listos.rust);
        avance(2 * hechos.len() + 1, &format!("{nombre}, en Python"));
        let python = ejecutar_uno(listos.python);
        seguir_si_no_se_interrumpe()?;
        hechos.push(Hechos {
            leccion: listos.leccion,
            python,
            rust,
        });
    }
    Ok(hechos)
}

fn preparar(programas: &Programas, python: &anyhow::Result<Python>) -> Listos {
    let de_rust = programas.rust.programa.preparar();
    let de_python = match python {
        Ok(python) => python.programa(&programas.python, &[]),
        Err(falta) => Err(anyhow!("{falta}")),
    };
    Listos {
        leccion: programas.leccion,
        rust: de_rust.map_err(|error| Hecho::Fallido(en_espanol(&error))),
        python: de_python.map_err(|falta| Hecho::SinEjecutar(en_espanol(&falta))),
    }
}

fn ejecutar_a_la_vez(todos: Vec<Listos>) -> Vec<Hechos> {
    thread::scope(|ambito| {
        let mut en_marcha = Vec::new();
        for listos in todos {
            let rust = ambito.spawn(|| ejecutar_uno(listos.rust));
            let python = ambito.spawn(|| ejecutar_uno(listos.python));
            en_marcha.push((listos.leccion, rust, python));
        }
        let mut hechos = Vec::new();
        for (leccion, rust, python) in en_marcha {
            hechos.push(Hechos {
                leccion,
                rust: esperar(rust),
                python: esperar(python),
            });
        }
        hechos
    })
}

/// Si el hilo entra en pánico, este también.
fn esperar(hilo: ScopedJoinHandle<Hecho>) -> Hecho {
    hilo.join().unwrap_or_else(|panico| resume_unwind(panico))
}

fn ejecutar_uno(programa: Result<Programa, Hecho>) -> Hecho {
    let programa = match programa {
        Ok(programa) => programa.contando_procesos(MUCHOS),
        Err(hecho) => return hecho,
    };
    match programa.ejecutar() {
        Ok(hecho) => Hecho::Ejecutado(Box::new(hecho)),
        Err(error) => Hecho::Fallido(en_espanol(&error)),
    }
}

/// Los procesos a la vez con los que se termina con una lección: las de los apuntes no pasan de cinco.
const MUCHOS: usize = 64;
