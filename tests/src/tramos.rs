//! Preguntas sobre los tramos de una traza: lo que un reloj no puede decir en un equipo cargado.

use shared::traza::Tramo;
use std::collections::BTreeSet;

/// Lee una traza, un tramo por línea.
///
/// # Errors
///
/// Si una línea no es un tramo, con la línea.
pub fn leer(traza: &str) -> Result<Vec<Tramo>, String> {
    traza.lines().map(str::parse).collect()
}

/// Cuántos tramos hubo a la vez en el momento en que más hubo. Uno que empieza cuando otro termina
/// no coincide con él.
pub fn a_la_vez(tramos: &[Tramo]) -> usize {
    let en_marcha = |momento| {
        tramos.iter().filter(|tramo| tramo.inicio <= momento && momento < tramo.fin).count()
    };
    tramos.iter().map(|tramo| en_marcha(tramo.inicio)).max().unwrap_or(0)
}

/// Los procesos en que se hicieron.
pub fn procesos(tramos: &[Tramo]) -> BTreeSet<u32> {
    tramos.iter().map(|tramo| tramo.pid).collect()
}

/// Los hilos en que se hicieron; los de procesos distintos son hilos distintos.
pub fn hilos(tramos: &[Tramo]) -> BTreeSet<(u32, u64)> {
    tramos.iter().map(|tramo| (tramo.pid, tramo.hilo)).collect()
}

#[cfg(test)]
mod pruebas {
    use super::*;

    fn tramo(pid: u32, hilo: u64, inicio: u64, fin: u64) -> Tramo {
        Tramo { pid, hilo, inicio, fin, nombre: "t".to_string() }
    }

    #[test]
    fn en_fila_nunca_hay_dos() {
        assert_eq!(a_la_vez(&[]), 0);
        assert_eq!(a_la_vez(&[tramo(1, 1, 5, 10), tramo(1, 1, 0, 5)]), 1);
    }

    #[test]
    fn se_cuentan_los_que_coinciden_y_no_los_que_pasan() {
        let tramos = [tramo(1, 1, 0, 10), tramo(1, 2, 1, 4), tramo(1, 3, 3, 6), tramo(1, 4, 5, 9)];
        assert_eq!(a_la_vez(&tramos), 3);
    }

    #[test]
    fn el_mismo_numero_de_hilo_en_dos_procesos_son_dos_hilos() {
        let tramos = [tramo(1, 1, 0, 1), tramo(2, 1, 0, 1), tramo(2, 2, 0, 1)];
        assert_eq!(procesos(&tramos).len(), 2);
        assert_eq!(hilos(&tramos).len(), 3);
    }
}
