//! La traza que deja una lección, y preguntas sobre ella: lo que un reloj no puede decir en un equipo
//! cargado.

use anyhow::{Context, bail, ensure};
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

/// Lo que duró una tarea y dónde se hizo: una línea de la traza (`shared::traza`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tramo {
    /// El proceso.
    pub pid: u32,
    /// El hilo dentro del proceso: 1 para el primero que empezó una tarea, 2 para el segundo…
    pub hilo: usize,
    /// Cuándo empezó, en microsegundos desde el 1 de enero de 1970 (UTC).
    pub inicio: u64,
    /// Cuándo terminó, en las mismas unidades.
    pub fin: u64,
    /// El nombre de la tarea.
    pub nombre: String,
}

/// Lee el archivo de una traza, en el orden en que terminaron las tareas. Si no lo hay, nadie anotó nada;
/// que no sea un archivo, o que una línea no sea un tramo, es un error.
pub fn leer(archivo: &Path) -> anyhow::Result<Vec<Tramo>> {
    match fs::metadata(archivo) {
        Err(_) => Ok(Vec::new()),
        Ok(que_es) if !que_es.is_file() => bail!("la traza ya no es un archivo"),
        Ok(_) => entender(&fs::read(archivo).context("la traza no se puede leer")?),
    }
}

/// Lee las líneas de una traza. Si una no es un tramo, el error la dice.
pub fn entender(traza: &[u8]) -> anyhow::Result<Vec<Tramo>> {
    let traza = std::str::from_utf8(traza).context("la traza no es un texto")?;
    let leer =
        |linea| de_una_linea(linea).with_context(|| format!("esto no es de una traza: {linea:?}"));
    let leidos: anyhow::Result<(Vec<_>, Vec<_>)> = traza.lines().map(leer).collect();
    let (mut tramos, hilos) = leidos?;
    // La biblioteca estándar no numera los hilos desde 1: aquí, por cuándo empezó cada uno.
    let mut en_orden: Vec<usize> = (0..tramos.len()).collect();
    en_orden.sort_by_key(|i| tramos[*i].inicio);
    let mut numeros: HashMap<u32, HashMap<&str, usize>> = HashMap::new();
    for i in en_orden {
        let del_proceso = numeros.entry(tramos[i].pid).or_default();
        let siguiente = del_proceso.len() + 1;
        tramos[i].hilo = *del_proceso.entry(hilos[i]).or_insert(siguiente);
    }
    Ok(tramos)
}

fn de_una_linea(linea: &str) -> anyhow::Result<(Tramo, &str)> {
    let campos: Vec<&str> = linea.split('\t').collect();
    let [pid, hilo, inicio, fin, nombre] = campos[..] else { bail!("no tiene cinco campos") };
    let (pid, inicio, fin) = (pid.parse()?, inicio.parse()?, fin.parse()?);
    ensure!(inicio <= fin, "termina antes de empezar");
    Ok((Tramo { pid, hilo: 0, inicio, fin, nombre: nombre.to_string() }, hilo))
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
    use proptest::prelude::*;

    fn tramo(inicio: u64, fin: u64) -> Tramo {
        Tramo { pid: 1, hilo: 1, inicio, fin, nombre: "t".to_string() }
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
    fn los_hilos_se_numeran_por_proceso_y_por_cuando_empezaron() {
        let traza = b"7\tThreadId(9)\t5\t6\tb\n7\tThreadId(4)\t1\t8\ta\n8\tThreadId(4)\t2\t3\tc\n\
            7\tThreadId(9)\t7\t9\td\n";
        let tramos = entender(traza).unwrap();
        let lugares: Vec<_> = tramos.iter().map(|t| (t.pid, t.hilo, t.nombre.as_str())).collect();
        assert_eq!(lugares, [(7, 2, "b"), (7, 1, "a"), (8, 1, "c"), (7, 2, "d")]);
        assert_eq!((procesos(&tramos).len(), hilos(&tramos).len()), (2, 3));
    }

    #[test]
    fn lo_que_no_es_una_traza_se_rechaza() {
        for mala in ["\n", "1\tx\t3\t4", "1\tx\t4\t3\tt", "y\tx\t3\t4\tt", "1\tx\t3\t4\tt\tu"] {
            assert!(entender(mala.as_bytes()).is_err(), "{mala:?}");
        }
        assert!(entender(b"\xff\xfe").is_err());
        assert!(leer(Path::new(".")).is_err());
        assert!(leer(Path::new("no-existe")).unwrap().is_empty());
    }

    proptest! {
        #[test]
        fn unos_bytes_cualesquiera_se_entienden_o_se_rechazan(traza: Vec<u8>) {
            let _ = entender(&traza);
        }

        #[test]
        fn contar_de_una_pasada_es_contar_uno_a_uno(lista in prop::collection::vec((0..50_u64, 1..20_u64), 0..40)) {
            let tramos: Vec<_> = lista.iter().map(|(i, d)| tramo(*i, i + d)).collect();
            let en_marcha = |t: u64| tramos.iter().filter(|x| x.inicio <= t && t < x.fin).count();
            let maximo = tramos.iter().map(|tramo| en_marcha(tramo.inicio)).max();
            prop_assert_eq!(a_la_vez(&tramos), maximo.unwrap_or(0));
        }
    }
}
