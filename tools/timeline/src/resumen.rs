//! Una ejecución, contada en una línea.

use shared::ejecucion::{Ejecucion, Lugar};
use std::fmt;
use terminal::contar;

/// Cuántos procesos e hilos hubo, cuántos esperaban y cuántas tareas hubo a la vez.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Resumen {
    /// No se ejecutó.
    #[default]
    Nada,
    /// Está en marcha, y no ha empezado ninguna tarea.
    AunNada,
    /// No anotó ninguna tarea.
    SinTareas {
        /// Si terminó por sí mismo: quizá antes de tiempo.
        por_si_mismo: bool,
    },
    /// Hizo tareas.
    ConTareas {
        /// Los procesos que se vieron.
        procesos: usize,
        /// Los hilos que hicieron alguna tarea.
        trabajan: usize,
        /// Si el `main` del proceso que se inició no hizo ninguna.
        main_espera: bool,
        /// Las tareas que llegó a haber a la vez.
        a_la_vez: usize,
        /// Los hilos y los procesos a los que no se esperó.
        sin_esperar: usize,
    },
}

impl Resumen {
    /// El de una ejecución en la que se vieron tantos procesos, y que no esperó a tantos hilos y procesos.
    pub(crate) fn nuevo(hecho: &Ejecucion, procesos: usize, sin_esperar: usize) -> Self {
        if hecho.tramos.is_empty() {
            return match hecho.en_marcha() {
                true => Resumen::AunNada,
                false => Resumen::SinTareas {
                    por_si_mismo: hecho.estado().is_some(),
                },
            };
        }
        let hilos = hecho.hilos();
        let main = Lugar {
            proceso: hecho.pid,
            hilo: 1,
        };
        Resumen::ConTareas {
            procesos,
            trabajan: hilos.len(),
            main_espera: !hilos.contains(&main),
            a_la_vez: hecho.a_la_vez(),
            sin_esperar,
        }
    }
}

impl fmt::Display for Resumen {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        let Resumen::ConTareas {
            procesos,
            trabajan,
            main_espera,
            a_la_vez,
            sin_esperar,
        } = *self
        else {
            return texto.write_str(match self {
                Resumen::AunNada => "aún no ha empezado ninguna tarea",
                Resumen::SinTareas { por_si_mismo: true } => {
                    "no anotó ninguna tarea: ¿usa tarea, realizar_peticion o traza::anotar, de shared? \
                     ¿O main terminó sin esperarlas?"
                }
                Resumen::SinTareas { .. } => {
                    "no anotó ninguna tarea: ¿usa tarea, realizar_peticion o traza::anotar, de shared?"
                }
                _ => "",
            });
        };
        let hilos = trabajan + usize::from(main_espera);
        match procesos {
            1 => write!(texto, "1 proceso, {}", contar(hilos, "hilo"))?,
            _ => write!(texto, "{}", contar(procesos, "proceso"))?,
        }
        let todo_main = !main_espera && trabajan == 1;
        if !todo_main {
            write!(texto, ": {trabajan} con tareas")?;
        }
        if a_la_vez <= 1 {
            // De quien no espera a nadie no se sabe qué habría pasado.
            if sin_esperar == 0 {
                write!(texto, ", en fila")?;
            }
        } else if a_la_vez == trabajan {
            write!(texto, " a la vez")?;
        } else {
            write!(texto, ", {a_la_vez} a la vez")?;
        }
        if main_espera && sin_esperar > 0 {
            write!(texto, ", {sin_esperar} sin esperar")?;
        }
        Ok(())
    }
}
