//! Las costumbres de la casa, comprobadas para que nadie tenga que recordarlas.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread;
use tests::Leccion;
use tests::leccion::{cargo, raiz};

/// Las órdenes que se quedan en marcha hasta Ctrl-C no se pueden ejecutar hasta el final.
const NO_TERMINA: &str = "--bin server";

/// El experimento que enseña un fallo termina con el estado 1.
const FALLA_A_PROPOSITO: &str = "--example crash";

/// Las carpetas de las lecciones de este proyecto; las copias de cada cual no cuentan.
const LECCIONES: [&str; 4] =
    ["examples-sequential", "examples-threads", "examples-processes", "examples-http"];

#[test]
fn cada_leccion_empieza_por_la_orden_que_la_ejecuta() {
    for archivo in archivos() {
        let codigo = leer(&archivo);
        assert!(codigo.starts_with("//! "), "{archivo:?} no empieza por //!");
        let ordenes = ordenes(&codigo);
        let suya = orden_de(&archivo);
        assert!(ordenes.contains(&suya), "{archivo:?} no dice «{suya}», sino {ordenes:?}");
    }
}

#[test]
fn cada_leccion_cabe_de_una_vez_en_la_pantalla() {
    for archivo in archivos() {
        let lineas = leer(&archivo).lines().count();
        assert!(lineas <= 45, "{archivo:?} tiene {lineas} líneas");
        if !archivo.components().any(|parte| parte.as_os_str() == "examples") {
            assert!(lineas <= 40, "{archivo:?} tiene {lineas} líneas");
        }
    }
}

#[test]
fn las_ordenes_de_las_cabeceras_funcionan() {
    let ordenes: Vec<String> = archivos().iter().map(|archivo| orden_de(archivo)).collect();
    // Dos paquetes tienen ejemplos del mismo nombre en la misma ruta: esos, de uno en uno.
    let (ejemplos, lecciones): (Vec<_>, Vec<_>) = ordenes
        .into_iter()
        .filter(|orden| !orden.contains(NO_TERMINA))
        .partition(|orden| orden.contains("--example"));
    // Y construidos de antemano, para que ninguna otra prueba los construya mientras se ejecutan.
    for orden in &ejemplos {
        let palabras: Vec<&str> = orden.split(' ').collect();
        Leccion::ejemplo(palabras[3], palabras[5]).construir().unwrap();
    }
    thread::scope(|ambito| {
        for orden in &lecciones {
            ambito.spawn(|| comprobar_orden(orden));
        }
        ambito.spawn(|| ejemplos.iter().for_each(|orden| comprobar_orden(orden)));
    });
}

fn comprobar_orden(orden: &str) {
    let Output { status, stdout, stderr } = ejecutar(orden);
    let salida = String::from_utf8_lossy(&stdout);
    let errores = String::from_utf8_lossy(&stderr);
    let esperado = i32::from(orden.contains(FALLA_A_PROPOSITO));
    assert_eq!(status.code(), Some(esperado), "{orden}\n{salida}\n{errores}");
    assert!(salida.contains("[+] "), "{orden}: {status}\n{salida}\n{errores}");
}

#[test]
fn el_mapa_nombra_todos_los_programas_y_ninguno_mas() {
    let hay: BTreeSet<String> = archivos().iter().map(|archivo| relativa(archivo)).collect();
    // Las filas de tabla con un enlace a un archivo de Rust: | … | [ruta](ruta) | …
    let nombrados: BTreeSet<String> = leer(&raiz().join("README.md"))
        .lines()
        .filter(|linea| linea.starts_with('|'))
        .flat_map(|linea| linea.split(['(', ')']).map(String::from).collect::<Vec<_>>())
        .filter(|destino| destino.ends_with(".rs") && !destino.contains(' '))
        .filter(|destino| destino.starts_with("examples-"))
        .collect();
    assert_eq!(nombrados, hay);
}

#[test]
fn las_ordenes_que_nombra_la_documentacion_existen() {
    let hay: BTreeSet<String> = archivos().iter().map(|archivo| orden_de(archivo)).collect();
    for documento in documentos() {
        for orden in ordenes(&leer(&documento)) {
            // De la copia de cada cual solo se puede saber que no está.
            if orden.contains("mine") || !orden.starts_with("cargo run -p examples-") {
                continue;
            }
            let orden = orden.replace("--offline ", "");
            assert!(
                hay.contains(&orden) || orden == "cargo run -p examples-http",
                "{documento:?} nombra «{orden}», que no existe"
            );
        }
    }
}

#[test]
fn los_enlaces_de_la_documentacion_llevan_a_alguna_parte() {
    for documento in documentos() {
        let carpeta = documento.parent().unwrap();
        let texto = leer(&documento);
        let destinos = texto.split("](").skip(1).filter_map(|resto| resto.split(')').next());
        for destino in destinos.filter(|destino| !destino.starts_with("http")) {
            let (archivo, ancla) = destino.split_once('#').unwrap_or((destino, ""));
            let archivo =
                if archivo.is_empty() { documento.clone() } else { carpeta.join(archivo) };
            assert!(archivo.exists(), "{documento:?} enlaza {destino}, que no existe");
            if !ancla.is_empty() {
                let titulos = leer(&archivo);
                let mut anclas = titulos.lines().filter(|l| l.starts_with('#')).map(ancla_de);
                assert!(anclas.any(|titulo| titulo == ancla), "{documento:?}: no hay #{ancla}");
            }
        }
    }
}

/// Los programas: `src/main.rs`, `src/bin/*.rs` y `examples/*.rs` de cada lección. Los que haya
/// escrito quien está aprendiendo (git no los conoce) no cuentan.
fn archivos() -> Vec<PathBuf> {
    let mut archivos = Vec::new();
    for leccion in LECCIONES {
        for carpeta in ["src", "src/bin", "examples"] {
            let Ok(entradas) = fs::read_dir(raiz().join(leccion).join(carpeta)) else { continue };
            let rutas = entradas.map(|entrada| entrada.unwrap().path());
            archivos.extend(rutas.filter(|ruta| ruta.extension().is_some_and(|e| e == "rs")));
        }
    }
    archivos.retain(|archivo| !es_de_quien_aprende(archivo));
    archivos.sort();
    assert!(archivos.len() >= 7, "solo se encuentran {archivos:?}");
    archivos
}

fn es_de_quien_aprende(archivo: &Path) -> bool {
    let nombre = archivo.file_stem().unwrap().to_string_lossy().into_owned();
    let en_bin = archivo.parent().unwrap().ends_with("bin");
    en_bin && !["sequential", "threads", "processes", "server"].contains(&nombre.as_str())
}

fn documentos() -> Vec<PathBuf> {
    let mut documentos = vec![raiz().join("README.md")];
    documentos.extend(LECCIONES.map(|leccion| raiz().join(leccion).join("README.md")));
    documentos
}

/// La orden que ejecuta el programa de un archivo.
fn orden_de(archivo: &Path) -> String {
    let ruta = relativa(archivo);
    let (paquete, dentro) = ruta.split_once('/').unwrap();
    let nombre = archivo.file_stem().unwrap().to_string_lossy();
    match dentro.rsplit_once('/').unwrap().0 {
        "src/bin" => format!("cargo run -p {paquete} --bin {nombre}"),
        "examples" => format!("cargo run -p {paquete} --example {nombre}"),
        _ => format!("cargo run -p {paquete}"),
    }
}

/// La ruta desde la carpeta del proyecto, con barras también en Windows.
fn relativa(archivo: &Path) -> String {
    let ruta = archivo.strip_prefix(raiz()).unwrap();
    ruta.to_string_lossy().replace('\\', "/")
}

/// Las órdenes de cargo de un texto, sin los argumentos del programa: desde «cargo run» hasta la
/// comilla, los dos espacios, el comentario o el `--` que la cierra.
fn ordenes(texto: &str) -> BTreeSet<String> {
    texto
        .lines()
        .flat_map(|linea| linea.match_indices("cargo run").map(|(i, _)| &linea[i..]))
        .map(|resto| resto.split(['`', '»', '#', '(']).next().unwrap())
        .map(|resto| resto.split("  ").next().unwrap())
        .map(|resto| resto.split(" -- ").next().unwrap().trim().to_string())
        .collect()
}

/// El ancla que se da a un título: en minúsculas, con guiones y sin puntuación.
fn ancla_de(titulo: &str) -> String {
    let titulo = titulo.trim_start_matches('#').trim().to_lowercase();
    let letras = titulo.chars().filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c));
    letras.map(|letra| if letra == ' ' { '-' } else { letra }).collect()
}

fn ejecutar(orden: &str) -> Output {
    let mut cargo: Command = cargo();
    cargo.args(orden.split_whitespace().skip(1)).output().unwrap()
}

fn leer(archivo: &Path) -> String {
    fs::read_to_string(archivo).unwrap_or_else(|error| panic!("{}: {error}", archivo.display()))
}
