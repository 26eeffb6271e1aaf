//! Un programa con todos los procesos que inicie: al acabar no queda ninguno.

use super::{Avance, Ejecucion, Observador, Proceso};
use anyhow::{Context, bail};
use shared::tramos;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read, Write};
use std::mem;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use sysinfo::{Pid, ProcessRefreshKind, ProcessStatus, ProcessesToUpdate, System};

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
    let (reloj, inicio) = (Instant::now(), ahora());
    let mut grupo = Grupo::iniciar(orden)?;
    let pid = grupo.primero().id();
    let salidas = Salidas::de(grupo.primero(), reglas.a_la_vista);
    let mut censo = Censo::nuevo(pid, inicio);
    let mut avisar = |salidas: &Salidas, procesos: &[Proceso]| {
        let como_va = || {
            let fin = ahora();
            let hasta = |pid| fin_de(procesos, pid).unwrap_or(fin);
            let tramos = tramos::leer(traza, hasta).unwrap_or_default();
            Avance { pid, inicio, fin, en_marcha: true, tramos, procesos: procesos.to_vec() }
        };
        if let Some(observador) = &mut observador {
            observador.avanza(&mem::take(&mut *tomar(&salidas.dicho)), &como_va);
        }
    };

    let (mut memoria, mut demasiados) = (None, false);
    let estado = loop {
        memoria = memoria.max(memoria_maxima(pid));
        let estado = grupo.primero().try_wait()?;
        if let Some(maximo) = reglas.maximo {
            censo.contar(estado.is_some());
            demasiados = censo.vivos().count() > maximo;
        }
        if estado.is_some() {
            break estado;
        }
        if interrumpido() {
            bail!("interrumpido");
        }
        if reloj.elapsed() >= reglas.limite || demasiados {
            break None;
        }
        avisar(&salidas, &censo.procesos);
        // Las salidas se cierran al terminar el último proceso: no hay que preguntar sin parar.
        if !salidas.abiertas(Duration::from_millis(20)) {
            thread::sleep(Duration::from_millis(1));
        }
    };
    let duracion = reloj.elapsed();
    let quedan = censo.vivos().filter(|proceso| proceso.pid != pid).count();
    let fin = inicio + duracion.as_micros() as u64;
    let mut procesos = censo.terminar(fin);
    drop(grupo);

    // Sin grupo no queda quien escriba, salvo que alguno se haya ido a otro: no se le espera.
    let plazo = Instant::now() + Duration::from_secs(2);
    while Instant::now() < plazo && salidas.abiertas(Duration::from_millis(20)) {}
    avisar(&salidas, &procesos);
    let tramos = tramos::leer(traza, |pid| fin_de(&procesos, pid).unwrap_or(fin))?;
    if reglas.solo_con_tareas {
        let hace = |otro| otro == pid || tramos.iter().any(|tramo| tramo.pid == otro);
        procesos.retain(|proceso| hace(proceso.pid));
    }
    let Salidas { salida, errores, momentos, .. } = salidas;
    let texto = |leido: Compartido<Vec<u8>>| String::from_utf8_lossy(&tomar(&leido)).into_owned();
    let (salida, errores) = (texto(salida), texto(errores));
    let momentos = mem::take(&mut *tomar(&momentos));
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

fn fin_de(procesos: &[Proceso], pid: u32) -> Option<u64> {
    procesos.iter().find(|proceso| proceso.pid == pid)?.fin
}

/// Microsegundos desde el 1 de enero de 1970 (UTC).
pub fn ahora() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_micros() as u64
}

/// Desde ahora, una señal que pide terminar no termina este programa de golpe, sino al grupo que
/// esté ejecutando; y un hijo que termina se puede esperar, aunque quien inició esto no quisiera.
pub fn atender_senales() {
    LazyLock::force(&INTERRUMPIDO);
}

/// Si ha llegado una señal que pide terminar.
pub fn interrumpido() -> bool {
    INTERRUMPIDO.load(Ordering::Relaxed)
}

static INTERRUMPIDO: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| {
    use signal_hook::{consts, flag};
    let interrumpido = Arc::new(AtomicBool::new(false));
    // Si una no se puede atender, hará lo de siempre: terminar el programa.
    let _ = flag::register(consts::SIGINT, Arc::clone(&interrumpido));
    let _ = flag::register(consts::SIGTERM, Arc::clone(&interrumpido));
    #[cfg(unix)]
    let _ = flag::register(consts::SIGHUP, Arc::clone(&interrumpido));
    // Quien inicia esto puede no querer saber de sus hijos, y eso se hereda: aquí sí se esperan.
    #[cfg(unix)]
    let _ = flag::register(consts::SIGCHLD, Arc::new(AtomicBool::new(false)));
    interrumpido
});

/// Un grupo de procesos en Unix, y un objeto de trabajo en Windows: los que inicie el primero también son suyos.
struct Grupo {
    #[cfg(unix)]
    primero: Child,
    #[cfg(windows)]
    primero: Box<dyn process_wrap::std::StdChildWrapper>,
}

impl Grupo {
    fn iniciar(mut orden: Command) -> anyhow::Result<Self> {
        let programa = orden.get_program().to_string_lossy().into_owned();
        orden.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        #[cfg(unix)]
        let primero = std::os::unix::process::CommandExt::process_group(&mut orden, 0).spawn();
        #[cfg(windows)]
        let primero = {
            use process_wrap::std::{JobObject, StdCommandWrap};
            StdCommandWrap::from(orden).wrap(JobObject).spawn()
        };
        let primero = primero.with_context(|| format!("no se pudo iniciar {programa}"))?;
        Ok(Grupo { primero })
    }

    fn primero(&mut self) -> &mut Child {
        #[cfg(unix)]
        return &mut self.primero;
        #[cfg(windows)]
        return self.primero.inner_mut();
    }
}

impl Drop for Grupo {
    fn drop(&mut self) {
        // Falla si no queda nadie.
        #[cfg(unix)]
        {
            use rustix::process::{Pid, Signal, kill_process_group};
            let _ = kill_process_group(Pid::from_child(&self.primero), Signal::KILL);
        }
        #[cfg(windows)]
        let _ = self.primero.start_kill();
        let _ = self.primero().wait();
    }
}

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
struct Censo {
    procesos: Vec<Proceso>,
}

impl Censo {
    fn nuevo(pid: u32, inicio: u64) -> Self {
        Censo { procesos: vec![Proceso { pid, inicio, fin: None }] }
    }

    /// Mira quién está, ahora mismo o hace un momento.
    fn contar(&mut self, ahora_mismo: bool) {
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

    fn vivos(&self) -> impl Iterator<Item = &Proceso> {
        self.procesos.iter().filter(|proceso| proceso.fin.is_none())
    }

    fn terminar(mut self, fin: u64) -> Vec<Proceso> {
        for proceso in &mut self.procesos {
            proceso.fin.get_or_insert(fin);
        }
        self.procesos
    }
}

type Compartido<T> = Arc<Mutex<T>>;

fn tomar<T>(compartido: &Mutex<T>) -> MutexGuard<'_, T> {
    compartido.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lo que un programa va escribiendo, leído en otros hilos: si nadie lo leyera, tendría que esperar.
struct Salidas {
    salida: Compartido<Vec<u8>>,
    errores: Compartido<Vec<u8>>,
    /// Lo que ha dicho por las dos, en el orden en que llegó, desde que se preguntó la última vez.
    dicho: Compartido<Vec<u8>>,
    momentos: Compartido<Vec<(u64, usize)>>,
    cerradas: Receiver<()>,
}

impl Salidas {
    fn de(proceso: &mut Child, a_la_vista: bool) -> Self {
        let (avisa, cerradas) = mpsc::channel();
        let [salida, errores, dicho] = [(); 3].map(|()| Compartido::default());
        let salidas = Salidas { salida, errores, dicho, momentos: Arc::default(), cerradas };
        let momentos = Arc::clone(&salidas.momentos);
        let apuntar = move |bytes| tomar(&momentos).push((ahora(), bytes));
        let eco = a_la_vista.then(|| Box::new(io::stdout()) as Box<dyn Write + Send>);
        salidas.leer(proceso.stdout.take(), &salidas.salida, eco, apuntar, avisa.clone());
        let eco = a_la_vista.then(|| Box::new(io::stderr()) as Box<dyn Write + Send>);
        salidas.leer(proceso.stderr.take(), &salidas.errores, eco, |_| {}, avisa);
        salidas
    }

    /// Lee un tubo en otro hilo, y de paso lo copia en el eco. Al acabar suelta `fin`.
    fn leer(
        &self,
        tubo: Option<impl Read + Send + 'static>,
        leido: &Compartido<Vec<u8>>,
        mut eco: Option<Box<dyn Write + Send>>,
        apuntar: impl Fn(usize) + Send + 'static,
        fin: Sender<()>,
    ) {
        let (leido, dicho) = (Arc::clone(leido), Arc::clone(&self.dicho));
        thread::spawn(move || {
            let _fin = fin;
            let Some(mut tubo) = tubo else { return };
            let mut trozo = [0; 8192];
            while let Ok(cuantos @ 1..) = tubo.read(&mut trozo) {
                let trozo = &trozo[..cuantos];
                // Quien leía el eco puede haberse ido.
                let escrito = eco.as_mut().map(|e| e.write_all(trozo).and_then(|()| e.flush()));
                if escrito.is_some_and(|escrito| escrito.is_err()) {
                    eco = None;
                }
                let mut leido = tomar(&leido);
                leido.extend(trozo);
                apuntar(leido.len());
                tomar(&dicho).extend(trozo);
            }
        });
    }

    /// Si aún hay quien pueda escribir, después de esperar a que deje de haberlo.
    fn abiertas(&self, espera: Duration) -> bool {
        self.cerradas.recv_timeout(espera) != Err(RecvTimeoutError::Disconnected)
    }
}

/// La memoria que un proceso ha llegado a ocupar, en bytes; `None` fuera de Linux.
fn memoria_maxima(pid: u32) -> Option<u64> {
    let estado = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let maxima = estado.lines().find_map(|linea| linea.strip_prefix("VmHWM:"))?;
    let kib: u64 = maxima.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}
