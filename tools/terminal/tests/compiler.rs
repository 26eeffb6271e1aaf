//! Lo que dice el compilador de cada programa de docs/compiler.md.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

use anstream::adapter::strip_str;
use shared::ejecucion::clon::Clon;
use shared::ejecucion::construir::{Mensaje, cargo, compilar};
use terminal::compilador::{
    Explicacion, PAGINA, codigo, explicaciones, la_de, primera_linea, sin_colores,
};
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

/// Lo que dice el compilador de cada programa, en su orden. Un error puede traer avisos, y el resumen,
/// «aborting due to…», no es de ningún error: el primer mensaje es el suyo.
fn compilar_todos(nombre: &str, programas: &[&str]) -> Vec<Vec<Mensaje>> {
    let clon = Clon::nuevo(nombre).unwrap();
    let mut orden = cargo();
    orden.args(["--offline", "build", "--keep-going"]);
    orden.args(["--package", "examples-threads"]);
    orden.current_dir(clon.ruta(""));
    for (i, programa) in programas.iter().enumerate() {
        let archivo = format!("examples-threads/examples/error{i}.rs");
        clon.escribir(archivo, &entero(programa)).unwrap();
        orden.args(["--example", &format!("error{i}")]);
    }
    let compilado = compilar(&mut orden, |_| {}).unwrap();
    let mut de_cada_uno = vec![Vec::new(); programas.len()];
    for mut mensaje in compilado.mensajes {
        let numero = mensaje.de.strip_prefix("error");
        let Some(numero) = numero.and_then(|numero| numero.parse::<usize>().ok()) else {
            continue;
        };
        // El nombre del programa sale en algunos mensajes.
        mensaje.texto = mensaje.texto.replace(&mensaje.de, "mine");
        de_cada_uno[numero].push(mensaje);
    }
    de_cada_uno
}

#[test]
fn cada_programa_de_la_pagina_da_el_error_que_dice() {
    let pagina = leer(PAGINA).unwrap();
    let explicaciones = explicaciones().unwrap();
    assert!(explicaciones.len() >= 12, "{explicaciones:?}");
    let mut programas = Vec::new();
    for explicacion in &explicaciones {
        programas.push(explicacion.programa.as_str());
    }
    let dicho = compilar_todos("compiler", &programas);

    // Otra versión del compilador puede decirlo con otras palabras.
    let es_la_de_la_pagina = pagina.contains(&format!("de Rust {})", version()));
    for (explicacion, mensajes) in explicaciones.iter().zip(&dicho) {
        let Explicacion {
            programa,
            linea,
            texto,
            detalles,
        } = explicacion;
        let es_un_aviso = linea.starts_with("warning");
        let suyo = mensajes
            .iter()
            .find(|mensaje| mensaje.es_error || es_un_aviso)
            .unwrap_or_else(|| panic!("{linea}: compila\n{programa}"));
        let suya = primera_linea(suyo);
        assert_eq!(codigo(&suya), codigo(linea), "{programa}");
        assert!(texto.len() > 100, "{linea}\n{texto}");
        if es_la_de_la_pagina {
            assert_eq!(&suya, linea, "{programa}");
            let los_tiene = explicacion.tiene_sus_detalles(&sin_colores(suyo));
            assert!(los_tiene || detalles.is_empty(), "{}", suyo.texto);
        }
    }
}

/// Un programa que no compila, y algo que dice su explicación y no dicen las otras de su código.
const CAUSAS: [(&str, &str); 8] = [
    // Un mutex que se lleva el primer hilo: en un bucle, o fuera de él.
    (
        "let m = std::sync::Mutex::new(0);
for _ in 0..2 { thread::spawn(move || *m.lock().unwrap() += 1); }
println!(\"{m:?}\");",
        "Arc::clone",
    ),
    (
        "let m = std::sync::Mutex::new(vec![String::new()]);
let hilo = thread::spawn(move || m.lock().unwrap().clear());
m.lock().unwrap().clear();",
        "Arc::clone",
    ),
    (
        "let m = std::sync::Mutex::new(0);
for _ in 0..2 { let m = m.clone(); thread::spawn(move || *m.lock().unwrap() += 1); }",
        "Arc::clone",
    ),
    ("std::sync::Mutex::new(0).acquire();", "Arc::clone"),
    // De los demás, lo de siempre.
    (
        "let hilo = thread::spawn(|| tarea(1));
hilo.join().unwrap();
hilo.join().unwrap();",
        "Con una lista de hilos",
    ),
    (
        "let m = std::sync::Arc::new(std::sync::Mutex::new(0));
for _ in 0..2 { thread::spawn(move || *m.lock().unwrap() += 1); }",
        "haz la copia dentro del bucle",
    ),
    ("thread::spawn(|| tarea(1)).run();", "no hay start"),
    ("[0.8, 0.3].iter().max();", "total_cmp"),
];

#[test]
fn un_mismo_codigo_se_explica_segun_su_mensaje() {
    let todas = explicaciones().unwrap();
    let programas = CAUSAS.map(|(programa, _)| programa);
    let dicho = compilar_todos("compiler-causes", &programas);
    for ((programa, dice), mensajes) in CAUSAS.iter().zip(&dicho) {
        let error = mensajes.iter().find(|mensaje| mensaje.es_error).unwrap();
        let explicacion = la_de(error, &todas).unwrap();
        let texto = strip_str(&explicacion.texto).to_string();
        assert!(texto.contains(dice), "{programa}\n{}\n{texto}", error.texto);
    }
}
