//! Las preguntas de las páginas de las lecciones, como están escritas.

use crate::pruebas::Prueba;
use terminal::Texto;

/// Los apartados que tienen preguntas.
const APARTADOS: [&str; 2] = ["Antes de ejecutar", "Qué cambia si…"];

/// Una pregunta.
pub struct Pregunta {
    /// La lección de cuya página es; las de la prueba de salida son de todas.
    pub leccion: Option<String>,
    /// Lo que se pregunta, que está en negrita.
    pub pregunta: String,
    /// Todo lo que dice, con su respuesta.
    pub dice: Texto,
}

impl Pregunta {
    /// Si una fila de la tabla es de esta pregunta.
    pub fn es_la_de(&self, prueba: &Prueba) -> bool {
        let es_de_su_leccion = match &self.leccion {
            Some(leccion) => leccion == prueba.leccion,
            None => true,
        };
        es_de_su_leccion && self.pregunta.starts_with(prueba.pregunta)
    }

    /// Sus cambios, en su orden: los de la pregunta, y los de la respuesta.
    pub fn cambios(&self) -> Vec<String> {
        let mut cambios = Vec::new();
        for bloque in self.dice.codigos() {
            if bloque.lenguaje == "diff" {
                cambios.push(bloque.codigo);
            }
        }
        cambios
    }
}

/// Las de una página de una lección, que está en la carpeta de su paquete.
pub fn preguntas(ruta: &str) -> Vec<Pregunta> {
    let (paquete, _) = ruta.split_once('/').unwrap();
    let leccion = paquete.strip_prefix("examples-").unwrap();
    let pagina = Texto::leer(ruta).unwrap();
    let mut preguntas = Vec::new();
    for apartado in APARTADOS {
        let apartado = pagina.apartado(apartado).unwrap();
        preguntas.extend(del_apartado(&apartado, Some(leccion)));
    }
    preguntas
}

/// Las de la prueba de salida, que es para quien enseña.
pub fn preguntas_de_salida() -> Vec<Pregunta> {
    let pagina = Texto::leer("docs/teaching.md").unwrap();
    let prueba = pagina.apartado("Prueba de salida").unwrap();
    del_apartado(&prueba, None)
}

fn del_apartado(apartado: &Texto, leccion: Option<&str>) -> Vec<Pregunta> {
    let mut preguntas = Vec::new();
    for punto in apartado.puntos() {
        let rotulado = punto.dice.rotulado();
        let lugar = punto.dice.lugar();
        let rotulado = rotulado.unwrap_or_else(|| panic!("{lugar}: la pregunta va en negrita"));
        preguntas.push(Pregunta {
            leccion: leccion.map(str::to_string),
            pregunta: rotulado.rotulo,
            dice: punto.dice,
        });
    }
    preguntas
}
