//! La traza: qué tarea se hizo cuándo, en qué proceso y en qué hilo.
//!
//! Si la variable de entorno [`VARIABLE`] nombra un archivo, cada tarea le añade una línea al empezar y otra
//! al terminar, con cinco campos separados por tabuladores: pid, hilo, momento, `empieza` o `termina`, y
//! nombre. El momento son microsegundos desde el 1 de enero de 1970 (UTC). Los procesos hijos heredan la
//! variable, así que sus líneas van al mismo archivo. Sin la variable no se anota nada.

use crate::salida::{avisar, visible};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::sync::{Once, OnceLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{env, path::Path, process, thread};

/// La variable de entorno que nombra el archivo.
pub const VARIABLE: &str = "TRAZA";

/// Una tarea en marcha: al soltarse (al final del bloque que la guarda) anota que termina.
#[must_use = "anota al soltarse: guárdala en una variable hasta el final de la tarea"]
#[derive(Debug)]
pub struct EnMarcha {
    nombre: String,
}

/// Anota que empieza la tarea `nombre`.
pub fn anotar(nombre: &str) -> EnMarcha {
    let nombre = visible(nombre);
    apuntar("empieza", &nombre);
    EnMarcha { nombre }
}

impl Drop for EnMarcha {
    fn drop(&mut self) {
        apuntar("termina", &self.nombre);
    }
}

fn apuntar(que: &str, nombre: &str) {
    let Some(archivo) = env::var_os(VARIABLE).filter(|ruta| !ruta.is_empty()) else { return };
    let (pid, hilo, momento) = (process::id(), thread::current().id(), ahora());
    let linea = format!("{pid}\t{hilo:?}\t{momento}\t{que}\t{nombre}\n");
    if let Err(error) = anadir(archivo.as_ref(), &linea) {
        static UNA_VEZ: Once = Once::new();
        let archivo = visible(&archivo.to_string_lossy());
        UNA_VEZ.call_once(|| avisar(&format!("TRAZA: no se escribe en {archivo}: {error}")));
    }
}

/// Microsegundos desde 1970, contados con el reloj que nunca retrocede: en un mismo proceso, lo que
/// empieza después de que algo termine nunca parece empezar antes.
fn ahora() -> u128 {
    static ORIGEN: OnceLock<(Duration, Instant)> = OnceLock::new();
    let (desde_1970, reloj) = ORIGEN.get_or_init(|| {
        let desde_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
        (desde_1970.unwrap_or_default(), Instant::now())
    });
    (*desde_1970 + reloj.elapsed()).as_micros()
}

/// Una sola escritura al final del archivo: las de varios hilos o procesos no se mezclan.
fn anadir(archivo: &Path, linea: &str) -> io::Result<()> {
    // Abrir una tubería con nombre esperaría a que alguien la leyera.
    if fs::metadata(archivo).is_ok_and(|que_es| !que_es.is_file()) {
        return Err(io::Error::other("no es un archivo"));
    }
    OpenOptions::new().create(true).append(true).open(archivo)?.write_all(linea.as_bytes())
}
