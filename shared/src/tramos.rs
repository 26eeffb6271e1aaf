//! La traza, leída: lo que un reloj no puede decir en un equipo cargado. La usan las pruebas y las herramientas.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

/// Lo que duró una tarea y dónde se hizo: dos líneas de la traza.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tramo {
    /// El proceso.
    pub pid: u32,
    /// El hilo dentro del proceso: 1 es el de `main`; los demás que hacen tareas, desde 2, según se iniciaron.
    pub hilo: usize,
    /// Cuándo empezó, en microsegundos desde el 1 de enero de 1970 (UTC).
    pub inicio: u64,
    /// Cuándo terminó, en las mismas unidades; si no terminó, hasta cuándo pudo durar.
    pub fin: u64,
    /// Si terminó: la que no, acabó con su proceso.
    pub terminado: bool,
    /// El nombre de la tarea.
    pub nombre: String,
}

/// Lee una traza, en el orden en que empezaron las tareas; de las que no terminaron, `hasta` dice cuándo acabó su
/// proceso. Si no está, nadie anotó nada. Da un error si no es un archivo o alguna línea no es de una traza.
pub fn leer(archivo: &Path, hasta: impl Fn(u32) -> u64) -> io::Result<Vec<Tramo>> {
    match fs::metadata(archivo) {
        Err(_) => Ok(Vec::new()),
        Ok(que_es) if que_es.is_file() => entender(&fs::read(archivo)?, hasta),
        Ok(_) => Err(io::Error::other("la traza no es un archivo")),
    }
}

fn entender(traza: &[u8], hasta: impl Fn(u32) -> u64) -> io::Result<Vec<Tramo>> {
    let traza = String::from_utf8_lossy(traza);
    let lineas = traza.lines().map(|linea| {
        entender_linea(linea)
            .ok_or_else(|| io::Error::other(format!("esto no es de una traza: {linea:?}")))
    });
    let mut tramos = lineas.collect::<io::Result<Vec<Tramo>>>()?;
    // De las dos líneas de una tarea vale la del final, que lleva también cuándo empezó: se pone antes.
    let tarea = |t: &Tramo| (t.inicio, t.pid, t.hilo, t.nombre.clone());
    tramos.sort_by_cached_key(|tramo| (tarea(tramo), !tramo.terminado));
    tramos.dedup_by(|otra, una| !otra.terminado && una.terminado && tarea(otra) == tarea(una));
    // La biblioteca estándar numera los hilos según se inician, pero no seguidos.
    let hilos = hilos(&tramos);
    for tramo in &mut tramos {
        if tramo.hilo > 1 {
            tramo.hilo = 2 + hilos.range((tramo.pid, 2)..(tramo.pid, tramo.hilo)).count();
        }
        if !tramo.terminado {
            tramo.fin = hasta(tramo.pid).max(tramo.inicio);
        }
    }
    Ok(tramos)
}

fn entender_linea(linea: &str) -> Option<Tramo> {
    let campos: Vec<&str> = linea.split('\t').collect();
    let [pid, hilo, inicio, fin, nombre] = campos[..] else {
        return None;
    };
    let (pid, inicio) = (pid.parse().ok()?, inicio.parse().ok()?);
    let hilo = hilo
        .strip_prefix("ThreadId(")?
        .strip_suffix(')')?
        .parse()
        .ok()?;
    let (terminado, nombre) = (!fin.is_empty(), nombre.to_string());
    let fin = if terminado { fin.parse().ok()? } else { inicio };
    (fin >= inicio).then_some(Tramo {
        pid,
        hilo,
        inicio,
        fin,
        terminado,
        nombre,
    })
}

/// Cuántos hubo a la vez, en el momento en que más. El que empieza cuando otro termina no coincide con él.
pub fn a_la_vez(tramos: &[Tramo]) -> usize {
    let cambios = tramos
        .iter()
        .flat_map(|tramo| [(tramo.inicio, 1), (tramo.fin, -1)]);
    let mut cambios: Vec<(u64, isize)> = cambios.collect();
    cambios.sort_unstable(); // en el mismo instante, antes los finales
    let (mut ahora, mut maximo) = (0, tramos.len().min(1) as isize);
    for (_, cambio) in cambios {
        ahora += cambio;
        maximo = maximo.max(ahora);
    }
    maximo as usize
}

/// Los procesos en que se hicieron.
pub fn procesos(tramos: &[Tramo]) -> BTreeSet<u32> {
    tramos.iter().map(|tramo| tramo.pid).collect()
}

/// Los hilos en que se hicieron; los de procesos distintos son hilos distintos.
pub fn hilos(tramos: &[Tramo]) -> BTreeSet<(u32, usize)> {
    tramos.iter().map(|tramo| (tramo.pid, tramo.hilo)).collect()
}

#[cfg(test)]
mod pruebas {
    use super::*;

    #[test]
    fn cada_tarea_tiene_su_hilo_y_su_final_aunque_no_llegue() {
        let traza = b"7\tThreadId(1)\t1\t\ta\n8\tThreadId(4)\t2\t\tc\n8\tThreadId(4)\t2\t3\tc\n\
            7\tThreadId(12)\t5\t6\tb\n7\tThreadId(12)\t7\t\tb\n7\tThreadId(9)\t8\t9\td\n";
        let tramos = entender(traza, |pid| u64::from(pid) * 10).expect("una traza");
        let visto: Vec<_> = tramos
            .iter()
            .map(|t| (t.pid, t.hilo, t.inicio, t.fin))
            .collect();
        assert_eq!(
            visto,
            [
                (7, 1, 1, 70),
                (8, 2, 2, 3),
                (7, 3, 5, 6),
                (7, 3, 7, 70),
                (7, 2, 8, 9)
            ]
        );
        assert_eq!((procesos(&tramos).len(), hilos(&tramos).len()), (2, 4));
        // El que empieza cuando otro termina no coincide con él: a la vez, los dos que no acabaron y otro.
        assert_eq!(
            (a_la_vez(&tramos), a_la_vez(&tramos[1..3]), a_la_vez(&[])),
            (3, 1, 0)
        );
        // Nada termina antes de empezar.
        assert!(entender(b"1\tThreadId(1)\t3\t2\tt", |_| 0).is_err());
    }
}
