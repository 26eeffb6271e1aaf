//! La clase en una página: la ejecuta y la escribe en un solo archivo, que se abre sin Internet.
//!
//! Ejecútalo: cargo notes

use anyhow::{Context, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use notes::{PROGRAMAS, Pagina};
use shared::avisar;
use shared::ejecucion::construir::raiz;
use std::fs;
use std::path::{self, Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;
use terminal::argumentos::{self, Argumento, Argumentos};
use terminal::{Archivo, decir, terminar};

const AYUDA: &str = "\
Ejecuta las lecciones, en Rust y en Python, y escribe la clase en una página que se abre sin Internet.

Uso: cargo notes [OPCIÓN]…

Opciones:
      --output ARCHIVO  Dónde se escribe; si no se dice, en target/notes.html
      --open            La abre en el navegador
  -h, --help            Muestra esta ayuda
";

/// Lo que se le pide.
struct Pedido {
    ruta: PathBuf,
    abrir: bool,
}

fn main() -> ExitCode {
    let pedido = leer_pedido();
    terminar(hacer(&pedido))
}

fn leer_pedido() -> Pedido {
    let mut argumentos = Argumentos::del_programa(AYUDA);
    let mut ruta = None;
    let mut abrir = false;
    while let Some(argumento) = argumentos.siguiente() {
        match &argumento {
            Argumento::Opcion(opcion) if opcion == "--output" => {
                ruta = Some(argumentos.valor(opcion).into());
            }
            Argumento::Opcion(opcion) if opcion == "--open" => abrir = true,
            _ => argumentos::no_existe(&argumento),
        }
    }
    Pedido {
        ruta: ruta.unwrap_or_else(donde_siempre),
        abrir,
    }
}

/// Donde se escribe si no se dice otra cosa.
fn donde_siempre() -> PathBuf {
    let target = raiz().join("target");
    // Con CARGO_TARGET_DIR puede no estar; si no se puede crear, se dirá al escribir.
    let _ = fs::create_dir_all(&target);
    target.join("notes.html")
}

/// `true` si todo fue bien.
fn hacer(pedido: &Pedido) -> anyhow::Result<bool> {
    let archivo = Archivo::preparar(&pedido.ruta, "html")?;
    let pagina = con_barra()?;
    let donde = archivo.escribir(&pagina.html)?;
    for fallo in &pagina.fallos {
        avisar(fallo);
    }
    let ocupa = pagina.html.len() / 1024;
    decir(format!("La página: {donde} ({ocupa} KiB)\n"))?;
    if pedido.abrir {
        let ruta = path::absolute(&pedido.ruta)?;
        abrir(&ruta).context("no se puede abrir en el navegador")?;
    }
    Ok(pagina.fallos.is_empty())
}

/// Hace la página; mientras, dice por dónde va.
fn con_barra() -> anyhow::Result<Pagina> {
    let barra = ProgressBar::new(PROGRAMAS as u64);
    barra.set_style(ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}")?);
    barra.enable_steady_tick(Duration::from_millis(100));
    let pagina = notes::hacer(&|terminados, que_se_hace| {
        barra.set_position(terminados as u64);
        barra.set_message(que_se_hace.to_string());
    });
    barra.finish_and_clear();
    pagina
}

/// La abre en el navegador. Si hay xdg-open, él dice si pudo: `opener` no lo espera.
fn abrir(pagina: &Path) -> anyhow::Result<()> {
    let mut orden = Command::new("xdg-open");
    orden.arg(pagina);
    orden.stdout(Stdio::null()).stderr(Stdio::null());
    match orden.status() {
        Ok(estado) => ensure!(estado.success(), "¿hay alguno? (xdg-open: {estado})"),
        Err(_) => opener::open(pagina)?,
    }
    Ok(())
}
