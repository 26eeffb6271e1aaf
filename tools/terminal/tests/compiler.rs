//! Lo que dice el compilador de cada programa de docs/compiler.md.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

use shared::ejecucion::clon::Clon;
use shared::ejecucion::construir::{Mensaje, cargo, compilar};
use terminal::compilador::{Explicacion, PAGINA, codigo, explicaciones, primera_linea};
use terminal::documento::leer;

/// Lo que va dentro de `main` puede usar esto.
const PRINCIPIO: &str = "#![allow(unused_imports)]
use shared::{este_programa, tarea};
use std::process::Command;
use std::{io, thread};
";

/// El programa entero.
fn entero(programa: &str) -> String {
    match programa.contains("fn main()") {
        true => programa.to_string(),
        false => format!("{PRINCIPIO}fn main() -> io::Result<()> {{\n{programa}Ok(())\n}}\n"),
    }
}

/// La versión del compilador: `1.95`.
fn version() -> String {
    let dicho = cargo().arg("-V").output().unwrap();
    let dicho = String::from_utf8(dicho.stdout).unwrap();
    let numeros = dicho.split(' ').nth(1).unwrap();
    let (version, _) = numeros.rsplit_once('.').unwrap();
    version.to_string()
}

#[test]
fn cada_programa_de_la_pagina_da_el_error_que_dice() {
    let pagina = leer(PAGINA).unwrap();
    let explicaciones = explicaciones().unwrap();
    assert!(explicaciones.len() >= 12, "{explicaciones:?}");
    let clon = Clon::nuevo("compiler").unwrap();
    let mut orden = cargo();
    orden.args(["--offline", "build", "--keep-going"]);
    orden.args(["--package", "examples-threads"]);
    orden.current_dir(clon.ruta(""));
    for (i, explicacion) in explicaciones.iter().enumerate() {
        let archivo = format!("examples-threads/examples/error{i}.rs");
        clon.escribir(archivo, &entero(&explicacion.programa))
            .unwrap();
        orden.args(["--example", &format!("error{i}")]);
    }
    let compilado = compilar(&mut orden, |_| {}).unwrap();

    // Otra versión del compilador puede decirlo con otras palabras.
    let es_la_de_la_pagina = pagina.contains(&format!("de Rust {})", version()));
    for (i, explicacion) in explicaciones.iter().enumerate() {
        let Explicacion {
            programa,
            linea,
            texto,
        } = explicacion;
        // Un error puede traer avisos; un aviso va solo.
        let es_un_aviso = linea.starts_with("warning");
        let suyos: Vec<&Mensaje> = compilado
            .mensajes
            .iter()
            .filter(|mensaje| mensaje.de == format!("error{i}"))
            .filter(|mensaje| mensaje.es_error || es_un_aviso)
            .collect();
        // El resumen, «aborting due to…», no es de ningún error.
        let lineas: Vec<String> = suyos.into_iter().map(primera_linea).collect();
        let suya = lineas
            .first()
            .unwrap_or_else(|| panic!("{linea}: compila\n{programa}"));
        assert_eq!(codigo(suya), codigo(linea), "{programa}");
        assert!(
            suya == linea || !es_la_de_la_pagina,
            "{linea}\n{suya}\n{programa}"
        );
        assert!(texto.len() > 100, "{linea}\n{texto}");
    }
}
