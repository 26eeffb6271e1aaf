//! Quien quiere ver lo que hace un programa mientras lo hace.

use shared::ejecucion::Ejecucion;

/// Por dónde dice algo un programa.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Salida {
    /// La salida estándar.
    Estandar,
    /// La salida de errores.
    Errores,
}

/// A quien se le cuenta lo que pasa, mientras pasa. De cada cosa, lo que se hace si no se dice otra es nada.
pub trait Observador {
    /// El programa acaba de decir algo.
    fn dice(&mut self, _salida: Salida, _bytes: &[u8]) {}

    /// El programa sigue: cómo va, si se pregunta.
    fn va(&mut self, _como_va: &dyn Fn() -> Ejecucion) {}

    /// El programa ha terminado.
    fn termina(&mut self, _hecho: &Ejecucion) {}
}

/// Nadie mira.
#[derive(Clone, Copy, Debug)]
pub struct NadieMira;

impl Observador for NadieMira {}
