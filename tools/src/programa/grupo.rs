//! Un programa y todos los que inicie, que terminan juntos; y las señales que lo piden.

use anyhow::Context;
use shared::avisar;
use std::process::{self, Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread;
use std::time::Duration;
use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

/// Un grupo de procesos en Unix, y un objeto de trabajo en Windows: los que inicie el primero también son suyos.
/// Al soltarlo terminan cuantos queden.
pub(super) struct Grupo {
    #[cfg(unix)]
    primero: Child,
    #[cfg(windows)]
    primero: Box<dyn process_wrap::std::StdChildWrapper>,
}

impl Grupo {
    pub(super) fn iniciar(mut orden: Command) -> anyhow::Result<Self> {
        let programa = orden.get_program().to_string_lossy().into_owned();
        orden
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
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

    pub(super) fn primero(&mut self) -> &mut Child {
        #[cfg(unix)]
        return &mut self.primero;
        #[cfg(windows)]
        return self.primero.inner_mut();
    }
}

impl Drop for Grupo {
    fn drop(&mut self) {
        #[cfg(unix)]
        terminar_grupo(self.primero().id());
        #[cfg(windows)]
        let _ = self.primero.start_kill();
        let _ = self.primero().wait();
    }
}

/// Si ha llegado una señal que pide terminar. Desde la primera vez que se pregunta, una no termina este programa de
/// golpe, sino al grupo que esté ejecutando; y un hijo que termina se puede esperar, aunque quien inició esto no quisiera.
pub fn interrumpido() -> bool {
    INTERRUMPIDO.load(Ordering::Relaxed)
}

static INTERRUMPIDO: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| {
    use signal_hook::{consts, flag};
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
});

/// Quien recibe la señal puede estar esperando a algo que no la nota: a cargo, a una terminal que no admite más. Si
/// en un segundo no ha terminado por las buenas, termina igual, y nadie queda en marcha.
fn acabar_aunque_no_se_pueda() {
    while !interrumpido() {
        thread::sleep(Duration::from_millis(50));
    }
    thread::sleep(Duration::from_millis(500));
    // Lo que ha iniciado este programa, también cargo.
    let (mut sistema, este) = (System::new(), Pid::from_u32(process::id()));
    let sin_nada = ProcessRefreshKind::nothing().without_tasks();
    sistema.refresh_processes_specifics(ProcessesToUpdate::All, true, sin_nada);
    let suyos = sistema
        .processes()
        .values()
        .filter(|proceso| proceso.parent() == Some(este));
    suyos.for_each(|proceso| terminar_grupo(proceso.pid().as_u32()));
    thread::sleep(Duration::from_millis(200));
    // Quizá tampoco se pueda decir: no se espera a que se diga.
    thread::spawn(|| avisar("interrumpido"));
    thread::sleep(Duration::from_millis(100));
    process::exit(1);
}

/// Termina con los que queden, si queda alguno.
fn terminar_grupo(primero: u32) {
    #[cfg(unix)]
    {
        use nix::{sys::signal, unistd};
        let _ = signal::killpg(unistd::Pid::from_raw(primero as i32), signal::SIGKILL);
    }
    // Un objeto de trabajo de process-wrap no termina con los suyos al cerrarse.
    #[cfg(windows)]
    let _ = Command::new("taskkill")
        .args(["/F", "/T", "/PID", &primero.to_string()])
        .output();
}
