//! Los programas que hay en el proyecto, también los que haya escrito quien está aprendiendo.

use super::Programa;
use super::grupo::interrumpido;
use crate::salida::envolver;
use anyhow::{Context, ensure};
use serde_json::Value;
use shared::cargo::{cargo, raiz};
use shared::salida::visible;
use std::fs;
use std::path::PathBuf;

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
    /// Si es ese programa, con los argumentos que sean.
    pub fn es(&self, otro: &Programa) -> bool {
        self.programa.origen == otro.origen
    }

    /// El mismo programa en Python: el archivo que hay a su lado con el mismo nombre.
    pub fn gemelo(&self) -> anyhow::Result<PathBuf> {
        let gemelo = self.archivo.with_extension("py");
        let (este, suyo) = (&self.nombre, gemelo.file_name().unwrap_or_default());
        let suyo = suyo.to_string_lossy();
        ensure!(
            gemelo.is_file(),
            "«{este}» no tiene a su lado un {suyo}: ahí iría el de Python"
        );
        Ok(gemelo)
    }
}

/// Todos los programas. Es un error que `cargo` no entienda `Cargo.lock` (lo lee `pkgid`) o un `Cargo.toml`.
pub fn programas() -> anyhow::Result<Vec<Entrada>> {
    preguntar(&["pkgid", "--package=shared"])?;
    let datos = preguntar(&["metadata", "--no-deps", "--format-version=1"])?;
    let datos: Value = serde_json::from_slice(&datos).context("cargo no dice qué hay aquí")?;
    Ok(datos["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(de_un_paquete)
        .collect())
}

fn preguntar(argumentos: &[&str]) -> anyhow::Result<Vec<u8>> {
    ensure!(!interrumpido(), "interrumpido");
    let dicho = cargo()
        .args(argumentos)
        .output()
        .context("no se encuentra cargo")?;
    ensure!(!interrumpido(), "interrumpido");
    let errores = String::from_utf8_lossy(&dicho.stderr);
    ensure!(
        dicho.status.success(),
        "cargo no entiende el proyecto:\n{errores}"
    );
    Ok(dicho.stdout)
}

fn de_un_paquete(paquete: &Value) -> Vec<Entrada> {
    let completo = paquete["name"].as_str().unwrap_or_default();
    let Some(corto) = completo.strip_prefix("examples-") else {
        return Vec::new();
    };
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
        let entrada = Entrada {
            nombre: format!("{corto}/{nombre}"),
            programa,
            archivo,
        };
        if principal || paquete["default_run"] == nombre {
            entradas.insert(
                0,
                Entrada {
                    nombre: corto.to_string(),
                    ..entrada.clone()
                },
            );
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
        // Desde aquí, o desde la carpeta del proyecto.
        let ruta = fs::canonicalize(nombre).or_else(|_| fs::canonicalize(raiz().join(nombre)));
        let archivo = ruta.ok().filter(|_| nombre.ends_with(".rs"));
        let es_ese = |entrada: &&Entrada| match &archivo {
            Some(archivo) => fs::canonicalize(&entrada.archivo).is_ok_and(|otro| otro == *archivo),
            None => entrada.nombre == corto,
        };
        // La última: la primera puede ser la que se ejecuta si no se dice cuál.
        let pedida = hay.iter().rfind(es_ese).cloned();
        pedidas.push(pedida.with_context(|| {
            let (nombre, quiza) = (visible(nombre), parecido(&hay, corto));
            let nombres: Vec<&str> = hay.iter().map(|entrada| &*entrada.nombre).collect();
            let todos = envolver(&nombres.join(", "), "");
            format!("No hay ningún programa «{nombre}».{quiza} Los que hay:\n\n{todos}")
        })?);
    }
    Ok(pedidas)
}

fn parecido(hay: &[Entrada], nombre: &str) -> String {
    let cuanto = |entrada: &&Entrada| strsim::normalized_levenshtein(&entrada.nombre, nombre);
    let cercana = hay
        .iter()
        .max_by(|una, otra| cuanto(una).total_cmp(&cuanto(otra)));
    let cercana = cercana.filter(|entrada| cuanto(entrada) >= 0.5);
    cercana
        .map(|entrada| format!(" ¿Quizá «{}»?", entrada.nombre))
        .unwrap_or_default()
}

#[cfg(test)]
#[test]
fn un_programa_se_pide_de_varias_maneras() {
    for (pedido, nombre) in [
        ("threads", "threads"),
        ("./examples-threads/", "threads"),
        (".\\examples-threads\\", "threads"),
        ("threads/cpu-threads.rs", "threads/cpu-threads"),
        ("../examples-threads/src/main.rs", "threads"),
        ("http", "http"),
        ("examples-http/sequential", "http/sequential"),
        ("examples-http/src/bin/threads.rs", "http/threads"),
    ] {
        assert_eq!(
            buscar(&[pedido.to_string()]).expect(pedido)[0].nombre,
            nombre
        );
    }
    assert!(buscar(&["shared".to_string()]).is_err());
    assert!(buscar(&["tools/src/lib.rs".to_string()]).is_err());
}
