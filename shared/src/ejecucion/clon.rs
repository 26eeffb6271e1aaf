//! Un clon del proyecto en otra carpeta, donde una prueba escribe y se equivoca sin tocar este.

use super::construir::{Clase, NoConstruido, cargo, construir, copiar, raiz};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Un clon, que toma de este proyecto las bibliotecas ya compiladas; con un cargo anterior al 1.91, compila
/// las suyas.
#[derive(Debug)]
pub struct Clon(PathBuf);

impl Clon {
    /// Copia el proyecto a una carpeta con ese nombre: siempre la misma, para que cargo reconozca lo que
    /// ya compiló. Da un error si no se puede.
    pub fn nuevo(nombre: &str) -> io::Result<Self> {
        let clon = Clon(raiz().join("target/clones").join(nombre));
        clon.vaciar()?;
        copiar(raiz(), &clon.0)?;
        // Cargo reconoce un paquete por su sitio en el proyecto y su versión: con otra, los del clon no se
        // confunden con los de aquí aunque se compilen en la misma carpeta. «shared», que nadie cambia, es este.
        let version = env!("CARGO_PKG_VERSION");
        let esta = format!("\"{version}\"");
        let otra = format!("\"{version}-{nombre}\"");
        let manifiesto = fs::read_to_string(clon.ruta("Cargo.toml"))?;
        let manifiesto = manifiesto
            .replacen(&esta, &otra, 1)
            .replace("\"shared\", ", "")
            .replace("path = \"shared\"", "path = \"../../../shared\"");
        fs::write(clon.ruta("Cargo.toml"), manifiesto)?;
        let configuracion = fs::read_to_string(clon.ruta(".cargo/config.toml"))?;
        let comun = "[build]\nbuild-dir = \"../../../target\"\n".to_string();
        fs::write(clon.ruta(".cargo/config.toml"), comun + &configuracion)?;
        Ok(clon)
    }

    /// Quita lo de otra vez, que quizá el proyecto ya no tiene; lo construido y lo que se escribió, no: no ha cambiado.
    fn vaciar(&self) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        for entrada in fs::read_dir(&self.0)? {
            let entrada = entrada?;
            let nombre = entrada.file_name().to_string_lossy().into_owned();
            let es_de_lecciones = nombre.starts_with("examples-") && raiz().join(&nombre).exists();
            let se_queda = nombre == "target" || es_de_lecciones;
            if entrada.file_type()?.is_dir() && !se_queda {
                fs::remove_dir_all(entrada.path())?;
            }
        }
        Ok(())
    }

    /// La ruta de una pieza del clon.
    pub fn ruta(&self, pieza: &str) -> PathBuf {
        self.0.join(pieza)
    }

    /// Escribe un archivo. Si ya dice eso, lo deja con su fecha: cargo no vuelve a compilarlo. Da un error si no se puede.
    pub fn escribir(&self, pieza: impl AsRef<Path>, texto: &str) -> io::Result<()> {
        let ruta = self.0.join(pieza);
        if fs::read_to_string(&ruta).is_ok_and(|dice| dice == texto) {
            return Ok(());
        }
        if let Some(carpeta) = ruta.parent() {
            fs::create_dir_all(carpeta)?;
        }
        fs::write(ruta, texto)
    }

    /// Construye a la vez programas de `examples/` de esos paquetes, y da sus ejecutables. Da un error si alguno no se
    /// puede construir.
    pub fn construir(
        &self,
        paquetes: &[&str],
        nombres: &[&str],
    ) -> Result<Vec<PathBuf>, NoConstruido> {
        let mut orden = cargo();
        orden.args(["--offline", "build"]);
        orden.current_dir(&self.0);
        orden.env("CARGO_TARGET_DIR", self.ruta("target"));
        for paquete in &paquetes[1..] {
            orden.args(["--package", paquete]);
        }
        construir(orden, paquetes[0], Clase::Ejemplo, nombres)
    }
}
