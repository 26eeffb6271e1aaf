//! La traza: qué tarea se hizo cuándo, en qué proceso y en qué hilo; y por donde una prueba pide que una falle.
//!
//! Si la variable de entorno [`VARIABLE`], que los hijos heredan, nombra un archivo, cada tarea le añade una
//! línea al empezar y otra al terminar: pid, hilo, inicio, fin (vacío al empezar) y nombre, separados por
//! tabuladores. Los tiempos son microsegundos desde el 1 de enero de 1970 (UTC).

use crate::salida::{avisar, visible};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::sync::{LazyLock, Mutex, Once};
use std::time::{Duration, Instant, UNIX_EPOCH};
use std::{env, path::Path, process, thread};

/// La variable de entorno que nombra el archivo.
pub const VARIABLE: &str = "TRAZA";

/// La que nombra una tarea que entra en pánico al empezar: así se prueba qué hace un programa si algo falla.
pub const PANICO: &str = "TRAZA_PANICO";

/// La que nombra una tarea que aborta, y con ella su proceso.
pub const ABORTO: &str = "TRAZA_ABORTO";

/// Una tarea en marcha: al soltarse (al final del bloque que la guarda) anota que termina.
#[must_use = "anota al soltarse: guárdala en una variable hasta el final de la tarea"]
pub struct Anotada(String, u128);

/// Anota que empieza la tarea `nombre`. Entra en pánico si la variable [`PANICO`] la nombra, y aborta si [`ABORTO`].
pub fn anotar(nombre: &str) -> Anotada {
    let (nombre, inicio) = (visible(nombre), ahora());
    apuntar(&nombre, inicio, "");
    let tarea = Anotada(nombre, inicio);
    let es_esta = |variable| env::var(variable).is_ok_and(|nombre| nombre == tarea.0);
    if es_esta(ABORTO) {
        process::abort();
    }
    assert!(
        !es_esta(PANICO),
        "{} falla porque lo pide {PANICO}",
        tarea.0
    );
    tarea
}

impl Drop for Anotada {
    fn drop(&mut self) {
        apuntar(&self.0, self.1, &ahora().to_string());
    }
}

fn apuntar(nombre: &str, inicio: u128, fin: &str) {
    let Some(archivo) = env::var_os(VARIABLE).filter(|ruta| !ruta.is_empty()) else {
        return;
    };
    let (pid, hilo) = (process::id(), thread::current().id());
    let linea = format!("{pid}\t{hilo:?}\t{inicio}\t{fin}\t{nombre}\n");
    if let Err(error) = anadir(archivo.as_ref(), &linea) {
        static UNA_VEZ: Once = Once::new();
        let archivo = visible(&archivo.to_string_lossy());
        UNA_VEZ.call_once(|| avisar(&format!("TRAZA: no se escribe en {archivo}: {error}")));
    }
}

/// Microsegundos desde 1970, contados en cada proceso con un reloj que nunca retrocede.
fn ahora() -> u128 {
    static ORIGEN: LazyLock<(Duration, Instant)> =
        LazyLock::new(|| (UNIX_EPOCH.elapsed().unwrap_or_default(), Instant::now()));
    (ORIGEN.0 + ORIGEN.1.elapsed()).as_micros()
}

/// Una sola escritura al final del archivo, y en cada proceso, de una en una: así ninguna se pierde.
fn anadir(archivo: &Path, linea: &str) -> io::Result<()> {
    static TURNO: Mutex<()> = Mutex::new(());
    let _turno = TURNO.lock();
    // Abrir una tubería con nombre esperaría a que alguien la leyera.
    if fs::metadata(archivo).is_ok_and(|que_es| !que_es.is_file()) {
        return Err(io::Error::other("no es un archivo"));
    }
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(archivo)?
        .write_all(linea.as_bytes())
}
