//! Lo que un programa pudo haber hecho, inventado: así se prueba un criterio en un momento.

use crate::{Criterio, Juez, Manera};
use runner::NadieMira;
use shared::ejecucion::{Ejecucion, Final, Leido, Lugar, Motivo, Proceso, Tramo};
use std::process::ExitStatus;
use std::time::Duration;

/// El proceso que se inicia.
const PADRE: u32 = 100;

/// Lo que hizo, mientras se inventa. Los momentos son milisegundos desde que se inició; mientras no se diga otra cosa, terminó
/// bien.
pub(crate) struct Invento(Ejecucion);

impl Invento {
    pub(crate) fn nuevo() -> Self {
        Invento(Ejecucion {
            pid: PADRE,
            fin: Final::Solo(estado(0)),
            ..Ejecucion::default()
        })
    }

    /// Hizo una tarea en un hilo suyo: el 1 es el de `main`.
    pub(crate) fn tarea(self, nombre: &str, hilo: usize, inicio: u64, fin: u64) -> Self {
        let lugar = Lugar {
            proceso: PADRE,
            hilo,
        };
        self.tramo(nombre, lugar, inicio, fin)
    }

    /// La hizo un hijo: el 1, el 2…
    pub(crate) fn tarea_de_hijo(self, nombre: &str, hijo: u32, inicio: u64, fin: u64) -> Self {
        let lugar = Lugar {
            proceso: PADRE + hijo,
            hilo: 1,
        };
        self.tramo(nombre, lugar, inicio, fin)
    }

    fn tramo(mut self, nombre: &str, lugar: Lugar, inicio: u64, fin: u64) -> Self {
        self.0.tramos.push(Tramo {
            lugar,
            inicio: inicio * 1000,
            fin: fin * 1000,
            terminado: true,
            nombre: nombre.to_string(),
        });
        self.dura(fin)
    }

    /// Duró al menos eso.
    pub(crate) fn dura(mut self, milisegundos: u64) -> Self {
        let duracion = Duration::from_millis(milisegundos);
        self.0.duracion = self.0.duracion.max(duracion);
        self
    }

    /// La última de las tareas que hizo no acabó.
    pub(crate) fn a_medias(mut self) -> Self {
        if let Some(ultima) = self.0.tramos.last_mut() {
            ultima.terminado = false;
        }
        self
    }

    /// Dijo algo en ese momento.
    pub(crate) fn dice_a_los(mut self, momento: u64, mensaje: &str) -> Self {
        self.0.salida += &format!("\n{mensaje}\n");
        self.0.leido.push(Leido {
            momento: momento * 1000,
            bytes: self.0.salida.len(),
        });
        self
    }

    /// Dijo algo cuando llevaba hecho todo lo que se ha inventado.
    pub(crate) fn dice(self, mensaje: &str) -> Self {
        let momento = self.0.duracion.as_millis() as u64;
        self.dice_a_los(momento, mensaje)
    }

    /// Lo dijo por la salida de errores.
    pub(crate) fn se_queja(mut self, mensaje: &str) -> Self {
        self.0.errores += &format!("\n{mensaje}\n");
        self
    }

    pub(crate) fn termina_con(mut self, codigo: i32) -> Self {
        self.0.fin = Final::Solo(estado(codigo));
        self
    }

    pub(crate) fn hubo_que_detenerlo(mut self, motivo: Motivo) -> Self {
        self.0.fin = Final::Detenido(motivo);
        self
    }

    /// Un hijo lo sobrevivió.
    pub(crate) fn sobrevive(mut self, hijo: u32) -> Self {
        self.0.procesos.push(Proceso {
            pid: PADRE + hijo,
            sobrevive: true,
            ..Proceso::default()
        });
        self
    }

    pub(crate) fn hecho(self) -> Ejecucion {
        self.0
    }
}

/// Lo que apunta un juez que mira así unos hechos: el último criterio.
pub(crate) fn criterio(manera: Manera, mirar: impl FnOnce(&mut Juez)) -> Criterio {
    let mut nadie = NadieMira;
    let mut juez = Juez::sin_programa(manera, &mut nadie);
    mirar(&mut juez);
    let criterios = juez.criterios();
    criterios.last().expect("un criterio").clone()
}

/// El último que apunta quien mira así lo que se inventó, en una lección con hilos.
pub(crate) fn de_hilos(invento: Invento, mirar: impl Fn(&mut Juez, &Ejecucion)) -> Criterio {
    let hecho = invento.hecho();
    criterio(Manera::Hilos, |juez| mirar(juez, &hecho))
}

/// En una con procesos.
pub(crate) fn de_procesos(invento: Invento, mirar: impl Fn(&mut Juez, &Ejecucion)) -> Criterio {
    let hecho = invento.hecho();
    criterio(Manera::Procesos, |juez| mirar(juez, &hecho))
}

#[cfg(unix)]
fn estado(codigo: i32) -> ExitStatus {
    std::os::unix::process::ExitStatusExt::from_raw(codigo << 8)
}

#[cfg(windows)]
fn estado(codigo: i32) -> ExitStatus {
    std::os::windows::process::ExitStatusExt::from_raw(codigo as u32)
}
