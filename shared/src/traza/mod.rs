//! La traza: qué tarea se hizo cuándo, en qué proceso y en qué hilo.
//!
//! Si la variable de entorno [`VARIABLE`], que los hijos heredan, nombra un archivo, cada tarea le añade una
//! línea al empezar y otra al terminar: pid, hilo, inicio, fin (vacío al empezar) y nombre, separados por
//! tabuladores. Los tiempos son microsegundos desde el 1 de enero de 1970 (UTC).

pub mod fallos;

use crate::salida::{avisar, visible};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{LazyLock, Mutex, Once};
use std::time::{Duration, Instant, UNIX_EPOCH};
use std::{env, process, thread};

/// La variable de entorno que nombra el archivo.
pub const VARIABLE: &str = "TRAZA";

/// Una tarea en marcha: al soltarse (al final del bloque que la guarda) anota que termina.
#[must_use = "anota al soltarse: guárdala en una variable hasta el final de la tarea"]
pub struct Anotada {
    nombre: String,
    inicio: u128,
}

/// Anota que empieza la tarea `nombre`. Falla, o dura más, si una prueba lo pide de esa: véase [`fallos`].
pub fn anotar(nombre: &str) -> Anotada {
    let tarea = Anotada {
        nombre: visible(nombre),
        inicio: ahora(),
    };
    apuntar(&tarea.nombre, tarea.inicio, "");
    fallos::hacer_lo_que_se_pida(&tarea.nombre);
    tarea
}

impl Drop for Anotada {
    fn drop(&mut self) {
        apuntar(&self.nombre, self.inicio, &ahora().to_string());
    }
}

fn apuntar(nombre: &str, inicio: u128, fin: &str) {
    let Some(archivo) = env::var_os(VARIABLE) else {
        return;
    };
    if archivo.is_empty() {
        return;
    }
    let pid = process::id();
    let hilo = thread::current().id();
    let linea = format!("{pid}\t{hilo:?}\t{inicio}\t{fin}\t{nombre}\n");
    if let Err(error) = anadir(archivo.as_ref(), &linea) {
        static UNA_VEZ: Once = Once::new();
        let archivo = visible(&archivo.to_string_lossy());
        UNA_VEZ.call_once(|| avisar(&format!("TRAZA: no se escribe en {archivo}: {error}")));
    }
}

/// Microsegundos desde 1970, contados en cada proceso con un reloj que nunca retrocede.
fn ahora() -> u128 {
    static ORIGEN: LazyLock<Origen> = LazyLock::new(|| Origen {
        desde_1970: UNIX_EPOCH.elapsed().unwrap_or_default(),
        reloj: Instant::now(),
    });
    (ORIGEN.desde_1970 + ORIGEN.reloj.elapsed()).as_micros()
}

struct Origen {
    desde_1970: Duration,
    reloj: Instant,
}

/// Una sola escritura al final del archivo, y en cada proceso, de una en una: así ninguna se pierde.
fn anadir(archivo: &Path, linea: &str) -> io::Result<()> {
    static TURNO: Mutex<()> = Mutex::new(());
    let _turno = TURNO.lock();
    // Abrir una tubería con nombre esperaría a que alguien la leyera.
    if fs::metadata(archivo).is_ok_and(|que_es| !que_es.is_file()) {
        return Err(io::Error::other("no es un archivo"));
    }
    let mut traza = OpenOptions::new().create(true).append(true).open(archivo)?;
    traza.write_all(linea.as_bytes())
}
