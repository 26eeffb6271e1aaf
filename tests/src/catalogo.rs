//! Los programas que hay en el proyecto, también los que haya escrito quien está aprendiendo.

use crate::Leccion;
use crate::leccion::cargo;
use anyhow::{Context, bail};
use serde_json::Value;

/// Las seis lecciones de los apuntes, en su orden.
pub const APUNTES: [&str; 6] =
    ["sequential", "threads", "processes", "http/sequential", "http/threads", "http/processes"];

/// Un programa y el nombre con que se pide.
#[derive(Clone, Debug)]
pub struct Entrada {
    /// El paquete sin su `examples-`, y el programa detrás de una barra si no es la lección:
    /// `threads`, `threads/mine`, `threads/cpu`.
    pub nombre: String,
    /// El programa.
    pub leccion: Leccion,
}

/// Todos los programas, según `cargo metadata`.
///
/// # Errors
///
/// Si cargo no responde: un `Cargo.toml` con un error, por ejemplo.
pub fn programas() -> anyhow::Result<Vec<Entrada>> {
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
    let nombre_del_paquete = paquete["name"].as_str().unwrap_or_default();
    let Some(corto) = nombre_del_paquete.strip_prefix("examples-") else { return Vec::new() };
    let mut entradas = Vec::new();
    for objetivo in paquete["targets"].as_array().into_iter().flatten() {
        let nombre = objetivo["name"].as_str().unwrap_or_default();
        let leccion = match objetivo["kind"][0].as_str() {
            Some("bin") => Leccion::binario(nombre_del_paquete, nombre),
            Some("example") => Leccion::ejemplo(nombre_del_paquete, nombre),
            _ => continue,
        };
        if paquete["default_run"] == nombre {
            entradas.insert(0, Entrada { nombre: corto.to_string(), leccion: leccion.clone() });
        }
        // La lección de src/main.rs se pide con el nombre del paquete y nada más.
        let principal = objetivo["src_path"].as_str().unwrap_or_default().ends_with("main.rs");
        if !principal {
            entradas.push(Entrada { nombre: format!("{corto}/{nombre}"), leccion });
        }
    }
    entradas
}

/// Los programas que se piden por su nombre, en el orden en que se piden.
///
/// # Errors
///
/// Si alguno no existe, con la lista de los que sí.
pub fn buscar(nombres: &[String]) -> anyhow::Result<Vec<Entrada>> {
    let hay = programas()?;
    nombres
        .iter()
        .map(|nombre| {
            hay.iter().find(|entrada| entrada.nombre == *nombre).cloned().with_context(|| {
                let lista: Vec<&str> = hay.iter().map(|entrada| &*entrada.nombre).collect();
                format!(
                    "No hay ningún programa «{nombre}». Los que hay:\n\n  {}",
                    lista.join("\n  ")
                )
            })
        })
        .collect()
}

#[cfg(test)]
mod pruebas {
    use super::*;
    use serde_json::json;

    fn nombres(paquete: &Value) -> Vec<String> {
        de_un_paquete(paquete).into_iter().map(|entrada| entrada.nombre).collect()
    }

    #[test]
    fn la_leccion_lleva_el_nombre_del_paquete_y_lo_demas_va_detras() {
        let paquete = json!({
            "name": "examples-threads",
            "default_run": "examples-threads",
            "targets": [
                { "kind": ["bin"], "name": "mine", "src_path": "/x/src/bin/mine.rs" },
                { "kind": ["bin"], "name": "examples-threads", "src_path": "/x/src/main.rs" },
                { "kind": ["example"], "name": "cpu", "src_path": "/x/examples/cpu.rs" },
                { "kind": ["test"], "name": "t", "src_path": "/x/tests/t.rs" },
            ],
        });
        assert_eq!(nombres(&paquete), ["threads", "threads/mine", "threads/cpu"]);
    }

    #[test]
    fn la_leccion_de_http_se_pide_tambien_por_su_nombre() {
        let paquete = json!({
            "name": "examples-http",
            "default_run": "threads",
            "targets": [
                { "kind": ["bin"], "name": "sequential", "src_path": "/x/src/bin/sequential.rs" },
                { "kind": ["bin"], "name": "threads", "src_path": "/x/src/bin/threads.rs" },
            ],
        });
        assert_eq!(nombres(&paquete), ["http", "http/sequential", "http/threads"]);
    }

    #[test]
    fn lo_que_no_es_de_una_leccion_no_cuenta() {
        assert!(nombres(&json!({ "name": "shared", "targets": [] })).is_empty());
    }
}
