//! Copiar y modificar, el tercer uso del proyecto: lo que cada cual escribe se ejecuta sin más, y no estorba
//! a nadie. En un clon, con su propia carpeta `target`, que se guarda de una vez para otra.

use crate::*;
use shared::cargo::{cargo, copiar, copiar_el_proyecto};
use std::path::PathBuf;

/// Un clon del proyecto donde escribir lo que escribiría quien aprende.
struct Clon(PathBuf);

impl Clon {
    fn nuevo() -> Self {
        let carpeta = Path::new(env!("CARGO_TARGET_TMPDIR")).join("copias");
        let clon = Clon(carpeta.join("clon"));
        let _ = fs::remove_dir_all(&clon.0); // el de otra vez
        copiar_el_proyecto(&clon.0).unwrap();
        clon
    }

    fn ruta(&self, archivo: &str) -> PathBuf {
        self.0.join(archivo)
    }

    fn escribir(&self, archivo: &str, texto: &str) {
        fs::write(self.ruta(archivo), texto).unwrap();
    }

    /// Una orden de cargo, dada en el clon.
    fn cargo(&self, orden: &str) -> Ejecucion {
        let mut cargo = cargo();
        cargo.args(orden.split(' ')).current_dir(&self.0);
        cargo.env("CARGO_TARGET_DIR", self.0.with_file_name("target"));
        EnMarcha::iniciar(cargo).terminar()
    }

    /// La misma orden, que ejecuta las dos tareas, sin avisos del compilador, y termina diciendo eso.
    fn ejecuta(&self, orden: &str, despedida: &str) {
        let hecho = self.cargo(orden);
        assert!(hecho.estado.success() && !hecho.errores.contains("warning"), "{orden}: {hecho}");
        assert_eq!(hecho.salida.matches("iniciando").count(), 2, "{orden}: {hecho}");
        assert!(hecho.salida.trim_end().ends_with(despedida), "{orden}: {hecho}");
    }
}

#[test]
fn las_copias_de_cada_cual_se_ejecutan_con_su_nombre_y_no_estorban_a_nadie() {
    let clon = Clon::nuevo();
    // El mismo nombre en dos paquetes, y al lado algo a medio escribir.
    for paquete in ["examples-threads", "examples-processes"] {
        let mia = leer(clon.ruta(paquete).join("src/main.rs")).replace("exitosamente", paquete);
        clon.escribir(&format!("{paquete}/examples/mine.rs"), &mia);
        clon.escribir(&format!("{paquete}/examples/broken.rs"), "a medio escribir");
    }
    // El paquete entero, con otro nombre: se cambia la única línea que dice name.
    copiar(&clon.ruta("examples-threads"), &clon.ruta("examples-mine")).unwrap();
    let manifiesto = leer(clon.ruta("examples-threads/Cargo.toml"));
    assert_eq!(manifiesto.matches("name").count(), 1, "{manifiesto}");
    let manifiesto = cambiar(&manifiesto, "examples-threads", "examples-mine");
    clon.escribir("examples-mine/Cargo.toml", &manifiesto);

    let clon = &clon;
    thread::scope(|ambito| {
        for (orden, despedida) in [
            ("run -p examples-threads", "han finalizado exitosamente"),
            ("run -p examples-threads --example mine", "han finalizado examples-threads"),
            ("run -p examples-processes --example mine", "han finalizado examples-processes"),
            ("run -p examples-mine", "han finalizado exitosamente"),
        ] {
            ambito.spawn(move || clon.ejecuta(orden, despedida));
        }
        ambito.spawn(move || no_se_multiplica(clon));
    });
}

/// Una copia que olvida preguntar por su encargo: cada hijo haría lo que hace el padre, iniciar otros dos.
fn no_se_multiplica(clon: &Clon) {
    let codigo = leer("examples-processes/src/main.rs");
    let olvido = cambiar(&codigo, "num_tarea) = encargo() {", "num_tarea) = None {");
    clon.escribir("examples-processes/examples/forgetful.rs", &olvido);
    let hecho = clon.cargo("run --quiet -p examples-processes --example forgetful");
    let frase = "Este proceso es un hijo y no inicia otros";
    assert_eq!((hecho.estado.code(), &*hecho.salida), (Some(1), ""), "{hecho}");
    assert_eq!(hecho.errores.matches(frase).count(), 2, "{hecho}");
}

#[test]
fn lo_que_este_a_medio_escribir_en_una_leccion_no_impide_cargo_test() {
    let manifiesto = leer("Cargo.toml");
    let suyos = manifiesto.lines().find(|linea| linea.starts_with("default-members"));
    assert_eq!(suyos, Some("default-members = [\"shared\", \"tests\"]"));
}
