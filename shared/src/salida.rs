//! Lo que un programa dice: mensajes por la salida estándar, avisos por la de errores.
//!
//! Cada mensaje es una sola escritura, así que los de varios hilos o procesos nunca se mezclan.
//! Si la salida ya no admite nada, el programa termina con una explicación y no con un pánico.

use std::io::{self, ErrorKind, Write};
use std::panic;
use std::process;
use std::sync::Once;

/// Estado con el que se termina cuando ya nadie lee la salida (`| head -1`): 128 + 13, el que
/// muestra un intérprete de órdenes de Unix por la señal SIGPIPE.
pub const NADIE_LEE: u8 = 141;

/// Escribe `[+] mensaje` en la salida estándar, tras una línea en blanco, como los apuntes.
///
/// Python: `print(f"\n[+] {mensaje}")`. Si no se puede escribir, el programa termina: en silencio
/// y con el estado [`NADIE_LEE`] si ya nadie lee, con la causa y el estado 1 en otro caso.
pub fn decir(mensaje: &str) {
    vigilar_println();
    let texto = format!("\n[+] {mensaje}\n");
    let escrito = io::stdout().write_all(texto.as_bytes());
    if let Err(error) = escrito {
        salida_rota(&error);
    }
}

/// Escribe `[-] mensaje` en la salida de errores, tras una línea en blanco.
pub fn avisar(mensaje: &str) {
    let texto = format!("\n[-] {mensaje}\n");
    // Si tampoco se puede escribir ahí, no queda dónde decirlo: cuenta el estado de salida.
    let _ = io::stderr().write_all(texto.as_bytes());
}

/// La causa de un error del sistema, en una frase.
pub fn causa(error: &io::Error) -> String {
    let frase = match error.kind() {
        ErrorKind::NotFound => "no se encuentra el archivo",
        ErrorKind::PermissionDenied => "el sistema no da permiso",
        ErrorKind::ConnectionRefused => "conexión rechazada: ahí no escucha nadie",
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::UnexpectedEof
        | ErrorKind::BrokenPipe => "la conexión se cortó antes de terminar",
        ErrorKind::TimedOut => "nadie respondió a tiempo",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => "no hay red hasta ahí",
        ErrorKind::AddrInUse => "el puerto ya está ocupado",
        ErrorKind::WouldBlock => "el sistema no admite más hilos o procesos ahora mismo",
        ErrorKind::OutOfMemory => "no queda memoria",
        ErrorKind::StorageFull => "no queda espacio en el disco",
        _ if demasiados_archivos(error) => "el sistema no deja abrir más archivos o conexiones",
        _ => return error.to_string(),
    };
    frase.to_string()
}

/// EMFILE y ENFILE en Unix, WSAEMFILE en Windows: la biblioteca estándar no les da nombre.
fn demasiados_archivos(error: &io::Error) -> bool {
    let codigos = if cfg!(windows) { [10024, 4] } else { [24, 23] };
    error.raw_os_error().is_some_and(|codigo| codigos.contains(&codigo))
}

/// El texto de un pánico: lo que se le pasó a `panic!`.
pub(crate) fn texto_de_panico(carga: &(dyn std::any::Any + Send)) -> &str {
    if let Some(texto) = carga.downcast_ref::<&str>() {
        texto
    } else if let Some(texto) = carga.downcast_ref::<String>() {
        texto
    } else {
        "sin mensaje"
    }
}

/// Los `println!` de una lección entran en pánico si la salida no admite nada: que también ellos
/// terminen con una explicación.
pub fn vigilar_println() {
    static UNA_VEZ: Once = Once::new();
    UNA_VEZ.call_once(|| {
        let de_siempre = panic::take_hook();
        panic::set_hook(Box::new(move |panico| {
            match error_de_println(texto_de_panico(panico.payload())) {
                Some(error) => salida_rota(&error),
                None => de_siempre(panico),
            }
        }));
    });
}

/// «failed printing to stdout: Broken pipe (os error 32)» lleva dentro el error del sistema.
fn error_de_println(panico: &str) -> Option<io::Error> {
    let error = panico.strip_prefix("failed printing to stdout: ")?;
    let (_, codigo) = error.rsplit_once("(os error ")?;
    let codigo = codigo.strip_suffix(')')?.parse().ok()?;
    Some(io::Error::from_raw_os_error(codigo))
}

fn salida_rota(error: &io::Error) -> ! {
    if error.kind() == ErrorKind::BrokenPipe {
        process::exit(NADIE_LEE.into());
    }
    avisar(&format!("No se puede escribir en la salida estándar: {}", causa(error)));
    process::exit(1);
}
