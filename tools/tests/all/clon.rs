//! Un clon del proyecto en otra carpeta, donde escribir y equivocarse sin tocar este.

use shared::cargo::{cargo, construir, copiar, raiz};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};
use tools::Programa;

/// Escribe un programa en `examples/` de un paquete, en un clon que todas las pruebas comparten, y lo
/// construye. Cada prueba le pone otro nombre.
pub fn escrito(paquete: &str, nombre: &str, codigo: &str) -> Programa {
    static COMUN: LazyLock<Mutex<Clon>> = LazyLock::new(|| Mutex::new(Clon::nuevo("comun")));
    let clon = COMUN.lock().unwrap();
    clon.escribir(format!("{paquete}/examples/{nombre}.rs"), codigo);
    Programa::ejecutable(
        clon.construir(&[paquete.to_string()], &[nombre.to_string()])
            .remove(0),
    )
}

/// Un clon, que toma de este proyecto las bibliotecas ya compiladas; con un cargo anterior al 1.91, compila
/// las suyas.
pub struct Clon(PathBuf);

impl Clon {
    /// Copia el proyecto a una carpeta con ese nombre: siempre la misma, para que cargo reconozca lo que
    /// ya compiló.
    pub fn nuevo(nombre: &str) -> Self {
        let clon = Clon(raiz().join("target/clones").join(nombre));
        copiar(raiz(), &clon.0).unwrap();
        // Cargo reconoce un paquete por su sitio en el proyecto y su versión: con otra, los del clon no se
        // confunden con los de aquí aunque se compilen en la misma carpeta. «shared», que nadie cambia, es este.
        let version = env!("CARGO_PKG_VERSION");
        let manifiesto = fs::read_to_string(clon.ruta("Cargo.toml")).unwrap();
        let manifiesto = manifiesto
            .replacen(
                &format!("\"{version}\""),
                &format!("\"{version}-{nombre}\""),
                1,
            )
            .replace("\"shared\", ", "")
            .replace("path = \"shared\"", "path = \"../../../shared\"");
        fs::write(clon.ruta("Cargo.toml"), manifiesto).unwrap();
        let configuracion = fs::read_to_string(clon.ruta(".cargo/config.toml")).unwrap();
        let comun = "[build]\nbuild-dir = \"../../../target\"\n";
        fs::write(
            clon.ruta(".cargo/config.toml"),
            comun.to_string() + &configuracion,
        )
        .unwrap();
        clon
    }

    /// La ruta de una pieza del clon.
    pub fn ruta(&self, pieza: &str) -> PathBuf {
        self.0.join(pieza)
    }

    /// Escribe un archivo. Si ya dice eso, lo deja con su fecha: cargo no vuelve a compilarlo.
    pub fn escribir(&self, pieza: impl AsRef<Path>, texto: &str) {
        let ruta = self.0.join(pieza);
        if fs::read_to_string(&ruta).is_ok_and(|dice| dice == texto) {
            return;
        }
        fs::create_dir_all(ruta.with_file_name("")).unwrap();
        fs::write(ruta, texto).unwrap();
    }

    /// Construye programas de `examples/` de esos paquetes, todos a la vez, y da sus ejecutables.
    pub fn construir(&self, paquetes: &[String], nombres: &[String]) -> Vec<PathBuf> {
        let mut orden = cargo();
        orden.args(["--offline", "build"]).current_dir(&self.0);
        orden.env("CARGO_TARGET_DIR", self.ruta("target"));
        orden.args(
            paquetes[1..]
                .iter()
                .flat_map(|paquete| ["--package", paquete]),
        );
        let nombres: Vec<&str> = nombres.iter().map(String::as_str).collect();
        construir(orden, &paquetes[0], "--example", &nombres).unwrap()
    }
}
