//! Un archivo que se escribirá al final, abierto desde el principio: si no se puede, se sabe antes de
//! haber trabajado.

use anyhow::Context;
use shared::salida::visible;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Un archivo abierto para escribir. Si al soltarlo no se ha escrito, no deja rastro.
#[derive(Debug)]
pub struct Destino {
    ruta: PathBuf,
    archivo: File,
    sobra: bool,
}

impl Destino {
    /// Abre el archivo, que puede existir o no, si se puede.
    pub fn abrir(ruta: &Path) -> anyhow::Result<Self> {
        let sobra = !ruta.exists();
        let archivo = File::options().write(true).create(true).truncate(false).open(ruta);
        let archivo = archivo.with_context(|| no_se_puede(ruta))?;
        Ok(Destino { ruta: ruta.to_path_buf(), archivo, sobra })
    }

    /// Escribe lo que tiene que haber en él, y nada más, si se puede.
    pub fn escribir(mut self, contenido: &str) -> anyhow::Result<()> {
        let vacio = if self.ruta.is_file() { self.archivo.set_len(0) } else { Ok(()) };
        let escrito = vacio.and_then(|()| self.archivo.write_all(contenido.as_bytes()));
        self.sobra = escrito.is_err() && self.sobra;
        escrito.with_context(|| no_se_puede(&self.ruta))
    }
}

impl Drop for Destino {
    fn drop(&mut self) {
        if self.sobra {
            let _ = fs::remove_file(&self.ruta);
        }
    }
}

fn no_se_puede(ruta: &Path) -> String {
    format!("no se puede escribir {}", visible(&ruta.to_string_lossy()))
}
