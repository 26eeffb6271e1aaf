//! Copiar y modificar, el tercer uso del proyecto: lo que cada cual escribe se ejecuta sin más, y no estorba
//! a nadie.

use crate::*;
use shared::cargo::{cargo, copiar};
use std::path::PathBuf;

/// Un clon del proyecto donde escribir lo que escribiría quien aprende; lo compilado se guarda de una vez
/// para otra.
fn clonar() -> PathBuf {
    let clon = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clon");
    let _ = fs::remove_dir_all(&clon); // el de otra vez
    copiar(raiz(), &clon).unwrap();
    clon
}

#[test]
fn las_copias_de_cada_cual_se_ejecutan_con_su_nombre_y_no_estorban_a_nadie() {
    // «cargo test» no compila los programas, que sus pruebas construyen por separado.
    assert!(leer("Cargo.toml").contains("\ndefault-members = [\"shared\", \"tests\"]\n"));
    let clon = &clonar();
    // El mismo nombre en dos paquetes; al lado, algo a medio escribir y el programa entero que da la página.
    let pagina = leer("docs/copy.md");
    let enteros = pagina
        .split("```")
        .filter_map(|trozo| trozo.strip_prefix("rust\n"));
    for (paquete, entero) in ["examples-threads", "examples-processes"]
        .into_iter()
        .zip(enteros)
    {
        let mia = leer(clon.join(paquete).join("src/main.rs")).replace("exitosamente", paquete);
        let examples = clon.join(paquete).join("examples");
        fs::write(examples.join("mine.rs"), mia).unwrap();
        fs::write(examples.join("broken.rs"), "a medio escribir").unwrap();
        fs::write(examples.join("whole.rs"), entero).unwrap();
    }
    // El paquete entero, con otro nombre: se cambia la única línea que dice name.
    copiar(&clon.join("examples-threads"), &clon.join("examples-mine")).unwrap();
    let manifiesto = leer(clon.join("examples-threads/Cargo.toml"));
    assert_eq!(manifiesto.matches("name").count(), 1, "{manifiesto}");
    let manifiesto = cambiar(&manifiesto, "examples-threads", "examples-mine");
    fs::write(clon.join("examples-mine/Cargo.toml"), manifiesto).unwrap();

    thread::scope(|ambito| {
        for (orden, despedida) in [
            ("run -p examples-threads", "han finalizado exitosamente"),
            (
                "run -p examples-threads --example mine",
                "han finalizado examples-threads",
            ),
            (
                "run -p examples-processes --example mine",
                "han finalizado examples-processes",
            ),
            (
                "run -p examples-threads --example whole",
                "he esperado a todas",
            ),
            (
                "run -p examples-processes --example whole",
                "he esperado a todos",
            ),
            ("run -p examples-mine", "han finalizado exitosamente"),
        ] {
            ambito.spawn(move || {
                let hecho = ordenar(clon, orden);
                let avisa = hecho.errores.contains("warning");
                assert!(hecho.estado.success() && !avisa, "{orden}: {hecho}");
                assert!(
                    hecho.salida.trim_end().ends_with(despedida),
                    "{orden}: {hecho}"
                );
            });
        }
        // Cada hijo haría lo mismo que su padre: iniciar otros dos.
        let codigo = leer("examples-processes/src/main.rs");
        let sin_preguntar = ("forgetful", "= encargo::<u32>() {", "= None::<u32> {");
        let sin_decirlo = cfg!(target_os = "linux").then_some(("unnamed", "\"--hijo\", ", ""));
        for (nombre, antes, despues) in sin_decirlo.into_iter().chain([sin_preguntar]) {
            let archivo = format!("examples-processes/examples/{nombre}.rs");
            fs::write(clon.join(archivo), cambiar(&codigo, antes, despues)).unwrap();
            ambito.spawn(move || {
                let hecho = ordenar(
                    clon,
                    &format!("run -p examples-processes --example {nombre}"),
                );
                assert!(
                    !hecho.estado.success() && hecho.salida.is_empty(),
                    "{hecho}"
                );
                assert!(
                    hecho.errores.contains("es un hijo y no inicia otros"),
                    "{hecho}"
                );
            });
        }
    });
}

/// Ejecuta una orden de cargo en el clon.
fn ordenar(clon: &Path, orden: &str) -> Ejecucion {
    let mut cargo = cargo();
    cargo.args(orden.split(' ')).current_dir(clon);
    ejecutar(cargo.env("CARGO_TARGET_DIR", "../clon-target"))
}
