//! Los ejercicios. Lo que piden y sus pistas están en la página de su paquete ([`Enunciado`]); lo que se mira
//! en cada uno, en el archivo de su lección, con los criterios de `juicio.rs`.
//!
//! Se juzga lo que pasó (los mensajes, el estado de salida, la traza) y nunca cómo está escrito.

mod enunciado;
mod http;
mod juicio;
mod processes;
mod sequential;
mod threads;

pub use enunciado::{Enunciado, Pista};
pub use juicio::Criterio;

use crate::Programa;
use crate::programa::PROCESOS;
use juicio::{DE_PROCESOS, HILOS, Juicio};
use shared::cargo::raiz;
use std::path::PathBuf;
use std::time::Duration;

/// Un ejercicio.
#[derive(Debug)]
pub struct Ejercicio {
    /// El paquete sin su `examples-`.
    pub leccion: &'static str,
    /// Su número dentro de la lección.
    pub numero: u32,
    /// Lo que tarda una solución, en segundos.
    segundos: u64,
    /// El archivo de su paquete del que se parte.
    original: &'static str,
    comprobar: fn(&mut Juicio) -> anyhow::Result<()>,
}

const MAIN: &str = "src/main.rs";
const HTTP_EN_FILA: &str = "src/bin/sequential.rs";
const HTTP_HILOS: &str = "src/bin/threads.rs";

/// Todos, de menos a más.
pub const EJERCICIOS: [Ejercicio; 17] = [
    nuevo("sequential", 1, 4, MAIN, sequential::el_tiempo_total),
    nuevo("sequential", 2, 10, MAIN, sequential::cinco_tareas),
    nuevo("threads", 1, 2, MAIN, threads::cinco_a_la_vez),
    nuevo("threads", 2, 6, MAIN, threads::de_dos_en_dos),
    nuevo("threads", 3, 2, MAIN, threads::una_falla),
    nuevo("threads", 4, 3, MAIN, threads::en_su_orden),
    nuevo("threads", 5, 1, MAIN, threads::una_carrera),
    nuevo("threads", 6, 3, MAIN, threads::productores_y_consumidor),
    nuevo("threads", 7, 2, MAIN, threads::primos_en_cuatro_hilos),
    nuevo("processes", 1, 2, MAIN, processes::cuatro_a_la_vez),
    nuevo("processes", 2, 2, MAIN, processes::uno_falla),
    nuevo("processes", 3, 1, MAIN, processes::la_suma),
    nuevo("processes", 4, 2, MAIN, processes::uno_que_no_acaba),
    nuevo("http", 1, 5, HTTP_HILOS, http::tres_hilos_como_mucho),
    nuevo("http", 2, 2, HTTP_HILOS, http::el_total),
    nuevo("http", 3, 4, HTTP_HILOS, http::la_mas_rapida_y_la_mas_lenta),
    nuevo("http", 4, 3, HTTP_EN_FILA, http::a_tu_manera),
];

const fn nuevo(
    leccion: &'static str,
    numero: u32,
    segundos: u64,
    original: &'static str,
    comprobar: fn(&mut Juicio) -> anyhow::Result<()>,
) -> Ejercicio {
    Ejercicio { leccion, numero, segundos, original, comprobar }
}

impl Ejercicio {
    /// El que se pide por su lección y su número.
    pub fn buscar(leccion: &str, numero: u32) -> Option<&'static Self> {
        EJERCICIOS.iter().find(|e| e.leccion == leccion && e.numero == numero)
    }

    /// El programa de quien lo hace: `examples/threads1.rs` en el paquete de la lección.
    pub fn programa(&self) -> Programa {
        Programa::ejemplo(&self.paquete(), &self.nombre())
    }

    /// El archivo de trabajo, desde la carpeta del proyecto.
    pub fn archivo(&self) -> PathBuf {
        [&self.paquete(), "examples", &format!("{}.rs", self.nombre())].iter().collect()
    }

    /// Su nombre, que ningún otro programa tiene: `threads1`.
    pub fn nombre(&self) -> String {
        format!("{}{}", self.leccion, self.numero)
    }

    /// La orden que lo comprueba.
    pub fn orden(&self) -> String {
        format!("cargo exercise {} {}", self.leccion, self.numero)
    }

    /// El archivo de la lección del que se parte.
    pub fn original(&self) -> PathBuf {
        raiz().join(self.paquete()).join(self.original)
    }

    /// El paquete en que se hace.
    pub fn paquete(&self) -> String {
        format!("examples-{}", self.leccion)
    }

    /// Lo que pide y sus pistas, según la página de su paquete.
    pub fn enunciado(&self) -> anyhow::Result<Enunciado> {
        Enunciado::leer(&format!("{}/README.md", self.paquete()), self.numero)
    }

    /// Construye el programa, lo ejecuta y comprueba qué hizo. Es un error que no se pueda construir:
    /// lo que diga el compilador sale por la salida de errores.
    pub fn comprobar(&self, programa: &Programa) -> anyhow::Result<Vec<Criterio>> {
        let limite = Duration::from_secs(self.segundos + 15);
        let manera = if self.leccion == "processes" { &DE_PROCESOS } else { &HILOS };
        let programa = programa.clone().contando_procesos(PROCESOS).limite(limite);
        let mut juicio = Juicio::nuevo(programa, manera);
        (self.comprobar)(&mut juicio)?;
        Ok(juicio.criterios)
    }
}
