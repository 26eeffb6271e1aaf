//! La traza: qué tarea se hizo cuándo, en qué proceso y en qué hilo.
//!
//! Si la variable de entorno [`VARIABLE`] nombra un archivo, cada tarea le añade una línea al
//! terminar. Los procesos hijos heredan la variable, así que las suyas van al mismo archivo. Sin la
//! variable no se anota nada.

use crate::salida::{avisar, causa};
use std::cell::OnceCell;
use std::env;
use std::ffi::OsStr;
use std::fmt;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::process;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Once, OnceLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// La variable de entorno que nombra el archivo.
pub const VARIABLE: &str = "TRAZA";

/// Una línea de la traza: lo que duró una tarea y dónde se hizo.
///
/// Se escribe con `Display` y se lee con `FromStr`, campos separados por tabuladores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tramo {
    /// El proceso.
    pub pid: u32,
    /// El hilo dentro del proceso: 1 para el primero que hizo una tarea, 2 para el segundo…
    pub hilo: u64,
    /// Cuándo empezó, en microsegundos desde el 1 de enero de 1970 (UTC).
    pub inicio: u64,
    /// Cuándo terminó, en las mismas unidades.
    pub fin: u64,
    /// El nombre de la tarea: cualquier texto.
    pub nombre: String,
}

impl fmt::Display for Tramo {
    fn fmt(&self, salida: &mut fmt::Formatter) -> fmt::Result {
        let Tramo { pid, hilo, inicio, fin, nombre } = self;
        write!(salida, "{pid}\t{hilo}\t{inicio}\t{fin}\t{}", escapar(nombre))
    }
}

impl FromStr for Tramo {
    type Err = String;

    fn from_str(linea: &str) -> Result<Self, Self::Err> {
        let ilegible = || format!("no es una línea de la traza: {linea:?}");
        let campos: Vec<&str> = linea.split('\t').collect();
        let [pid, hilo, inicio, fin, nombre] = campos[..] else {
            return Err(ilegible());
        };
        let tramo = Tramo {
            pid: pid.parse().map_err(|_| ilegible())?,
            hilo: hilo.parse().map_err(|_| ilegible())?,
            inicio: inicio.parse().map_err(|_| ilegible())?,
            fin: fin.parse().map_err(|_| ilegible())?,
            nombre: desescapar(nombre).ok_or_else(ilegible)?,
        };
        if tramo.fin < tramo.inicio { Err(ilegible()) } else { Ok(tramo) }
    }
}

/// Una tarea en marcha: al soltarse (al final del bloque que la guarda) anota su tramo.
#[must_use = "anota al soltarse: guárdala en una variable hasta el final de la tarea"]
#[derive(Debug)]
pub struct EnMarcha {
    nombre: String,
    inicio: u64,
}

/// Empieza a anotar la tarea `nombre`, si [`VARIABLE`] nombra un archivo.
pub fn anotar(nombre: &str) -> Option<EnMarcha> {
    env::var_os(VARIABLE).filter(|archivo| !archivo.is_empty())?;
    Some(EnMarcha { nombre: nombre.to_string(), inicio: ahora() })
}

impl Drop for EnMarcha {
    fn drop(&mut self) {
        let Some(archivo) = env::var_os(VARIABLE) else { return };
        let tramo = Tramo {
            pid: process::id(),
            hilo: este_hilo(),
            inicio: self.inicio,
            fin: ahora(),
            nombre: std::mem::take(&mut self.nombre),
        };
        if let Err(error) = anadir(&archivo, &tramo) {
            static UNA_VEZ: Once = Once::new();
            UNA_VEZ.call_once(|| {
                let archivo = archivo.to_string_lossy();
                avisar(&format!(
                    "{VARIABLE}: no se puede escribir en {archivo}: {}",
                    causa(&error)
                ));
            });
        }
    }
}

/// Microsegundos desde 1970, contados con el reloj que nunca retrocede: en un mismo proceso, lo que
/// empieza después de que algo termine nunca parece empezar antes.
fn ahora() -> u64 {
    static ORIGEN: OnceLock<(Duration, Instant)> = OnceLock::new();
    let (desde_1970, reloj) = ORIGEN.get_or_init(|| {
        let desde_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
        (desde_1970.unwrap_or_default(), Instant::now())
    });
    u64::try_from((*desde_1970 + reloj.elapsed()).as_micros()).unwrap_or(u64::MAX)
}

/// Una sola escritura al final del archivo: las de varios hilos o procesos no se mezclan.
fn anadir(archivo: &OsStr, tramo: &Tramo) -> io::Result<()> {
    let linea = format!("{tramo}\n");
    OpenOptions::new().create(true).append(true).open(archivo)?.write_all(linea.as_bytes())
}

/// La biblioteca estándar no da el número de un hilo: se numeran por orden de su primera tarea.
fn este_hilo() -> u64 {
    static SIGUIENTE: AtomicU64 = AtomicU64::new(1);
    thread_local!(static NUMERO: OnceCell<u64> = const { OnceCell::new() });
    NUMERO.with(|numero| *numero.get_or_init(|| SIGUIENTE.fetch_add(1, Ordering::Relaxed)))
}

fn escapar(nombre: &str) -> String {
    let mut escrito = String::new();
    for letra in nombre.chars() {
        match letra {
            '\\' => escrito.push_str("\\\\"),
            '\t' => escrito.push_str("\\t"),
            '\n' => escrito.push_str("\\n"),
            '\r' => escrito.push_str("\\r"),
            _ => escrito.push(letra),
        }
    }
    escrito
}

fn desescapar(escrito: &str) -> Option<String> {
    let mut nombre = String::new();
    let mut letras = escrito.chars();
    while let Some(letra) = letras.next() {
        nombre.push(match letra {
            '\\' => match letras.next()? {
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            _ => letra,
        });
    }
    Some(nombre)
}

#[cfg(test)]
mod pruebas {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lo_que_se_escribe_se_lee_igual(
            pid: u32,
            hilo: u64,
            (inicio, fin) in (any::<u64>(), any::<u64>()).prop_map(|(a, b)| (a.min(b), a.max(b))),
            nombre in any::<String>(),
        ) {
            let tramo = Tramo { pid, hilo, inicio, fin, nombre };
            let linea = tramo.to_string();
            prop_assert_eq!(linea.lines().count(), 1);
            prop_assert_eq!(linea.parse(), Ok(tramo));
        }

        #[test]
        fn lo_que_separa_los_campos_y_las_lineas_se_escapa(nombre in "[\\\\tnr\t\n\r]*") {
            let tramo = Tramo { pid: 1, hilo: 1, inicio: 0, fin: 0, nombre };
            prop_assert_eq!(tramo.to_string().parse(), Ok(tramo));
        }

        #[test]
        fn una_linea_cualquiera_se_rechaza_o_se_lee_sin_panico(linea in any::<String>()) {
            if let Ok(tramo) = linea.parse::<Tramo>() {
                prop_assert_eq!(tramo.to_string().parse(), Ok(tramo));
            }
        }
    }

    #[test]
    fn lo_que_no_es_un_tramo_se_rechaza() {
        for linea in [
            "",
            "1\t2\t3\t4",
            "1\t2\t4\t3\tt",
            "x\t2\t3\t4\tt",
            "1\t2\t3\t4\tt\tu",
            "1\t2\t3\t4\t\\x",
        ] {
            assert!(linea.parse::<Tramo>().is_err(), "{linea:?}");
        }
    }
}
