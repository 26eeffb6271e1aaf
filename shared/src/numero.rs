//! Números como los escribe Python.

/// Redondea `numero` a tantos `decimales`, como `round(numero, decimales)` de Python.
///
/// Se escribe con `{:?}`, que pone `1.5` y `2.0` igual que Python; `{}` dejaría el segundo en `2`.
///
/// ```
/// assert_eq!(format!("{:?}", shared::redondear(1.4983, 2)), "1.5");
/// assert_eq!(format!("{:?}", shared::redondear(2.0004, 2)), "2.0");
/// ```
pub fn redondear(numero: f64, decimales: usize) -> f64 {
    // Se redondea el número escrito en decimal, que es exacto: multiplicar por 100 y dividir
    // después introduce su propio error (2.675 daría 2.68; Python y esta función dan 2.67).
    let escrito = format!("{numero:.decimales$}");
    escrito.parse().unwrap_or(numero)
}

#[cfg(test)]
mod pruebas {
    use super::*;

    #[test]
    fn redondea_y_escribe_como_python() {
        let mut comprobados = 0;
        for linea in include_str!("../testdata/round.txt").lines().filter(|l| !l.starts_with('#')) {
            let (numero, esperado) = linea.split_once(' ').expect("dos números por línea");
            let numero: f64 = numero.parse().expect("un número");
            assert_eq!(format!("{:?}", redondear(numero, 2)), esperado, "round({numero:?}, 2)");
            comprobados += 1;
        }
        assert_eq!(comprobados, 400);
    }
}
