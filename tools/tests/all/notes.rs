//! `cargo notes`, cuando falta algo. Lo que se hace con la página está en `tests/browser`.

use crate::*;

/// La orden que escribe la página en ese archivo.
fn notes(destino: &Path) -> Programa {
    herramienta(NOTES, &["--output", destino.to_str().unwrap()])
}

#[test]
fn si_no_se_puede_escribir_se_dice_antes_de_ejecutar_nada() {
    let mut lejos = notes(&raiz().join("target/no-existe/notas.html"));
    lejos.maximo = Some(64);
    let hecho = mal(lejos, 1, "no se encuentra");
    assert_eq!(hecho.procesos.len(), 1, "no se inicia ni cargo: {hecho}");
}

#[cfg(unix)]
#[test]
fn lo_que_falta_se_dice_donde_estaria() {
    use std::os::unix::fs::PermissionsExt;
    let carpeta = tempfile::tempdir().unwrap();
    // Ni Python ni navegador que sirvan, y un cargo que no puede más que con una lección.
    let solo_una = "case \"$*\" in *\"--bin examples-sequential\"* | pkgid* | metadata*) exec \"$CARGO_DE_VERDAD\" \"$@\";; esac; exit 101";
    for (nombre, orden) in [
        ("python", "echo 3.12"),
        ("python3", "exit 38"),
        ("xdg-open", "exit 1"),
        ("cargo", solo_una),
    ] {
        let archivo = carpeta.path().join(nombre);
        fs::write(&archivo, format!("#!/bin/sh\n{orden}\n")).unwrap();
        fs::set_permissions(archivo, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let ruta = format!(
        "{}:{}",
        carpeta.path().display(),
        std::env::var("PATH").unwrap()
    );
    let destino = carpeta.path().join("notas.html");
    let de_verdad = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let orden = notes(&destino)
        .variable("PATH", ruta)
        .variable("CARGO_DE_VERDAD", de_verdad);
    let orden = orden
        .variable("CARGO", carpeta.path().join("cargo"))
        .con(["--open"]);
    let hecho = mal(
        orden,
        1,
        "[-] cargo run -p examples-threads: examples-threads --bin examples",
    );
    assert!(
        hecho
            .errores
            .contains("no se puede abrir en el navegador: ¿hay alguno?"),
        "{hecho}"
    );
    // En su lección, y con las de las tres maneras.
    let html = leer(destino);
    let sin = |causa: &str| {
        html.matches(&format!("Aquí iría lo que hizo: {causa}"))
            .count()
    };
    assert_eq!(
        sin("ningún Python sirve («python3»: es anterior; «python»: no "),
        12,
        "{hecho}"
    );
    assert_eq!(
        (sin("examples-http --bin "), sin("examples-threads --bin ")),
        (6, 2),
        "{hecho}"
    );
    assert_eq!(html.matches("<pre class=\"salida\"").count(), 1, "{hecho}");
    assert!(html.contains("Tarea 2 finalizando\n</span>"), "{hecho}");
    assert!(
        !html.contains(": 0,00 s</h"),
        "un tiempo que nadie midió: {hecho}"
    );
    assert!(
        !hecho.errores.contains("Python"),
        "que no haya Python no es un fallo: {hecho}"
    );
}
