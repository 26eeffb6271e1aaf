//! Lo que dicen las herramientas, también cuando ya nadie las lee.

use anyhow::{Context, ensure};
use shared::avisar;
use shared::salida::{causa, visible};
use std::fmt::Display;
use std::fs::Metadata;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, path};
use tempfile::NamedTempFile;

/// Escribe en la salida estándar, con sus colores si es una terminal. No siempre se puede: el disco está
/// lleno, o quien leía se ha ido (`| head -1`).
pub fn decir(texto: impl Display) -> anyhow::Result<()> {
    let mut salida = anstream::stdout();
    write!(salida, "{texto}").and_then(|()| salida.flush()).context("no se puede escribir")
}

/// Las columnas de la terminal, 20 por lo menos y 160 como mucho; 80 si la salida no es una terminal.
pub fn ancho() -> usize {
    terminal_size::terminal_size().map_or(80, |(ancho, _)| usize::from(ancho.0).clamp(20, 160))
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
    if matches!(resultado, Ok(true)) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Un error con su causa en español, y las palabras del sistema entre paréntesis.
pub fn en_espanol(error: &anyhow::Error) -> String {
    let del_sistema: Option<&io::Error> = error.root_cause().downcast_ref();
    let Some(causa) = del_sistema.and_then(causa) else { return format!("{error:#}") };
    let mut frases: Vec<String> = error.chain().map(ToString::to_string).collect();
    let original = frases.pop().unwrap_or_default();
    frases.push(causa.to_string());
    format!("{} ({original})", frases.join(": "))
}

/// Un archivo que se escribirá al final: si no se puede, se sabe antes de haber trabajado. Aparece entero o no
/// aparece.
#[derive(Debug)]
pub struct Archivo(PathBuf);

impl Archivo {
    /// Prepara el archivo, que puede existir o no, si se puede.
    pub fn preparar(ruta: &Path) -> anyhow::Result<Self> {
        let no_se_puede = || format!("no se puede escribir {}", visible(&ruta.to_string_lossy()));
        // El de verdad, si es un enlace.
        let completa = fs::canonicalize(ruta).or_else(|_| path::absolute(ruta));
        let archivo = Archivo(completa.with_context(no_se_puede)?);
        let que_es = fs::metadata(&archivo.0).ok();
        ensure!(
            !que_es.as_ref().is_some_and(Metadata::is_dir),
            "{}: no es un archivo",
            no_se_puede()
        );
        if que_es.is_none_or(|que_es| que_es.is_file()) {
            archivo.a_medias().with_context(no_se_puede)?;
        }
        Ok(archivo)
    }

    /// Escribe lo que tiene que haber en él, y nada más, si se puede, y da su ruta como se muestra.
    pub fn escribir(&self, contenido: &str) -> anyhow::Result<String> {
        let guardar = || {
            if fs::metadata(&self.0).is_ok_and(|que_es| !que_es.is_file()) {
                return fs::write(&self.0, contenido); // /dev/stdout, una tubería
            }
            let mut a_medias = self.a_medias()?;
            a_medias.write_all(contenido.as_bytes())?;
            a_medias.persist(&self.0).map(drop).map_err(io::Error::from)
        };
        let ruta = visible(&self.0.to_string_lossy());
        guardar().with_context(|| format!("no se puede escribir {ruta}"))?;
        Ok(ruta)
    }

    /// Otro a su lado, con sus permisos.
    fn a_medias(&self) -> io::Result<NamedTempFile> {
        let mut nuevo = tempfile::Builder::new();
        #[cfg(unix)]
        nuevo.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let nuevo = nuevo.tempfile_in(self.0.parent().unwrap_or(Path::new(".")))?;
        match fs::File::options().append(true).open(&self.0) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            este => nuevo.as_file().set_permissions(este?.metadata()?.permissions())?,
        }
        Ok(nuevo)
    }
}
