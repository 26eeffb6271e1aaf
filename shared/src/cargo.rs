//! Construir los programas del proyecto: lo que hacen igual las pruebas y las herramientas.

use anyhow::{Context, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::{env, fs, fs::File, io};

/// La carpeta del proyecto, aunque se haya movido: aquella desde la que se llama, o una que la contiene.
pub fn raiz() -> &'static Path {
    static RAIZ: LazyLock<PathBuf> = LazyLock::new(|| {
        let aqui = env::current_dir().unwrap_or_default();
        let es_la_raiz = |carpeta: &&Path| carpeta.join("examples-threads/src/main.rs").is_file();
        let al_compilar = || Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
        aqui.ancestors()
            .find(es_la_raiz)
            .map_or_else(al_compilar, Path::to_path_buf)
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
        if nombre.starts_with("CARGO_PKG_") || nombre.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&variable);
        }
    }
    cargo.current_dir(raiz());
    cargo
}

/// Construye programas de un paquete (`clase` es `--bin` o `--example`) con esa orden de `cargo build`, y da sus
/// ejecutables. Da un error si alguno no se puede construir: por qué, lo dice el compilador.
pub fn construir(
    mut orden: Command,
    paquete: &str,
    clase: &str,
    nombres: &[&str],
) -> anyhow::Result<Vec<PathBuf>> {
    orden
        .args([
            "--quiet",
            "--message-format=json-render-diagnostics",
            "--package",
            paquete,
        ])
        .args(nombres.iter().flat_map(|nombre| [clase, nombre]))
        .args(cfg!(not(debug_assertions)).then_some("--release"));
    let fin = orden
        .stderr(Stdio::inherit())
        .output()
        .context("no se encuentra cargo")?;
    let pedido = format!("{paquete} {clase} {}", nombres.join(", "));
    ensure!(fin.status.success(), "{pedido} no se puede construir");
    // Un mensaje por línea; el de cada programa lleva la ruta de su ejecutable.
    let salida = String::from_utf8(fin.stdout)?;
    let mensajes: Vec<Value> = salida.lines().flat_map(serde_json::from_str).collect();
    let ejecutable = |nombre: &&str| {
        let mut suyos = mensajes
            .iter()
            .filter(|mensaje| mensaje["target"]["name"] == **nombre);
        suyos
            .find_map(|mensaje| mensaje["executable"].as_str())
            .map(PathBuf::from)
    };
    let rutas: Option<Vec<PathBuf>> = nombres.iter().map(ejecutable).collect();
    rutas.with_context(|| format!("cargo no dice dónde está {pedido}"))
}

/// Copia un archivo, o una carpeta con todo lo suyo: ni `.git` ni lo que construye cargo. Con su fecha: así cargo no
/// vuelve a compilar lo que no ha cambiado. Da un error si no se puede leer o escribir.
pub fn copiar(desde: &Path, hasta: &Path) -> io::Result<()> {
    if desde.is_file() {
        fs::copy(desde, hasta)?;
        let fecha = desde.metadata()?.modified()?;
        return File::options().write(true).open(hasta)?.set_modified(fecha);
    }
    fs::create_dir_all(hasta)?;
    for entrada in fs::read_dir(desde)? {
        let nombre = entrada?.file_name();
        let de_cargo = desde.join(&nombre).join("CACHEDIR.TAG").exists();
        if !de_cargo && nombre != "target" && nombre != ".git" {
            copiar(&desde.join(&nombre), &hasta.join(&nombre))?;
        }
    }
    Ok(())
}
