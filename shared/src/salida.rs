//! Lo que un programa dice por la salida de errores, que ni se mezcla ni impide seguir.

use std::io::{self, ErrorKind, Write};
use std::process;

/// Escribe `[-] mensaje` en la salida de errores, tras una línea en blanco.
///
/// Python: `print(f"\n[-] {mensaje}", file=sys.stderr)`.
pub fn avisar(mensaje: &str) {
    anunciar(&format!("\n[-] {mensaje}"));
}

/// Avisa de un argumento que no vale, con el `uso` que sí, y termina el programa con el estado 2.
pub fn rechazar(problema: &str, uso: &str) -> ! {
    avisar(&format!("{}\n\n{uso}", visible(problema)));
    process::exit(2);
}

/// Escribe una línea en la salida de errores, de una sola vez: así las de varios procesos no se mezclan.
pub fn anunciar(linea: &str) {
    // `eprintln!` escribe a trozos, y entra en pánico si no puede; aquí cuenta el estado de salida.
    let _ = io::stderr().write_all(format!("{linea}\n").as_bytes());
}

/// El mismo texto, con el número (`\u{1b}`) de lo que movería el cursor o daría la vuelta a la escritura.
pub fn visible(texto: &str) -> String {
    let mut visto = String::new();
    for letra in texto.chars() {
        match letra.is_control() || da_la_vuelta(letra) {
            true => visto.extend(letra.escape_unicode()),
            false => visto.push(letra),
        }
    }
    visto
}

fn da_la_vuelta(letra: char) -> bool {
    matches!(
        letra,
        '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

pub(crate) const CORTADA: &str = "la conexión se cortó antes de terminar";

/// Lo que significa un error del sistema, sin sus detalles.
pub fn causa(error: &io::Error) -> Option<&'static str> {
    // EMFILE y ENFILE en Unix, WSAEMFILE en Windows: la biblioteca estándar no les da nombre.
    let demasiados = if cfg!(windows) { [10024, 4] } else { [24, 23] };
    let codigo = error.raw_os_error();
    if codigo.is_some_and(|codigo| demasiados.contains(&codigo)) {
        return Some("el sistema no deja abrir más archivos o conexiones");
    }
    Some(match error.kind() {
        ErrorKind::NotFound => "no se encuentra",
        ErrorKind::PermissionDenied => "el sistema no da permiso",
        ErrorKind::ConnectionRefused => "conexión rechazada: ahí no escucha nadie",
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => CORTADA,
        ErrorKind::UnexpectedEof | ErrorKind::BrokenPipe => CORTADA,
        ErrorKind::TimedOut => "nadie respondió a tiempo",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => "no hay red hasta ahí",
        ErrorKind::AddrInUse => "ya está ocupado",
        ErrorKind::WouldBlock => "el sistema no admite más hilos o procesos ahora mismo",
        ErrorKind::StorageFull => "no queda espacio en el disco",
        ErrorKind::IsADirectory => "es una carpeta",
        ErrorKind::NotADirectory => "no es una carpeta",
        ErrorKind::ReadOnlyFilesystem => "ahí no se puede escribir: es de solo lectura",
        ErrorKind::AlreadyExists => "ya existe",
        _ => return None,
    })
}
