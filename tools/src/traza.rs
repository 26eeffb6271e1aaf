//! La traza que deja una lección, y preguntas sobre ella: lo que un reloj no puede decir en un equipo
//! cargado.

use anyhow::{Context, bail, ensure};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

/// Lo que duró una tarea y dónde se hizo: dos líneas de la traza (`shared::traza`).
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

/// Lee el archivo de una traza, en el orden en que empezaron las tareas; de las que no terminaron,
/// `hasta` dice cuándo acabó su proceso. Si no hay archivo, nadie anotó nada; que no sea un archivo, o que
/// una línea no sea de una traza, es un error.
pub fn leer(archivo: &Path, hasta: impl Fn(u32) -> u64) -> anyhow::Result<Vec<Tramo>> {
    match fs::metadata(archivo) {
        Err(_) => Ok(Vec::new()),
        Ok(que_es) if !que_es.is_file() => bail!("la traza ya no es un archivo"),
        Ok(_) => entender(&fs::read(archivo).context("la traza no se puede leer")?, hasta),
    }
}

fn entender(traza: &[u8], hasta: impl Fn(u32) -> u64) -> anyhow::Result<Vec<Tramo>> {
    let traza = std::str::from_utf8(traza).context("la traza no es un texto")?;
    let mut tramos: Vec<Tramo> = Vec::new();
    let mut hilos: Vec<&str> = Vec::new();
    let mut vistos: HashMap<(&str, &str, &str, &str), usize> = HashMap::new();
    for linea in traza.lines() {
        let campos: Vec<&str> = linea.split('\t').collect();
        let mut anotar = || {
            let [pid, hilo, inicio, fin, nombre] = campos[..] else { bail!("no son cinco campos") };
            let numero = |texto: &str| texto.parse::<u64>().ok().context("no es un número");
            let cual = *vistos.entry((pid, hilo, inicio, nombre)).or_insert(tramos.len());
            if cual == tramos.len() {
                let (pid, inicio) = (u32::try_from(numero(pid)?)?, numero(inicio)?);
                let (fin, nombre) = (inicio, nombre.to_string());
                tramos.push(Tramo { pid, hilo: 0, inicio, fin, terminado: false, nombre });
                hilos.push(hilo);
            }
            // La línea del final basta: lleva también cuándo empezó.
            if !fin.is_empty() {
                let tramo = &mut tramos[cual];
                (tramo.fin, tramo.terminado) = (numero(fin)?, true);
                ensure!(tramo.inicio <= tramo.fin, "termina antes de empezar");
            }
            Ok(())
        };
        anotar().with_context(|| format!("esto no es de una traza: {linea:?}"))?;
    }
    for tramo in tramos.iter_mut().filter(|tramo| !tramo.terminado) {
        tramo.fin = hasta(tramo.pid).max(tramo.inicio);
    }
    // La biblioteca estándar numera los hilos según se inician: ThreadId(1) es el de main, y los demás no
    // van seguidos.
    let mut numeros: BTreeMap<(u32, usize, &str), usize> = BTreeMap::new();
    for (tramo, hilo) in tramos.iter().zip(&hilos) {
        numeros.insert((tramo.pid, hilo.len(), hilo), 1);
    }
    let mut ultimos: HashMap<u32, usize> = HashMap::new();
    for ((pid, _, hilo), numero) in &mut numeros {
        if *hilo != "ThreadId(1)" {
            let ultimo = ultimos.entry(*pid).or_insert(1);
            *ultimo += 1;
            *numero = *ultimo;
        }
    }
    for (tramo, hilo) in tramos.iter_mut().zip(&hilos) {
        tramo.hilo = numeros[&(tramo.pid, hilo.len(), *hilo)];
    }
    tramos.sort_by_key(|tramo| tramo.inicio);
    Ok(tramos)
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
    use arbtest::arbtest;

    fn tramo(inicio: u64, fin: u64) -> Tramo {
        Tramo { pid: 1, hilo: 1, inicio, fin, terminado: true, nombre: "t".to_string() }
    }

    #[test]
    fn se_cuentan_los_que_coinciden_y_no_los_que_pasan() {
        for (tramos, juntos) in [
            (&[][..], 0),
            (&[(5, 5)], 1),
            (&[(5, 10), (0, 5)], 1),
            (&[(0, 10), (1, 4), (3, 6), (5, 9)], 3),
        ] {
            let tramos: Vec<_> = tramos.iter().map(|(inicio, fin)| tramo(*inicio, *fin)).collect();
            assert_eq!(a_la_vez(&tramos), juntos, "{tramos:?}");
        }
    }

    #[test]
    fn cada_tarea_tiene_su_hilo_y_su_final_aunque_no_llegue() {
        let traza = "7\tThreadId(1)\t1\t\ta\n8\tThreadId(4)\t2\t\tc\n8\tThreadId(4)\t2\t3\tc\n\
            7\tThreadId(9)\t5\t6\tb\n7\tThreadId(9)\t7\t\tb\n";
        let tramos = entender(traza.as_bytes(), |pid| u64::from(pid) * 10).unwrap();
        let vistos = tramos.iter().map(|t| (t.pid, t.hilo, t.inicio, t.fin, t.terminado));
        assert_eq!(
            vistos.collect::<Vec<_>>(),
            [(7, 1, 1, 70, false), (8, 2, 2, 3, true), (7, 2, 5, 6, true), (7, 2, 7, 70, false)]
        );
        assert_eq!((procesos(&tramos).len(), hilos(&tramos).len()), (2, 3));
    }

    #[test]
    fn lo_que_no_es_una_traza_se_rechaza() {
        let malas = [
            "\n",
            "1\tx\t3\t",
            "y\tx\t3\t\tt",
            "1\tx\t3\tsigue\tt",
            "1\tx\t\t3\tt",
            "1\tx\t3\t2\tt",
        ];
        for mala in malas.into_iter().chain(["1\tx\t3\t4\tt\tu", "99999999999\tx\t3\t4\tt"]) {
            assert!(entender(mala.as_bytes(), |_| 0).is_err(), "{mala:?}");
        }
        assert!(entender(b"\xff\xfe", |_| 0).is_err());
        assert!(leer(Path::new("."), |_| 0).is_err());
        assert!(leer(Path::new("no-existe"), |_| 0).unwrap().is_empty());
    }

    #[test]
    fn unos_bytes_cualesquiera_se_entienden_o_se_rechazan() {
        arbtest(|azar| {
            let cuantos = azar.int_in_range(0..=200)?.min(azar.len());
            let _ = entender(azar.bytes(cuantos)?, |_| 0);
            Ok(())
        });
    }

    #[test]
    fn contar_de_una_pasada_es_contar_uno_a_uno() {
        arbtest(|azar| {
            let mut tramos = Vec::new();
            for _ in 0..azar.int_in_range(0..=39)? {
                let inicio = azar.int_in_range(0..=49)?;
                tramos.push(tramo(inicio, inicio + azar.int_in_range(1..=19)?));
            }
            let en_marcha = |t: u64| tramos.iter().filter(|x| x.inicio <= t && t < x.fin).count();
            let maximo = tramos.iter().map(|tramo| en_marcha(tramo.inicio)).max();
            assert_eq!(a_la_vez(&tramos), maximo.unwrap_or(0));
            Ok(())
        })
        .size_min(256)
        .size_max(4096);
    }
}
