//! Un programa mientras se ejecuta, de que se inicia a que se sabe lo que hizo.

use super::censo::Censo;
use super::grupo::{Grupo, atender_senales, interrumpido};
use super::salidas::Salidas;
use super::{Avance, Ejecucion, Observador, Proceso};
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
    /// Si solo cuentan los procesos que hacen tareas: multiprocessing inicia otros para sus adentros.
    pub solo_con_tareas: bool,
}

impl Default for Reglas {
    fn default() -> Self {
        let limite = Duration::from_secs(60);
        Reglas { limite, a_la_vista: false, maximo: None, solo_con_tareas: false }
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
    let mut programa = EnMarcha::iniciar(orden, reglas, traza)?;
    let estado = loop {
        if let Some(estado) = programa.estado()? {
            break estado;
        }
        programa.contar_a(&mut observador);
        // Las salidas se cierran al terminar el último proceso: no hay que preguntar sin parar.
        if !programa.salidas.abiertas(Duration::from_millis(20)) {
            thread::sleep(Duration::from_millis(1));
        }
    };
    programa.terminar(estado, &mut observador)
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
}

/// Cómo termina: por sí mismo, con su estado; o porque hay que terminarlo.
enum Final {
    Solo(ExitStatus),
    AlLimite,
    ConDemasiados,
}

impl<'a> EnMarcha<'a> {
    fn iniciar(orden: Command, reglas: &'a Reglas, traza: &'a Path) -> anyhow::Result<Self> {
        let (reloj, inicio) = (Instant::now(), ahora());
        let mut grupo = Grupo::iniciar(orden)?;
        let pid = grupo.primero().id();
        let salidas = Salidas::de(grupo.primero(), reglas.a_la_vista);
        let censo = Censo::nuevo(pid, inicio);
        Ok(EnMarcha { reglas, traza, reloj, inicio, pid, grupo, salidas, censo, memoria: None })
    }

    /// Cómo ha terminado, si ha terminado.
    fn estado(&mut self) -> anyhow::Result<Option<Final>> {
        self.memoria = self.memoria.max(memoria_maxima(self.pid));
        let estado = self.grupo.primero().try_wait()?;
        if self.reglas.maximo.is_some() {
            self.censo.contar(estado.is_some());
        }
        if let Some(estado) = estado {
            return Ok(Some(Final::Solo(estado)));
        }
        if interrumpido() {
            bail!("interrumpido");
        }
        if self.reglas.maximo.is_some_and(|maximo| self.censo.vivos().count() > maximo) {
            return Ok(Some(Final::ConDemasiados));
        }
        Ok((self.reloj.elapsed() >= self.reglas.limite).then_some(Final::AlLimite))
    }

    fn contar_a(&self, observador: &mut Option<&mut dyn Observador>) {
        let Some(observador) = observador else { return };
        let procesos = &self.censo.procesos;
        let como_va = || {
            let fin = ahora();
            let hasta = |pid| fin_de(procesos, pid).unwrap_or(fin);
            let tramos = tramos::leer(self.traza, hasta).unwrap_or_default();
            let (pid, inicio, procesos) = (self.pid, self.inicio, procesos.clone());
            Avance { pid, inicio, fin, en_marcha: true, tramos, procesos }
        };
        observador.avanza(&self.salidas.lo_nuevo(), &como_va);
    }

    fn terminar(
        mut self,
        como: Final,
        observador: &mut Option<&mut dyn Observador>,
    ) -> anyhow::Result<Ejecucion> {
        let duracion = self.reloj.elapsed();
        let fin = self.inicio + duracion.as_micros() as u64;
        let quedan = self.censo.vivos().filter(|proceso| proceso.pid != self.pid).count();
        self.censo.terminar(fin);
        self.grupo.terminar();
        // Sin grupo no queda quien escriba, salvo que alguno se haya ido a otro: no se le espera.
        let plazo = Instant::now() + Duration::from_secs(2);
        while Instant::now() < plazo && self.salidas.abiertas(Duration::from_millis(20)) {}
        self.contar_a(observador);

        let EnMarcha { reglas, traza, inicio, pid, salidas, censo, memoria, .. } = self;
        let mut procesos = censo.procesos;
        let tramos = tramos::leer(traza, |pid| fin_de(&procesos, pid).unwrap_or(fin))?;
        if reglas.solo_con_tareas {
            let hace = |otro| otro == pid || tramos.iter().any(|tramo| tramo.pid == otro);
            procesos.retain(|proceso| hace(proceso.pid));
        }
        let demasiados = matches!(como, Final::ConDemasiados);
        let estado = if let Final::Solo(estado) = como { Some(estado) } else { None };
        let (salida, errores, momentos) = salidas.recoger();
        Ok(Ejecucion {
            salida,
            momentos,
            errores,
            estado,
            pid,
            inicio,
            duracion,
            memoria,
            tramos,
            procesos,
            demasiados,
            quedan,
        })
    }
}

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
