//! La traza, leída: lo que un reloj no puede decir en un equipo cargado. La usan las pruebas y las herramientas.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::{fs, io, str};

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

/// Lo que dicen por igual la línea del principio de una tarea y la de su final.
#[derive(PartialEq, Eq, Hash)]
struct Tarea<'a> {
    pid: u32,
    hilo: usize,
    inicio: u64,
    nombre: &'a str,
}

/// Lee el archivo de una traza, en el orden en que empezaron las tareas; de las que no terminaron,
/// `hasta` dice cuándo acabó su proceso. Si no hay archivo, nadie anotó nada.
///
/// # Errors
///
/// Que no sea un archivo, o que una línea no sea de una traza.
pub fn leer(archivo: &Path, hasta: impl Fn(u32) -> u64) -> io::Result<Vec<Tramo>> {
    match fs::metadata(archivo) {
        Err(_) => Ok(Vec::new()),
        Ok(que_es) if que_es.is_file() => entender(&fs::read(archivo)?, hasta),
        Ok(_) => Err(io::Error::other("la traza no es un archivo")),
    }
}

fn entender(traza: &[u8], hasta: impl Fn(u32) -> u64) -> io::Result<Vec<Tramo>> {
    let traza =
        std::str::from_utf8(traza).map_err(|_| io::Error::other("la traza no es un texto"))?;
    let mut tramos: Vec<Tramo> = Vec::new();
    let mut vistas: HashMap<Tarea, usize> = HashMap::new();
    let mut hilos: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for linea in traza.lines() {
        let (tarea, fin) = entender_linea(linea)
            .ok_or_else(|| io::Error::other(format!("esto no es de una traza: {linea:?}")))?;
        let Tarea { pid, hilo, inicio, nombre } = tarea;
        let cual = *vistas.entry(tarea).or_insert(tramos.len());
        if cual == tramos.len() {
            let nombre = nombre.to_string();
            tramos.push(Tramo { pid, hilo, inicio, fin: inicio, terminado: false, nombre });
            hilos.entry(pid).or_default().insert(hilo);
        }
        // La línea del final basta: lleva también cuándo empezó.
        if let Some(fin) = fin {
            (tramos[cual].fin, tramos[cual].terminado) = (fin, true);
        }
    }
    for tramo in &mut tramos {
        // La biblioteca estándar numera los hilos según se inician, pero no seguidos.
        let anteriores = hilos[&tramo.pid].range(2..tramo.hilo.max(2)).count();
        tramo.hilo = if tramo.hilo == 1 { 1 } else { 2 + anteriores };
        if !tramo.terminado {
            tramo.fin = hasta(tramo.pid).max(tramo.inicio);
        }
    }
    tramos.sort_by_key(|tramo| tramo.inicio);
    Ok(tramos)
}

fn entender_linea(linea: &str) -> Option<(Tarea<'_>, Option<u64>)> {
    let [pid, hilo, inicio, fin, nombre] = linea.split('\t').collect::<Vec<_>>()[..] else {
        return None;
    };
    let hilo = hilo.strip_prefix("ThreadId(")?.strip_suffix(')')?.parse().ok()?;
    let tarea = Tarea { pid: pid.parse().ok()?, hilo, inicio: inicio.parse().ok()?, nombre };
    let fin = if fin.is_empty() { None } else { Some(fin.parse().ok()?) };
    fin.is_none_or(|fin| fin >= tarea.inicio).then_some((tarea, fin))
}

/// Cuántos tramos hubo a la vez en el momento en que más hubo. Uno que empieza cuando otro termina
/// no coincide con él.
pub fn a_la_vez(tramos: &[Tramo]) -> usize {
    let con_tiempo = tramos.iter().filter(|tramo| tramo.inicio < tramo.fin);
    let mut cambios: Vec<(u64, isize)> =
        con_tiempo.flat_map(|tramo| [(tramo.inicio, 1), (tramo.fin, -1)]).collect();
    cambios.sort_unstable();
    let (mut ahora, mut maximo) = (0_isize, tramos.len().min(1));
    for (_, cambio) in cambios {
        ahora += cambio;
        maximo = maximo.max(ahora.unsigned_abs());
    }
    maximo
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
    fn se_cuentan_los_que_coinciden_y_no_los_que_pasan() {
        for (tramos, juntos) in [
            (&[][..], 0),
            (&[(5, 5)], 1),
            (&[(5, 10), (0, 5)], 1),
            (&[(0, 10), (1, 4), (3, 6), (5, 9)], 3),
        ] {
            let linea =
                |(i, (de, a)): (usize, &(u64, u64))| format!("1\tThreadId({i})\t{de}\t{a}\tt\n");
            let traza: String = tramos.iter().enumerate().map(linea).collect();
            let tramos = entender(traza.as_bytes(), |_| 0).expect("una traza");
            assert_eq!(a_la_vez(&tramos), juntos, "{tramos:?}");
        }
    }

    #[test]
    fn cada_tarea_tiene_su_hilo_y_su_final_aunque_no_llegue() {
        let traza = "7\tThreadId(1)\t1\t\ta\n8\tThreadId(4)\t2\t\tc\n8\tThreadId(4)\t2\t3\tc\n\
            7\tThreadId(12)\t5\t6\tb\n7\tThreadId(12)\t7\t\tb\n7\tThreadId(9)\t8\t9\td\n";
        let tramos = entender(traza.as_bytes(), |pid| u64::from(pid) * 10).expect("una traza");
        let vistos = tramos.iter().map(|t| (t.pid, t.hilo, t.inicio, t.fin, t.terminado));
        assert_eq!(
            vistos.collect::<Vec<_>>(),
            [
                (7, 1, 1, 70, false),
                (8, 2, 2, 3, true),
                (7, 3, 5, 6, true),
                (7, 3, 7, 70, false),
                (7, 2, 8, 9, true)
            ]
        );
        assert_eq!((procesos(&tramos).len(), hilos(&tramos).len()), (2, 4));
    }

    #[test]
    fn lo_que_no_es_una_traza_se_rechaza() {
        let h = "ThreadId(1)";
        for mala in [
            String::new(),
            format!("1\t{h}\t3\t"),
            format!("y\t{h}\t3\t\tt"),
            format!("1\t{h}\t3\tsigue\tt"),
            format!("1\t{h}\t\t3\tt"),
            format!("1\t{h}\t3\t2\tt"),
            format!("1\t{h}\t3\t4\tt\tu"),
            format!("99999999999\t{h}\t3\t4\tt"),
            "1\tx\t3\t4\tt".to_string(),
        ] {
            assert!(entender((mala.clone() + "\n").as_bytes(), |_| 0).is_err(), "{mala:?}");
        }
        assert!(entender(b"\xff\xfe", |_| 0).is_err() && leer(Path::new("."), |_| 0).is_err());
        assert!(leer(Path::new("no-existe"), |_| 0).is_ok_and(|tramos| tramos.is_empty()));
    }
}
