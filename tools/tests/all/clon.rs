//! Un clon del proyecto en otra carpeta, donde escribir y equivocarse sin tocar este.

use shared::cargo::{cargo, construir, raiz};
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{env, io};
use tools::Programa;

/// Escribe un programa en `examples/` de un paquete, en un clon que todas las pruebas comparten, y lo
/// construye. Cada prueba le pone otro nombre.
pub fn escrito(paquete: &str, nombre: &str, codigo: &str) -> Programa {
    static COMUN: LazyLock<Clon> = LazyLock::new(|| Clon::nuevo("comun").expect("un clon"));
    let programas = COMUN.construir(paquete, &[(nombre, codigo)]);
    Programa::ejecutable(programas.expect("un programa que se puede construir").remove(0))
}

/// Un clon, que toma de este proyecto las bibliotecas ya compiladas; con un cargo anterior al 1.91, compila
/// las suyas.
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
            let piezas = ["Cargo.", "examples-", "tests", "tools"];
            if piezas.iter().any(|pieza| texto.starts_with(pieza)) {
                copiar(&raiz().join(&nombre), &carpeta.join(&nombre))?;
            }
        }
        // Cargo reconoce un paquete por su sitio en el proyecto y su versión: con otra, los del clon no se
        // confunden con los de aquí aunque se compilen en la misma carpeta. «shared», que nadie cambia, es este.
        let (manifiesto, version) = (carpeta.join("Cargo.toml"), env!("CARGO_PKG_VERSION"));
        let texto = fs::read_to_string(&manifiesto)?
            .replacen(&format!("\"{version}\""), &format!("\"{version}-{nombre}\""), 1)
            .replace("\"shared\", ", "")
            .replace("path = \"shared\"", "path = \"../../../shared\"");
        fs::write(manifiesto, texto)?;
        fs::create_dir(carpeta.join(".cargo"))?;
        let comun = "[build]\nbuild-dir = \"../../../target\"\n";
        fs::write(carpeta.join(".cargo/config.toml"), comun)?;
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
        cargo.env("CARGO_TARGET_DIR", self.ruta("target"));
        cargo
    }

    /// Escribe archivos en `examples/` de un paquete, de los que se da el nombre y el código, los construye y
    /// da sus ejecutables, que ya no dependen de lo que se escriba después.
    pub fn construir(
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
        let carpeta = self.ruta(paquete).join("examples");
        fs::create_dir_all(&carpeta)?;
        for (nombre, codigo, _) in &faltan {
            fs::write(carpeta.join(format!("{nombre}.rs")), codigo)?;
        }
        let nombres: Vec<&str> = faltan.iter().map(|(nombre, ..)| *nombre).collect();
        let programas = construir(self.cargo("build"), paquete, "--example", &nombres)?;
        for (programa, (.., guardado)) in programas.into_iter().zip(faltan) {
            // Entero o nada, aunque esto se interrumpa.
            let aparte = tempfile::tempdir_in(&self.carpeta)?;
            let copia = aparte.path().join("programa");
            copiar_programa(&programa, &copia)?;
            fs::create_dir_all(guardado.with_file_name(""))?;
            fs::rename(copia, guardado)?;
        }
        Ok(guardados)
    }

    /// Dónde se guarda un programa ya construido, de una vez para otra.
    fn guardado(&self, paquete: &str, nombre: &str, codigo: &str) -> anyhow::Result<PathBuf> {
        static GUARDADOS: LazyLock<PathBuf> =
            LazyLock::new(|| guardados().expect("una carpeta para lo que se construya"));
        let mut suyo = DefaultHasher::new();
        (codigo, fs::read(self.ruta(paquete).join("Cargo.toml"))?).hash(&mut suyo);
        let carpeta = GUARDADOS.join(format!("{paquete}-{:016x}", suyo.finish()));
        Ok(carpeta.join(format!("{nombre}{}", env::consts::EXE_SUFFIX)))
    }
}

/// La carpeta de los programas ya construidos. Su nombre cambia con todo aquello de lo que dependen, además
/// de su código: lo que usan, y el compilador, que cambia el nombre de este programa.
fn guardados() -> anyhow::Result<PathBuf> {
    let mut base = DefaultHasher::new();
    env::current_exe()?.hash(&mut base);
    let mut pendientes = ["shared", "Cargo.toml", "Cargo.lock"].map(|p| raiz().join(p)).to_vec();
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
    let todas = raiz().join("target/clones/built");
    let carpeta = todas.join(format!("{:016x}", base.finish()));
    if !carpeta.exists() {
        // Los de otras veces ya no sirven.
        let _ = fs::remove_dir_all(todas);
        fs::create_dir_all(&carpeta)?;
    }
    Ok(carpeta)
}

/// Copia un programa que se va a ejecutar. En Unix, con `cp`: si se escribiera en este proceso, un hijo que se
/// iniciara mientras tanto lo heredaría abierto, y lo que está abierto para escribir no se puede ejecutar.
pub fn copiar_programa(desde: &Path, hasta: &Path) -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        let copiado = Command::new("cp").args([desde, hasta]).status()?.success();
        anyhow::ensure!(copiado, "no se puede copiar {}", desde.display());
    }
    #[cfg(windows)]
    fs::copy(desde, hasta)?;
    Ok(())
}

/// Copia un archivo, o una carpeta con todo lo que tiene. Con su fecha: cargo no vuelve a compilar lo que no
/// ha cambiado.
pub fn copiar(desde: &Path, hasta: &Path) -> anyhow::Result<()> {
    if desde.is_file() {
        fs::create_dir_all(hasta.with_file_name(""))?;
        fs::copy(desde, hasta)?;
        let fecha = fs::metadata(desde)?.modified()?;
        return Ok(File::options().write(true).open(hasta)?.set_modified(fecha)?);
    }
    for entrada in fs::read_dir(desde)? {
        let nombre = entrada?.file_name();
        copiar(&desde.join(&nombre), &hasta.join(&nombre))?;
    }
    Ok(())
}
