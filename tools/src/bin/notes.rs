//! La clase en una página: la ejecuta y la escribe en un solo archivo, que se abre sin Internet.
//!
//! Ejecútalo: cargo notes

use anyhow::{Context, ensure};
use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use shared::avisar;
use shared::cargo::raiz;
use std::fs;
use std::path::{self, Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;
use tools::argumentos;
use tools::pagina;
use tools::salida::{Archivo, decir, terminar};

/// Ejecuta las lecciones, en Rust y en Python, y escribe la clase en una página que se abre sin Internet.
#[derive(Parser)]
#[command(
    next_help_heading = "Opciones",
    override_usage = "cargo notes [OPCIÓN]…"
)]
struct Argumentos {
    /// Dónde se escribe; si no se dice, en target/notes.html
    #[arg(long, value_name = "ARCHIVO")]
    output: Option<PathBuf>,

    /// La abre en el navegador
    #[arg(long)]
    open: bool,
}

fn main() -> ExitCode {
    terminar(hacer(&argumentos::leer()))
}

/// `true` si todo fue bien.
fn hacer(argumentos: &Argumentos) -> anyhow::Result<bool> {
    let ruta = argumentos.output.clone().unwrap_or_else(|| {
        let target = raiz().join("target");
        let _ = fs::create_dir_all(&target); // con CARGO_TARGET_DIR puede no estar
        target.join("notes.html")
    });
    let archivo = Archivo::preparar(&ruta, "html")?;
    let barra = ProgressBar::new(0);
    barra.set_style(ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}")?);
    barra.enable_steady_tick(Duration::from_millis(100));
    let hecha = pagina::hacer(&|cuantos, programa| {
        barra.set_length(cuantos as u64);
        barra.inc(1);
        barra.set_message(programa.to_string());
    });
    barra.finish_and_clear();

    let pagina = hecha?;
    let donde = archivo.escribir(&pagina.html)?;
    for fallo in &pagina.fallos {
        avisar(fallo);
    }
    decir(format!(
        "La página: {donde} ({} KiB)\n",
        pagina.html.len() / 1024
    ))?;
    if argumentos.open {
        abrir(&path::absolute(&ruta)?).context("no se puede abrir en el navegador")?;
    }
    Ok(pagina.fallos.is_empty())
}

/// La abre en el navegador. Si hay xdg-open, él dice si pudo: `opener` no lo espera.
fn abrir(pagina: &Path) -> anyhow::Result<()> {
    let mut orden = Command::new("xdg-open");
    match orden
        .arg(pagina)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
    {
        Ok(estado) => ensure!(estado.success(), "¿hay alguno? (xdg-open: {estado})"),
        Err(_) => opener::open(pagina)?,
    }
    Ok(())
}
