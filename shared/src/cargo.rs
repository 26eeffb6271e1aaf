//! Construir los programas del proyecto: lo que hacen igual las pruebas y las herramientas, que los ejecutan
//! después como cualquiera.

use anyhow::{Context, ensure};
use serde_json::Value;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::{env, fs, fs::File, io};

/// La carpeta del proyecto: aquella desde la que se llama, o alguna de las que la contienen. Así vale
/// también si se ha movido desde que se compiló esto.
pub fn raiz() -> &'static Path {
    static RAIZ: LazyLock<PathBuf> = LazyLock::new(|| {
        let aqui = env::current_dir().unwrap_or_default();
        let es_la_raiz = |carpeta: &&Path| carpeta.join("examples-threads/src/main.rs").is_file();
        let al_compilar = || Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
        aqui.ancestors().find(es_la_raiz).map_or_else(al_compilar, Path::to_path_buf)
    });
    &RAIZ
}

/// Una orden de cargo en la carpeta del proyecto, con el mismo cargo que construyó esto.
pub fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Las que cargo pone a los programas que ejecuta: si las hereda otro cargo, algunos paquetes
    // (ring) creen que algo ha cambiado y se vuelven a compilar, con todo lo que depende de ellos.
    for (variable, _) in env::vars_os() {
        let nombre = variable.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|suya| nombre.starts_with(suya)) {
            cargo.env_remove(&variable);
        }
    }
    cargo.current_dir(raiz());
    cargo
}

/// Construye programas de un paquete (`clase` es `--bin` o `--example`), con una orden de `cargo build` a la que
/// solo le falta decir cuáles, y da sus ejecutables. Lo que diga el compilador sale por la salida de errores.
/// Da un error si alguno no se puede construir.
pub fn construir(
    mut orden: Command,
    paquete: &str,
    clase: &str,
    nombres: &[&str],
) -> anyhow::Result<Vec<PathBuf>> {
    orden
        .args(["--quiet", "--message-format=json-render-diagnostics", "--package", paquete])
        .args(nombres.iter().flat_map(|nombre| [clase, nombre]))
        .args(cfg!(not(debug_assertions)).then_some("--release"));
    let fin = orden.stderr(Stdio::inherit()).output().context("no se encuentra cargo")?;
    let pedido = format!("{paquete} {clase} {}", nombres.join(", "));
    ensure!(fin.status.success(), "{pedido} no se puede construir");
    // Un mensaje por línea; el de cada programa lleva la ruta de su ejecutable.
    let mut ejecutables = HashMap::new();
    for linea in String::from_utf8(fin.stdout)?.lines() {
        let mensaje: Value = serde_json::from_str(linea).unwrap_or_default();
        if let Some(ruta) = mensaje["executable"].as_str() {
            let nombre = mensaje["target"]["name"].as_str().unwrap_or_default().to_string();
            ejecutables.insert(nombre, PathBuf::from(ruta));
        }
    }
    let rutas = nombres.iter().map(|nombre| ejecutables.get(*nombre).cloned());
    rutas
        .collect::<Option<Vec<PathBuf>>>()
        .with_context(|| format!("cargo no dice dónde está {pedido}"))
}

/// Copia el proyecto, sin lo que no es suyo (`target`, `.git`), a otra carpeta, donde las pruebas puedan escribir.
/// Da un error si no se puede leer o escribir.
pub fn copiar_el_proyecto(hasta: &Path) -> io::Result<()> {
    for entrada in fs::read_dir(raiz())? {
        let nombre = entrada?.file_name();
        if nombre != "target" && nombre != ".git" {
            copiar(&raiz().join(&nombre), &hasta.join(&nombre))?;
        }
    }
    Ok(())
}

/// Copia un archivo, o una carpeta con todo lo que tiene. Con su fecha: así cargo no vuelve a compilar lo que
/// no ha cambiado. Da un error si no se puede leer o escribir.
pub fn copiar(desde: &Path, hasta: &Path) -> io::Result<()> {
    if desde.is_file() {
        fs::copy(desde, hasta)?;
        let fecha = desde.metadata()?.modified()?;
        return File::options().write(true).open(hasta)?.set_modified(fecha);
    }
    fs::create_dir_all(hasta)?;
    for entrada in fs::read_dir(desde)? {
        let nombre = entrada?.file_name();
        copiar(&desde.join(&nombre), &hasta.join(&nombre))?;
    }
    Ok(())
}
