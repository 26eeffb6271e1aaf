//! Lo que la página cuenta, en el orden de los apuntes: para añadir una lección o un documento se añade aquí.

use anyhow::Context;
use runner::catalogo::{self, Entrada};
use std::path::PathBuf;

/// Una lección: el mismo programa en los dos idiomas.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leccion {
    /// Como la llaman los apuntes.
    pub titulo: &'static str,
    /// El programa de Rust, con el nombre con que se pide: `threads`, `http/threads`. El de Python está a su lado.
    pub programa: &'static str,
    /// De donde salen sus preguntas, su explicación y sus ejercicios. Si es la página de varias, se reparten las preguntas.
    pub pagina: &'static str,
    /// Los archivos de `shared` que tienen líneas en sus filas.
    pub de_shared: &'static [&'static str],
    /// En qué se le va el tiempo.
    pub espera: Espera,
    /// El título del dibujo que la junta con las de antes, en el mismo eje, si va detrás de ella.
    pub juntas: Option<&'static str>,
}

/// En qué se le va el tiempo a una lección.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Espera {
    /// Duerme: otros programas no cambian lo que tarda.
    Dormir,
    /// Pide páginas: el de Python necesita que el servidor local esté en marcha en otra terminal.
    Paginas,
}

/// El servidor local.
pub(crate) const SERVIDOR: &str = "http/server";

/// Los dos programas de una lección.
#[derive(Clone, Debug)]
pub(crate) struct Programas {
    pub leccion: Leccion,
    pub rust: Entrada,
    /// El archivo del de Python.
    pub python: PathBuf,
}

/// Un documento de `docs`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Documento {
    /// El nombre de su archivo, sin `.md`.
    pub nombre: &'static str,
    /// Si sus apartados se ven al principio: los de consulta, sí; los que responden a una pregunta, no.
    pub abierto: bool,
}

/// Las seis de los apuntes.
pub(crate) const LECCIONES: [Leccion; 6] = [
    Leccion {
        titulo: "Código sin Hilos",
        programa: "sequential",
        pagina: "examples-sequential/README.md",
        de_shared: &["shared/src/tarea.rs"],
        espera: Espera::Dormir,
        juntas: None,
    },
    Leccion {
        titulo: "Código con Hilos",
        programa: "threads",
        pagina: "examples-threads/README.md",
        de_shared: &["shared/src/tarea.rs"],
        espera: Espera::Dormir,
        juntas: None,
    },
    Leccion {
        titulo: "Código con Multiprocessing",
        programa: "processes",
        pagina: "examples-processes/README.md",
        de_shared: &["shared/src/tarea.rs", "shared/src/proceso.rs"],
        espera: Espera::Dormir,
        juntas: Some("Dos tareas, de las tres maneras"),
    },
    Leccion {
        titulo: "Requests sin Hilos",
        programa: "http/sequential",
        pagina: "examples-http/README.md",
        de_shared: &[
            "shared/src/peticion.rs",
            "shared/src/dominios.rs",
            "shared/src/http/cliente.rs",
        ],
        espera: Espera::Paginas,
        juntas: None,
    },
    Leccion {
        titulo: "Requests con Hilos",
        programa: "http/threads",
        pagina: "examples-http/README.md",
        de_shared: &[
            "shared/src/peticion.rs",
            "shared/src/dominios.rs",
            "shared/src/http/cliente.rs",
        ],
        espera: Espera::Paginas,
        juntas: None,
    },
    Leccion {
        titulo: "Requests con Multiprocessing",
        programa: "http/processes",
        pagina: "examples-http/README.md",
        de_shared: &[
            "shared/src/peticion.rs",
            "shared/src/dominios.rs",
            "shared/src/http/cliente.rs",
            "shared/src/proceso.rs",
        ],
        espera: Espera::Paginas,
        juntas: Some("Cuatro páginas, de las tres maneras"),
    },
];

/// Los que la página lleva detrás de las lecciones.
pub(crate) const DOCUMENTOS: [Documento; 5] = [
    Documento {
        nombre: "claims",
        abierto: true,
    },
    Documento {
        nombre: "why",
        abierto: false,
    },
    Documento {
        nombre: "python-to-rust",
        abierto: true,
    },
    Documento {
        nombre: "compiler",
        abierto: false,
    },
    Documento {
        nombre: "glossary",
        abierto: true,
    },
];

impl Leccion {
    /// Lo que la distingue de las demás en la página: `http-threads`.
    pub fn id(&self) -> String {
        self.programa.replace('/', "-")
    }

    /// El archivo que pone cada línea al lado de la suya.
    pub fn filas(&self) -> String {
        format!("tools/notes/page/rows/{}.txt", self.id())
    }
}

/// Los de todas las lecciones. Es un error que alguno no exista.
pub(crate) fn buscar_programas() -> anyhow::Result<Vec<Programas>> {
    let mut nombres = LECCIONES.map(|leccion| leccion.programa).to_vec();
    nombres.push(SERVIDOR);
    let hay = catalogo::buscar(&nombres).context("tools/notes/src/clase.rs")?;
    let mut programas = Vec::new();
    for leccion in LECCIONES {
        let suyo = hay.iter().find(|otro| otro.nombre == leccion.programa);
        let rust = suyo.context("una lección se pide por su nombre")?.clone();
        let python = rust.gemelo()?;
        programas.push(Programas {
            leccion,
            rust,
            python,
        });
    }
    Ok(programas)
}

/// La orden que ejecuta un programa de Rust, como se escribe en una terminal.
pub(crate) fn orden_de_cargo(programa: &str) -> String {
    match programa.split_once('/') {
        None => format!("cargo run -p examples-{programa}"),
        Some((paquete, binario)) => format!("cargo run -p examples-{paquete} --bin {binario}"),
    }
}
