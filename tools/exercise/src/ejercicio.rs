//! Los ejercicios que hay.

use crate::{Asunto, Enunciado, Juez, Manera, http, processes, sequential, threads};
use runner::catalogo::Entrada;
use std::fmt;
use std::path::PathBuf;

/// Un ejercicio.
pub struct Ejercicio {
    /// Su lección: el paquete sin su `examples-`.
    pub leccion: &'static str,
    /// Su número dentro de ella.
    pub numero: u32,
    /// El archivo de la lección del que se parte, dentro de su paquete.
    pub parte_de: &'static str,
    /// De qué va: lo que el programa anote además no cuenta.
    pub asunto: Asunto,
    /// Quien lo comprueba.
    pub(crate) juzgar: fn(&mut Juez) -> anyhow::Result<()>,
}

const MAIN: &str = "src/main.rs";
const CON_HILOS: &str = "src/bin/threads.rs";
const EN_FILA: &str = "src/bin/sequential.rs";

/// Todos, de menos a más.
pub static EJERCICIOS: [Ejercicio; 17] = [
    nuevo(
        "sequential",
        1,
        MAIN,
        Asunto::Tareas,
        sequential::sequential_1,
    ),
    nuevo(
        "sequential",
        2,
        MAIN,
        Asunto::Tareas,
        sequential::sequential_2,
    ),
    nuevo("threads", 1, MAIN, Asunto::Tareas, threads::threads_1),
    nuevo("threads", 2, MAIN, Asunto::Tareas, threads::threads_2),
    nuevo("threads", 3, MAIN, Asunto::Tareas, threads::threads_3),
    nuevo("threads", 4, MAIN, Asunto::Tareas, threads::threads_4),
    nuevo("threads", 5, MAIN, Asunto::Tareas, threads::threads_5),
    nuevo("threads", 6, MAIN, Asunto::Tareas, threads::threads_6),
    nuevo("threads", 7, MAIN, Asunto::Partes, threads::threads_7),
    nuevo("processes", 1, MAIN, Asunto::Tareas, processes::processes_1),
    nuevo("processes", 2, MAIN, Asunto::Tareas, processes::processes_2),
    nuevo("processes", 3, MAIN, Asunto::Partes, processes::processes_3),
    nuevo("processes", 4, MAIN, Asunto::Tareas, processes::processes_4),
    nuevo("http", 1, CON_HILOS, Asunto::Paginas, http::http_1),
    nuevo("http", 2, CON_HILOS, Asunto::Paginas, http::http_2),
    nuevo("http", 3, CON_HILOS, Asunto::Paginas, http::http_3),
    nuevo("http", 4, EN_FILA, Asunto::Paginas, http::http_4),
];

const fn nuevo(
    leccion: &'static str,
    numero: u32,
    parte_de: &'static str,
    asunto: Asunto,
    juzgar: fn(&mut Juez) -> anyhow::Result<()>,
) -> Ejercicio {
    Ejercicio {
        leccion,
        numero,
        parte_de,
        asunto,
        juzgar,
    }
}

/// `threads 1`
impl fmt::Display for Ejercicio {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        write!(texto, "{} {}", self.leccion, self.numero)
    }
}

impl Ejercicio {
    /// El nombre de su programa, que ningún otro tiene: `threads1`.
    pub fn programa(&self) -> String {
        format!("{}{}", self.leccion, self.numero)
    }

    /// El paquete en que se hace.
    pub fn paquete(&self) -> String {
        format!("examples-{}", self.leccion)
    }

    /// Quién hace sus tareas.
    pub fn manera(&self) -> Manera {
        match self.leccion {
            "processes" => Manera::Procesos,
            _ => Manera::Hilos,
        }
    }

    /// La página que lo explica, dentro de su paquete: la lección con hilos tiene dos.
    fn pagina(&self) -> &'static str {
        match (self.leccion, self.numero) {
            ("threads", 5..) => "memory.md",
            _ => "README.md",
        }
    }

    /// Lo que pide y sus pistas, según la página de su paquete. Es un error que no se entienda.
    pub fn enunciado(&self) -> anyhow::Result<Enunciado> {
        let pagina = format!("{}/{}", self.paquete(), self.pagina());
        Enunciado::leer(&pagina, self.numero)
    }

    /// El archivo que se crea para hacerlo, desde la carpeta del proyecto.
    pub fn archivo_nuevo(&self) -> PathBuf {
        let archivo = format!("{}.rs", self.programa());
        PathBuf::from(self.paquete()).join("examples").join(archivo)
    }

    /// El archivo del que se parte, desde la carpeta del proyecto.
    pub fn original(&self) -> PathBuf {
        PathBuf::from(self.paquete()).join(self.parte_de)
    }

    /// El programa de quien lo hace, si lo ha empezado, de los que cargo dice que hay: puede ser también una carpeta, con su
    /// `main.rs`.
    pub fn empezado(&self, programas: &[Entrada]) -> Option<Entrada> {
        let nombre = format!("{}/{}", self.leccion, self.programa());
        let mut programas = programas.iter();
        programas.find(|entrada| entrada.nombre == nombre).cloned()
    }
}

/// Los nombres de las lecciones y de los ejercicios: `threads`, `threads 1`.
pub fn nombres() -> Vec<String> {
    let mut nombres = Vec::new();
    for ejercicio in &EJERCICIOS {
        nombres.push(ejercicio.leccion.to_string());
        nombres.push(ejercicio.to_string());
    }
    nombres
}
