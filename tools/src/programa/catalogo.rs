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

/// Todos los programas, según `cargo metadata`, que falla si un `Cargo.toml` tiene un error.
fn programas() -> anyhow::Result<Vec<Entrada>> {
    let datos = cargo().args(["metadata", "--no-deps", "--format-version=1"]).output();
    let datos = datos.context("no se encuentra cargo")?;
    if !datos.status.success() {
        bail!("cargo no entiende el proyecto:\n{}", String::from_utf8_lossy(&datos.stderr));
    }
    let datos: Value = serde_json::from_slice(&datos.stdout)?;
    let paquetes = datos["packages"].as_array().into_iter().flatten();
    Ok(paquetes.flat_map(de_un_paquete).collect())
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
        // La lección de src/main.rs se pide con el nombre del paquete y nada más.
        let archivo = PathBuf::from(objetivo["src_path"].as_str().unwrap_or_default());
        let ruta = archivo.to_string_lossy().replace('\\', "/");
        let principal = ruta.ends_with("/src/main.rs");
        if principal || paquete["default_run"] == nombre {
            let (nombre, programa, archivo) =
                (corto.to_string(), programa.clone(), archivo.clone());
            entradas.insert(0, Entrada { nombre, programa, archivo });
        }
        if !principal {
            entradas.push(Entrada { nombre: format!("{corto}/{nombre}"), programa, archivo });
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
        let corto = nombre.trim_start_matches("examples-").trim_end_matches('/');
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

/// Los nombres, en dos columnas de 38.
fn en_columnas(entradas: &[Entrada]) -> String {
    let mitad = entradas.len().div_ceil(2);
    let (izquierda, derecha) = entradas.split_at(mitad.min(entradas.len()));
    let lineas = izquierda.iter().enumerate().map(|(i, una)| {
        let otra = derecha.get(i).map(|otra| otra.nombre.as_str()).unwrap_or_default();
        format!("  {:38}{otra}", una.nombre).trim_end().to_string()
    });
    lineas.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod pruebas {
    use super::*;
    use serde_json::json;

    #[test]
    fn un_programa_se_pide_de_varias_maneras() {
        for (pedido, nombre) in [
            ("examples-threads/", "threads"),
            ("../examples-threads/src/main.rs", "threads"),
            ("examples-http/src/bin/threads.rs", "http/threads"),
            ("examples-http/sequential", "http/sequential"),
        ] {
            let entradas = buscar(&[pedido.to_string()]).expect(pedido);
            assert_eq!(entradas[0].nombre, nombre);
        }
        assert!(buscar(&["tools/src/lib.rs".to_string()]).is_err());
    }

    #[test]
    fn cada_programa_se_pide_por_su_nombre() {
        let nombres = |paquete: Value| -> Vec<String> {
            de_un_paquete(&paquete).into_iter().map(|entrada| entrada.nombre).collect()
        };
        let threads = json!({ "name": "examples-threads", "targets": [
            { "kind": ["example"], "name": "mine", "src_path": "/x/examples/mine.rs" },
            { "kind": ["bin"], "name": "examples-threads", "src_path": "/x/src/main.rs" },
            { "kind": ["test"], "name": "t", "src_path": "/x/tests/t.rs" },
        ]});
        assert_eq!(nombres(threads), ["threads", "threads/mine"]);
        let http = json!({ "name": "examples-http", "default_run": "threads", "targets": [
            { "kind": ["bin"], "name": "sequential", "src_path": "/x/src/bin/sequential.rs" },
            { "kind": ["bin"], "name": "threads", "src_path": "/x/src/bin/threads.rs" },
        ]});
        assert_eq!(nombres(http), ["http", "http/sequential", "http/threads"]);
        assert!(nombres(json!({ "name": "shared", "targets": [] })).is_empty());
    }
}
