//! Qué procesos han salido de uno, y hasta cuándo estuvo cada uno.

use super::ejecucion::Proceso;
use super::en_marcha::{ahora, tomar};
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
    Mutex::new(Equipo { sistema, hijos, vale_hasta })
});

impl Equipo {
    fn mirar(&mut self) {
        let reloj = Instant::now();
        let sin_nada = ProcessRefreshKind::nothing().without_tasks();
        self.sistema.refresh_processes_specifics(ProcessesToUpdate::All, true, sin_nada);
        self.hijos.clear();
        for proceso in self.sistema.processes().values() {
            // Windows vuelve a usar los números, y un hijo conserva el de un padre que ya no está.
            let padre = proceso.parent().and_then(|padre| self.sistema.process(padre));
            if let Some(padre) = padre.filter(|padre| padre.start_time() <= proceso.start_time()) {
                self.hijos.entry(padre.pid()).or_default().push(proceso.pid());
            }
        }
        self.vale_hasta = Instant::now() + Duration::from_millis(50).max(reloj.elapsed() * 2);
    }

    fn esta(&self, pid: Pid) -> bool {
        let proceso = self.sistema.process(pid);
        proceso.is_some_and(|proceso| proceso.status() != ProcessStatus::Zombie)
    }
}

/// El proceso que se inició y los que han ido saliendo de él.
pub(super) struct Censo {
    pub procesos: Vec<Proceso>,
}

impl Censo {
    pub fn nuevo(pid: u32, inicio: u64) -> Self {
        Censo { procesos: vec![Proceso { pid, inicio, fin: None }] }
    }

    /// Mira quién está, ahora mismo o hace un momento.
    pub fn contar(&mut self, ahora_mismo: bool) {
        let mut equipo = tomar(&EQUIPO);
        if ahora_mismo || Instant::now() >= equipo.vale_hasta {
            equipo.mirar();
        }
        let ahora = ahora();
        // El que se inició se sabe que está hasta que se le espera, aunque no se le haya mirado aún.
        for proceso in self.procesos.iter_mut().skip(1).filter(|proceso| proceso.fin.is_none()) {
            proceso.fin = (!equipo.esta(Pid::from_u32(proceso.pid))).then_some(ahora);
        }
        // Hijos, y después hijos de los que se acaban de encontrar.
        let mut conocidos: HashSet<u32> = self.procesos.iter().map(|proceso| proceso.pid).collect();
        let mut i = 0;
        while let Some(padre) = self.procesos.get(i).map(|proceso| Pid::from_u32(proceso.pid)) {
            for hijo in equipo.hijos.get(&padre).into_iter().flatten() {
                let pid = hijo.as_u32();
                if equipo.esta(*hijo) && conocidos.insert(pid) {
                    self.procesos.push(Proceso { pid, inicio: ahora, fin: None });
                }
            }
            i += 1;
        }
    }

    pub fn vivos(&self) -> impl Iterator<Item = &Proceso> {
        self.procesos.iter().filter(|proceso| proceso.fin.is_none())
    }

    pub fn terminar(&mut self, fin: u64) {
        for proceso in &mut self.procesos {
            proceso.fin.get_or_insert(fin);
        }
    }
}
