//! Un programa con todos los procesos que inicie: al acabar no queda ninguno.

use crate::Ejecucion;
use anyhow::{Context, bail};
use process_wrap::std::{StdChildWrapper, StdCommandWrap};
use std::fs;
use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Ejecuta un programa hasta que termina, o hasta el límite, y termina después cuanto quede de su
/// familia. A `a_la_vista`, lo que escribe se muestra según lo escribe. Lo que se devuelve no lleva
/// tramos. Es un error que no se pueda iniciar, o que mientras tanto llegue Ctrl-C, SIGTERM o SIGHUP.
pub fn ejecutar(orden: Command, limite: Duration, a_la_vista: bool) -> anyhow::Result<Ejecucion> {
    atender_senales();
    let reloj = Instant::now();
    let mut familia = iniciar(orden)?;
    let (avisa, cerradas) = mpsc::channel();
    let abiertas = |espera| cerradas.recv_timeout(espera) != Err(RecvTimeoutError::Disconnected);
    let eco = |salida: Eco| if a_la_vista { salida } else { Box::new(io::sink()) };
    let salida = leer(familia.0.stdout().take(), eco(Box::new(io::stdout())), avisa.clone());
    let errores = leer(familia.0.stderr().take(), eco(Box::new(io::stderr())), avisa);

    let (pid, mut memoria) = (familia.0.id(), None);
    // Las salidas se cierran al terminar el último proceso: no hay que preguntar sin parar.
    let mut espera = Duration::from_millis(20);
    let estado = loop {
        memoria = memoria.max(memoria_maxima(pid));
        if let Some(estado) = familia.0.inner_mut().try_wait()? {
            break Some(estado);
        }
        if interrumpida() {
            bail!("interrumpido");
        }
        if reloj.elapsed() >= limite {
            break None;
        }
        if !abiertas(espera) {
            espera = Duration::from_micros(200);
            thread::sleep(espera);
        }
    };
    let duracion = reloj.elapsed();
    drop(familia);

    // Sin familia no queda quien escriba, salvo que alguno se haya ido a otra: no se le espera.
    let plazo = Instant::now() + Duration::from_secs(2);
    while Instant::now() < plazo && abiertas(Duration::from_millis(20)) {}
    let [salida, errores] = [salida, errores].map(|leido| {
        let leido = leido.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&leido).into_owned()
    });
    Ok(Ejecucion { salida, errores, estado, pid, duracion, memoria, tramos: Vec::new() })
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

struct Familia(Box<dyn StdChildWrapper>);

impl Drop for Familia {
    fn drop(&mut self) {
        // Falla si no queda nadie.
        let _ = self.0.start_kill();
        let _ = self.0.inner_mut().wait();
    }
}

fn iniciar(mut orden: Command) -> anyhow::Result<Familia> {
    let programa = orden.get_program().to_string_lossy().into_owned();
    orden.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut orden = StdCommandWrap::from(orden);
    #[cfg(unix)]
    orden.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    orden.wrap(process_wrap::std::JobObject);
    let hijo = orden.spawn().with_context(|| format!("no se pudo iniciar {programa}"))?;
    Ok(Familia(hijo))
}

type Eco = Box<dyn Write + Send>;
type Leido = Arc<Mutex<Vec<u8>>>;

/// Lee un tubo en otro hilo y de paso lo copia en `eco`. Al acabar suelta `fin`.
fn leer(tubo: Option<impl Read + Send + 'static>, mut eco: Eco, fin: Sender<()>) -> Leido {
    let todo = Leido::default();
    let leido = Arc::clone(&todo);
    thread::spawn(move || {
        let _fin = fin;
        let Some(mut tubo) = tubo else { return };
        let mut trozo = [0; 8192];
        while let Ok(cuantos @ 1..) = tubo.read(&mut trozo) {
            if eco.write_all(&trozo[..cuantos]).and_then(|()| eco.flush()).is_err() {
                eco = Box::new(io::sink());
            }
            leido.lock().unwrap_or_else(PoisonError::into_inner).extend(&trozo[..cuantos]);
        }
    });
    todo
}

/// La memoria que un proceso ha llegado a ocupar, en bytes; `None` fuera de Linux.
fn memoria_maxima(pid: u32) -> Option<u64> {
    let estado = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let maxima = estado.lines().find_map(|linea| linea.strip_prefix("VmHWM:"))?;
    let kib: u64 = maxima.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}
