//! Lo que dice el compilador de cada programa de docs/compiler.md, y que las herramientas lo explican.

use crate::clon::Clon;
use crate::*;
use shared::cargo::cargo;
use tools::compilador::{Explicacion, codigo, explicaciones, mensajes};

/// Lo que va dentro de `main` puede usar esto.
const PRINCIPIO: &str = "#![allow(unused_imports)]
use shared::{este_programa, tarea};
use std::process::Command;
use std::{io, thread};
";

#[test]
fn cada_programa_de_la_pagina_da_el_error_que_dice() {
    let (pagina, explicaciones) = (leer("docs/compiler.md"), explicaciones());
    assert!(explicaciones.len() >= 12, "{explicaciones:?}");
    assert_eq!(
        explicaciones.len(),
        pagina.matches("\n### ").count(),
        "{explicaciones:?}"
    );
    let clon = Clon::nuevo("compiler");
    let mut orden = cargo();
    orden.args([
        "--offline",
        "build",
        "--keep-going",
        "--package",
        "examples-threads",
    ]);
    orden.current_dir(clon.ruta(""));
    for (i, Explicacion { programa, .. }) in explicaciones.iter().enumerate() {
        let entero = match programa.contains("fn main()") {
            true => programa.clone(),
            false => format!("{PRINCIPIO}fn main() -> io::Result<()> {{\n{programa}Ok(())\n}}\n"),
        };
        clon.escribir(format!("examples-threads/examples/error{i}.rs"), &entero);
        orden.args(["--example", &format!("error{i}")]);
    }
    let mensajes = mensajes(&mut orden).unwrap();

    // Otra versión del compilador puede decirlo con otras palabras.
    let version = String::from_utf8(cargo().arg("-V").output().unwrap().stdout).unwrap();
    let (version, _) = version["cargo ".len()..].rsplit_once('.').unwrap(); // 1.95.0 (…)
    let es_la_de_la_pagina = pagina.contains(&format!("de Rust {version})"));
    for (
        i,
        Explicacion {
            programa,
            linea,
            texto,
        },
    ) in explicaciones.iter().enumerate()
    {
        // Un error puede traer avisos; un aviso va solo.
        let cuenta = |suya: &str| suya.starts_with("error") || linea.starts_with("warning");
        let es_suya = |(cual, suya): &&(_, String)| *cual == format!("error{i}") && cuenta(suya);
        let suyas: Vec<_> = mensajes.iter().filter(es_suya).collect();
        let [(_, suya)] = suyas[..] else {
            panic!("{linea}\n{suyas:#?}\n{programa}")
        };
        assert_eq!(codigo(suya), codigo(linea), "{programa}");
        assert!(
            suya == linea || !es_la_de_la_pagina,
            "{linea}\n{suya}\n{programa}"
        );
        assert!(texto.len() > 100, "{linea}\n{texto}");
    }
}

#[test]
fn detras_del_mensaje_del_compilador_va_lo_que_significa() {
    let clon = Clon::nuevo("explained");
    let hilo = "let u = String::new(); let h = std::thread::spawn(|| drop(&u));";
    let [prestado, de_mas] = ["drop(h); drop(h);", "h.run();"].map(|mas| format!("{hilo} {mas}"));
    // El último no está en la página: de E0277 solo explica otras cosas.
    for (numero, dentro, explica) in [
        (
            "1",
            &*prestado,
            &["error[E0373]: El hilo", "error[E0382]: La variable"][..],
        ),
        ("2", &*de_mas, &["error[E0599]: Un valor de ese tipo"]),
        ("3", "for _ in 1 {} for _ in 0..2 { break 1; }", &[]),
    ] {
        let archivo = format!("examples-threads/examples/threads{numero}.rs");
        clon.escribir(archivo, &format!("fn main() {{ {dentro} }}"));
        let orden = herramienta(EXERCISE, &["threads", numero]).desde(clon.ruta("docs"));
        let hecho = mal(orden, 1, "error[E0");
        let (_, detras) = hecho
            .errores
            .split_once("error: could not compile")
            .unwrap();
        let dice = |principio: &&str| detras.contains(&format!("\n\n{principio}"));
        assert!(explica.iter().all(dice), "{hecho}");
        assert_eq!(
            detras.matches("\n\nerror").count(),
            explica.len(),
            "{hecho}"
        );
        assert_eq!(
            dice(&"Más: docs/compiler.md\n"),
            !explica.is_empty(),
            "{hecho}"
        );
    }
}
