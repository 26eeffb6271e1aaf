//! Las señales que piden terminar: Ctrl-C, y las que envían otros programas.

use crate::grupo::terminar_grupo;
use shared::avisar;
use shared::ejecucion::Ejecucion;
use signal_hook::{consts, flag};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use std::{error, fmt, process, thread};
use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

/// El error de quien deja de hacer algo porque se lo piden.
#[derive(Debug, Default)]
pub struct Interrumpido {
    /// Lo que llevaba hecho el programa que se estaba ejecutando, si alguno.
    pub hecho: Option<Box<Ejecucion>>,
}

impl fmt::Display for Interrumpido {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        texto.write_str("interrumpido")
    }
}

impl error::Error for Interrumpido {}

/// Si ha llegado una señal que pide terminar. Desde la primera vez que se pregunta, una no termina este programa de
/// golpe, sino al grupo que esté ejecutando; y un hijo que termina se puede esperar, aunque quien inició esto no quisiera.
pub fn interrumpido() -> bool {
    INTERRUMPIDO.load(Ordering::Relaxed)
}

/// Es un error haber sido interrumpido.
pub fn seguir_si_no_se_interrumpe() -> Result<(), Interrumpido> {
    match interrumpido() {
        true => Err(Interrumpido::default()),
        false => Ok(()),
    }
}

static INTERRUMPIDO: LazyLock<Arc<AtomicBool>> = LazyLock::new(atender_las_senales);

fn atender_las_senales() -> Arc<AtomicBool> {
    let interrumpido = Arc::new(AtomicBool::new(false));
    let senales = [
        consts::SIGINT,
        consts::SIGTERM,
        #[cfg(unix)]
        consts::SIGHUP,
    ];
    for senal in senales {
        // Si una no se puede atender, hará lo de siempre: terminar el programa.
        let _ = flag::register(senal, Arc::clone(&interrumpido));
    }
    // Quien inicia esto puede no querer saber de sus hijos, y eso se hereda: aquí sí se esperan.
    #[cfg(unix)]
    let _ = flag::register(consts::SIGCHLD, Arc::default());
    thread::spawn(acabar_aunque_no_se_pueda);
    interrumpido
}

/// Quien recibe la señal puede estar esperando a algo que no la nota: a cargo, a una terminal que no admite más. Al medio
/// segundo se termina con lo que este programa haya iniciado y, si ni así acaba por las buenas, con él.
fn acabar_aunque_no_se_pueda() {
    while !interrumpido() {
        thread::sleep(Duration::from_millis(50));
    }
    thread::sleep(Duration::from_millis(500));
    for hijo in hijos_de_este() {
        terminar_grupo(hijo);
    }
    thread::sleep(Duration::from_secs(2));
    // Quizá tampoco se pueda decir: no se espera a que se diga.
    thread::spawn(|| avisar(&Interrumpido::default().to_string()));
    thread::sleep(Duration::from_millis(100));
    process::exit(1);
}

/// Lo que ha iniciado este programa, también cargo.
fn hijos_de_este() -> Vec<u32> {
    let este = Pid::from_u32(process::id());
    let sin_nada = ProcessRefreshKind::nothing().without_tasks();
    let mut sistema = System::new();
    sistema.refresh_processes_specifics(ProcessesToUpdate::All, true, sin_nada);
    let procesos = sistema.processes().values();
    let hijos = procesos.filter(|proceso| proceso.parent() == Some(este));
    hijos.map(|proceso| proceso.pid().as_u32()).collect()
}
