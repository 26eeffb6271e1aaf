//! Esperar a hilos y procesos sin que ningún fallo pase en silencio.
//!
//! `Builder::spawn` y `Command::spawn` devuelven un `Result`: el sistema puede negarse a iniciar
//! otro hilo u otro proceso. Las lecciones guardan ese resultado y lo entregan aquí, de modo que
//! todo lo que sí se inició se espera antes de terminar, como hace Python al cerrar.

use crate::salida::{self, NADIE_LEE, avisar, causa, texto_de_panico};
use std::env;
use std::ffi::OsString;
use std::io;
use std::process::{self, Child, ExitCode, ExitStatus};
use std::str::FromStr;
use std::thread::JoinHandle;

/// El argumento que distingue a un proceso hijo; se ve en `ps` o en el administrador de tareas.
pub const HIJO: &str = "--hijo";

/// Estado con el que termina un hijo que falla y ya ha dicho por qué: uno que nadie usa sin querer.
const YA_LO_DIJO: u8 = 200;

/// Espera a que un hilo termine y devuelve lo que devolvió su función.
///
/// Python: `hilo.join()`, que no avisa si el hilo acabó en una excepción. Aquí, si el hilo no pudo
/// iniciarse o terminó en un pánico, se dice con su `nombre` y se devuelve el error.
pub fn esperar_hilo<T>(nombre: &str, hilo: io::Result<JoinHandle<T>>) -> io::Result<T> {
    salida::vigilar_println();
    let final_del_hilo = hilo.map_err(|error| no_se_pudo_iniciar(&error)).and_then(|hilo| {
        hilo.join().map_err(|panico| {
            let texto = texto_de_panico(panico.as_ref());
            io::Error::other(format!("terminó en un pánico: {texto}"))
        })
    });
    final_del_hilo.inspect_err(|error| avisar(&format!("{nombre}: {error}")))
}

/// Espera a que un proceso hijo termine.
///
/// Python: `proceso.join()`, que no avisa si el hijo falló. Aquí, si no pudo iniciarse, terminó con
/// un estado distinto de 0 o lo terminó una señal, se dice con su `nombre` y se devuelve el error.
pub fn esperar_proceso(nombre: &str, proceso: io::Result<Child>) -> io::Result<()> {
    recoger(nombre, proceso).map(|_| ())
}

/// Espera a que un proceso hijo termine y lee lo que respondió por su salida estándar, que el padre
/// pidió con `Stdio::piped()`: un `T` escrito como texto, que es lo que cabe por una tubería.
///
/// Python: `cola.get()` tras `proceso.join()`. Si el hijo falla, como [`esperar_proceso`]; si lo que
/// respondió no es un `T`, se dice también y se devuelve el error.
pub fn esperar_respuesta<T: FromStr>(nombre: &str, proceso: io::Result<Child>) -> io::Result<T> {
    let respuesta = recoger(nombre, proceso)?;
    let texto = String::from_utf8_lossy(&respuesta);
    texto.trim().parse().map_err(|_| {
        let error = io::Error::other(format!("no se entiende su respuesta: {:?}", texto.trim()));
        avisar(&format!("{nombre}: {error}"));
        error
    })
}

/// Termina un proceso hijo sin esperar a que acabe por sí mismo.
///
/// Python: `proceso.terminate()` y `proceso.join()`.
pub fn terminar_proceso(nombre: &str, proceso: io::Result<Child>) -> io::Result<()> {
    let fin = proceso
        .map_err(|error| no_se_pudo_iniciar(&error))
        .and_then(|mut proceso| proceso.kill().and_then(|()| proceso.wait()));
    fin.map(|_| ()).inspect_err(|error| avisar(&format!("{nombre}: {error}")))
}

/// Espera a un hijo y devuelve lo que escribió en su tubería, si la tiene.
fn recoger(nombre: &str, proceso: io::Result<Child>) -> io::Result<Vec<u8>> {
    salida::vigilar_println();
    let fin = proceso.map_err(|error| no_se_pudo_iniciar(&error)).and_then(Child::wait_with_output);
    let (error, dicho) = match fin {
        Ok(fin) if fin.status.success() => return Ok(fin.stdout),
        Ok(fin) => (io::Error::other(como_termino(fin.status)), no_hay_mas_que_decir(fin.status)),
        Err(error) => (error, false),
    };
    if !dicho {
        avisar(&format!("{nombre}: {error}"));
    }
    Err(error)
}

/// El encargo de este proceso, si es un hijo: lo que va detrás de [`HIJO`].
///
/// `None` en el programa que se inicia a mano. Un encargo que falta o que no es un `T` termina el
/// proceso con el estado 2.
pub fn encargo<T: FromStr>() -> Option<T> {
    let mut argumentos = env::args_os().skip(1);
    if argumentos.next()? != HIJO {
        return None;
    }
    let encargo = argumentos.next().map(OsString::into_string);
    if let Some(Ok(texto)) = encargo {
        if let Ok(encargo) = texto.parse() {
            return Some(encargo);
        }
    }
    avisar(&format!("Uso: {HIJO} lo pone el propio programa, seguido del encargo de cada hijo"));
    process::exit(2);
}

/// El estado con el que termina un hijo según cómo le fue: 0, o el que le dice a quien lo espera
/// que el fallo ya está dicho.
pub fn estado_de<T, E>(resultado: Result<T, E>) -> ExitCode {
    match resultado {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(YA_LO_DIJO),
    }
}

fn no_se_pudo_iniciar(error: &io::Error) -> io::Error {
    io::Error::other(format!("no se pudo iniciar: {}", causa(error)))
}

fn no_hay_mas_que_decir(estado: ExitStatus) -> bool {
    estado.code().is_some_and(|codigo| codigo == NADIE_LEE.into() || codigo == YA_LO_DIJO.into())
}

fn como_termino(estado: ExitStatus) -> String {
    if let Some(senal) = senal(estado) {
        return format!("lo terminó la señal {senal}");
    }
    match estado.code() {
        Some(101) => "terminó con el estado 101: un pánico".to_string(),
        // Windows da así los finales bruscos: 0xC0000005 es un acceso a memoria indebido.
        Some(codigo) if !(0..=255).contains(&codigo) => {
            format!("terminó con el estado {codigo:#X}")
        }
        Some(codigo) => format!("terminó con el estado {codigo}"),
        None => "terminó sin estado".to_string(),
    }
}

#[cfg(unix)]
fn senal(estado: ExitStatus) -> Option<String> {
    use std::os::unix::process::ExitStatusExt;
    let numero = estado.signal()?;
    // Solo las que tienen el mismo número en todos los Unix.
    let nombre = match numero {
        1 => " (SIGHUP)",
        2 => " (SIGINT)",
        3 => " (SIGQUIT)",
        4 => " (SIGILL)",
        6 => " (SIGABRT)",
        8 => " (SIGFPE)",
        9 => " (SIGKILL)",
        11 => " (SIGSEGV)",
        13 => " (SIGPIPE)",
        15 => " (SIGTERM)",
        _ => "",
    };
    Some(format!("{numero}{nombre}"))
}

#[cfg(not(unix))]
fn senal(_: ExitStatus) -> Option<String> {
    None
}
