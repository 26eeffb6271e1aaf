//! Los programas que hay en el proyecto, también los que haya escrito quien está aprendiendo.

use crate::{Programa, seguir_si_no_se_interrumpe};
use anyhow::{Context, ensure};
use serde_json::Value;
use shared::ejecucion::construir::{cargo, raiz};
use std::path::PathBuf;
use std::{error, fmt, fs};

/// Las seis lecciones de los apuntes, en su orden.
pub const APUNTES: [&str; 6] = [
    "sequential",
    "threads",
    "processes",
    "http/sequential",
    "http/threads",
    "http/processes",
];

/// Un programa y el nombre con que se pide.
#[derive(Clone, Debug)]
pub struct Entrada {
    /// El paquete sin su `examples-`, y el programa detrás de una barra si no es la lección:
    /// `threads`, `threads/mine`, `threads/cpu-threads`.
    pub nombre: String,
    /// El programa.
    pub programa: Programa,
    /// El archivo de su código.
    pub archivo: PathBuf,
}

impl Entrada {
    /// El mismo programa en Python: el archivo que hay a su lado con el mismo nombre. Es un error que no esté.
    pub fn gemelo(&self) -> anyhow::Result<PathBuf> {
        let gemelo = self.archivo.with_extension("py");
        if gemelo.is_file() {
            return Ok(gemelo);
        }
        let este = &self.nombre;
        let suyo = gemelo.file_name().unwrap_or_default();
        let suyo = suyo.to_string_lossy();
        anyhow::bail!("«{este}» no tiene a su lado un {suyo}: ahí iría el de Python")
    }
}

/// El error de pedir un programa que no existe.
#[derive(Debug)]
pub struct NoHay {
    /// Como se pidió.
    pub pedido: String,
    /// Los que hay.
    pub hay: Vec<String>,
}

impl fmt::Display for NoHay {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        write!(texto, "no hay ningún programa «{}»", self.pedido)
    }
}

impl error::Error for NoHay {}

/// Todos los programas. Es un error que `cargo` no entienda `Cargo.lock` (lo lee `pkgid`) o un `Cargo.toml`.
pub fn programas() -> anyhow::Result<Vec<Entrada>> {
    preguntar_a_cargo(&["pkgid", "--package=shared"])?;
    let datos = preguntar_a_cargo(&["metadata", "--no-deps", "--format-version=1"])?;
    let datos: Value = serde_json::from_slice(&datos).context("cargo no dice qué hay aquí")?;
    let mut programas = Vec::new();
    for paquete in lista(&datos["packages"]) {
        programas.extend(de_un_paquete(paquete));
    }
    Ok(programas)
}

fn preguntar_a_cargo(argumentos: &[&str]) -> anyhow::Result<Vec<u8>> {
    seguir_si_no_se_interrumpe()?;
    let dicho = cargo().args(argumentos).output();
    let dicho = dicho.context("no se puede ejecutar cargo")?;
    seguir_si_no_se_interrumpe()?;
    let errores = String::from_utf8_lossy(&dicho.stderr);
    ensure!(
        dicho.status.success(),
        "cargo no entiende el proyecto:\n{errores}"
    );
    Ok(dicho.stdout)
}

fn lista(datos: &Value) -> &[Value] {
    datos.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn de_un_paquete(paquete: &Value) -> Vec<Entrada> {
    let completo = texto(&paquete["name"]);
    let Some(corto) = completo.strip_prefix("examples-") else {
        return Vec::new();
    };
    let mut entradas = Vec::new();
    for objetivo in lista(&paquete["targets"]) {
        let nombre = texto(&objetivo["name"]);
        let programa = match texto(&objetivo["kind"][0]) {
            "bin" => Programa::binario(completo, nombre),
            "example" => Programa::ejemplo(completo, nombre),
            _ => continue,
        };
        let archivo = PathBuf::from(texto(&objetivo["src_path"]));
        // La lección de src/main.rs se pide con el nombre del paquete y nada más.
        let es_la_principal = archivo.ends_with("src/main.rs");
        if es_la_principal || paquete["default_run"] == nombre {
            let entrada = Entrada {
                nombre: corto.to_string(),
                programa: programa.clone(),
                archivo: archivo.clone(),
            };
            entradas.insert(0, entrada);
        }
        if !es_la_principal {
            entradas.push(Entrada {
                nombre: format!("{corto}/{nombre}"),
                programa,
                archivo,
            });
        }
    }
    entradas
}

fn texto(datos: &Value) -> &str {
    datos.as_str().unwrap_or_default()
}

/// Los programas que se piden por su nombre, en ese orden. Vale también el nombre entero del paquete, y la
/// ruta de un archivo de Rust. Es un error que alguno no exista ([`NoHay`]).
pub fn buscar<T: AsRef<str>>(nombres: &[T]) -> anyhow::Result<Vec<Entrada>> {
    let hay = programas()?;
    let mut pedidas = Vec::new();
    for nombre in nombres {
        let nombre = nombre.as_ref();
        match encontrar(&hay, nombre) {
            Some(entrada) => pedidas.push(entrada.clone()),
            None => return Err(no_hay(&hay, nombre).into()),
        }
    }
    Ok(pedidas)
}

fn encontrar<'a>(hay: &'a [Entrada], nombre: &str) -> Option<&'a Entrada> {
    if nombre.ends_with(".rs") {
        // Desde aquí, o desde la carpeta del proyecto.
        let ruta = fs::canonicalize(nombre).or_else(|_| fs::canonicalize(raiz().join(nombre)));
        if let Ok(ruta) = ruta {
            // El último: el primero puede ser el que se ejecuta si no se dice cuál.
            let mut hay = hay.iter();
            return hay.rfind(|entrada| {
                let suya = fs::canonicalize(&entrada.archivo);
                suya.is_ok_and(|suya| suya == ruta)
            });
        }
    }
    let corto = nombre_corto(nombre);
    hay.iter().rfind(|entrada| entrada.nombre == corto)
}

/// `examples-threads/`, `threads/mine.rs` → `threads`, `threads/mine`.
fn nombre_corto(nombre: &str) -> String {
    let con_barras = nombre.replace('\\', "/");
    let (_, corto) = con_barras
        .rsplit_once("examples-")
        .unwrap_or(("", &con_barras));
    let corto = corto.trim_end_matches('/').trim_end_matches(".rs");
    corto.to_string()
}

fn no_hay(hay: &[Entrada], pedido: &str) -> NoHay {
    NoHay {
        pedido: pedido.to_string(),
        hay: hay.iter().map(|entrada| entrada.nombre.clone()).collect(),
    }
}

#[cfg(test)]
mod pruebas {
    use super::*;

    #[test]
    fn un_programa_se_pide_de_varias_maneras() {
        for (pedido, nombre) in [
            ("threads", "threads"),
            ("./examples-threads/", "threads"),
            (".\\examples-threads\\", "threads"),
            ("threads/cpu-threads.rs", "threads/cpu-threads"),
            ("../../examples-threads/src/main.rs", "threads"),
            ("examples-threads/src/main.rs", "threads"),
            ("http", "http"),
            ("examples-http/sequential", "http/sequential"),
            ("examples-http/src/bin/threads.rs", "http/threads"),
        ] {
            assert_eq!(buscar(&[pedido]).expect(pedido)[0].nombre, nombre);
        }
        assert!(buscar(&["shared"]).is_err());
        assert!(buscar(&["tools/runner/src/lib.rs"]).is_err());
    }
}
