//! Los programas que hay en el proyecto, también los que haya escrito quien está aprendiendo.

use crate::Leccion;
use crate::leccion::cargo;
use anyhow::{Context, bail};
use serde_json::Value;
use shared::salida::visible;

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
    pub leccion: Leccion,
}

/// Todos los programas, según `cargo metadata`, que falla si un `Cargo.toml` tiene un error.
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
    let completo = paquete["name"].as_str().unwrap_or_default();
    let Some(corto) = completo.strip_prefix("examples-") else { return Vec::new() };
    let mut entradas = Vec::new();
    for objetivo in paquete["targets"].as_array().into_iter().flatten() {
        let nombre = objetivo["name"].as_str().unwrap_or_default();
        let leccion = match objetivo["kind"][0].as_str() {
            Some("bin") => Leccion::binario(completo, nombre),
            Some("example") => Leccion::ejemplo(completo, nombre),
            _ => continue,
        };
        // La lección de src/main.rs se pide con el nombre del paquete y nada más.
        let ruta = objetivo["src_path"].as_str().unwrap_or_default().replace('\\', "/");
        let principal = ruta.ends_with("/src/main.rs");
        if principal || paquete["default_run"] == nombre {
            entradas.insert(0, Entrada { nombre: corto.to_string(), leccion: leccion.clone() });
        }
        if !principal {
            entradas.push(Entrada { nombre: format!("{corto}/{nombre}"), leccion });
        }
    }
    entradas
}

/// Los programas que se piden por su nombre, en ese orden. Si alguno no existe, el error dice cuáles sí.
pub fn buscar(nombres: &[String]) -> anyhow::Result<Vec<Entrada>> {
    let hay = programas()?;
    let uno = |nombre: &String| {
        let pedida = hay.iter().find(|entrada| entrada.nombre == *nombre).cloned();
        pedida.with_context(|| {
            let lista: Vec<&str> = hay.iter().map(|entrada| &*entrada.nombre).collect();
            format!(
                "No hay ningún programa «{}». Los que hay:\n\n  {}",
                visible(nombre),
                lista.join("\n  ")
            )
        })
    };
    nombres.iter().map(uno).collect()
}

#[cfg(test)]
mod pruebas {
    use super::*;
    use serde_json::json;

    #[test]
    fn cada_programa_se_pide_por_su_nombre() {
        let nombres = |paquete: Value| {
            de_un_paquete(&paquete).into_iter().map(|entrada| entrada.nombre).collect::<Vec<_>>()
        };
        let threads = json!({ "name": "examples-threads", "targets": [
            { "kind": ["example"], "name": "mine", "src_path": "/x/examples/mine.rs" },
            { "kind": ["bin"], "name": "examples-threads", "src_path": "/x/src/main.rs" },
            { "kind": ["example"], "name": "cpu-threads", "src_path": "/x/examples/cpu-threads.rs" },
            { "kind": ["test"], "name": "t", "src_path": "/x/tests/t.rs" },
        ]});
        assert_eq!(nombres(threads), ["threads", "threads/mine", "threads/cpu-threads"]);
        let http = json!({ "name": "examples-http", "default_run": "threads", "targets": [
            { "kind": ["bin"], "name": "sequential", "src_path": "/x/src/bin/sequential.rs" },
            { "kind": ["bin"], "name": "threads", "src_path": "/x/src/bin/threads.rs" },
        ]});
        assert_eq!(nombres(http), ["http", "http/sequential", "http/threads"]);
        assert!(nombres(json!({ "name": "shared", "targets": [] })).is_empty());
    }
}
