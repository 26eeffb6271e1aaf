//! Un programa y todos los que inicie, que terminan juntos.

use anyhow::Context;
#[cfg(windows)]
use process_wrap::std::JobObject;
#[cfg(unix)]
use process_wrap::std::ProcessGroup;
use process_wrap::std::{StdChildWrapper, StdCommandWrap};
use std::process::{Child, Command, Stdio};

/// Un grupo de procesos en Unix, y un objeto de trabajo en Windows: los que inicie el primero también son suyos.
/// Al soltarlo terminan cuantos queden.
#[derive(Debug)]
pub(crate) struct Grupo {
    primero: Box<dyn StdChildWrapper>,
}

impl Grupo {
    pub(crate) fn iniciar(mut orden: Command) -> anyhow::Result<Self> {
        let programa = orden.get_program().to_string_lossy().into_owned();
        orden.stdin(Stdio::null());
        orden.stdout(Stdio::piped());
        orden.stderr(Stdio::piped());
        let mut orden = StdCommandWrap::from(orden);
        #[cfg(unix)]
        orden.wrap(ProcessGroup::leader());
        #[cfg(windows)]
        orden.wrap(JobObject);
        let primero = orden.spawn();
        let primero = primero.with_context(|| format!("no se pudo iniciar {programa}"))?;
        Ok(Grupo { primero })
    }

    pub(crate) fn primero(&mut self) -> &mut Child {
        self.primero.inner_mut()
    }
}

impl Drop for Grupo {
    fn drop(&mut self) {
        // Si ya no queda nadie, no hay a quién.
        let _ = self.primero.start_kill();
        let _ = self.primero().wait();
    }
}

/// Termina con un proceso y con los de su grupo, si queda alguno.
#[cfg(unix)]
pub(crate) fn terminar_grupo(primero: u32) {
    use nix::sys::signal::{Signal, killpg};
    let grupo = nix::unistd::Pid::from_raw(primero as i32);
    let _ = killpg(grupo, Signal::SIGKILL);
}

/// Termina con un proceso y con los que inició, si queda alguno.
#[cfg(windows)]
pub(crate) fn terminar_grupo(primero: u32) {
    let primero = primero.to_string();
    let _ = Command::new("taskkill")
        .args(["/F", "/T", "/PID", &primero])
        .output();
}
