//! Un archivo que se escribirá al final: si no se puede, se sabe antes de haber trabajado.

use anyhow::{Context, ensure};
use shared::salida::visible;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{self, Path, PathBuf};

/// El archivo, que puede existir o no.
#[derive(Debug)]
pub struct Archivo(PathBuf);

impl Archivo {
    /// Prepara el archivo, si se puede. Su nombre acaba como debe, y si es un enlace, el de aquel al que lleva: así nadie
    /// escribe un dibujo encima de su programa.
    pub fn preparar(ruta: &Path, extension: &str) -> anyhow::Result<Self> {
        let dicha = visible(&ruta.to_string_lossy());
        let de_verdad = fs::canonicalize(ruta).unwrap_or(ruta.to_path_buf());
        // /dev/stdout, por ejemplo, no es un archivo, y se llama como se llama.
        let es_otra_cosa = fs::metadata(ruta).is_ok_and(|que_es| !que_es.is_file());
        let acaban_bien = acaba_en(ruta, extension) && acaba_en(&de_verdad, extension);
        ensure!(
            acaban_bien || es_otra_cosa,
            "«{dicha}» tiene que acabar en .{extension}, y si es un enlace, también el archivo al que lleva"
        );
        probar(ruta).with_context(|| no_se_puede_escribir(ruta))?;
        Ok(Archivo(path::absolute(ruta)?))
    }

    /// Escribe lo que tiene que haber en él, y nada más, y da su ruta como se muestra. Da un error si no se puede.
    pub fn escribir(&self, contenido: &str) -> anyhow::Result<String> {
        fs::write(&self.0, contenido).with_context(|| no_se_puede_escribir(&self.0))?;
        Ok(visible(&self.0.to_string_lossy()))
    }
}

fn acaba_en(ruta: &Path, extension: &str) -> bool {
    let suya = ruta.extension().unwrap_or_default();
    suya.eq_ignore_ascii_case(extension)
}

/// Si se podría escribir, sin cambiar nada.
fn probar(ruta: &Path) -> io::Result<()> {
    match fs::metadata(ruta) {
        Ok(que_es) if que_es.is_dir() => Err(ErrorKind::IsADirectory.into()),
        Ok(que_es) if que_es.is_file() => {
            File::options().append(true).open(ruta)?;
            Ok(())
        }
        // Una tubería: abrirla sería esperar a que alguien la lea.
        Ok(_) => Ok(()),
        // Uno nuevo se crea y se quita. Un enlace que no lleva a nada ya existe, y no se crea.
        Err(_) => {
            File::create_new(ruta)?;
            fs::remove_file(ruta)
        }
    }
}

fn no_se_puede_escribir(ruta: &Path) -> String {
    format!("no se puede escribir {}", visible(&ruta.to_string_lossy()))
}

#[cfg(test)]
mod pruebas {
    use super::*;

    fn por_que_no(ruta: &Path) -> String {
        let preparado = Archivo::preparar(ruta, "svg");
        let error = preparado.expect_err("no se puede");
        format!("{error:#}")
    }

    #[test]
    fn lo_que_no_se_podra_escribir_se_sabe_antes_y_no_cambia_nada() {
        let carpeta = tempfile::tempdir().unwrap();
        let en = |nombre: &str| carpeta.path().join(nombre);
        let largo = "x".repeat(300) + ".svg";
        for nombre in ["no-existe/d.svg", &largo] {
            assert!(por_que_no(&en(nombre)).contains("no se puede escribir "));
        }
        assert!(por_que_no(&en("d.rs")).contains("tiene que acabar en .svg"));
        fs::create_dir(en("carpeta.svg")).unwrap();
        assert!(por_que_no(&en("carpeta.svg")).contains("no se puede escribir "));
        Archivo::preparar(&en("d.svg"), "svg").unwrap();
        assert!(!en("d.svg").exists());
    }

    #[cfg(unix)]
    #[test]
    fn por_un_enlace_no_se_escribe_en_otra_clase_de_archivo() {
        use std::os::unix::fs::symlink;
        let carpeta = tempfile::tempdir().unwrap();
        let en = |nombre: &str| carpeta.path().join(nombre);
        fs::write(en("mine.rs"), "fn main() {}").unwrap();
        symlink(en("mine.rs"), en("a-mine.svg")).unwrap();
        symlink(en("no-existe.svg"), en("a-nada.svg")).unwrap();
        symlink(en("vuelta.svg"), en("vuelta.svg")).unwrap();
        for nombre in ["a-mine.svg", "a-nada.svg", "vuelta.svg"] {
            por_que_no(&en(nombre));
        }
    }
}
