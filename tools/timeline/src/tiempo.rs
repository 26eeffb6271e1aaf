//! Cómo se escriben los momentos, que van en microsegundos.

/// En segundos con dos decimales: `2,00`.
pub fn segundos(microsegundos: u64) -> String {
    let segundos = microsegundos as f64 / 1e6;
    format!("{segundos:.2}").replace('.', ",")
}

/// Los núcleos que tuvo ocupados un programa, de media: `1,9 núcleos`.
pub fn nucleos(cuantos: f64) -> String {
    format!("{cuantos:.1} núcleos").replace('.', ",")
}

/// El número de una marca del eje, sin ceros de más: `0,5`, `2`.
pub fn marca(microsegundos: u64) -> String {
    let segundos = microsegundos as f64 / 1e6;
    segundos.to_string().replace('.', ",")
}

/// Las marcas de un eje que llega hasta `escala`: redondas (1, 2 o 5 y ceros) y no más de `cuantas`.
pub fn marcas(escala: u64, cuantas: u64) -> Vec<u64> {
    let paso = paso(escala, cuantas.max(2));
    let mut marcas = Vec::new();
    for vez in 0..=escala / paso {
        marcas.push(vez * paso);
    }
    marcas
}

fn paso(escala: u64, cuantas: u64) -> u64 {
    let mut unidad: u64 = 1;
    loop {
        for cifra in [1, 2, 5] {
            let paso = unidad.saturating_mul(cifra);
            if escala / paso < cuantas {
                return paso;
            }
        }
        unidad = unidad.saturating_mul(10);
    }
}

#[cfg(test)]
mod pruebas {
    use super::*;

    #[test]
    fn las_marcas_del_eje_son_redondas_y_caben() {
        let cada_segundo = [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000];
        assert_eq!(marcas(4_000_000, 5), cada_segundo);
        assert_eq!(marcas(2_114_000, 10).last(), Some(&2_000_000));
        for escala in [1, 7, 999, 123_456_789, u64::MAX / 4] {
            for cuantas in 0..20 {
                let marcas = marcas(escala, cuantas);
                assert!(marcas.len() as u64 <= cuantas.max(2), "{escala} {cuantas}");
            }
        }
    }

    #[test]
    fn los_decimales_van_tras_una_coma() {
        assert_eq!(segundos(1_995_000), "2,00");
        assert_eq!(marca(500_000), "0,5");
        assert_eq!(marca(2_000_000), "2");
        assert_eq!(nucleos(0.04), "0,0 núcleos");
        assert_eq!(nucleos(1.96), "2,0 núcleos");
    }
}
