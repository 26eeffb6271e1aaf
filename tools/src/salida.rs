//! Lo que dicen las herramientas, también cuando ya nadie las lee.

use anyhow::{Context, ensure};
use shared::avisar;
use shared::salida::{causa, visible};
use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{self, Path, PathBuf};
use std::process::ExitCode;
use textwrap::{Options, WordSplitter};

/// Escribe en la salida estándar, con sus colores si es una terminal. No siempre se puede: el disco está
/// lleno, o quien leía se ha ido (`| head -1`).
pub fn decir(texto: impl Display) -> anyhow::Result<()> {
    let mut salida = anstream::stdout();
    write!(salida, "{texto}")
        .and_then(|()| salida.flush())
        .context("no se puede escribir")
}

/// Las columnas de la terminal, 20 por lo menos y 160 como mucho; 80 si la salida no es una terminal.
pub fn ancho() -> usize {
    terminal_size::terminal_size().map_or(80, |(ancho, _)| usize::from(ancho.0).clamp(20, 160))
}

/// Un texto en líneas que caben en la terminal, sin partir una palabra: puede ser una ruta. Con sangría desde la segunda.
pub fn envolver(texto: &str, sangria: &str) -> String {
    let opciones = Options::new(ancho()).word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(texto, opciones.subsequent_indent(sangria))
}

/// El estado de salida de una herramienta: 0 si todo fue bien, 1 si no. Si hay un error, lo dice, salvo
/// que sea que ya nadie lee.
pub fn terminar(resultado: anyhow::Result<bool>) -> ExitCode {
    if let Err(error) = &resultado {
        let del_sistema = error.root_cause().downcast_ref::<io::Error>();
        if del_sistema.is_none_or(|error| error.kind() != ErrorKind::BrokenPipe) {
            avisar(&en_espanol(error));
        }
    }
    if matches!(resultado, Ok(true)) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Un error con su causa en español, y las palabras del sistema entre paréntesis.
pub fn en_espanol(error: &anyhow::Error) -> String {
    let del_sistema: Option<&io::Error> = error.root_cause().downcast_ref();
    let Some(causa) = del_sistema.and_then(causa) else {
        return format!("{error:#}");
    };
    let mut frases: Vec<String> = error.chain().map(ToString::to_string).collect();
    let original = frases.pop().unwrap_or_default();
    frases.push(causa.to_string());
    format!("{} ({original})", frases.join(": "))
}

/// Un archivo que se escribirá al final: si no se puede, se sabe antes de haber trabajado.
#[derive(Debug)]
pub struct Archivo(PathBuf);

impl Archivo {
    /// Prepara el archivo, que puede existir o no, si se puede. Su nombre acaba como debe: así nadie escribe un dibujo
    /// encima de su programa.
    pub fn preparar(ruta: &Path, extension: &str) -> anyhow::Result<Self> {
        let acaba = ruta
            .extension()
            .is_some_and(|suya| suya.eq_ignore_ascii_case(extension));
        let es_archivo = fs::metadata(ruta).map_or(true, |que_es| que_es.is_file());
        ensure!(
            acaba || !es_archivo,
            "«{}» tiene que acabar en .{extension}",
            ruta.display()
        );
        let carpeta = ruta
            .parent()
            .filter(|carpeta| !carpeta.as_os_str().is_empty());
        let se_puede = match fs::metadata(ruta) {
            Ok(que_es) if que_es.is_dir() => Err(ErrorKind::IsADirectory.into()),
            Ok(que_es) if que_es.is_file() => File::options().append(true).open(ruta).map(drop),
            // /dev/stdout, una tubería: abrirla sería esperar a que alguien la lea.
            Ok(_) => Ok(()),
            Err(_) => tempfile::tempfile_in(carpeta.unwrap_or(Path::new("."))).map(drop),
        };
        se_puede.with_context(|| no_se_puede_escribir(ruta))?;
        Ok(Archivo(path::absolute(ruta)?))
    }

    /// Escribe lo que tiene que haber en él, y nada más, si se puede, y da su ruta como se muestra.
    pub fn escribir(&self, contenido: &str) -> anyhow::Result<String> {
        fs::write(&self.0, contenido).with_context(|| no_se_puede_escribir(&self.0))?;
        Ok(visible(&self.0.to_string_lossy()))
    }
}

pub(crate) fn no_se_puede_escribir(ruta: &Path) -> String {
    format!("no se puede escribir {}", visible(&ruta.to_string_lossy()))
}
