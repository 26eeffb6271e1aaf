//! Un programa con todos los procesos que inicie: al acabar no queda ninguno.

use crate::Ejecucion;
use anyhow::{Context, bail};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read, Write};
use std::mem;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use sysinfo::{Pid, ProcessRefreshKind, ProcessStatus, ProcessesToUpdate, System};

/// Los procesos que se le dejan tener a la vez a un programa que se comprueba: los ejercicios tienen cinco.
pub const PROCESOS: usize = 64;

/// Cómo se ejecuta un programa.
#[derive(Clone, Copy, Debug)]
pub struct Reglas {
    /// Cuánto se le espera.
    pub limite: Duration,
    /// Si lo que escribe se muestra según lo escribe.
    pub a_la_vista: bool,
    /// Si se mira qué procesos tiene su familia, cuántos pueden ser: con más, se la termina.
    pub vigilada: Option<usize>,
    /// Lo que se le estropea, para ver qué hace.
    pub percance: Option<Percance>,
}

/// Algo que sale mal mientras se ejecuta un programa, en cuanto dice que una tarea está «iniciando».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Percance {
    /// Ya nadie lee su salida: el siguiente `println!` entra en pánico.
    SalidaCerrada,
    /// Alguien termina a uno de sus hijos.
    HijoTerminado,
}

/// Un proceso de una familia vigilada.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proceso {
    /// Su número.
    pub pid: u32,
    /// Cuándo se le vio por primera vez, en microsegundos desde 1970.
    pub inicio: u64,
    /// Cuándo dejó de estar; `None` mientras está.
    pub fin: Option<u64>,
}

/// Cómo va un programa en marcha.
#[derive(Debug)]
pub struct Momento<'a> {
    /// Lo que ha escrito desde la vez anterior, por las dos salidas y en el orden en que llegó.
    pub dicho: &'a [u8],
    /// Los procesos de su familia, si está vigilada.
    pub procesos: &'a [Proceso],
    /// El proceso que se inició.
    pub pid: u32,
    /// Cuándo se inició, en microsegundos desde 1970.
    pub inicio: u64,
}

/// Ejecuta un programa hasta que termina, o hasta el límite, y termina después cuanto quede de su
/// familia. Mientras, dice cada poco cómo va. Lo que se devuelve no lleva tramos. Es un error que no se
/// pueda iniciar, o que mientras tanto llegue Ctrl-C, SIGTERM o SIGHUP.
pub fn ejecutar(
    orden: Command,
    reglas: Reglas,
    al_avanzar: &mut dyn FnMut(&Momento),
) -> anyhow::Result<Ejecucion> {
    atender_senales();
    let (reloj, inicio) = (Instant::now(), ahora());
    let mut familia = iniciar(orden)?;
    let (avisa, cerradas) = mpsc::channel();
    let abiertas = |espera| cerradas.recv_timeout(espera) != Err(RecvTimeoutError::Disconnected);
    let eco = |salida: Eco| if reglas.a_la_vista { salida } else { Box::new(io::sink()) };
    let dicho = Leido::default();
    let se_cierra = reglas.percance == Some(Percance::SalidaCerrada);
    let momentos = Momentos::default();
    let lector = |a: Eco, momentos, se_cierra| Lector {
        eco: eco(a),
        dicho: Arc::clone(&dicho),
        momentos,
        se_cierra,
    };
    let salida = lector(Box::new(io::stdout()), Some(Arc::clone(&momentos)), se_cierra);
    let salida = salida.leer(familia.primero().stdout.take(), avisa.clone());
    let errores = lector(Box::new(io::stderr()), None, false);
    let errores = errores.leer(familia.primero().stderr.take(), avisa);

    let pid = familia.primero().id();
    let (mut memoria, mut matado) = (None, None);
    let (mut iniciada, mut demasiados) = (false, false);
    let mut censo = Censo::nuevo(pid, inicio);
    // Las salidas se cierran al terminar el último proceso: no hay que preguntar sin parar.
    let mut espera = Duration::from_millis(20);
    let estado = loop {
        memoria = memoria.max(memoria_maxima(pid));
        let estado = familia.primero().try_wait()?;
        if let Some(maximo) = reglas.vigilada {
            censo.contar(estado.is_some());
            demasiados = censo.vivos().count() > maximo;
        }
        if estado.is_some() {
            break estado;
        }
        if interrumpida() {
            bail!("interrumpido");
        }
        if reloj.elapsed() >= reglas.limite || demasiados {
            break None;
        }
        let nuevo = mem::take(&mut *tomar(&dicho));
        iniciada |= dice_iniciando(&nuevo);
        if iniciada && reglas.percance == Some(Percance::HijoTerminado) {
            matado = matado.or_else(|| censo.matar_a_un_hijo());
        }
        al_avanzar(&Momento { dicho: &nuevo, procesos: &censo.procesos, pid, inicio });
        if !abiertas(espera) {
            espera = Duration::from_millis(1);
            thread::sleep(espera);
        }
    };
    let duracion = reloj.elapsed();
    let quedan = censo.vivos().filter(|proceso| proceso.pid != pid).count();
    censo.terminar(inicio + duracion.as_micros() as u64);
    drop(familia);

    // Sin familia no queda quien escriba, salvo que alguno se haya ido a otra: no se le espera.
    let plazo = Instant::now() + Duration::from_secs(2);
    while Instant::now() < plazo && abiertas(Duration::from_millis(20)) {}
    al_avanzar(&Momento { dicho: &tomar(&dicho), procesos: &censo.procesos, pid, inicio });
    let [salida, errores] =
        [salida, errores].map(|leido| String::from_utf8_lossy(&tomar(&leido)).into_owned());
    let (procesos, momentos) = (censo.procesos, mem::take(&mut *tomar(&momentos)));
    Ok(Ejecucion {
        salida,
        momentos,
        errores,
        estado,
        pid,
        inicio,
        duracion,
        memoria,
        procesos,
        demasiados,
        quedan,
        matado,
        tramos: Vec::new(),
    })
}

/// Microsegundos desde el 1 de enero de 1970 (UTC).
pub fn ahora() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_micros() as u64
}

/// Desde ahora, una señal que pide terminar no termina este programa de golpe, sino a la familia que
/// esté ejecutando; y un hijo que termina se puede esperar, aunque quien inició esto no quisiera.
pub fn atender_senales() {
    LazyLock::force(&INTERRUMPIDO);
}

/// Si ha llegado una señal que pide terminar.
pub fn interrumpida() -> bool {
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
struct Familia {
    #[cfg(unix)]
    primero: Child,
    #[cfg(windows)]
    primero: Box<dyn process_wrap::std::StdChildWrapper>,
}

impl Familia {
    #[cfg(unix)]
    fn iniciar(mut orden: Command) -> io::Result<Self> {
        use std::os::unix::process::CommandExt;
        Ok(Familia { primero: orden.process_group(0).spawn()? })
    }

    #[cfg(windows)]
    fn iniciar(orden: Command) -> io::Result<Self> {
        use process_wrap::std::{JobObject, StdCommandWrap};
        Ok(Familia { primero: StdCommandWrap::from(orden).wrap(JobObject).spawn()? })
    }

    fn primero(&mut self) -> &mut Child {
        #[cfg(unix)]
        return &mut self.primero;
        #[cfg(windows)]
        return self.primero.inner_mut();
    }
}

impl Drop for Familia {
    fn drop(&mut self) {
        // Falla si no queda nadie.
        #[cfg(unix)]
        use rustix::process::{Pid, Signal, kill_process_group};
        #[cfg(unix)]
        let _ = kill_process_group(Pid::from_child(&self.primero), Signal::KILL);
        #[cfg(windows)]
        let _ = self.primero.start_kill();
        let _ = self.primero().wait();
    }
}

fn iniciar(mut orden: Command) -> anyhow::Result<Familia> {
    let programa = orden.get_program().to_string_lossy().into_owned();
    orden.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Familia::iniciar(orden).with_context(|| format!("no se pudo iniciar {programa}"))
}

/// Los procesos del equipo, los hijos de cada uno y hasta cuándo vale lo que se vio: mirarlos cuesta, y una
/// vez basta para todas las familias.
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

/// Los procesos de una familia.
struct Censo {
    procesos: Vec<Proceso>,
}

impl Censo {
    fn nuevo(pid: u32, inicio: u64) -> Self {
        Censo { procesos: vec![Proceso { pid, inicio, fin: None }] }
    }

    /// Mira quién está, ahora mismo o hace un momento.
    fn contar(&mut self, ahora_mismo: bool) {
        let mut equipo = EQUIPO.lock().unwrap_or_else(PoisonError::into_inner);
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

    /// Termina al primero de los hijos que estén y sean este mismo programa, y da su número.
    fn matar_a_un_hijo(&self) -> Option<u32> {
        let equipo = EQUIPO.lock().unwrap_or_else(PoisonError::into_inner);
        let proceso = |este: &Proceso| equipo.sistema.process(Pid::from_u32(este.pid));
        let padre = self.procesos.first().and_then(proceso)?;
        let mut hijos = self.vivos().skip(1).filter_map(proceso);
        let hijo = hijos.find(|hijo| hijo.name() == padre.name())?;
        hijo.kill().then_some(hijo.pid().as_u32())
    }

    fn terminar(&mut self, fin: u64) {
        for proceso in &mut self.procesos {
            proceso.fin.get_or_insert(fin);
        }
    }
}

type Eco = Box<dyn Write + Send>;
type Leido = Arc<Mutex<Vec<u8>>>;
type Momentos = Arc<Mutex<Vec<(u64, usize)>>>;

fn tomar<T>(leido: &Mutex<T>) -> MutexGuard<'_, T> {
    leido.lock().unwrap_or_else(PoisonError::into_inner)
}

fn dice_iniciando(dicho: &[u8]) -> bool {
    dicho.windows(9).any(|letras| letras == b"iniciando")
}

/// Quien lee una salida y, si se le pide, apunta cuántos bytes iban en cada momento.
struct Lector {
    eco: Eco,
    dicho: Leido,
    momentos: Option<Momentos>,
    se_cierra: bool,
}

impl Lector {
    /// Lee un tubo en otro hilo y de paso lo copia en el eco. Al acabar suelta `fin`.
    fn leer(mut self, tubo: Option<impl Read + Send + 'static>, fin: Sender<()>) -> Leido {
        let todo = Leido::default();
        let leido = Arc::clone(&todo);
        thread::spawn(move || {
            let _fin = fin;
            let Some(mut tubo) = tubo else { return };
            let mut trozo = [0; 8192];
            while let Ok(cuantos @ 1..) = tubo.read(&mut trozo) {
                let trozo = &trozo[..cuantos];
                if self.eco.write_all(trozo).and_then(|()| self.eco.flush()).is_err() {
                    self.eco = Box::new(io::sink());
                }
                tomar(&leido).extend(trozo);
                if let Some(momentos) = &self.momentos {
                    tomar(momentos).push((ahora(), tomar(&leido).len()));
                }
                tomar(&self.dicho).extend(trozo);
                if self.se_cierra && dice_iniciando(&tomar(&leido)) {
                    return;
                }
            }
        });
        todo
    }
}

/// La memoria que un proceso ha llegado a ocupar, en bytes; `None` fuera de Linux.
fn memoria_maxima(pid: u32) -> Option<u64> {
    let estado = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let maxima = estado.lines().find_map(|linea| linea.strip_prefix("VmHWM:"))?;
    let kib: u64 = maxima.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}
