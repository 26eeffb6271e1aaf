//! Lo que hay que ejecutar para comprobar una fila de la tabla, como lo dice la página.

use crate::cambios::cambiado;
use crate::pagina::Pregunta;
use crate::pruebas::{Cambio, Pasa, Prueba};
use anyhow::{Context, anyhow};
use std::ffi::OsString;
use terminal::documento::leer;

/// Un archivo de una fila.
pub struct Caso {
    /// Cuál es de todos.
    pub numero: usize,
    pub nombre: String,
    pub paquete: String,
    /// La ruta del archivo, desde la carpeta del proyecto.
    pub archivo: String,
    /// Lo que se ejecuta, o por qué no se sabe.
    pub codigo: anyhow::Result<Codigo>,
    pub pasa: Pasa,
}

/// Lo que se ejecuta.
pub enum Codigo {
    /// El archivo como está, con esos argumentos.
    ComoEsta(Vec<OsString>),
    /// El archivo con los cambios de la página.
    Cambiado(String),
}

impl Caso {
    pub fn nuevo(numero: usize, prueba: &Prueba, archivo: &str, preguntas: &[Pregunta]) -> Self {
        let leccion = prueba.leccion;
        let paquete = format!("examples-{leccion}");
        let ruta = format!("{paquete}/{archivo}");
        Caso {
            numero,
            nombre: format!("{leccion}: {}: {archivo}", prueba.pregunta),
            codigo: codigo(prueba, &ruta, preguntas),
            paquete,
            archivo: ruta,
            pasa: prueba.pasa,
        }
    }

    pub fn es_de_python(&self) -> bool {
        self.archivo.ends_with(".py")
    }

    /// Cómo se llama su archivo, si tiene cambios. Con su paquete: el clon se conserva, y en otro paquete puede quedar uno de
    /// cuando la tabla era otra.
    pub fn nombre_con_cambios(&self) -> String {
        format!("{}-question-{}", self.paquete, self.numero)
    }
}

fn codigo(prueba: &Prueba, archivo: &str, preguntas: &[Pregunta]) -> anyhow::Result<Codigo> {
    let suya = preguntas.iter().find(|pregunta| pregunta.es_la_de(prueba));
    let suya = suya.context("ninguna pregunta de la página de la lección empieza así")?;
    if let Cambio::Argumento(argumento) = prueba.cambio {
        return Ok(Codigo::ComoEsta(vec![argumento.into()]));
    }
    let Some(cual) = prueba.cambio.indice() else {
        return Ok(Codigo::ComoEsta(Vec::new()));
    };
    let cambios = suya.cambios();
    let cambio = cambios
        .get(cual)
        .context("la pregunta no tiene ese bloque diff")?;
    let codigo =
        cambiado(&leer(archivo)?, cambio).map_err(|error| anyhow!("{archivo}: {error}"))?;
    Ok(Codigo::Cambiado(codigo))
}
