//! Los ejercicios se pueden resolver, y no se pueden dar por resueltos sin resolverlos.
//!
//! Un programa de `programs/` se llama `threads1-right-…` si hay que darlo por bueno, o `threads1-wrong-…` si no. Lo que hay que
//! decirle está en su cabecera, detrás de «Consejo:» o, si es bueno, de «Visto:».
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

use exercise::{Criterio, EJERCICIOS, Ejercicio, Resultado, juzgar};
use runner::{NadieMira, Programa, Servidor};
use shared::ejecucion::clon::Clon;
use shared::ejecucion::construir::raiz;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;

/// Los programas que se juzgan a la vez: esperan mucho más de lo que calculan, pero el equipo tiene que poder con ellos. En
/// Windows, mirar qué procesos hay cuesta más.
const A_LA_VEZ: usize = if cfg!(windows) { 4 } else { 16 };

/// Un programa, y lo que hay que decirle.
struct Caso {
    ejercicio: &'static Ejercicio,
    /// El que tiene en `examples/`: `threads1-wrong-two-of-five`.
    nombre: String,
    codigo: String,
    es_bueno: bool,
    /// Parte de lo que se le dice.
    se_dice: String,
}

#[test]
fn cada_programa_se_juzga_como_dice_su_nombre() {
    let casos = casos();
    let ejecutables = construir(&casos);
    let servidor = Arc::new(Servidor::iniciar().unwrap());
    let pendientes = Mutex::new(casos.iter().zip(ejecutables));
    let fallos = Mutex::new(Vec::new());
    thread::scope(|ambito| {
        for _ in 0..A_LA_VEZ {
            ambito.spawn(|| {
                while let Some((caso, ejecutable)) = siguiente(&pendientes) {
                    let fallo = que_falla(caso, &ejecutable, &servidor);
                    fallos.lock().unwrap().extend(fallo);
                }
            });
        }
    });
    let fallos = fallos.into_inner().unwrap();
    assert!(fallos.is_empty(), "{}", fallos.join("\n\n"));
}

fn siguiente<T>(pendientes: &Mutex<impl Iterator<Item = T>>) -> Option<T> {
    pendientes.lock().unwrap().next()
}

/// De cada ejercicio, su solución y la lección sin tocar; y los de `programs/`.
fn casos() -> Vec<Caso> {
    let mut casos = Vec::new();
    for ejercicio in &EJERCICIOS {
        let programa = ejercicio.programa();
        casos.push(Caso {
            ejercicio,
            nombre: format!("{programa}-solution"),
            codigo: solucion(&programa),
            es_bueno: true,
            se_dice: String::new(),
        });
        casos.push(Caso {
            ejercicio,
            nombre: format!("{programa}-untouched"),
            codigo: leer(&raiz().join(ejercicio.original())),
            es_bueno: false,
            se_dice: String::new(),
        });
    }
    casos.push(con_async());
    let carpeta = aqui("programs");
    for entrada in fs::read_dir(&carpeta).unwrap() {
        casos.push(caso(&entrada.unwrap().path()));
    }
    casos
}

/// El experimento con async, que no usa `realizar_peticion` y se anota por su cuenta, también hace «http 4».
fn con_async() -> Caso {
    let mut ejercicios = EJERCICIOS.iter();
    Caso {
        ejercicio: ejercicios.find(|otro| otro.programa() == "http4").unwrap(),
        nombre: "http4-right-async".to_string(),
        codigo: leer(&raiz().join("examples-http/examples/async.rs")),
        es_bueno: true,
        se_dice: String::new(),
    }
}

fn caso(archivo: &Path) -> Caso {
    let nombre = archivo.file_stem().unwrap().to_str().unwrap();
    let partes: Vec<&str> = nombre.splitn(3, '-').collect();
    let [programa, veredicto, _] = partes[..] else {
        panic!("{nombre}: no dice de qué ejercicio es, si es bueno y qué hace");
    };
    let mut ejercicios = EJERCICIOS.iter();
    let ejercicio = ejercicios.find(|ejercicio| ejercicio.programa() == programa);
    let ejercicio = ejercicio.unwrap_or_else(|| panic!("{nombre} no es de ningún ejercicio"));
    let (es_bueno, marca) = match veredicto {
        "right" => (true, "Visto: "),
        "wrong" => (false, "Consejo: "),
        _ => panic!("{nombre} tiene que ser «right» o «wrong»"),
    };
    let codigo = leer(archivo);
    let cabecera = codigo.lines().map_while(|linea| linea.strip_prefix("//! "));
    let mut dichos = cabecera.filter_map(|linea| linea.strip_prefix(marca));
    let se_dice = dichos.next().unwrap_or_default().to_string();
    assert!(
        es_bueno || !se_dice.is_empty(),
        "{nombre}: ¿qué se le aconseja?"
    );
    Caso {
        ejercicio,
        nombre: nombre.to_string(),
        codigo,
        es_bueno,
        se_dice,
    }
}

fn solucion(programa: &str) -> String {
    match programa {
        // La lección con hilos lo es.
        "http4" => leer(&raiz().join("examples-http/src/bin/threads.rs")),
        _ => leer(&aqui("solutions").join(format!("{programa}.rs"))),
    }
}

fn aqui(carpeta: &str) -> PathBuf {
    raiz().join("tools/exercise/tests").join(carpeta)
}

fn leer(archivo: &Path) -> String {
    fs::read_to_string(archivo).unwrap_or_else(|error| panic!("{}: {error}", archivo.display()))
}

/// Los escribe en un clon del proyecto, donde los escribiría quien los hace, y los construye con una sola orden.
fn construir(casos: &[Caso]) -> Vec<PathBuf> {
    let clon = Clon::nuevo("programs").unwrap();
    let mut paquetes = BTreeSet::new();
    let mut nombres = Vec::new();
    for caso in casos {
        let paquete = caso.ejercicio.paquete();
        let archivo = format!("{paquete}/examples/{}.rs", caso.nombre);
        clon.escribir(archivo, &caso.codigo).unwrap();
        paquetes.insert(paquete);
        nombres.push(caso.nombre.as_str());
    }
    let paquetes: Vec<&str> = paquetes.iter().map(String::as_str).collect();
    let construidos = clon.construir(&paquetes, &nombres);
    construidos.unwrap_or_else(|error| panic!("{error}"))
}

/// Lo que hay que contar si no se le juzga como se espera.
fn que_falla(caso: &Caso, ejecutable: &Path, servidor: &Arc<Servidor>) -> Option<String> {
    let programa = Programa::construido(ejecutable);
    let servidor = Some(Arc::clone(servidor));
    let criterios = juzgar(caso.ejercicio, &programa, servidor, &mut NadieMira).unwrap();
    let va_bien = match caso.es_bueno {
        true => se_da_por_bueno(&criterios, &caso.se_dice),
        false => se_aconseja(&criterios, &caso.se_dice),
    };
    match va_bien {
        true => None,
        false => Some(format!("{}: {}\n{criterios:#?}", caso.nombre, caso.se_dice)),
    }
}

fn se_da_por_bueno(criterios: &[Criterio], visto: &str) -> bool {
    let mut cumplidos = criterios.iter();
    let todos = cumplidos.all(|criterio| criterio.resultado == Resultado::Cumplido);
    let mut textos = criterios.iter().map(Criterio::texto);
    todos && textos.any(|texto| texto.contains(visto))
}

/// El consejo que se da es el de lo primero que no se cumple.
fn se_aconseja(criterios: &[Criterio], consejo: &str) -> bool {
    let mut criterios = criterios.iter();
    let primero = criterios.find(|criterio| criterio.resultado == Resultado::Incumplido);
    match primero {
        Some(criterio) => !criterio.consejo.is_empty() && criterio.consejo.contains(consejo),
        None => false,
    }
}

#[test]
fn de_cada_ejercicio_hay_un_programa_equivocado() {
    let mut con_alguno = BTreeSet::new();
    for caso in casos() {
        if !caso.es_bueno && !caso.nombre.ends_with("-untouched") {
            con_alguno.insert(caso.ejercicio.programa());
        }
    }
    assert_eq!(con_alguno.len(), EJERCICIOS.len(), "{con_alguno:?}");
}
