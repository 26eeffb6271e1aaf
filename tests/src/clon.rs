//! Un clon del proyecto en otra carpeta, donde escribir y equivocarse sin tocar este.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::{env, fs, io};
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
        let (mut guardados, mut faltan) = (Vec::new(), Vec::new());
        for (nombre, codigo) in archivos {
            let guardado = self.guardado(paquete, nombre, codigo)?;
            if !guardado.exists() {
                faltan.push((*nombre, *codigo, guardado.clone()));
            }
            guardados.push(guardado);
        }
        if faltan.is_empty() {
            return Ok(guardados);
        }
        // Para cargo, los clones son el mismo proyecto: comparten la carpeta en que deja los programas, y lo
        // que se escribió antes de construir otro le parece ya construido. De uno en uno, pues.
        static TURNO: Mutex<()> = Mutex::new(());
        let _turno = TURNO.lock().unwrap_or_else(PoisonError::into_inner);
        let carpeta = self.ruta(paquete).join("examples");
        fs::create_dir_all(&carpeta)?;
        for (nombre, codigo, _) in &faltan {
            fs::write(carpeta.join(format!("{nombre}.rs")), codigo)?;
        }
        let nombres: Vec<&str> = faltan.iter().map(|(nombre, ..)| *nombre).collect();
        let programas = construir(self.cargo(""), paquete, "--example", &nombres)?;
        for (programa, (.., guardado)) in programas.into_iter().zip(faltan) {
            // Entero o nada, aunque esto se interrumpa.
            let aparte = tempfile::tempdir_in(&self.carpeta)?;
            let copia = aparte.path().join("programa");
            fs::copy(programa, &copia)?;
            fs::create_dir_all(guardado.with_file_name(""))?;
            fs::rename(copia, guardado)?;
        }
        Ok(guardados)
    }

    /// Dónde se guarda un programa ya construido, de una vez para otra. La carpeta cambia con su código y con
    /// todo aquello de lo que depende: lo que usa, y el compilador, que cambia el nombre de este programa.
    fn guardado(&self, paquete: &str, nombre: &str, codigo: &str) -> anyhow::Result<PathBuf> {
        let mut base = DefaultHasher::new();
        env::current_exe()?.hash(&mut base);
        let mut pendientes = ["shared", "Cargo.toml", "Cargo.lock"].map(|p| self.ruta(p)).to_vec();
        while let Some(pieza) = pendientes.pop() {
            if pieza.is_dir() {
                let dentro = fs::read_dir(&pieza)?.map(|entrada| Ok(entrada?.path()));
                let mut dentro = dentro.collect::<io::Result<Vec<_>>>()?;
                dentro.sort();
                pendientes.extend(dentro);
            } else {
                fs::read(&pieza)?.hash(&mut base);
            }
        }
        let carpeta = self.ruta("../built").join(format!("{:016x}", base.finish()));
        if !carpeta.exists() {
            // Los de otras veces ya no sirven.
            let _ = fs::remove_dir_all(self.ruta("../built"));
            fs::create_dir_all(&carpeta)?;
        }
        let mut suyo = DefaultHasher::new();
        (codigo, fs::read(self.ruta(paquete).join("Cargo.toml"))?).hash(&mut suyo);
        let carpeta = carpeta.join(format!("{paquete}-{:016x}", suyo.finish()));
        Ok(carpeta.join(format!("{nombre}{}", env::consts::EXE_SUFFIX)))
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
