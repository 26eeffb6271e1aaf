//! Un programa mientras se ejecuta, de que se inicia a que se sabe lo que hizo.

use super::censo::Censo;
use super::grupo::{Grupo, atender_senales, interrumpido};
use super::salidas::{Leido, Salidas};
use super::{Ejecucion, Observador, Proceso};
use anyhow::bail;
use shared::tramos;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Los procesos que se le dejan tener a la vez a un programa que se comprueba: los ejercicios tienen cinco.
pub const PROCESOS: usize = 64;

/// Cómo se ejecuta un programa.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reglas {
    /// Cuánto se le espera.
    pub limite: Duration,
    /// Si lo que escribe se muestra según lo escribe.
    pub a_la_vista: bool,
    /// Si se mira qué procesos inicia, cuántos pueden ser: con más, se termina con todos.
    pub maximo: Option<usize>,
    /// Si se espera también a los hijos que sobrevivan al programa.
    pub hasta_los_hijos: bool,
    /// Si solo cuentan los procesos que hacen tareas: multiprocessing inicia otros para sus adentros.
    pub solo_con_tareas: bool,
}

/// Lo que se le deja escribir en la traza, en bytes: decenas de miles de tareas.
const TRAZA: u64 = 8 << 20;

impl Default for Reglas {
    fn default() -> Self {
        let limite = Duration::from_secs(60);
        Reglas {
            limite,
            a_la_vista: false,
            maximo: None,
            hasta_los_hijos: false,
            solo_con_tareas: false,
        }
    }
}

/// Ejecuta un programa hasta que termina, o hasta el límite, y termina después con cuantos queden de su
/// grupo. Mientras, le dice cada poco a quien lo mira cómo va. Es un error que no se pueda iniciar, que deje
/// una traza ilegible, o que mientras tanto llegue Ctrl-C, SIGTERM o SIGHUP.
pub(super) fn ejecutar(
    orden: Command,
    reglas: &Reglas,
    traza: &Path,
    mut observador: Option<&mut dyn Observador>,
) -> anyhow::Result<Ejecucion> {
    atender_senales();
    let mirado = observador.is_some();
    let mut programa = EnMarcha::iniciar(orden, reglas, traza, mirado)?;
    while programa.sigue()? {
        programa.contar_a(&mut observador);
        // Las salidas se cierran al terminar el último proceso: no hay que preguntar sin parar.
        if !programa.salidas.abiertas(Duration::from_millis(20)) {
            thread::sleep(Duration::from_millis(1));
        }
    }
    programa.terminar(&mut observador)
}

struct EnMarcha<'a> {
    reglas: &'a Reglas,
    traza: &'a Path,
    reloj: Instant,
    inicio: u64,
    pid: u32,
    grupo: Grupo,
    salidas: Salidas,
    censo: Censo,
    memoria: Option<u64>,
    /// Cómo terminó el primero, lo que duró, y los hijos que dejó.
    fin: Option<(ExitStatus, Duration, Vec<u32>)>,
    por_que: Option<&'static str>,
}

impl<'a> EnMarcha<'a> {
    fn iniciar(
        orden: Command,
        reglas: &'a Reglas,
        traza: &'a Path,
        mirado: bool,
    ) -> anyhow::Result<Self> {
        let (reloj, inicio) = (Instant::now(), ahora());
        let mut grupo = Grupo::iniciar(orden)?;
        let pid = grupo.primero().id();
        let salidas = Salidas::de(grupo.primero(), reglas.a_la_vista, mirado);
        let censo = Censo::nuevo(pid, inicio);
        let (memoria, fin, por_que) = (None, None, None);
        Ok(EnMarcha {
            reglas,
            traza,
            reloj,
            inicio,
            pid,
            grupo,
            salidas,
            censo,
            memoria,
            fin,
            por_que,
        })
    }

    /// Si hay que seguir esperando.
    fn sigue(&mut self) -> anyhow::Result<bool> {
        if interrumpido() {
            bail!("interrumpido");
        }
        self.memoria = self.memoria.max(memoria_maxima(self.pid));
        let acaba = if self.fin.is_none() { self.grupo.primero().try_wait()? } else { None };
        if self.reglas.maximo.is_some() {
            self.censo.contar(acaba.is_some());
        }
        if let Some(estado) = acaba {
            let duracion = self.reloj.elapsed();
            self.censo.termina(self.pid, self.inicio + duracion.as_micros() as u64);
            self.fin = Some((estado, duracion, self.censo.vivos()));
        }
        if let Some((.., hijos)) = &self.fin {
            if hijos.is_empty() || !self.reglas.hasta_los_hijos || self.censo.vivos().is_empty() {
                return Ok(false);
            }
        }
        self.por_que = if self.reglas.maximo.is_some_and(|m| self.censo.vivos().len() > m) {
            Some(DEMASIADOS)
        } else if fs::metadata(self.traza).is_ok_and(|traza| traza.len() > TRAZA) {
            Some("anotaba tareas sin parar")
        } else if self.reloj.elapsed() >= self.reglas.limite {
            Some("no terminaba")
        } else {
            None
        };
        Ok(self.por_que.is_none())
    }

    fn contar_a(&self, observador: &mut Option<&mut dyn Observador>) {
        let Some(observador) = observador else { return };
        let procesos = &self.censo.procesos;
        let como_va = || {
            let fin = ahora();
            let hasta = |pid| fin_de(procesos, pid).unwrap_or(fin);
            Ejecucion {
                pid: self.pid,
                inicio: self.inicio,
                en_marcha: true,
                duracion: self.reloj.elapsed(),
                tramos: tramos::leer(self.traza, hasta).unwrap_or_default(),
                procesos: procesos.clone(),
                ..Ejecucion::default()
            }
        };
        observador.avanza(&self.salidas.lo_nuevo(), &como_va);
    }

    fn terminar(
        mut self,
        observador: &mut Option<&mut dyn Observador>,
    ) -> anyhow::Result<Ejecucion> {
        let (estado, duracion, sobreviven) = match self.fin.take() {
            Some((estado, duracion, hijos)) => (Some(estado), duracion, hijos),
            None => (None, self.reloj.elapsed(), Vec::new()),
        };
        let (cortados, hasta) = (self.censo.vivos(), ahora());
        for pid in &cortados {
            self.censo.termina(*pid, hasta);
        }
        self.grupo.terminar();
        // Sin grupo no queda quien escriba, salvo que alguno se haya ido a otro: no se le espera.
        let plazo = Instant::now() + Duration::from_secs(2);
        while Instant::now() < plazo && self.salidas.abiertas(Duration::from_millis(20)) {
            self.contar_a(observador);
        }
        self.contar_a(observador);

        let EnMarcha { reglas, traza, inicio, pid, salidas, censo, memoria, por_que, .. } = self;
        let mut procesos = censo.procesos;
        let tramos = tramos::leer(traza, |pid| fin_de(&procesos, pid).unwrap_or(hasta))?;
        if reglas.solo_con_tareas {
            let hace = |otro| otro == pid || tramos.iter().any(|tramo| tramo.pid == otro);
            procesos.retain(|proceso| hace(proceso.pid));
        }
        let Leido { salida, errores, momentos, sin_guardar } = salidas.recoger();
        Ok(Ejecucion {
            salida,
            momentos,
            errores,
            estado,
            pid,
            inicio,
            en_marcha: false,
            duracion,
            memoria,
            tramos,
            procesos,
            sobreviven,
            cortados,
            por_que,
            sin_guardar,
        })
    }
}

/// Por qué se termina con un programa que se multiplica.
pub const DEMASIADOS: &str = "llegó a tener demasiados procesos";

fn fin_de(procesos: &[Proceso], pid: u32) -> Option<u64> {
    procesos.iter().find(|proceso| proceso.pid == pid)?.fin
}

/// Microsegundos desde el 1 de enero de 1970 (UTC).
pub fn ahora() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_micros() as u64
}

pub(super) fn tomar<T>(compartido: &Mutex<T>) -> MutexGuard<'_, T> {
    compartido.lock().unwrap_or_else(PoisonError::into_inner)
}

/// La memoria que un proceso ha llegado a ocupar, en bytes; `None` fuera de Linux.
fn memoria_maxima(pid: u32) -> Option<u64> {
    let estado = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let maxima = estado.lines().find_map(|linea| linea.strip_prefix("VmHWM:"))?;
    let kib: u64 = maxima.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}
