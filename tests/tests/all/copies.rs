//! Copiar y modificar, el tercer uso del proyecto: lo que cada cual escribe se ejecuta sin más, y no estorba
//! a nadie.

use crate::*;
use shared::ejecucion::construir::{cargo, copiar};

/// Un clon del proyecto donde escribir lo que escribiría quien aprende.
pub fn clon() -> &'static Path {
    static CLON: OnceLock<PathBuf> = OnceLock::new();
    CLON.get_or_init(|| {
        let clon = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clon");
        let _ = fs::remove_dir_all(&clon); // el de otra vez
        copiar(raiz(), &clon).unwrap();
        clon
    })
}

/// Una orden de cargo en el clon. Lo que compila se guarda al lado, de una vez para otra.
pub fn cargo_en_el_clon() -> Command {
    let mut cargo = cargo();
    cargo.current_dir(clon());
    cargo.env("CARGO_TARGET_DIR", "../clon-target");
    cargo
}

#[test]
fn las_copias_de_cada_cual_se_ejecutan_con_su_nombre_y_no_estorban_a_nadie() {
    // «cargo test» no compila los programas, que sus pruebas construyen por separado.
    assert!(leer("Cargo.toml").contains("\ndefault-members = [\"shared\", \"tests\"]\n"));

    let [con_hilos, con_procesos] = programas_de_la_pagina();
    escribir_copias("examples-threads", &con_hilos);
    escribir_copias("examples-processes", &con_procesos);
    copiar_el_paquete_entero();

    let casos = [
        ("-p examples-threads", "han finalizado exitosamente"),
        ("-p examples-mine", "han finalizado exitosamente"),
        (
            "-p examples-threads --example mine",
            "han finalizado examples-threads",
        ),
        (
            "-p examples-processes --example mine",
            "han finalizado examples-processes",
        ),
        ("-p examples-threads --example whole", "he esperado a todas"),
        (
            "-p examples-processes --example whole",
            "he esperado a todos",
        ),
    ];
    thread::scope(|ambito| {
        for (cual, despedida) in casos {
            ambito.spawn(move || se_ejecuta(cual, despedida));
        }
    });
}

/// Los programas enteros que da docs/copy.md: uno con hilos y otro con procesos.
fn programas_de_la_pagina() -> [String; 2] {
    let pagina = leer("docs/copy.md");
    let mut programas = Vec::new();
    for trozo in pagina.split("```") {
        if let Some(codigo) = trozo.strip_prefix("rust\n") {
            programas.push(codigo.to_string());
        }
    }
    programas.try_into().expect("dos programas")
}

/// Una copia de la lección, con el mismo nombre en cada paquete; al lado, el programa de la página y algo a medio
/// escribir.
fn escribir_copias(paquete: &str, de_la_pagina: &str) {
    let paquete_del_clon = clon().join(paquete);
    let leccion = leer(paquete_del_clon.join("src/main.rs"));
    let mia = cambiar(&leccion, "exitosamente", paquete);
    let ejemplos = paquete_del_clon.join("examples");
    fs::write(ejemplos.join("mine.rs"), mia).unwrap();
    fs::write(ejemplos.join("whole.rs"), de_la_pagina).unwrap();
    fs::write(ejemplos.join("broken.rs"), "a medio escribir").unwrap();
}

/// Con otro nombre: se cambia la única línea que dice name.
fn copiar_el_paquete_entero() {
    let mio = clon().join("examples-mine");
    copiar(&clon().join("examples-threads"), &mio).unwrap();
    let manifiesto = mio.join("Cargo.toml");
    let original = leer(&manifiesto);
    assert_eq!(original.matches("name").count(), 1, "{original}");
    let cambiado = cambiar(&original, "examples-threads", "examples-mine");
    fs::write(manifiesto, cambiado).unwrap();
}

fn se_ejecuta(cual: &str, despedida: &str) {
    let mut cargo = cargo_en_el_clon();
    cargo.arg("run").args(cual.split(' '));
    let hecho = bien(&mut cargo);
    assert!(!hecho.errores.contains("warning"), "{cual}: {hecho}");
    assert!(hecho.ultimo().ends_with(despedida), "{cual}: {hecho}");
}
