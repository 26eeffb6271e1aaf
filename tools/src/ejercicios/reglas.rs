//! Lo que se mira en cada ejercicio, leído de `tools/exercises/rules.toml`.

use super::Enunciado;
use anyhow::anyhow;
use serde::Deserialize;
use shared::cargo::raiz;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

/// Todas las reglas.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reglas {
    ejercicio: Vec<Ejercicio>,
    pub(super) criterio: BTreeMap<String, Regla>,
    /// Cómo se llaman las cosas con hilos, o en fila, y con procesos.
    pub manera: BTreeMap<String, BTreeMap<String, String>>,
    /// Lo que se dice en varios sitios.
    pub frase: BTreeMap<String, String>,
}

/// Un ejercicio.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ejercicio {
    /// Su lección, que es el paquete sin su `examples-`, y su número dentro de ella.
    pub nombre: String,
    /// Lo que tarda una solución.
    pub segundos: u64,
    parte_de: Option<String>,
    #[serde(default)]
    pub(super) argumentos: Vec<u64>,
    #[serde(default)]
    pub(super) esperados: Vec<u64>,
    #[serde(default)]
    pub(super) paginas: Vec<(f64, u64)>,
    pub(super) pide: Vec<String>,
}

/// Cómo se mira algo, y qué se dice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Regla {
    pub si: Option<String>,
    #[serde(default)]
    pub solo_si_falla: bool,
    pub otra_vez: Option<Vec<String>>,
    pub cumple: String,
    pub texto: String,
    pub consejo: String,
}

impl Reglas {
    /// Las que hay. Es un error que el archivo no se entienda.
    pub fn todas() -> anyhow::Result<&'static Self> {
        static TODAS: LazyLock<Result<Reglas, String>> = LazyLock::new(|| {
            let texto = include_str!("../../exercises/rules.toml");
            toml::from_str(texto).map_err(|error| format!("tools/exercises/rules.toml: {error}"))
        });
        TODAS.as_ref().map_err(|error| anyhow!("{error}"))
    }
}

/// Todos los ejercicios, de menos a más.
pub fn ejercicios() -> anyhow::Result<&'static [Ejercicio]> {
    Ok(&Reglas::todas()?.ejercicio)
}

impl Ejercicio {
    /// Lo que pide y sus pistas, según la página de su paquete.
    pub fn enunciado(&self) -> anyhow::Result<Enunciado> {
        Enunciado::leer(&format!("{}/README.md", self.paquete()), self.partes().1)
    }

    /// Su lección y su número.
    pub fn partes(&self) -> (&str, &str) {
        self.nombre.split_once(' ').unwrap_or((&self.nombre, ""))
    }

    /// El nombre de su programa, que ningún otro tiene: `threads1`.
    pub fn programa(&self) -> String {
        self.nombre.replace(' ', "")
    }

    /// El paquete en que se hace.
    pub fn paquete(&self) -> String {
        format!("examples-{}", self.partes().0)
    }

    /// El archivo de quien lo hace, desde la carpeta del proyecto: `examples/threads1.rs` en su paquete.
    pub fn archivo(&self) -> PathBuf {
        [
            &self.paquete(),
            "examples",
            &format!("{}.rs", self.programa()),
        ]
        .iter()
        .collect()
    }

    /// El archivo de la lección del que se parte.
    pub fn original(&self) -> PathBuf {
        let archivo = self.parte_de.as_deref().unwrap_or("src/main.rs");
        raiz().join(self.paquete()).join(archivo)
    }
}
