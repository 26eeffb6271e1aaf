//! Qué procesos han salido de uno, y hasta cuándo estuvo cada uno.

use super::{Proceso, en_marcha::ahora, tomar};
use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, Mutex};
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
    let (sistema, hijos, vale_hasta) = (System::new(), HashMap::new(), Instant::now());
    Mutex::new(Equipo {
        sistema,
        hijos,
        vale_hasta,
    })
});

impl Equipo {
    fn mirar(&mut self) {
        let reloj = Instant::now();
        let sin_nada = ProcessRefreshKind::nothing().without_tasks();
        // De un número que Windows vuelve a usar, sysinfo se queda con la hora del que lo tenía antes.
        if cfg!(windows) {
            self.sistema = System::new();
        }
        self.sistema
            .refresh_processes_specifics(ProcessesToUpdate::All, true, sin_nada);
        self.hijos.clear();
        for proceso in self.sistema.processes().values() {
            // Windows vuelve a usar los números: el de un padre que ya no está puede ser de otro más joven.
            let padre = proceso.parent().filter(|padre| {
                let padre = self.sistema.process(*padre);
                padre.is_none_or(|padre| padre.start_time() <= proceso.start_time())
            });
            for de_quien in [padre, primero_de_su_grupo(proceso.pid())]
                .into_iter()
                .flatten()
            {
                self.hijos.entry(de_quien).or_default().push(proceso.pid());
            }
        }
        self.vale_hasta = Instant::now() + Duration::from_millis(50).max(reloj.elapsed() * 2);
    }

    /// Si está el que se vio en ese momento, y no otro más joven con su número.
    fn esta(&self, pid: Pid, visto: u64) -> bool {
        let es_otro = |inicio: u64| cfg!(windows) && inicio > visto / 1_000_000;
        self.sistema.process(pid).is_some_and(|proceso| {
            proceso.status() != ProcessStatus::Zombie && !es_otro(proceso.start_time())
        })
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
pub(super) fn contar(procesos: &mut Vec<Proceso>, ahora_mismo: bool) {
    let mut equipo = tomar(&EQUIPO);
    if ahora_mismo || Instant::now() >= equipo.vale_hasta {
        equipo.mirar();
    }
    let ahora = ahora();
    // El que se inició se sabe que está hasta que se le espera, aunque no se le haya mirado aún.
    for proceso in procesos
        .iter_mut()
        .skip(1)
        .filter(|proceso| proceso.fin.is_none())
    {
        let esta = equipo.esta(Pid::from_u32(proceso.pid), proceso.inicio);
        proceso.fin = (!esta).then_some(ahora);
    }
    // Hijos, y después hijos de los que se acaban de encontrar.
    let mut conocidos: HashSet<u32> = procesos.iter().map(|proceso| proceso.pid).collect();
    let mut i = 0;
    while let Some(padre) = procesos.get(i).map(|proceso| Pid::from_u32(proceso.pid)) {
        for hijo in equipo.hijos.get(&padre).into_iter().flatten() {
            let pid = hijo.as_u32();
            if equipo.esta(*hijo, ahora) && conocidos.insert(pid) {
                procesos.push(Proceso {
                    pid,
                    inicio: ahora,
                    fin: None,
                });
            }
        }
        i += 1;
    }
}
