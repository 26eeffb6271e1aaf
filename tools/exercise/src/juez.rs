//! Quien ejecuta el programa de un ejercicio, y apunta lo que cumple y lo que no.

use crate::{Asunto, ConFallo, Criterio, Ejercicio, Manera, Prueba, Resultado};
use anyhow::Context;
use runner::{Observador, Programa, Servidor};
use shared::ejecucion::{Ejecucion, Tramo};
use std::panic;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Lo que se espera a un programa antes de darlo por interminable: el más largo de los ejercicios tarda la mitad.
const LIMITE: Duration = Duration::from_secs(20);

/// Los procesos que puede tener a la vez: ningún ejercicio pasa de cinco.
pub(crate) const PROCESOS: usize = 64;

/// El juez de un programa.
pub struct Juez<'a> {
    /// Preparado: se ejecuta varias veces, y es siempre el mismo.
    programa: Programa,
    manera: Manera,
    asunto: Asunto,
    servidor: Option<Arc<Servidor>>,
    observador: &'a mut dyn Observador,
    criterios: Vec<Criterio>,
}

/// Comprueba si un programa hace lo que pide un ejercicio, con un servidor si ha de pedir páginas. Quien mira ve la primera
/// vez que se ejecuta, y no las demás. Es un error que no se pueda construir o ejecutar; que no cumpla lo que se pide, no.
pub fn juzgar(
    ejercicio: &Ejercicio,
    programa: &Programa,
    servidor: Option<Arc<Servidor>>,
    observador: &mut dyn Observador,
) -> anyhow::Result<Vec<Criterio>> {
    let programa = programa.clone().durante(LIMITE);
    let programa = programa.contando_procesos(PROCESOS).preparar()?;
    let mut juez = Juez {
        programa,
        manera: ejercicio.manera(),
        asunto: ejercicio.asunto,
        servidor,
        observador,
        criterios: Vec::new(),
    };
    (ejercicio.juzgar)(&mut juez)?;
    Ok(juez.criterios)
}

/// Cómo se ejecuta.
impl Juez<'_> {
    /// Ejecuta el programa a la vista de quien mira.
    pub fn ejecutar(&mut self, prueba: &Prueba) -> anyhow::Result<Ejecucion> {
        let programa = prueba.prepara(&self.programa);
        let hecho = programa.ejecutar_ante(self.observador)?;
        Ok(solo_lo_que_cuenta(hecho, self.asunto))
    }

    /// Lo ejecuta otra vez, sin que nadie mire.
    pub fn ejecutar_otra_vez(&self, prueba: &Prueba) -> anyhow::Result<Ejecucion> {
        let hecho = prueba.prepara(&self.programa).ejecutar()?;
        Ok(solo_lo_que_cuenta(hecho, self.asunto))
    }

    /// Lo ejecuta de varias maneras a la vez, sin que nadie mire, y da lo que hizo de cada una.
    pub fn ejecutar_a_la_vez(&self, pruebas: &[Prueba]) -> anyhow::Result<Vec<Ejecucion>> {
        let mut hechos = Vec::new();
        thread::scope(|ambito| {
            let mut hilos = Vec::new();
            for prueba in pruebas {
                let programa = prueba.prepara(&self.programa);
                let hilo = ambito.spawn(move || programa.ejecutar());
                hilos.push(hilo);
            }
            for hilo in hilos {
                match hilo.join() {
                    Ok(hecho) => hechos.push(solo_lo_que_cuenta(hecho?, self.asunto)),
                    Err(panico) => panic::resume_unwind(panico),
                }
            }
            anyhow::Ok(())
        })?;
        Ok(hechos)
    }

    /// Lo ejecuta otra vez por cada tarea que hizo, y cada vez falla una: la primera, la última y las de en medio.
    pub fn haciendo_fallar_a_cada_una(
        &self,
        hecho: &Ejecucion,
        prueba: &Prueba,
    ) -> anyhow::Result<Vec<ConFallo>> {
        let mut todas: Vec<String> = Vec::new();
        for tramo in &hecho.tramos {
            todas.push(tramo.nombre.clone());
        }
        todas.sort_unstable();
        let mut pruebas = Vec::new();
        for nombre in &todas {
            // Un hijo puede terminar con un estado, y también por una señal.
            let aborta = self.manera == Manera::Procesos && pruebas.is_empty();
            pruebas.push(match aborta {
                true => prueba.clone().aborta(nombre),
                false => prueba.clone().entra_en_panico(nombre),
            });
        }
        let hechos = self.ejecutar_a_la_vez(&pruebas)?;
        let mut fallos = Vec::new();
        for (falla, hecho) in todas.iter().zip(hechos) {
            fallos.push(ConFallo {
                falla: falla.clone(),
                todas: todas.clone(),
                hecho,
            });
        }
        Ok(fallos)
    }

    /// Las URL de unas páginas del servidor, todas distintas, de las que se dice lo que tardan, en segundos, y los bytes que
    /// tienen.
    pub fn paginas(&self, paginas: &[(f64, usize)]) -> anyhow::Result<Vec<String>> {
        let servidor = self.servidor.as_ref();
        let base = servidor.context("sin servidor no hay páginas")?.base();
        let mut urls = Vec::new();
        for (i, (segundos, bytes)) in paginas.iter().enumerate() {
            urls.push(format!("{base}/delay/{segundos}?bytes={bytes}&pagina={i}"));
        }
        Ok(urls)
    }
}

/// Lo que se mira.
impl Juez<'_> {
    /// Quién hace las tareas.
    pub fn manera(&self) -> Manera {
        self.manera
    }

    /// Apunta si se cumple lo que se pide.
    pub fn pide(&mut self, que: impl Into<String>, cumple: bool) -> &mut Criterio {
        let resultado = match cumple {
            true => Resultado::Cumplido,
            false => Resultado::Incumplido,
        };
        self.apuntar(que.into(), resultado)
    }

    /// Apunta que no se cumple lo que solo se nombra si falta.
    pub fn reprocha(&mut self, que: impl Into<String>) -> &mut Criterio {
        self.apuntar(que.into(), Resultado::Incumplido)
    }

    /// Apunta que no se ha podido mirar, y por qué.
    pub fn sin_mirar(&mut self, que: impl Into<String>, por_que: &str) {
        let criterio = self.apuntar(que.into(), Resultado::SinMirar);
        criterio.visto(por_que);
    }

    fn apuntar(&mut self, pide: String, resultado: Resultado) -> &mut Criterio {
        let cual = self.criterios.len();
        self.criterios.push(Criterio {
            pide,
            resultado,
            visto: None,
            consejo: String::new(),
        });
        &mut self.criterios[cual]
    }

    /// Si hasta ahora se cumple todo.
    pub fn va_bien(&self) -> bool {
        let mut criterios = self.criterios.iter();
        criterios.all(|criterio| criterio.resultado == Resultado::Cumplido)
    }
}

/// Lo que hizo, sin lo que anotara además por su cuenta.
fn solo_lo_que_cuenta(hecho: Ejecucion, asunto: Asunto) -> Ejecucion {
    let todos = hecho.tramos.clone();
    hecho.solo_con(|tramo| asunto.cuenta(&tramo.nombre) && !esta_dentro_de_otro(tramo, &todos))
}

/// Si alguien anotó una tarea alrededor de la función que ya la anota: es la misma.
fn esta_dentro_de_otro(tramo: &Tramo, todos: &[Tramo]) -> bool {
    for otro in todos {
        let es_la_misma = otro.nombre == tramo.nombre && otro.lugar == tramo.lugar;
        let empieza_antes = otro.inicio < tramo.inicio;
        if es_la_misma && empieza_antes && otro.fin >= tramo.fin {
            return true;
        }
    }
    false
}

#[cfg(test)]
impl<'a> Juez<'a> {
    /// El de un programa que no hay: se le dan los hechos inventados.
    pub(crate) fn sin_programa(manera: Manera, observador: &'a mut runner::NadieMira) -> Self {
        Juez {
            programa: Programa::construido("nada"),
            manera,
            asunto: Asunto::Tareas,
            servidor: None,
            observador,
            criterios: Vec::new(),
        }
    }

    pub(crate) fn criterios(&self) -> &[Criterio] {
        &self.criterios
    }
}

#[cfg(test)]
mod pruebas {
    use super::*;
    use crate::inventos::Invento;

    #[test]
    fn lo_que_se_anote_ademas_no_cuenta() {
        let hecho = Invento::nuevo()
            .tarea("main, entero", 1, 0, 2200)
            .tarea("Tarea 1", 2, 10, 2020)
            .tarea("Tarea 1", 2, 11, 2011)
            .tarea("Tarea 2", 3, 10, 2010)
            .hecho();
        let hecho = solo_lo_que_cuenta(hecho, Asunto::Tareas);
        assert_eq!(hecho.hechas(), ["Tarea 1", "Tarea 2"]);
    }

    #[test]
    fn la_que_se_hace_dos_veces_cuenta_dos() {
        let hecho = Invento::nuevo()
            .tarea("Tarea 1", 1, 0, 2000)
            .tarea("Tarea 1", 1, 2000, 4000)
            .hecho();
        let hecho = solo_lo_que_cuenta(hecho, Asunto::Tareas);
        assert_eq!(hecho.hechas(), ["Tarea 1", "Tarea 1"]);
    }
}
