//! Qué procesos han salido de uno, y hasta cuándo estuvo cada uno.

use shared::ejecucion::{Proceso, ahora};
use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};
use sysinfo::{Pid, ProcessRefreshKind, ProcessStatus, ProcessesToUpdate, System};

/// Los procesos del equipo, los hijos de cada uno y hasta cuándo vale lo que se vio: mirarlos cuesta, y una
/// vez basta para todos los programas que se ejecuten a la vez.
struct Equipo {
    sistema: System,
    hijos: HashMap<Pid, Vec<Pid>>,
    vale_hasta: Instant,
}

static EQUIPO: LazyLock<Mutex<Equipo>> = LazyLock::new(|| {
    Mutex::new(Equipo {
        sistema: System::new(),
        hijos: HashMap::new(),
        vale_hasta: Instant::now(),
    })
});

impl Equipo {
    fn mirar(&mut self) {
        let reloj = Instant::now();
        let solo_su_tiempo = ProcessRefreshKind::nothing().with_cpu().without_tasks();
        // De un número que Windows vuelve a usar, sysinfo se queda con la hora del que lo tenía antes.
        if cfg!(windows) {
            self.sistema = System::new();
        }
        self.sistema
            .refresh_processes_specifics(ProcessesToUpdate::All, true, solo_su_tiempo);
        self.hijos.clear();
        for proceso in self.sistema.processes().values() {
            let pid = proceso.pid();
            if let Some(padre) = proceso.parent() {
                self.hijos.entry(padre).or_default().push(pid);
            }
            if let Some(primero) = primero_de_su_grupo(pid) {
                self.hijos.entry(primero).or_default().push(pid);
            }
        }
        let vale = Duration::from_millis(50).max(reloj.elapsed() * 2);
        self.vale_hasta = Instant::now() + vale;
    }

    /// En Windows, si ya estaba antes de ese momento. Allí se vuelven a usar los números: el del padre que tuvo un proceso
    /// antiguo puede ser ahora el de otro.
    fn es_anterior(&self, pid: Pid, momento: u64) -> bool {
        let proceso = self.sistema.process(pid);
        cfg!(windows) && proceso.is_some_and(|proceso| proceso.start_time() < momento / 1_000_000)
    }

    /// Si está el que se vio en ese momento, y no otro más joven con su número.
    fn esta(&self, pid: Pid, visto: u64) -> bool {
        let Some(proceso) = self.sistema.process(pid) else {
            return false;
        };
        let es_otro = cfg!(windows) && proceso.start_time() > visto / 1_000_000;
        proceso.status() != ProcessStatus::Zombie && !es_otro
    }

    /// Apunta el tiempo de procesador que lleva, que nunca disminuye.
    fn apuntar_su_tiempo(&self, proceso: &mut Proceso) {
        if let Some(visto) = self.sistema.process(Pid::from_u32(proceso.pid)) {
            let tiempo = Duration::from_millis(visto.accumulated_cpu_time());
            proceso.procesador = proceso.procesador.max(tiempo);
        }
    }
}

/// En Unix, un hijo cuyo padre ya no está pasa a otro, pero sigue en su grupo.
#[cfg(unix)]
fn primero_de_su_grupo(pid: Pid) -> Option<Pid> {
    let pid = nix::unistd::Pid::from_raw(pid.as_u32() as i32);
    let primero = nix::unistd::getpgid(Some(pid)).ok()?;
    Some(Pid::from_u32(primero.as_raw() as u32))
}

#[cfg(windows)]
fn primero_de_su_grupo(_: Pid) -> Option<Pid> {
    None
}

/// Mira quién está, ahora mismo o hace un momento: del primero y de los que se sabe que han salido de él, hasta
/// cuándo, y quién más ha salido de ellos.
pub(crate) fn contar(procesos: &mut Vec<Proceso>, ahora_mismo: bool) {
    let mut equipo = EQUIPO.lock().unwrap_or_else(PoisonError::into_inner);
    if ahora_mismo || Instant::now() >= equipo.vale_hasta {
        equipo.mirar();
    }
    let ahora = ahora();
    for proceso in procesos.iter_mut().filter(|proceso| proceso.fin.is_none()) {
        equipo.apuntar_su_tiempo(proceso);
    }
    // El que se inició se sabe que está hasta que se le espera, aunque no se le haya mirado aún.
    for proceso in procesos.iter_mut().skip(1) {
        let estaba = proceso.fin.is_none();
        if estaba && !equipo.esta(Pid::from_u32(proceso.pid), proceso.inicio) {
            proceso.fin = Some(ahora);
        }
    }
    let primero = procesos.first().map_or(ahora, |proceso| proceso.inicio);
    let mut conocidos: HashSet<u32> = procesos.iter().map(|proceso| proceso.pid).collect();
    // Hijos, y después hijos de los que se acaban de encontrar.
    let mut siguiente = 0;
    while let Some(padre) = procesos.get(siguiente) {
        let padre = Pid::from_u32(padre.pid);
        let hijos = equipo.hijos.get(&padre).into_iter().flatten();
        for hijo in hijos {
            let pid = hijo.as_u32();
            let es_de_estos = equipo.esta(*hijo, ahora) && !equipo.es_anterior(*hijo, primero);
            if es_de_estos && conocidos.insert(pid) {
                let mut proceso = Proceso {
                    pid,
                    inicio: ahora,
                    ..Proceso::default()
                };
                equipo.apuntar_su_tiempo(&mut proceso);
                procesos.push(proceso);
            }
        }
        siguiente += 1;
    }
}
