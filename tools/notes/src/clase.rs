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
}

/// Un dibujo de varios programas en el mismo eje.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dibujo {
    /// Lo que lo distingue en la página.
    pub id: &'static str,
    pub titulo: &'static str,
    /// Qué hay que mirar en él.
    pub entrada: &'static str,
    /// El programa de la lección detrás de la que va.
    pub tras: &'static str,
    pub programas: [Junto; 3],
}

/// Un programa de un dibujo, y cómo se le llama en él.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Junto {
    pub titulo: &'static str,
    pub programa: &'static str,
}

/// En qué se le va el tiempo a un programa.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Espera {
    /// Duerme: otros programas no cambian lo que tarda.
    Dormir,
    /// Pide páginas: el de Python necesita que el servidor local esté en marcha en otra terminal.
    Paginas,
    /// Calcula: otro programa le quitaría núcleos.
    Calcular,
}

/// El servidor local.
pub(crate) const SERVIDOR: &str = "http/server";

/// El mismo programa en los dos idiomas.
#[derive(Clone, Debug)]
pub(crate) struct Pareja {
    /// El nombre con que se pide.
    pub programa: &'static str,
    pub espera: Espera,
    pub rust: Entrada,
    /// El archivo del de Python.
    pub python: PathBuf,
}

/// Los dos programas de una lección.
#[derive(Clone, Debug)]
pub(crate) struct Programas {
    pub leccion: Leccion,
    pub pareja: Pareja,
}

/// Un documento de `docs`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Documento {
    /// El nombre de su archivo, sin `.md`.
    pub nombre: &'static str,
    /// Si sus apartados se ven al principio: los de consulta, sí; los que responden a una pregunta, no.
    pub abierto: bool,
}

/// Los que piden páginas.
const DE_LAS_PETICIONES: [&str; 3] = [
    "shared/src/peticion.rs",
    "shared/src/dominios.rs",
    "shared/src/http/cliente.rs",
];

/// Las seis de los apuntes, y la que ellos no tienen: lo que pasa cuando los hilos comparten memoria.
pub(crate) const LECCIONES: [Leccion; 7] = [
    Leccion {
        titulo: "Código sin Hilos",
        programa: "sequential",
        pagina: "examples-sequential/README.md",
        de_shared: &["shared/src/tarea.rs"],
        espera: Espera::Dormir,
    },
    Leccion {
        titulo: "Código con Hilos",
        programa: "threads",
        pagina: "examples-threads/README.md",
        de_shared: &["shared/src/tarea.rs"],
        espera: Espera::Dormir,
    },
    Leccion {
        titulo: "Compartir memoria",
        programa: "threads/memory-threads",
        pagina: "examples-threads/memory.md",
        de_shared: &[],
        espera: Espera::Dormir,
    },
    Leccion {
        titulo: "Código con Multiprocessing",
        programa: "processes",
        pagina: "examples-processes/README.md",
        de_shared: &["shared/src/tarea.rs", "shared/src/proceso.rs"],
        espera: Espera::Dormir,
    },
    Leccion {
        titulo: "Requests sin Hilos",
        programa: "http/sequential",
        pagina: "examples-http/README.md",
        de_shared: &DE_LAS_PETICIONES,
        espera: Espera::Paginas,
    },
    Leccion {
        titulo: "Requests con Hilos",
        programa: "http/threads",
        pagina: "examples-http/README.md",
        de_shared: &DE_LAS_PETICIONES,
        espera: Espera::Paginas,
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
    },
];

/// Los que solo se dibujan: los que calculan.
pub(crate) const CALCULOS: [&str; 3] = [
    "sequential/cpu-sequential",
    "threads/cpu-threads",
    "processes/cpu-processes",
];

/// Los que juntan varios programas.
pub(crate) const DIBUJOS: [Dibujo; 3] = [
    Dibujo {
        id: "tareas-juntas",
        titulo: "Dos tareas, de las tres maneras",
        entrada: "Las dos tareas que duermen, en los dos idiomas y en el mismo eje.",
        tras: "processes",
        programas: [
            Junto {
                titulo: "Sin hilos",
                programa: "sequential",
            },
            Junto {
                titulo: "Con hilos",
                programa: "threads",
            },
            Junto {
                titulo: "Con procesos",
                programa: "processes",
            },
        ],
    },
    Dibujo {
        id: "calculo-juntas",
        titulo: "Un cálculo, de las tres maneras",
        entrada: "La misma cuenta de números primos, repartida en partes. En Rust llega diez veces más lejos: no se comparan los \
                  segundos de un idioma con los del otro, sino los de las tres maneras del mismo. Mira los núcleos: ¿en qué \
                  dibujos hay dos barras a la vez y un solo núcleo?",
        tras: "processes",
        programas: [
            Junto {
                titulo: "En fila",
                programa: "sequential/cpu-sequential",
            },
            Junto {
                titulo: "Con hilos",
                programa: "threads/cpu-threads",
            },
            Junto {
                titulo: "Con procesos",
                programa: "processes/cpu-processes",
            },
        ],
    },
    Dibujo {
        id: "paginas-juntas",
        titulo: "Cuatro páginas, de las tres maneras",
        entrada: "Las cuatro peticiones, en los dos idiomas y en el mismo eje.",
        tras: "http/processes",
        programas: [
            Junto {
                titulo: "Sin hilos",
                programa: "http/sequential",
            },
            Junto {
                titulo: "Con hilos",
                programa: "http/threads",
            },
            Junto {
                titulo: "Con procesos",
                programa: "http/processes",
            },
        ],
    },
];

/// Los que la página lleva detrás de las lecciones.
pub(crate) const DOCUMENTOS: [Documento; 7] = [
    Documento {
        nombre: "claims",
        abierto: true,
    },
    Documento {
        nombre: "why",
        abierto: false,
    },
    Documento {
        nombre: "why-processes",
        abierto: false,
    },
    Documento {
        nombre: "howto",
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

/// Los de todas las lecciones, en su orden, y detrás los que solo se dibujan. Es un error que alguno no exista.
pub(crate) fn buscar_parejas() -> anyhow::Result<Vec<Pareja>> {
    let mut pedidos = Vec::new();
    for leccion in LECCIONES {
        pedidos.push((leccion.programa, leccion.espera));
    }
    for calculo in CALCULOS {
        pedidos.push((calculo, Espera::Calcular));
    }
    let mut nombres: Vec<&str> = pedidos.iter().map(|(nombre, _)| *nombre).collect();
    nombres.push(SERVIDOR);
    let hay = catalogo::buscar(&nombres).context("tools/notes/src/clase.rs")?;
    let mut parejas = Vec::new();
    for (programa, espera) in pedidos {
        let suyo = hay.iter().find(|otro| otro.nombre == programa);
        let rust = suyo.context("un programa se pide por su nombre")?.clone();
        let python = rust.gemelo()?;
        parejas.push(Pareja {
            programa,
            espera,
            rust,
            python,
        });
    }
    Ok(parejas)
}

/// Los de las lecciones, que son los primeros.
pub(crate) fn de_las_lecciones(parejas: &[Pareja]) -> Vec<Programas> {
    let mut programas = Vec::new();
    for (leccion, pareja) in LECCIONES.into_iter().zip(parejas) {
        let pareja = pareja.clone();
        programas.push(Programas { leccion, pareja });
    }
    programas
}

/// La orden que ejecuta un programa de Rust, como se escribe en una terminal. Solo las lecciones HTTP tienen varios binarios.
pub(crate) fn orden_de_cargo(programa: &str) -> String {
    match programa.split_once('/') {
        None => format!("cargo run -p examples-{programa}"),
        Some(("http", binario)) => format!("cargo run -p examples-http --bin {binario}"),
        Some((paquete, ejemplo)) => {
            format!("cargo run -p examples-{paquete} --example {ejemplo}")
        }
    }
}
