//! Copiar y modificar, el tercer uso del proyecto: las copias de cada cual funcionan sin más.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;
use tests::leccion::{cargo, raiz};

/// Un clon del proyecto en otra carpeta, donde copiar sin ensuciar este.
struct Clon {
    carpeta: TempDir,
}

impl Clon {
    fn nuevo() -> Self {
        let clon = Clon { carpeta: tempfile::tempdir().unwrap() };
        for pieza in ["Cargo.toml", "Cargo.lock"] {
            fs::copy(raiz().join(pieza), clon.ruta(pieza)).unwrap();
        }
        for pieza in ["shared", "tests", "examples-threads", "examples-processes"] {
            copiar(&raiz().join(pieza), &clon.ruta(pieza));
        }
        clon
    }

    fn ruta(&self, pieza: &str) -> PathBuf {
        self.carpeta.path().join(pieza)
    }

    /// Una orden de cargo en el clon.
    fn cargo(&self, orden: &str) -> Output {
        cargo()
            .args(orden.split(' '))
            .arg("--offline")
            .current_dir(self.carpeta.path())
            .env("CARGO_TARGET_DIR", self.ruta("target"))
            .output()
            .unwrap()
    }
}

/// Copia una carpeta con lo que git guarda de ella.
fn copiar(desde: &Path, hasta: &Path) {
    fs::create_dir_all(hasta).unwrap();
    for entrada in fs::read_dir(desde).unwrap() {
        let entrada = entrada.unwrap();
        let hasta = hasta.join(entrada.file_name());
        if entrada.file_type().unwrap().is_dir() {
            copiar(&entrada.path(), &hasta);
        } else {
            fs::copy(entrada.path(), hasta).unwrap();
        }
    }
}

fn comprobar(hecho: &Output, ultimo: &str) {
    let salida = String::from_utf8_lossy(&hecho.stdout);
    let errores = String::from_utf8_lossy(&hecho.stderr);
    assert!(hecho.status.success(), "{salida}\n{errores}");
    assert_eq!(salida.matches("iniciando").count(), 2, "{salida}\n{errores}");
    assert!(salida.trim_end().ends_with(ultimo), "{salida}\n{errores}");
}

#[test]
fn una_copia_en_src_bin_se_ejecuta_con_su_nombre_y_no_estorba_a_la_leccion() {
    let clon = Clon::nuevo();
    for leccion in ["examples-threads", "examples-processes"] {
        let bin = clon.ruta(leccion).join("src/bin");
        fs::create_dir_all(&bin).unwrap();
        let codigo = fs::read_to_string(clon.ruta(leccion).join("src/main.rs")).unwrap();
        fs::write(bin.join("mine.rs"), codigo.replace("exitosamente", "a mi manera")).unwrap();

        comprobar(&clon.cargo(&format!("run -p {leccion}")), "han finalizado exitosamente");
        let copia = clon.cargo(&format!("run -p {leccion} --bin mine"));
        comprobar(&copia, "han finalizado a mi manera");
    }
}

#[test]
fn una_copia_del_paquete_con_otro_nombre_es_un_miembro_mas() {
    let clon = Clon::nuevo();
    copiar(&clon.ruta("examples-threads"), &clon.ruta("examples-mine"));
    let manifiesto = clon.ruta("examples-mine/Cargo.toml");
    let original = fs::read_to_string(&manifiesto).unwrap();
    // Vale cambiar solo el nombre del paquete y vale cambiarlo en todas partes.
    for veces in [1, usize::MAX] {
        let otro = original.replacen("examples-threads", "examples-mine", veces);
        fs::write(&manifiesto, otro).unwrap();
        comprobar(&clon.cargo("run -p examples-mine"), "han finalizado exitosamente");
    }
}
