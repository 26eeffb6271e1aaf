//! `cargo notes`, cuando falta algo. Lo que se hace con la página está en `tests/browser`.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

use runner::{Ejecucion, Programa};
use shared::ejecucion::construir::raiz;
use std::path::Path;
use std::time::Duration;

/// La orden que escribe la página en ese archivo. A su vez construye, quizá después de otras.
fn notes(destino: &Path) -> Programa {
    Programa::construido(env!("CARGO_BIN_EXE_notes"))
        .con(["--output", destino.to_str().unwrap()])
        .durante(Duration::from_secs(500))
}

/// Lo ejecuta, y tiene que terminar con el estado 1.
fn mal(programa: &Programa) -> Ejecucion {
    let hecho = programa.ejecutar().unwrap();
    assert_eq!(hecho.codigo(), Some(1), "{hecho}");
    hecho
}

#[test]
fn si_no_se_puede_escribir_se_dice_antes_de_ejecutar_nada() {
    let lejos = notes(&raiz().join("target/no-existe/notas.html"));
    let hecho = mal(&lejos.contando_procesos(64));
    assert!(hecho.errores.contains("no se encuentra"), "{hecho}");
    assert_eq!(hecho.procesos.len(), 1, "no se inicia ni cargo: {hecho}");
}

#[cfg(unix)]
mod con_otras_ordenes {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    /// Pone una orden delante de las del sistema.
    fn poner(carpeta: &Path, nombre: &str, orden: &str) {
        let archivo = carpeta.join(nombre);
        fs::write(&archivo, format!("#!/bin/sh\n{orden}\n")).unwrap();
        fs::set_permissions(archivo, fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn lo_que_falta_se_dice_donde_estaria() {
        let carpeta = tempfile::tempdir().unwrap();
        let aqui = carpeta.path();
        // Ni Python ni navegador que sirvan, y un cargo que no puede más que con una lección.
        poner(aqui, "python", "echo 3.12");
        poner(aqui, "python3", "exit 38");
        poner(aqui, "xdg-open", "exit 1");
        let solo_una = "case \"$*\" in \
             *\"--bin examples-sequential\"* | pkgid* | metadata*) exec \"$CARGO_DE_VERDAD\" \"$@\";; \
             esac; exit 101";
        poner(aqui, "cargo", solo_una);
        let del_sistema = std::env::var("PATH").unwrap();
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let destino = aqui.join("notas.html");
        let orden = notes(&destino)
            .con(["--open"])
            .variable("PATH", format!("{}:{del_sistema}", aqui.display()))
            .variable("CARGO_DE_VERDAD", cargo)
            .variable("CARGO", aqui.join("cargo"));
        let hecho = mal(&orden);
        for dicho in [
            "[-] cargo run -p examples-threads: examples-threads --bin examples-threads no se puede construir",
            "no se puede abrir en el navegador: ¿hay alguno?",
        ] {
            assert!(hecho.errores.contains(dicho), "{hecho}");
        }
        let no_es_un_fallo = !hecho.errores.contains("Python");
        assert!(no_es_un_fallo, "que no haya Python no es un fallo: {hecho}");

        // En su lección, y en los dibujos de las tres maneras.
        let html = fs::read_to_string(destino).unwrap();
        for (causa, veces) in [
            (
                "ningún Python sirve («python3»: es anterior; «python»: no ",
                16,
            ),
            ("examples-threads --bin ", 2),
            ("examples-http --bin ", 6),
        ] {
            let dicho = format!("Aquí iría lo que hizo: {causa}");
            assert_eq!(html.matches(&dicho).count(), veces, "{causa}: {hecho}");
        }
        assert_eq!(html.matches("<pre class=\"salida\"").count(), 1, "{hecho}");
        assert!(html.contains("Tarea 2 finalizando\n</span>"), "{hecho}");
        let sin_medir = html.contains(": 0,00 s");
        assert!(!sin_medir, "un tiempo que nadie midió: {hecho}");
    }
}
