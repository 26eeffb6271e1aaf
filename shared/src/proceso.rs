//! Lo que necesita un programa que se inicia a sí mismo como proceso hijo. Para seguir la lección no hace falta leerlo.
//!
//! En Python es lo que `Process` hace por dentro: con el método `spawn` inicia otro intérprete, que importa el
//! programa, y le dice qué función ejecutar. Aquí se ve: el padre añade `--hijo` y la tarea, y el hijo pregunta.

use crate::salida::{avisar, rechazar};
use std::path::{MAIN_SEPARATOR, PathBuf};
use std::str::FromStr;
use std::{env, io, process};

/// El argumento que distingue a un proceso hijo; se ve en `ps` o en el administrador de tareas.
pub const HIJO: &str = "--hijo";

/// El estado con que termina un hijo que no entiende su encargo.
pub const NO_ENTIENDE: i32 = 2;

/// El estado con que termina un hijo que quiere iniciar otros.
pub const ES_UN_HIJO: i32 = 3;

/// El encargo de este proceso, si es un hijo: lo que va detrás de `--hijo`.
///
/// `None` en el programa que se inicia a mano. Si falta o no es un `T`, el proceso termina con el estado 2.
pub fn encargo<T: FromStr>() -> Option<T> {
    let mut argumentos = env::args_os().skip(1);
    if argumentos.next()? != HIJO {
        return None;
    }
    let texto = argumentos.next().and_then(|texto| texto.into_string().ok());
    let texto = texto.unwrap_or_default();
    if let Ok(encargo) = texto.parse() {
        return Some(encargo);
    }
    let problema = format!("Un hijo no entiende su encargo: «{texto}»");
    let uso = "--hijo lo pone el propio programa, seguido del encargo de cada hijo";
    rechazar(&problema, uso)
}

/// Dónde está este programa, para iniciarlo otra vez. Da un error si el sistema no lo sabe.
///
/// Un hijo no puede iniciar otros, y termina con el estado 3: se multiplicaría sin fin la lección que olvidara `--hijo`,
/// o preguntar por su [`encargo`]. `multiprocessing`, con `spawn`, también se niega.
///
/// Un proceso sabe que es un hijo porque su primer argumento es una ruta dada aquí, que lleva un `.` de más. No lo sabe
/// quien se inicia con `current_exe()`, o con una copia del ejecutable.
pub fn este_programa() -> io::Result<PathBuf> {
    let programa = env::current_exe()?;
    if es_un_hijo() {
        avisar(
            "Este proceso es un hijo y no inicia otros: ¿falta poner --hijo delante de su encargo, \
             preguntar antes por su encargo(), o un return al acabarlo?",
        );
        process::exit(ES_UN_HIJO);
    }
    Ok(con_marca(programa))
}

/// La misma ruta, con un `.` delante del nombre, que no la cambia: `/tmp/./programa`.
fn con_marca(programa: PathBuf) -> PathBuf {
    let nombre = programa.file_name().unwrap_or_default();
    programa.with_file_name(".").join(nombre)
}

/// Se mira el texto: dos rutas que solo se distinguen en un `.` son para Rust la misma.
fn es_un_hijo() -> bool {
    let Some(primero) = env::args_os().next() else {
        return false;
    };
    let marca = format!("{MAIN_SEPARATOR}.{MAIN_SEPARATOR}");
    match primero.to_string_lossy().rsplit_once(&marca) {
        Some((_, nombre)) => !nombre.contains(MAIN_SEPARATOR),
        None => false,
    }
}
