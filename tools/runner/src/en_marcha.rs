//! Un programa mientras se ejecuta, de que se inicia a que se sabe lo que hizo.

use crate::grupo::Grupo;
use crate::salidas::{Quedan, Salidas};
use crate::{Observador, censo, interrumpido};
use shared::ejecucion::tramos::{Tramo, leer_traza};
use shared::ejecucion::{Ejecucion, Final, Motivo, Proceso, ahora};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

/// Lo que se le deja escribir en la traza, en bytes: decenas de miles de tareas.
const TRAZA: u64 = 2 << 20;

/// Lo que se le deja hacer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limites {
    /// Cuánto se le espera antes de darlo por interminable.
    pub(crate) tiempo: Duration,
    /// Si se cuentan los procesos que inicia, y se espera a los que lo sobrevivan, cuántos pueden ser a la vez.
    pub(crate) procesos: Option<usize>,
}

/// Ejecuta un programa hasta que termina, hasta un límite, o hasta que llega Ctrl-C, SIGTERM o SIGHUP, y termina después
/// con cuantos queden de su grupo. Es un error que no se pueda iniciar o que deje una traza ilegible.
pub(crate) fn ejecutar(
    orden: Command,
    limites: Limites,
    traza: &Path,
    observador: &mut dyn Observador,
) -> anyhow::Result<Ejecucion> {
    let reloj = Instant::now();
    let inicio = ahora();
    let mut grupo = Grupo::iniciar(orden)?;
    let pid = grupo.primero().id();
    let primero = Proceso {
        pid,
        inicio,
        ..Proceso::default()
    };
    let mut en_marcha = EnMarcha {
        limites,
        traza,
        reloj,
        salidas: Salidas::de(grupo.primero()),
        ultimo_segundo: UltimoSegundo::desde(reloj),
        hecho: Ejecucion {
            pid,
            inicio,
            procesos: vec![primero],
            ..Ejecucion::default()
        },
    };
    while en_marcha.sigue(grupo.primero())? {
        let quedan = en_marcha.salidas.escuchar(observador);
        observador.va(&|| en_marcha.como_va());
        if quedan == Quedan::Cerradas {
            // Se cierran al terminar el último proceso: no hay que preguntar sin parar.
            thread::sleep(Duration::from_millis(1));
        }
    }
    en_marcha.terminar(grupo, observador)
}

struct EnMarcha<'a> {
    limites: Limites,
    traza: &'a Path,
    reloj: Instant,
    salidas: Salidas,
    ultimo_segundo: UltimoSegundo,
    /// Lo que se va sabiendo.
    hecho: Ejecucion,
}

impl EnMarcha<'_> {
    /// Mira cómo va, y si hay que seguir esperando.
    fn sigue(&mut self, primero: &mut Child) -> anyhow::Result<bool> {
        let cuenta_procesos = self.limites.procesos.is_some();
        let mut acaba_de_terminar = false;
        if self.hecho.en_marcha() {
            if let Some(estado) = primero.try_wait()? {
                self.hecho.fin = Final::Solo(estado);
                acaba_de_terminar = true;
            }
            self.hecho.duracion = self.reloj.elapsed();
        }
        if cuenta_procesos {
            censo::contar(&mut self.hecho.procesos, acaba_de_terminar);
            let tiempos = self.hecho.procesos.iter().map(|proceso| proceso.procesador);
            let procesador = tiempos.sum();
            self.hecho.procesador = Some(procesador);
            self.ultimo_segundo.mirar(procesador);
        }
        if acaba_de_terminar {
            self.apuntar_quien_sobrevive();
        }
        let queda_alguien = cuenta_procesos && !self.hecho.vivos().is_empty();
        if !self.hecho.en_marcha() && !queda_alguien {
            return Ok(false);
        }
        let Some(motivo) = self.por_que_detenerlo() else {
            return Ok(true);
        };
        // De quien ya terminó, que algún hijo no acabe no cambia cómo.
        if self.hecho.en_marcha() || motivo != Motivo::NoTerminaba {
            self.hecho.fin = Final::Detenido(motivo);
        }
        Ok(false)
    }

    fn apuntar_quien_sobrevive(&mut self) {
        self.hecho.procesos[0].fin = Some(self.hecho.termina());
        for proceso in &mut self.hecho.procesos {
            proceso.sobrevive = proceso.fin.is_none();
        }
    }

    fn por_que_detenerlo(&self) -> Option<Motivo> {
        if interrumpido() {
            return Some(Motivo::Interrumpido);
        }
        let maximo = self.limites.procesos.unwrap_or(usize::MAX);
        if self.hecho.vivos().len() > maximo {
            return Some(Motivo::SeMultiplicaba);
        }
        if fs::metadata(self.traza).is_ok_and(|traza| traza.len() > TRAZA) {
            return Some(Motivo::AnotabaSinParar);
        }
        if self.reloj.elapsed() >= self.limites.tiempo {
            return Some(Motivo::NoTerminaba);
        }
        None
    }

    fn como_va(&self) -> Ejecucion {
        let mut hecho = self.hecho.clone();
        hecho.duracion = self.reloj.elapsed();
        hecho.tramos = self.tramos().unwrap_or_default();
        // Hasta el final no se sabe qué fue de los hijos.
        for proceso in &mut hecho.procesos {
            proceso.sobrevive = false;
        }
        hecho
    }

    fn tramos(&self) -> io::Result<Vec<Tramo>> {
        let ahora = ahora();
        leer_traza(self.traza, |pid| {
            let mut procesos = self.hecho.procesos.iter();
            let suyo = procesos.find(|proceso| proceso.pid == pid);
            suyo.and_then(|proceso| proceso.fin).unwrap_or(ahora)
        })
    }

    fn terminar(
        mut self,
        grupo: Grupo,
        observador: &mut dyn Observador,
    ) -> anyhow::Result<Ejecucion> {
        // En Windows, Ctrl-C llega también al programa, que puede haber muerto ya de él.
        if interrumpido() {
            self.hecho.fin = Final::Detenido(Motivo::Interrumpido);
        }
        let momento = ahora();
        for proceso in &mut self.hecho.procesos {
            if proceso.fin.is_none() {
                proceso.cortado = true;
                proceso.fin = Some(momento);
            }
        }
        drop(grupo);
        if let Some(procesador) = self.hecho.procesador {
            self.hecho.nucleos_al_final = Some(self.ultimo_segundo.nucleos(procesador));
        }
        let tramos = self.tramos();
        // Sin grupo no queda quien escriba, salvo que alguno se haya ido a otro: no se le espera.
        let plazo = Instant::now() + Duration::from_secs(2);
        while Instant::now() < plazo {
            if self.salidas.escuchar(observador) == Quedan::Cerradas {
                break;
            }
        }
        let mut hecho = self.hecho;
        self.salidas.contar_en(&mut hecho);
        hecho.tramos = tramos?;
        Ok(hecho)
    }
}

/// El procesador que se llevaba gastado en un momento.
#[derive(Clone, Copy)]
struct Muestra {
    momento: Instant,
    procesador: Duration,
}

/// Cuánto se gasta desde hace un segundo, o dos como mucho.
struct UltimoSegundo {
    anterior: Muestra,
    ultima: Muestra,
}

impl UltimoSegundo {
    fn desde(momento: Instant) -> Self {
        let nada = Muestra {
            momento,
            procesador: Duration::ZERO,
        };
        UltimoSegundo {
            anterior: nada,
            ultima: nada,
        }
    }

    fn mirar(&mut self, procesador: Duration) {
        if self.ultima.momento.elapsed() >= Duration::from_secs(1) {
            self.anterior = self.ultima;
            self.ultima = Muestra {
                momento: Instant::now(),
                procesador,
            };
        }
    }

    fn nucleos(&self, procesador: Duration) -> f64 {
        let gastado = procesador.saturating_sub(self.anterior.procesador);
        gastado.as_secs_f64() / self.anterior.momento.elapsed().as_secs_f64()
    }
}
