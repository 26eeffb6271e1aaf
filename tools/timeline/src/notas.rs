//! Lo que hay que saber de una ejecución además de lo que se ve en sus filas.

use crate::tiempo::segundos;
use shared::ejecucion::{Ejecucion, Final, Ocupacion, Tramo};
use std::collections::BTreeSet;
use std::fmt;
use terminal::contar;

/// Una de esas cosas. Los momentos son microsegundos desde que se inició el programa.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nota {
    /// Dijo más de lo que se guarda.
    SinGuardar {
        /// Cuántos bytes más.
        bytes: usize,
    },
    /// `main` terminó sin esperar a sus hilos, que se quedaron a medias.
    HilosSinEsperar {
        /// Cuántos.
        cuantos: usize,
        /// Cuándo terminó `main`.
        main_termina: u64,
    },
    /// El padre terminó sin esperar a sus hijos.
    HijosSinEsperar {
        /// Cuántos.
        cuantos: usize,
        /// Cuándo terminó el padre.
        padre_termina: u64,
        /// Cuándo acabó el último.
        ultimo_acaba: u64,
        /// Si hubo que detener a alguno.
        detenidos: bool,
    },
    /// Ninguna tarea dura nada: quizá se soltó lo que la anota.
    NadaDura,
    /// Usó reqwest sin elegir antes con qué se cifra.
    ReqwestSinPreparar,
    /// Cuando se le detuvo no gastaba procesador.
    Esperaba {
        /// Las tareas sin terminar.
        tareas: Vec<String>,
    },
    /// Cuando se le detuvo no paraba de gastar procesador.
    Calculaba {
        /// Las tareas sin terminar.
        tareas: Vec<String>,
    },
}

/// Lo que se tarda en anotar el principio y el final de una tarea, y poco más, en microsegundos.
const NADA: u64 = 100;

/// Lo que dice el pánico de reqwest.
const REQWEST_SIN_PREPARAR: &str = "No rustls crypto provider is configured";

impl Nota {
    /// Las de una ejecución.
    pub(crate) fn de(hecho: &Ejecucion) -> Vec<Nota> {
        let mut notas = Vec::new();
        if hecho.sin_guardar > 0 {
            let bytes = hecho.sin_guardar;
            notas.push(Nota::SinGuardar { bytes });
        }
        let termina = hecho.termina() - hecho.inicio;
        let cuantos = hilos_a_medias(hecho);
        if cuantos > 0 {
            notas.push(Nota::HilosSinEsperar {
                cuantos,
                main_termina: termina,
            });
        }
        let sobreviven = hecho.sobreviven();
        if !sobreviven.is_empty() {
            let finales = sobreviven.iter().filter_map(|proceso| proceso.fin);
            let ultimo = finales.max().unwrap_or(hecho.termina());
            notas.push(Nota::HijosSinEsperar {
                cuantos: sobreviven.len(),
                padre_termina: termina,
                ultimo_acaba: ultimo.saturating_sub(hecho.inicio),
                detenidos: sobreviven.iter().any(|proceso| proceso.cortado),
            });
        }
        if !hecho.en_marcha() && hecho.tramos.len() > 1 && hecho.tramos.iter().all(no_dura_nada) {
            notas.push(Nota::NadaDura);
        }
        if hecho.errores.contains(REQWEST_SIN_PREPARAR) {
            notas.push(Nota::ReqwestSinPreparar);
        }
        if let Final::Detenido(_) = hecho.fin {
            notas.extend(que_hacia(hecho));
        }
        notas
    }
}

/// Qué hacía un programa cuando se le detuvo, hasta donde se puede saber.
fn que_hacia(hecho: &Ejecucion) -> Option<Nota> {
    let sin_terminar = hecho.a_medias().into_iter();
    let tareas = sin_terminar.map(str::to_string).collect();
    match hecho.ocupacion_al_final() {
        Ocupacion::Esperar => Some(Nota::Esperaba { tareas }),
        Ocupacion::Calcular => Some(Nota::Calculaba { tareas }),
        Ocupacion::NoSeSabe => None,
    }
}

fn no_dura_nada(tramo: &Tramo) -> bool {
    tramo.terminado && tramo.dura() < NADA
}

/// Los hilos que main dejó a medias al terminar; si el proceso acabó de golpe, no fue por no esperarlos.
pub(crate) fn hilos_a_medias(hecho: &Ejecucion) -> usize {
    if hecho.estado().is_none() || hecho.de_golpe() {
        return 0;
    }
    let mut hilos = BTreeSet::new();
    for tramo in &hecho.tramos {
        let lugar = tramo.lugar;
        if lugar.proceso == hecho.pid && lugar.hilo != 1 && !tramo.terminado {
            hilos.insert(lugar.hilo);
        }
    }
    hilos.len()
}

impl fmt::Display for Nota {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Nota::SinGuardar { bytes } => {
                let guardan = if *bytes == 1 { "guarda" } else { "guardan" };
                let bytes = contar(*bytes, "byte");
                write!(texto, "dijo {bytes} más, que aquí no se {guardan}")
            }
            Nota::HilosSinEsperar {
                cuantos,
                main_termina,
            } => {
                let cuando = segundos(*main_termina);
                let hilos = contar(*cuantos, "hilo");
                let quedo = if *cuantos == 1 { "quedó" } else { "quedaron" };
                write!(
                    texto,
                    "main terminó a los {cuando} s sin esperar a {hilos}, que se {quedo} a medias"
                )
            }
            Nota::HijosSinEsperar {
                cuantos,
                padre_termina,
                ultimo_acaba,
                detenidos,
            } => {
                let cuando = segundos(*padre_termina);
                let hijos = contar(*cuantos, "hijo");
                let hasta = segundos(*ultimo_acaba);
                let y_despues = match cuantos {
                    _ if *detenidos => "; a los que quedaban se les detuvo aquí",
                    1 => ", que acabó solo",
                    _ => ", que acabaron solos",
                };
                write!(
                    texto,
                    "el padre terminó a los {cuando} s sin esperar a {hijos}{y_despues} a los {hasta} s"
                )
            }
            Nota::ReqwestSinPreparar => write!(
                texto,
                "usó reqwest sin prepararlo: pon shared::preparar_reqwest(); al principio de main"
            ),
            Nota::NadaDura => write!(
                texto,
                "ninguna tarea dura nada: ¿«let _ = anotar(…)»? Con un nombre, «let _tramo = …», dura hasta el \
                 final del bloque"
            ),
            Nota::Esperaba { tareas } => match &tareas[..] {
                [] => write!(
                    texto,
                    "no gasta procesador: duerme, o espera a algo que no llega"
                ),
                [una] => write!(
                    texto,
                    "no gasta procesador: su tarea sin terminar, {una}, duerme o espera a algo que no llega"
                ),
                _ => write!(
                    texto,
                    "no gasta procesador: sus {} tareas sin terminar ({}) duermen o esperan a algo que no llega",
                    tareas.len(),
                    algunas(tareas)
                ),
            },
            Nota::Calculaba { tareas } => match &tareas[..] {
                [] => write!(texto, "no para de calcular: ¿un bucle sin salida?"),
                _ => write!(
                    texto,
                    "no para de calcular: ¿un bucle sin salida en {}?",
                    algunas(tareas)
                ),
            },
        }
    }
}

/// Unas pocas, si son muchas.
fn algunas(tareas: &[String]) -> String {
    match tareas.len() {
        0..=3 => tareas.join(", "),
        _ => format!("{}…", tareas[..3].join(", ")),
    }
}
