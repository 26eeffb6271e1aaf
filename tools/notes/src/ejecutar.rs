//! Lo que hicieron los programas de las lecciones.

use crate::clase::{Espera, Pareja, orden_de_cargo};
use anyhow::anyhow;
use runner::python::Python;
use runner::{Ejecucion, Programa, seguir_si_no_se_interrumpe};
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};
use terminal::en_espanol;

/// Lo que hicieron los dos de una pareja.
#[derive(Debug)]
pub(crate) struct Hechos {
    /// El nombre con que se pide.
    pub programa: &'static str,
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
    /// Los núcleos que ocupó, si se sabe.
    pub fn nucleos(&self) -> Option<f64> {
        match self {
            Hecho::Ejecutado(hecho) => hecho.nucleos(),
            Hecho::SinEjecutar(_) | Hecho::Fallido(_) => None,
        }
    }

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
            fallos.push(format!("{}: {fallo}", orden_de_cargo(self.programa)));
        }
        if let Some(fallo) = self.python.fallo() {
            fallos.push(format!("{}, en Python: {fallo}", self.programa));
        }
        fallos
    }
}

/// Los dos programas de una pareja, ya construidos; o lo que se sabe de ellos sin ejecutarlos.
struct Listos {
    programa: &'static str,
    python: Result<Programa, Hecho>,
    rust: Result<Programa, Hecho>,
}

/// Ejecuta los programas, y da lo que hizo cada pareja por su nombre. Mientras, dice cuántos han terminado y qué se hace. Es un error que llegue
/// Ctrl-C; que un programa falle, no.
pub(crate) fn ejecutar(
    parejas: &[Pareja],
    python: &anyhow::Result<Python>,
    avance: &dyn Fn(usize, &str),
) -> anyhow::Result<BTreeMap<&'static str, Hechos>> {
    avance(0, "se construyen los programas");
    let mut duermen = Vec::new();
    let mut de_uno_en_uno = Vec::new();
    for pareja in parejas {
        let listos = preparar(pareja, python);
        seguir_si_no_se_interrumpe()?;
        match pareja.espera {
            Espera::Dormir => duermen.push(listos),
            Espera::Paginas | Espera::Calcular => de_uno_en_uno.push(listos),
        }
    }
    avance(0, "los que duermen, a la vez");
    let mut hechos = ejecutar_a_la_vez(duermen);
    seguir_si_no_se_interrumpe()?;
    // De uno en uno, para que ninguno estorbe a lo que mide otro.
    for listos in de_uno_en_uno {
        let nombre = listos.programa;
        avance(2 * hechos.len(), nombre);
        let rust = ejecutar_uno(listos.rust);
        avance(2 * hechos.len() + 1, &format!("{nombre}, en Python"));
        let python = ejecutar_uno(listos.python);
        seguir_si_no_se_interrumpe()?;
        hechos.push(Hechos {
            programa: nombre,
            python,
            rust,
        });
    }
    let por_su_nombre = hechos.into_iter().map(|suyos| (suyos.programa, suyos));
    Ok(por_su_nombre.collect())
}

fn preparar(pareja: &Pareja, python: &anyhow::Result<Python>) -> Listos {
    let de_rust = pareja.rust.programa.preparar();
    let de_python = match python {
        Ok(python) => python.programa(&pareja.python, &[]),
        Err(falta) => Err(anyhow!("{falta}")),
    };
    Listos {
        programa: pareja.programa,
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
            en_marcha.push((listos.programa, rust, python));
        }
        let mut hechos = Vec::new();
        for (programa, rust, python) in en_marcha {
            hechos.push(Hechos {
                programa,
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

/// Los procesos a la vez con los que se termina con un programa: los de los apuntes no pasan de cinco, y los que calculan son
/// uno por núcleo.
const MUCHOS: usize = 64;
