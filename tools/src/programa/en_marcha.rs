//! Un programa mientras se ejecuta, de que se inicia a que se sabe lo que hizo.

use super::grupo::{Grupo, interrumpido};
use super::salidas::Salidas;
use super::{Ejecucion, Origen, Proceso, Programa, censo, tomar};
use anyhow::ensure;
use shared::tramos::{self, Tramo};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{fs, io, thread};

/// Los procesos que se le dejan tener a la vez a un programa que se comprueba: los ejercicios tienen cinco.
pub const PROCESOS: usize = 64;

/// Por qué se termina con un programa que se multiplica.
pub const DEMASIADOS: &str = "llegó a tener demasiados procesos";

/// Lo que se le deja escribir en la traza, en bytes: decenas de miles de tareas.
const TRAZA: u64 = 2 << 20;

/// Ejecuta un programa hasta que termina, o hasta el límite, y termina después con cuantos queden de su
/// grupo. Mientras, le dice cada poco al dibujo cómo va. Es un error que no se pueda iniciar, que deje
/// una traza ilegible, o que mientras tanto llegue Ctrl-C, SIGTERM o SIGHUP.
pub(super) fn ejecutar(
    orden: Command,
    programa: &Programa,
    traza: &Path,
) -> anyhow::Result<Ejecucion> {
    let (reloj, inicio) = (Instant::now(), ahora());
    let mut grupo = Grupo::iniciar(orden)?;
    let pid = grupo.primero().id();
    let eco = programa.a_la_vista && programa.dibujo.is_none();
    let salidas = Salidas::de(grupo.primero(), eco);
    let procesos = vec![Proceso {
        pid,
        inicio,
        fin: None,
    }];
    let hecho = Ejecucion {
        pid,
        inicio,
        en_marcha: true,
        procesos,
        ..Ejecucion::default()
    };
    let mut en_marcha = EnMarcha {
        programa,
        traza,
        reloj,
        salidas,
        hecho,
    };
    while en_marcha.sigue(grupo.primero())? {
        // Las salidas se cierran al terminar el último proceso: no hay que preguntar sin parar.
        if !en_marcha.escuchar() {
            thread::sleep(Duration::from_millis(1));
        }
    }
    en_marcha.terminar(grupo)
}

struct EnMarcha<'a> {
    programa: &'a Programa,
    traza: &'a Path,
    reloj: Instant,
    salidas: Salidas,
    /// Lo que se va sabiendo.
    hecho: Ejecucion,
}

impl EnMarcha<'_> {
    /// Si hay que seguir esperando.
    fn sigue(&mut self, primero: &mut Child) -> anyhow::Result<bool> {
        ensure!(!interrumpido(), "interrumpido");
        let hecho = &mut self.hecho;
        let estaba = hecho.estado.is_none();
        if estaba {
            hecho.memoria = hecho.memoria.max(memoria_maxima(hecho.pid));
            hecho.estado = primero.try_wait()?;
            hecho.duracion = self.reloj.elapsed();
        }
        let acaba = estaba && hecho.estado.is_some();
        if self.programa.maximo.is_some() {
            censo::contar(&mut hecho.procesos, acaba);
        }
        if acaba {
            hecho.procesos[0].fin = Some(hecho.fin());
            hecho.sobreviven = hecho.vivos();
        }
        let espera_a_alguien = self.programa.maximo.is_some() && !hecho.vivos().is_empty();
        if hecho.estado.is_some() && !espera_a_alguien {
            return Ok(false);
        }
        self.hecho.por_que = self.por_que_terminarlo();
        Ok(self.hecho.por_que.is_none())
    }

    fn por_que_terminarlo(&self) -> Option<&'static str> {
        let Programa { maximo, limite, .. } = self.programa;
        if maximo.is_some_and(|maximo| self.hecho.vivos().len() > maximo) {
            Some(DEMASIADOS)
        } else if fs::metadata(self.traza).is_ok_and(|traza| traza.len() > TRAZA) {
            Some("anotaba tareas sin parar")
        } else {
            (self.reloj.elapsed() >= *limite).then_some("no terminaba")
        }
    }

    /// Recoge lo que diga en un momento, y se lo cuenta al dibujo. `false` si nadie puede decir más.
    fn escuchar(&mut self) -> bool {
        let (dicho, puede_haber_mas) = self.salidas.escuchar();
        if let Some(dibujo) = &self.programa.dibujo {
            let se_ve = if self.programa.a_la_vista {
                &*dicho
            } else {
                &[]
            };
            tomar(dibujo).avanza(se_ve, || self.como_va());
        }
        puede_haber_mas
    }

    fn como_va(&self) -> Ejecucion {
        let (duracion, tramos) = (self.reloj.elapsed(), self.tramos().unwrap_or_default());
        // Hasta el final no se sabe qué fue de los hijos.
        Ejecucion {
            duracion,
            tramos,
            sobreviven: Vec::new(),
            ..self.hecho.clone()
        }
    }

    fn tramos(&self) -> io::Result<Vec<Tramo>> {
        let ahora = ahora();
        tramos::leer(self.traza, |pid| {
            let suyo = self
                .hecho
                .procesos
                .iter()
                .find(|proceso| proceso.pid == pid);
            suyo.and_then(|proceso| proceso.fin).unwrap_or(ahora)
        })
    }

    fn terminar(mut self, grupo: Grupo) -> anyhow::Result<Ejecucion> {
        self.hecho.cortados = self.hecho.vivos();
        for proceso in &mut self.hecho.procesos {
            proceso.fin.get_or_insert_with(ahora);
        }
        drop(grupo);
        let tramos = self.tramos();
        // Sin grupo no queda quien escriba, salvo que alguno se haya ido a otro: no se le espera.
        let plazo = Instant::now() + Duration::from_secs(2);
        while self.escuchar() && Instant::now() < plazo {}

        let mut hecho = self.hecho;
        self.salidas.apuntar(&mut hecho);
        (hecho.en_marcha, hecho.tramos) = (false, tramos?);
        if let Origen::DePython(_) = self.programa.origen {
            // multiprocessing inicia otros procesos para sus adentros.
            let mut suyos = tramos::procesos(&hecho.tramos);
            suyos.insert(hecho.pid);
            hecho
                .procesos
                .retain(|proceso| suyos.contains(&proceso.pid));
            hecho.sobreviven.retain(|pid| suyos.contains(pid));
            hecho.cortados.retain(|pid| suyos.contains(pid));
        }
        Ok(hecho)
    }
}

/// Microsegundos desde el 1 de enero de 1970 (UTC).
pub fn ahora() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_micros() as u64
}

/// La memoria que un proceso ha llegado a ocupar, en bytes; `None` fuera de Linux.
fn memoria_maxima(pid: u32) -> Option<u64> {
    let estado = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let maxima = estado
        .lines()
        .find_map(|linea| linea.strip_prefix("VmHWM:"))?;
    let kib: u64 = maxima.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}
