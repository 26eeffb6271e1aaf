//! Lo que necesita un programa que se inicia a sí mismo como proceso hijo. Para seguir la lección no hace falta leerlo.
//!
//! En Python es lo que `Process` hace por dentro: con el método `spawn` inicia otro intérprete, que importa el
//! programa, y le dice qué función ejecutar. Aquí se ve: el padre añade `--hijo` y la tarea, y el hijo pregunta.

use crate::salida::{avisar, rechazar};
use std::{env, io, path::PathBuf, process, str::FromStr};

/// El argumento que distingue a un proceso hijo; se ve en `ps` o en el administrador de tareas.
pub const HIJO: &str = "--hijo";

/// El encargo de este proceso, si es un hijo: lo que va detrás de `--hijo`.
///
/// `None` en el programa que se inicia a mano. Si falta o no es un `T`, el proceso termina con el estado 2.
pub fn encargo<T: FromStr>() -> Option<T> {
    let mut argumentos = env::args_os().skip(1);
    if argumentos.next()? != HIJO {
        return None;
    }
    let texto = argumentos.next().and_then(|texto| texto.into_string().ok());
    let encargo = texto.as_ref().and_then(|texto| texto.parse().ok());
    Some(encargo.unwrap_or_else(|| {
        let problema = format!(
            "Un hijo no entiende su encargo: «{}»",
            texto.unwrap_or_default()
        );
        rechazar(
            &problema,
            "--hijo lo pone el propio programa, seguido del encargo de cada hijo",
        )
    }))
}

/// Dónde está este programa, para iniciarlo otra vez. Da un error si el sistema no lo sabe.
///
/// Un hijo no puede iniciar otros, y termina con el estado 1: se multiplicaría sin fin la lección que olvidara preguntar
/// por su [`encargo`] o, en Linux, poner delante `--hijo`. `multiprocessing`, con `spawn`, también se niega.
pub fn este_programa() -> io::Result<PathBuf> {
    let programa = env::current_exe()?;
    let es_hijo = env::args_os()
        .nth(1)
        .is_some_and(|argumento| argumento == HIJO);
    #[cfg(target_os = "linux")]
    let es_hijo = es_hijo || {
        let padre = format!("/proc/{}/exe", std::os::unix::process::parent_id());
        std::fs::read_link(padre).is_ok_and(|padre| padre == programa)
    };
    if es_hijo {
        let falta = "¿falta preguntar antes por su encargo(), o poner --hijo delante?";
        avisar(&format!(
            "Este proceso es un hijo y no inicia otros: {falta}"
        ));
        process::exit(1);
    }
    Ok(programa)
}
