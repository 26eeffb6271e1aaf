//! Los descuidos de quien copia un programa con procesos: ninguno se multiplica. Un hijo sabe que lo es, y se niega
//! a iniciar otros.

use crate::copies::{cargo_en_el_clon, clon};
use crate::*;
use shared::ejecucion::construir::{Clase, construir};

/// Una copia con un descuido.
struct Descuido {
    nombre: &'static str,
    /// El programa que se copia.
    de: &'static str,
    antes: &'static str,
    despues: &'static str,
}

const LECCION: &str = "examples-processes/src/main.rs";
const SIN_ESPERAR: &str = "examples-processes/examples/no-join-processes.rs";

const PREGUNTAR: &str = "\
    if let Some(numero) = encargo::<u32>() {
        trabajar(numero);
        return Ok(());
    }
";

const DESCUIDOS: &[Descuido] = &[
    Descuido {
        nombre: "unnamed",
        de: LECCION,
        antes: "\"--hijo\", ",
        despues: "",
    },
    Descuido {
        nombre: "unasked",
        de: LECCION,
        antes: "= encargo::<u32>() {",
        despues: "= None::<u32> {",
    },
    Descuido {
        nombre: "no-return",
        de: LECCION,
        antes: "        return Ok(ExitCode::SUCCESS);\n    }",
        despues: "    }",
    },
    Descuido {
        nombre: "unnamed-no-join",
        de: SIN_ESPERAR,
        antes: "\"--hijo\", ",
        despues: "",
    },
    // El hijo hace lo suyo antes de seguir el camino del padre, que para entonces ya no está.
    Descuido {
        nombre: "unasked-no-join",
        de: SIN_ESPERAR,
        antes: PREGUNTAR,
        despues: "trabajar(1);\n",
    },
    #[cfg(unix)]
    Descuido {
        nombre: "through-sh",
        de: SIN_ESPERAR,
        antes: "Command::new(&programa).args([\"--hijo\", \"1\"])",
        despues: "Command::new(\"sh\").arg(\"-c\").arg(format!(\"'{}' 1; true\", programa.display()))",
    },
];

/// Lo único que se añade a cada copia: así se cuentan los procesos, y si lo que se prueba no fuera verdad, no se
/// multiplicarían sin fin.
const CONTAR: &str = r#"
    let _este = shared::traza::anotar("un proceso");
    let traza = std::env::var_os("TRAZA").expect("la traza");
    assert!(std::fs::metadata(traza)?.len() < 4000, "son demasiados");
"#;

impl Descuido {
    fn codigo(&self) -> String {
        let copia = cambiar(&leer(self.de), self.antes, self.despues);
        let (delante, main) = copia.split_once("fn main()").unwrap();
        let (devuelve, cuerpo) = main.split_once("{\n").unwrap();
        // De lo que ya no se usa avisaría el compilador.
        format!("#![allow(unused)]\n{delante}fn main(){devuelve}{{\n{CONTAR}{cuerpo}")
    }

    fn comprobar(&self, copia: &mut Command) {
        let hecho = match self.de {
            LECCION => los_dos_terminan_con_el_estado_3(copia),
            _ => bien(copia),
        };
        let hijos = if self.de == LECCION { 2 } else { 1 };
        let nombre = self.nombre;
        let procesos = hecho.procesos_con_tareas();
        assert_eq!(procesos.len(), 1 + hijos, "{nombre}: {hecho}");
        let se_niega = "[-] Este proceso es un hijo y no inicia otros";
        let se_niegan = hecho.errores.matches(se_niega).count();
        assert_eq!(se_niegan, hijos, "{nombre}: {hecho}");
    }
}

/// La lección espera a sus dos hijos, y dice cómo terminan.
fn los_dos_terminan_con_el_estado_3(copia: &mut Command) -> Ejecucion {
    let estado = match cfg!(windows) {
        true => "exit code: 3",
        false => "exit status: 3",
    };
    let aviso = format!("[-] Proceso 1: {estado}. Proceso 2: {estado}");
    let hecho = mal(copia, 1, &aviso);
    assert!(!hecho.salida.contains("exitosamente"), "{hecho}");
    hecho
}

#[test]
fn ningun_descuido_multiplica_una_copia() {
    let ejemplos = clon().join("examples-processes/examples");
    let mut nombres = Vec::new();
    for descuido in DESCUIDOS {
        let archivo = format!("{}.rs", descuido.nombre);
        fs::write(ejemplos.join(archivo), descuido.codigo()).unwrap();
        nombres.push(descuido.nombre);
    }
    let mut orden = cargo_en_el_clon();
    orden.arg("build");
    let copias = construir(orden, "examples-processes", Clase::Ejemplo, &nombres).unwrap();

    thread::scope(|ambito| {
        for (descuido, copia) in DESCUIDOS.iter().zip(copias) {
            ambito.spawn(move || descuido.comprobar(&mut Command::new(copia)));
        }
    });
}
