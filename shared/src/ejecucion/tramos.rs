//! La traza, leída: lo que un reloj no puede decir en un equipo cargado.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::{fs, io};

/// Lo que duró una tarea y dónde se hizo: dos líneas de la traza.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tramo {
    /// Dónde se hizo.
    pub lugar: Lugar,
    /// Cuándo empezó, en microsegundos desde el 1 de enero de 1970 (UTC).
    pub inicio: u64,
    /// Cuándo terminó, en las mismas unidades; si no terminó, hasta cuándo pudo durar.
    pub fin: u64,
    /// Si terminó: la que no, acabó con su proceso.
    pub terminado: bool,
    /// El nombre de la tarea.
    pub nombre: String,
}

/// Un hilo de un proceso.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lugar {
    /// El número que el sistema da al proceso.
    pub proceso: u32,
    /// El hilo dentro del proceso: 1 es el de `main`; los demás que hacen tareas, desde 2, según se iniciaron.
    pub hilo: usize,
}

impl Tramo {
    /// Lo que duró, en microsegundos.
    pub fn dura(&self) -> u64 {
        self.fin - self.inicio
    }
}

/// Lee una traza, en el orden en que empezaron las tareas; de las que no terminaron, `hasta` dice cuándo acabó su
/// proceso. Si no está, nadie anotó nada. Da un error si no es un archivo o alguna línea no es de una traza.
pub fn leer_traza(archivo: &Path, hasta: impl Fn(u32) -> u64) -> io::Result<Vec<Tramo>> {
    let que_es = match fs::metadata(archivo) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        que_es => que_es?,
    };
    if !que_es.is_file() {
        return Err(io::Error::other("la traza no es un archivo"));
    }
    entender(&fs::read(archivo)?, hasta)
}

fn entender(traza: &[u8], hasta: impl Fn(u32) -> u64) -> io::Result<Vec<Tramo>> {
    let traza = String::from_utf8_lossy(traza);
    let mut tramos = Vec::new();
    for linea in traza.lines() {
        let Some(tramo) = entender_linea(linea) else {
            let problema = format!("esto no es de una traza: {linea:?}");
            return Err(io::Error::other(problema));
        };
        tramos.push(tramo);
    }
    quitar_los_principios(&mut tramos);
    tramos.sort_by(|uno, otro| en_orden(uno).cmp(&en_orden(otro)));
    numerar_los_hilos(&mut tramos);
    for tramo in &mut tramos {
        if !tramo.terminado {
            tramo.fin = hasta(tramo.lugar.proceso).max(tramo.inicio);
        }
    }
    Ok(tramos)
}

fn entender_linea(linea: &str) -> Option<Tramo> {
    let campos: Vec<&str> = linea.split('\t').collect();
    let [proceso, hilo, inicio, fin, nombre] = campos[..] else {
        return None;
    };
    let hilo = hilo.strip_prefix("ThreadId(")?.strip_suffix(')')?;
    let lugar = Lugar {
        proceso: proceso.parse().ok()?,
        hilo: hilo.parse().ok()?,
    };
    let inicio = inicio.parse().ok()?;
    let terminado = !fin.is_empty();
    let fin = if terminado { fin.parse().ok()? } else { inicio };
    if fin < inicio {
        return None;
    }
    let nombre = nombre.to_string();
    Some(Tramo {
        lugar,
        inicio,
        fin,
        terminado,
        nombre,
    })
}

/// Lo que distingue una tarea de otra, y pone la que empieza antes delante.
fn en_orden(tramo: &Tramo) -> (u64, Lugar, &str) {
    (tramo.inicio, tramo.lugar, &tramo.nombre)
}

/// De las dos líneas de una tarea vale la del final, que lleva también cuándo empezó.
fn quitar_los_principios(tramos: &mut Vec<Tramo>) {
    let terminados = tramos.iter().filter(|tramo| tramo.terminado);
    let terminados: Vec<Tramo> = terminados.cloned().collect();
    let terminados: HashSet<_> = terminados.iter().map(en_orden).collect();
    tramos.retain(|tramo| tramo.terminado || !terminados.contains(&en_orden(tramo)));
}

/// La biblioteca estándar numera los hilos según se inician, pero no seguidos: desde el 2, se numeran aquí.
fn numerar_los_hilos(tramos: &mut [Tramo]) {
    let hilos: BTreeSet<Lugar> = tramos.iter().map(|tramo| tramo.lugar).collect();
    for tramo in tramos {
        let suyo = tramo.lugar;
        if suyo.hilo > 1 {
            let segundo = Lugar { hilo: 2, ..suyo };
            tramo.lugar.hilo = 2 + hilos.range(segundo..suyo).count();
        }
    }
}

/// Cuántos hubo a la vez, en el momento en que más. El que empieza cuando otro termina no coincide con él.
pub fn a_la_vez(tramos: &[Tramo]) -> usize {
    let mut cambios: Vec<(u64, isize)> = Vec::new();
    for tramo in tramos {
        cambios.push((tramo.inicio, 1));
        cambios.push((tramo.fin, -1));
    }
    cambios.sort_unstable(); // en el mismo instante, antes los finales
    let mut ahora = 0;
    let mut maximo = tramos.len().min(1) as isize; // uno que no dura nada también estuvo
    for (_, cambio) in cambios {
        ahora += cambio;
        maximo = maximo.max(ahora);
    }
    maximo as usize
}

#[cfg(test)]
mod pruebas {
    use super::*;

    #[test]
    fn cada_tarea_tiene_su_hilo_y_su_final_aunque_no_llegue() {
        let traza = b"7\tThreadId(1)\t1\t\ta\n8\tThreadId(4)\t2\t\tc\n8\tThreadId(4)\t2\t3\tc\n\
            7\tThreadId(12)\t5\t6\tb\n7\tThreadId(12)\t7\t\tb\n7\tThreadId(9)\t8\t9\td\n";
        let tramos = entender(traza, |pid| u64::from(pid) * 10).expect("una traza");
        let visto = tramos
            .iter()
            .map(|t| (t.lugar.proceso, t.lugar.hilo, t.inicio, t.fin));
        let esperados = [
            (7, 1, 1, 70),
            (8, 2, 2, 3),
            (7, 3, 5, 6),
            (7, 3, 7, 70),
            (7, 2, 8, 9),
        ];
        assert_eq!(Vec::from_iter(visto), esperados);
        // El que empieza cuando otro termina no coincide con él: a la vez, los dos que no acabaron y otro.
        assert_eq!(a_la_vez(&tramos), 3);
        assert_eq!(a_la_vez(&tramos[1..3]), 1);
        assert_eq!(a_la_vez(&[]), 0);
        // Nada termina antes de empezar.
        assert!(entender(b"1\tThreadId(1)\t3\t2\tt", |_| 0).is_err());
    }

    #[test]
    fn solo_si_no_esta_la_traza_es_que_nadie_anoto_nada() {
        let carpeta = Path::new(env!("CARGO_MANIFEST_DIR"));
        let no_esta = carpeta.join("no-existe");
        assert_eq!(leer_traza(&no_esta, |_| 0).expect("nada"), []);
        assert!(leer_traza(carpeta, |_| 0).is_err());
        let no_se_puede = carpeta.join("Cargo.toml/traza");
        assert_eq!(leer_traza(&no_se_puede, |_| 0).is_err(), cfg!(unix));
    }
}
