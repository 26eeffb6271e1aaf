//! Las maneras de ejecutar un programa para ver qué hace.

use runner::Programa;
use shared::ejecucion::Ejecucion;
use shared::traza::fallos::{ABORTO, DURA, PANICO};

/// Una de ellas: con qué argumentos, y qué les pasa a sus tareas, que se nombran como en la traza.
#[derive(Clone, Debug, Default)]
pub struct Prueba {
    argumentos: Vec<String>,
    percances: Vec<(&'static str, String)>,
}

impl Prueba {
    /// Sin argumentos ni percances.
    pub fn normal() -> Self {
        Prueba::default()
    }

    /// Con otro argumento.
    pub fn con(mut self, argumento: impl ToString) -> Self {
        self.argumentos.push(argumento.to_string());
        self
    }

    /// Pidiendo esas URL.
    pub fn pidiendo(mut self, urls: &[String]) -> Self {
        self.argumentos.extend_from_slice(urls);
        self
    }

    /// Haciendo que esa tarea entre en pánico al empezar.
    pub fn entra_en_panico(self, tarea: &str) -> Self {
        self.pasa(PANICO, tarea.to_string())
    }

    /// Haciendo que esa tarea aborte al empezar, y con ella su proceso.
    pub fn aborta(self, tarea: &str) -> Self {
        self.pasa(ABORTO, tarea.to_string())
    }

    /// Haciendo que esa tarea, o las que empiecen por ese nombre, duren más.
    pub fn tarda(self, tarea: &str, milisegundos: u64) -> Self {
        self.pasa(DURA, format!("{milisegundos} {tarea}"))
    }

    fn pasa(mut self, percance: &'static str, a_quien: String) -> Self {
        self.percances.push((percance, a_quien));
        self
    }

    /// El programa, preparado para ejecutarlo así.
    pub(crate) fn prepara(&self, programa: &Programa) -> Programa {
        let mut programa = programa.clone().con(&self.argumentos);
        for (percance, a_quien) in &self.percances {
            programa = programa.variable(percance, a_quien);
        }
        programa
    }
}

/// Lo que hizo un programa cuando se hizo que una de sus tareas fallara.
#[derive(Clone, Debug)]
pub struct ConFallo {
    /// El nombre de la que falló.
    pub falla: String,
    /// Los de todas, cuando ninguna falla.
    pub todas: Vec<String>,
    /// Lo que hizo.
    pub hecho: Ejecucion,
}

impl ConFallo {
    /// Las otras que acabaron.
    pub fn otras_hechas(&self) -> Vec<&str> {
        let hechas = self.hecho.hechas().into_iter();
        hechas.filter(|nombre| *nombre != self.falla).collect()
    }

    /// Las otras que no acabaron, aunque cuando no hay fallos se hacen.
    pub fn otras_sin_acabar(&self) -> Vec<&str> {
        let hechas = self.hecho.hechas();
        let mut faltan = Vec::new();
        for nombre in &self.todas {
            if *nombre != self.falla && !hechas.contains(&nombre.as_str()) {
                faltan.push(nombre.as_str());
            }
        }
        faltan
    }

    /// Las otras que empezaron y no acabaron.
    pub fn otras_a_medias(&self) -> Vec<&str> {
        let a_medias = self.hecho.a_medias().into_iter();
        a_medias.filter(|nombre| *nombre != self.falla).collect()
    }
}
