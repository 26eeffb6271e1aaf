//! Los programas que hay en el proyecto, también los que haya escrito quien está aprendiendo.

use super::Programa;
use anyhow::{Context, bail};
use serde_json::Value;
use shared::cargo::{cargo, raiz};
use shared::salida::visible;
use std::fs;
use std::path::PathBuf;

/// Las seis lecciones de los apuntes, en su orden.
pub const APUNTES: [&str; 6] =
    ["sequential", "threads", "processes", "http/sequential", "http/threads", "http/processes"];

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
    /// Si es ese programa, con los argumentos que sean.
    pub fn es(&self, otro: &Programa) -> bool {
        self.programa.origen == otro.origen
    }

    /// El mismo programa en Python: el archivo que hay a su lado con el mismo nombre.
    pub fn gemelo(&self) -> anyhow::Result<PathBuf> {
        let gemelo = self.archivo.with_extension("py");
        if !gemelo.is_file() {
            let nombre = gemelo.file_name().unwrap_or_default().to_string_lossy();
            bail!("«{}» no tiene a su lado un {nombre}: es donde iría el de Python", self.nombre);
        }
        Ok(gemelo)
    }
}

/// Todos los programas. Es un error que `cargo` no entienda `Cargo.lock` (lo lee `pkgid`) o un `Cargo.toml`.
pub fn programas() -> anyhow::Result<Vec<Entrada>> {
    preguntar(&["pkgid", "--package=shared"])?;
    let datos = preguntar(&["metadata", "--no-deps", "--format-version=1"])?;
    let datos: Value = serde_json::from_slice(&datos)?;
    let paquetes = datos["packages"].as_array().into_iter().flatten();
    Ok(paquetes.flat_map(de_un_paquete).collect())
}

fn preguntar(argumentos: &[&str]) -> anyhow::Result<Vec<u8>> {
    let dicho = cargo().args(argumentos).output().context("no se encuentra cargo")?;
    if !dicho.status.success() {
        bail!("cargo no entiende el proyecto:\n{}", String::from_utf8_lossy(&dicho.stderr));
    }
    Ok(dicho.stdout)
}

fn de_un_paquete(paquete: &Value) -> Vec<Entrada> {
    let completo = paquete["name"].as_str().unwrap_or_default();
    let Some(corto) = completo.strip_prefix("examples-") else { return Vec::new() };
    let mut entradas = Vec::new();
    for objetivo in paquete["targets"].as_array().into_iter().flatten() {
        let nombre = objetivo["name"].as_str().unwrap_or_default();
        let programa = match objetivo["kind"][0].as_str() {
            Some("bin") => Programa::binario(completo, nombre),
            Some("example") => Programa::ejemplo(completo, nombre),
            _ => continue,
        };
        let archivo = PathBuf::from(objetivo["src_path"].as_str().unwrap_or_default());
        // La lección de src/main.rs se pide con el nombre del paquete y nada más.
        let principal = archivo.ends_with("src/main.rs");
        let entrada = Entrada { nombre: format!("{corto}/{nombre}"), programa, archivo };
        if principal || paquete["default_run"] == nombre {
            entradas.insert(0, Entrada { nombre: corto.to_string(), ..entrada.clone() });
        }
        if !principal {
            entradas.push(entrada);
        }
    }
    entradas
}

/// Los programas que se piden por su nombre, en ese orden. Vale también el nombre entero del paquete, y la
/// ruta de un archivo de Rust. Si alguno no existe, el error dice cuál se le parece y cuáles hay.
pub fn buscar(nombres: &[String]) -> anyhow::Result<Vec<Entrada>> {
    let hay = programas()?;
    let mut pedidas = Vec::new();
    for nombre in nombres {
        let con_barras = nombre.replace('\\', "/");
        let corto = con_barras.rsplit("examples-").next().unwrap_or_default();
        let corto = corto.trim_end_matches('/').trim_end_matches(".rs");
        let archivo = if nombre.ends_with(".rs") { archivo(nombre) } else { None };
        let es_ese = |entrada: &&Entrada| match &archivo {
            Some(archivo) => fs::canonicalize(&entrada.archivo).is_ok_and(|otro| otro == *archivo),
            None => entrada.nombre == corto,
        };
        // La última: la primera puede ser la que se ejecuta si no se dice cuál.
        let pedida = hay.iter().rfind(es_ese).cloned();
        pedidas.push(pedida.with_context(|| {
            let nombre = visible(nombre);
            let (quiza, todos) = (parecido(&hay, corto), en_columnas(&hay));
            format!("No hay ningún programa «{nombre}».{quiza} Los que hay:\n\n{todos}")
        })?);
    }
    Ok(pedidas)
}

/// Un archivo que se nombra desde aquí, o desde la carpeta del proyecto.
fn archivo(ruta: &str) -> Option<PathBuf> {
    fs::canonicalize(ruta).or_else(|_| fs::canonicalize(raiz().join(ruta))).ok()
}

fn parecido(hay: &[Entrada], nombre: &str) -> String {
    let cuanto = |entrada: &&Entrada| strsim::normalized_levenshtein(&entrada.nombre, nombre);
    let cercana = hay.iter().max_by(|una, otra| cuanto(una).total_cmp(&cuanto(otra)));
    let cercana = cercana.filter(|entrada| cuanto(entrada) >= 0.5);
    cercana.map(|entrada| format!(" ¿Quizá «{}»?", entrada.nombre)).unwrap_or_default()
}

/// Los nombres, dos en cada línea.
fn en_columnas(entradas: &[Entrada]) -> String {
    let mut texto = String::new();
    for dos in entradas.chunks(2) {
        let nombres: String = dos.iter().map(|una| format!("  {:36}", una.nombre)).collect();
        texto += &format!("{}\n", nombres.trim_end());
    }
    texto.trim_end().to_string()
}

#[cfg(test)]
#[test]
fn un_programa_se_pide_de_varias_maneras() {
    for (pedido, nombre, archivo) in [
        ("threads", "threads", "examples-threads/src/main.rs"),
        ("./examples-threads/", "threads", "examples-threads/src/main.rs"),
        (".\\examples-threads\\", "threads", "examples-threads/src/main.rs"),
        (
            "threads/cpu-threads.rs",
            "threads/cpu-threads",
            "examples-threads/examples/cpu-threads.rs",
        ),
        ("../examples-threads/src/main.rs", "threads", "examples-threads/src/main.rs"),
        ("threads/cpu-threads", "threads/cpu-threads", "examples-threads/examples/cpu-threads.rs"),
        ("http", "http", "examples-http/src/bin/threads.rs"),
        ("examples-http/sequential", "http/sequential", "examples-http/src/bin/sequential.rs"),
        ("examples-http/src/bin/threads.rs", "http/threads", "examples-http/src/bin/threads.rs"),
    ] {
        let entradas = buscar(&[pedido.to_string()]).expect(pedido);
        assert_eq!(entradas[0].nombre, nombre);
        assert_eq!(entradas[0].archivo, raiz().join(archivo));
    }
    assert!(buscar(&["shared".to_string()]).is_err());
    assert!(buscar(&["tools/src/lib.rs".to_string()]).is_err());
}
