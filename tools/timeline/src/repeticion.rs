//! Lo que cambia y lo que no, cuando un programa se ejecuta varias veces.

use crate::tiempo::segundos;

/// Lo que se sabe de varias ejecuciones de lo mismo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeticion {
    /// Cuántas fueron.
    pub veces: usize,
    /// Lo que duró la más corta.
    pub menos: u64,
    /// Lo que duró la más larga.
    pub mas: u64,
    /// En cuántas cambia, frente a la primera, cuántos son o cuántos van a la vez.
    pub distintas: usize,
    /// Si cambia el orden en que empiezan las tareas.
    pub cambia_el_principio: bool,
    /// Si cambia el orden en que terminan.
    pub cambia_el_final: bool,
}

impl Repeticion {
    /// Lo mismo, en frases.
    pub fn frases(&self) -> [String; 3] {
        let veces = self.veces;
        let menos = segundos(self.menos);
        let mas = segundos(self.mas);
        let cuantos = match self.distintas {
            0 => "no cambia cuántos son ni cuántos van a la vez".to_string(),
            otras => format!("en {otras} cambia cuántos son o cuántos van a la vez"),
        };
        let orden = match (self.cambia_el_principio, self.cambia_el_final) {
            (false, false) => "el orden de las tareas no cambia",
            (true, false) => "cambia qué tarea empieza antes",
            (false, true) => "cambia qué tarea termina antes",
            (true, true) => "cambia qué tarea empieza y cuál termina antes",
        };
        [
            format!("{veces} veces, de {menos} a {mas} s, y se dibuja la primera"),
            cuantos,
            orden.to_string(),
        ]
    }
}
