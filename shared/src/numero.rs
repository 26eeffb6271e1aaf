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
