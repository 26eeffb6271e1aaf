//! Copiar y modificar, el tercer uso del proyecto: las copias de cada cual funcionan sin más.

use crate::*;
use serde_json::Value;
use tests::clon::{Clon, copiar};

fn ejecutar(clon: &Clon, orden: &str, ultimo: &str) {
    let hecho = ordenar(&mut clon.cargo(orden));
    // Un cargo anterior al 1.91 avisa, además, de que no conoce el build-dir de un clon.
    let avisa = |linea: &str| linea.contains("warning") && !linea.contains("build-dir");
    assert!(hecho.bien() && !hecho.errores.lines().any(avisa), "{hecho}");
    assert_eq!(hecho.salida.matches("iniciando").count(), 2, "{hecho}");
    assert!(hecho.salida.trim_end().ends_with(ultimo), "{hecho}");
}

#[test]
fn una_copia_en_examples_se_ejecuta_con_su_nombre_y_no_estorba_a_nadie() {
    let clon = Clon::nuevo("copias").unwrap();
    for leccion in ["examples-threads", "examples-processes"] {
        let codigo = leer(clon.ruta(leccion).join("src/main.rs"));
        // También sin su cabecera.
        let sin_cabecera = codigo.lines().filter(|linea| !linea.starts_with("//!"));
        let mia = sin_cabecera.collect::<Vec<_>>().join("\n").replace("exitosamente", leccion);
        fs::write(clon.ruta(leccion).join("examples/mine.rs"), mia).unwrap();
        fs::write(clon.ruta(leccion).join("examples/broken.rs"), "a medio escribir").unwrap();
    }
    // Dos veces: cada una es la suya aunque la otra se llame igual y vaya después.
    for leccion in ["examples-threads", "examples-processes"].repeat(2) {
        ejecutar(&clon, &format!("run -p {leccion}"), "han finalizado exitosamente");
        ejecutar(&clon, &format!("run -p {leccion} --example mine"), leccion);
    }
    // «cargo test» no construye las lecciones: lo que está a medio escribir tampoco lo estorba.
    let datos = cargo().args(["metadata", "--no-deps", "--format-version=1"]).output().unwrap();
    let datos: Value = serde_json::from_slice(&datos.stdout).unwrap();
    let de_cargo_test = datos["workspace_default_members"].as_array().unwrap();
    assert_eq!(de_cargo_test.len(), 3, "{de_cargo_test:?}");
    assert!(!de_cargo_test.iter().any(|id| id.to_string().contains("examples-")), "{datos}");
}

#[test]
fn una_copia_del_paquete_con_otro_nombre_es_un_miembro_mas() {
    let clon = Clon::nuevo("paquete").unwrap();
    copiar(&clon.ruta("examples-threads"), &clon.ruta("examples-mine")).unwrap();
    let manifiesto = clon.ruta("examples-mine/Cargo.toml");
    let original = leer(&manifiesto);
    assert_eq!(original.matches("name").count(), 1, "una sola línea dice name");
    fs::write(manifiesto, cambiar(&original, "examples-threads", "examples-mine")).unwrap();
    ejecutar(&clon, "run -p examples-mine", "han finalizado exitosamente");
}
