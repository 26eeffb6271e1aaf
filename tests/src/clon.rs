//! Un clon del proyecto en otra carpeta, donde escribir y equivocarse sin tocar este.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use tools::leccion::{cargo, construir, raiz};

/// Un clon; todos comparten lo que ya se ha compilado, también de una vez para otra.
#[derive(Debug)]
pub struct Clon {
    carpeta: PathBuf,
}

impl Clon {
    /// Copia el proyecto a una carpeta con ese nombre: siempre la misma, para que cargo reconozca lo que
    /// ya compiló.
    pub fn nuevo(nombre: &str) -> anyhow::Result<Self> {
        let carpeta = raiz().join("target").join("clones").join(nombre);
        if carpeta.exists() {
            fs::remove_dir_all(&carpeta)?;
        }
        for entrada in fs::read_dir(raiz())? {
            let nombre = entrada?.file_name();
            let texto = nombre.to_string_lossy();
            let piezas = ["Cargo.", "examples-", "shared", "tests", "tools"];
            if piezas.iter().any(|pieza| texto.starts_with(pieza)) {
                copiar(&raiz().join(&nombre), &carpeta.join(&nombre))?;
            }
        }
        Ok(Clon { carpeta })
    }

    /// La ruta de una pieza del clon.
    pub fn ruta(&self, pieza: &str) -> PathBuf {
        self.carpeta.join(pieza)
    }

    /// Una orden de cargo en el clon.
    pub fn cargo(&self, orden: &str) -> Command {
        let mut cargo = cargo();
        cargo.args(["--offline"]).args(orden.split_whitespace()).current_dir(&self.carpeta);
        cargo.env("CARGO_TARGET_DIR", self.ruta("../target"));
        cargo
    }

    /// Escribe un archivo en `examples/` de un paquete, lo construye y da su ejecutable, que ya no depende
    /// de lo que se escriba después.
    pub fn construir(&self, paquete: &str, nombre: &str, codigo: &str) -> anyhow::Result<PathBuf> {
        Ok(self.construir_varios(paquete, &[(nombre, codigo)])?.remove(0))
    }

    /// Lo mismo con varios archivos, de los que se da el nombre y el código.
    pub fn construir_varios(
        &self,
        paquete: &str,
        archivos: &[(&str, &str)],
    ) -> anyhow::Result<Vec<PathBuf>> {
        // Los clones comparten la carpeta en que cargo deja los programas: de uno en uno.
        static TURNO: Mutex<()> = Mutex::new(());
        let _turno = TURNO.lock().unwrap_or_else(PoisonError::into_inner);
        let carpeta = self.ruta(paquete).join("examples");
        fs::create_dir_all(&carpeta)?;
        let mut nombres = Vec::new();
        for (nombre, codigo) in archivos {
            fs::write(carpeta.join(format!("{nombre}.rs")), codigo)?;
            nombres.push(*nombre);
        }
        let apartado = tempfile::tempdir_in(&self.carpeta)?.keep();
        let programas = construir(self.cargo(""), paquete, "--example", &nombres)?.into_iter();
        let apartar = |programa: PathBuf| {
            let copia = apartado.join(programa.file_name().unwrap_or_default());
            fs::copy(programa, &copia).map(|_| copia)
        };
        Ok(programas.map(apartar).collect::<Result<_, _>>()?)
    }
}

/// Copia un archivo, o una carpeta con todo lo que tiene.
pub fn copiar(desde: &Path, hasta: &Path) -> anyhow::Result<()> {
    if desde.is_file() {
        fs::create_dir_all(hasta.with_file_name(""))?;
        fs::copy(desde, hasta)?;
        return Ok(());
    }
    for entrada in fs::read_dir(desde)? {
        let nombre = entrada?.file_name();
        copiar(&desde.join(&nombre), &hasta.join(&nombre))?;
    }
    Ok(())
}
