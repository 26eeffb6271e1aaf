//! La clase en una página: los programas de los dos idiomas uno al lado del otro, lo que hizo cada uno al
//! ejecutarlo, y lo que dice la documentación.
//!
//! Aquí se ejecuta y se reúne todo; lo que se ve está en `tools/page/`. Lo que ya está escrito en otro sitio
//! (los programas, las tablas de los README, las preguntas, los ejercicios) se lee de allí.

mod alineado;
mod codigo;
mod documento;
mod grabado;

use crate::dibujo;
use crate::programa::catalogo::{self, APUNTES, Entrada};
use crate::programa::python::{Python, o_por_que};
use crate::programa::{ahora, grupo};
use crate::salida::en_espanol;
use crate::{Ejecucion, Programa};
use alineado::{Ayuda, Equivalencias};
use anyhow::{Context, bail, ensure};
use documento::{Celda, Documento};
use minijinja::Environment;
use serde_json::{Value, json};
use shared::cargo::raiz;
use shared::traza::VARIABLE;
use std::collections::BTreeMap;
use std::fs;
use std::panic;
use std::path::Path;
use std::process::Command;
use std::thread::{self, ScopedJoinHandle};

/// La página hecha, y lo que no fue bien al hacerla.
#[derive(Debug)]
pub struct Pagina {
    /// El archivo entero.
    pub html: String,
    /// Una frase por cada programa que no se pudo ejecutar o no terminó bien; lo demás está en la página.
    pub fallos: Vec<String>,
}

/// El experimento en que un hilo puede acabar con todos.
const CRASH: &str = "examples-threads/examples/crash-threads.rs";

/// El mismo, cuando lo hace.
const ABORTAR: &str = "examples-threads/examples/crash-threads.rs -- abort";

/// Los programas que se ejecutan para hacerla: para decir por dónde se va.
pub const PASOS: usize = 2 * APUNTES.len() + 14;

/// Ejecuta las lecciones, sus gemelas de Python y los experimentos, y hace la página. Antes de cada uno
/// dice cuál. Es un error que falte algo del proyecto, o que mientras tanto llegue Ctrl-C; que un programa
/// falle, no: la página lo dice en su sitio.
pub fn hacer(avance: &mut dyn FnMut(&str)) -> anyhow::Result<Pagina> {
    let readme = Documento::leer("README.md")?;
    let generales = readme.tabla("De Python a Rust")?;
    let entradas = catalogo::buscar(&APUNTES.map(String::from))?;
    let mapa = readme.tabla("El mapa")?;
    let mut clase = Clase { python: Python::buscar(), fallos: Vec::new(), avance };

    let mut secciones = Vec::new();
    let mut tiempos = Vec::new();
    for (entrada, fila) in entradas.iter().zip(&mapa) {
        let (seccion, total) = clase.seccion(entrada, fila, &generales)?;
        secciones.push(seccion);
        tiempos.push(total);
    }
    let afirmaciones =
        clase.afirmaciones(&readme.tabla("Las diferencias clave, comprobadas")?, &tiempos)?;
    let glosario = Documento::leer("tools/page/glossary.md")?;
    let datos = json!({
        "secciones": secciones,
        "afirmaciones": afirmaciones,
        "cuando": readme.parrafo("**Cuándo cada cosa")?,
        "de_python_a_rust": readme.html("De Python a Rust")?,
        "glosario": glosario.html("El Rust de las lecciones")?,
        "python": clase.python.as_ref().map_or_else(ToString::to_string, |python| python.version.clone()),
        "nucleos": thread::available_parallelism().map_or(1, usize::from),
        "sistema": match std::env::consts::OS {
            "linux" => "Linux",
            "macos" => "macOS",
            "windows" => "Windows",
            otro => otro,
        },
        "rust": version_de_rust(),
        "momento": ahora() / 1000,
        "colores": colores()?,
        "css": include_str!("../page/page.css"),
        "js": include_str!("../page/page.js"),
    });
    Ok(Pagina { html: rellenar(&datos)?, fallos: clase.fallos })
}

struct Clase<'a> {
    python: anyhow::Result<Python>,
    fallos: Vec<String>,
    avance: &'a mut dyn FnMut(&str),
}

impl Clase<'_> {
    /// Una sección de los apuntes, y el tiempo que dice su lección, si lo dice.
    fn seccion(
        &mut self,
        entrada: &Entrada,
        fila: &[Celda],
        generales: &[Vec<Celda>],
    ) -> anyhow::Result<(Value, String)> {
        let [titulo, archivo, orden, ..] = fila else { bail!("el mapa no tiene cuatro columnas") };
        let ruta = archivo.enlaces.first().context("el mapa no enlaza un archivo")?;
        ensure!(
            entrada.archivo.ends_with(Path::new(ruta)),
            "el mapa no va en el orden de los apuntes"
        );
        let carpeta = ruta.split('/').next().unwrap_or_default();
        let pagina = Documento::leer(&format!("{carpeta}/README.md"))?;
        let (gemelo, en_python) = (entrada.gemelo()?, ruta.replace(".rs", ".py"));
        let [rust, python] = [&entrada.archivo, &gemelo].map(fs::read_to_string);
        let (rust, python) = (rust?, python?);

        let equivalencias =
            Equivalencias::nuevas(&pagina.tabla("La idea, en los dos idiomas")?, generales);
        let ayudas = Ayuda::de(&rust, &python)?;
        let de_rust = self.ejecutar_solo(entrada.nombre.clone(), Ok(entrada.programa.clone()))?;
        let leccion = self.en_python(&gemelo);
        let de_python = self.ejecutar_solo(format!("{}, en Python", entrada.nombre), leccion)?;
        let total = de_rust.as_ref().ok().and_then(Ejecucion::tiempo_total);
        let total = total.map_or("no se sabe".to_string(), |total| format!("{total} segundos"));
        // Las preguntas y los ejercicios de un paquete, detrás de su última lección.
        let ultima = !ruta.contains("/bin/") || ruta.ends_with("/processes.rs");
        let apartado = |titulo: &str| pagina.html(titulo).map(|html| ultima.then_some(html));
        let seccion = json!({
            "id": entrada.nombre.replace('/', "-"),
            "titulo": titulo.texto,
            "archivos": [&en_python, ruta],
            "ordenes": [orden.codigo.concat(), format!("python3 {en_python}")],
            "servidor": python.contains("import requests"),
            "filas": equivalencias.filas(&python, &rust, &ayudas)?,
            "grabado": grabado::grabado(&[("Rust", de_rust), ("Python", de_python)]),
            "predice": apartado("Predice, ejecuta, explica")?,
            "ejercicios": apartado("Ejercicios")?,
        });
        Ok((seccion, total))
    }

    fn en_python(&self, archivo: &Path) -> anyhow::Result<Programa> {
        o_por_que(&self.python)?.programa(archivo, &[])
    }

    /// Lo que hizo un programa, sin otro que lo estorbe, o por qué no se sabe.
    fn ejecutar_solo(
        &mut self,
        nombre: String,
        leccion: anyhow::Result<Programa>,
    ) -> anyhow::Result<Result<Ejecucion, String>> {
        Ok(self.ejecutar(vec![(nombre, leccion)])?.remove(0))
    }

    /// Lo mismo de varios a la vez, que no hacen más que esperar.
    fn ejecutar(
        &mut self,
        programas: Vec<(String, anyhow::Result<Programa>)>,
    ) -> anyhow::Result<Vec<Result<Ejecucion, String>>> {
        for (nombre, _) in &programas {
            (self.avance)(nombre);
        }
        let hechos: Vec<_> = thread::scope(|ambito| {
            let iniciar =
                |(nombre, leccion): (String, _)| ambito.spawn(move || ejecutar(&nombre, leccion));
            let hilos: Vec<_> = programas.into_iter().map(iniciar).collect();
            let esperar = |hilo: ScopedJoinHandle<_>| {
                hilo.join().unwrap_or_else(|causa| panic::resume_unwind(causa))
            };
            hilos.into_iter().map(esperar).collect()
        });
        ensure!(!grupo::interrumpido(), "interrumpido");
        let (fallos, hechos): (Vec<_>, _) = hechos.into_iter().unzip();
        self.fallos.extend(fallos.into_iter().flatten());
        Ok(hechos)
    }

    /// Cada afirmación de los apuntes, con lo que dicen aquí los programas que la comprueban.
    fn afirmaciones(
        &mut self,
        tabla: &[Vec<Celda>],
        tiempos: &[String],
    ) -> anyhow::Result<Vec<Value>> {
        let mut dichos = BTreeMap::new();
        let en_fila = "examples-sequential/examples/cpu-sequential.rs".to_string();
        let enlazados =
            tabla.iter().flat_map(|fila| fila[1..3].iter().flat_map(|celda| &celda.enlaces));
        let rutas: Vec<String> = [&en_fila].into_iter().chain(enlazados).cloned().collect();
        let mut programas: Vec<(String, (String, anyhow::Result<Programa>))> = Vec::new();
        for (ruta, Entrada { nombre, programa, .. }) in rutas.iter().zip(catalogo::buscar(&rutas)?)
        {
            if ruta == CRASH {
                let abortar = format!("{nombre} -- abort");
                programas
                    .push((ABORTAR.to_string(), (abortar, Ok(programa.clone().con(["abort"])))));
            }
            programas.push((ruta.clone(), (nombre, Ok(programa))));
        }
        // Los que calculan o miden, de uno en uno; los que esperan pueden ir juntos.
        let (solos, juntos): (Vec<_>, Vec<_>) = programas
            .into_iter()
            .partition(|(ruta, _)| ruta.contains("cpu-") || ruta.contains("spawn-cost"));
        for grupo in solos.into_iter().map(|uno| vec![uno]).chain([juntos]) {
            let (rutas, programas): (Vec<String>, Vec<_>) = grupo.into_iter().unzip();
            for (ruta, hecho) in rutas.into_iter().zip(self.ejecutar(programas)?) {
                let dicho = lo_que_dijo(hecho, &ruta);
                dichos.insert(ruta, dicho);
            }
        }
        let mut de_python = Vec::new();
        for manera in ["sequential", "threads"] {
            let ruta = format!("examples-{manera}/examples/cpu-{manera}.py");
            // Sin anotar nada: hacerlo cuesta en un programa que llama a una función a cada paso.
            let leccion = self.en_python(&raiz().join(&ruta));
            let leccion = leccion.map(|leccion| leccion.variable(VARIABLE, ""));
            de_python.push(lo_que_dijo(self.ejecutar_solo(ruta.clone(), leccion)?, &ruta));
        }

        let de = |ruta: &str| dichos.get(ruta).cloned().unwrap_or_default();
        let filas = tabla.iter().map(|fila| {
            let de_cada = |celda: &Celda| celda.enlaces.first().map(|ruta| de(ruta));
            let [hilos, procesos] = [&fila[1], &fila[2]].map(de_cada);
            let mut medido = match (hilos, procesos) {
                (Some(hilos), Some(procesos)) => {
                    vec![("Con hilos", hilos), ("Con procesos", procesos)]
                }
                _ if fila[0].texto.contains("GIL") => vec![
                    ("Rust, en fila", de(&en_fila)),
                    ("Rust, con hilos", de("examples-threads/examples/cpu-threads.rs")),
                    ("Python, en fila (hasta un número diez veces menor)", de_python[0].clone()),
                    ("Python, con hilos (hasta el mismo)", de_python[1].clone()),
                ],
                _ => ["En fila", "Con hilos", "Con procesos"]
                    .into_iter()
                    .zip(tiempos.iter().skip(3).cloned())
                    .collect(),
            };
            let enlaza =
                |nombre: &str| fila[1].enlaces.iter().any(|enlace| enlace.contains(nombre));
            if enlaza("cpu-") {
                medido.insert(0, ("En fila", de(&en_fila)));
            }
            if enlaza("crash-") {
                medido.insert(1, ("Con hilos, si uno aborta (-- abort)", de(ABORTAR)));
            }
            let ordenes: Vec<&String> = fila[1..3].iter().flat_map(|celda| &celda.codigo).collect();
            let (dicen, cumple) = (&fila[0].html, &fila[4].html);
            json!({ "dicen": dicen, "ordenes": ordenes, "medido": medido, "cumple": cumple })
        });
        Ok(filas.collect())
    }
}

/// Lo que hizo un programa, o por qué no se sabe; y delante, si es un fallo que hay que contar.
fn ejecutar(
    nombre: &str,
    leccion: anyhow::Result<Programa>,
) -> (Option<String>, Result<Ejecucion, String>) {
    let leccion = match leccion {
        Ok(leccion) => leccion,
        // Que a Python le falte algo se dice en la página, y no es un fallo de nadie.
        Err(error) => return (None, Err(en_espanol(&error))),
    };
    let hecho =
        leccion.contando_procesos(usize::MAX).ejecutar().map_err(|error| en_espanol(&error));
    let fallo = match &hecho {
        Ok(hecho) => fallo_de(hecho, nombre),
        Err(causa) => Some(causa.clone()),
    };
    (fallo.map(|fallo| format!("{nombre}: {fallo}")), hecho)
}

/// Cómo terminó un programa, si tenía que terminar bien.
fn fallo_de(hecho: &Ejecucion, nombre: &str) -> Option<String> {
    let falla_adrede = nombre.contains("crash");
    (!hecho.bien() && !falla_adrede).then(|| hecho.final_en_palabras())
}

/// Lo último que dijo un programa (de lo que cuesta cada cosa, todo), o qué le pasó.
fn lo_que_dijo(hecho: Result<Ejecucion, String>, nombre: &str) -> String {
    let hecho = match hecho {
        Ok(hecho) => hecho,
        Err(error) => return error,
    };
    if let Some(fallo) = fallo_de(&hecho, nombre) {
        return format!("✗ {fallo}");
    }
    if nombre.ends_with("abort") {
        return format!("el programa entero {}", hecho.final_en_palabras());
    }
    let mensajes = hecho.mensajes();
    let desde = if nombre.contains("spawn-cost") { 0 } else { mensajes.len().saturating_sub(1) };
    let sin_adorno = |mensaje: &&str| {
        let mensaje = mensaje.trim_start_matches("[+] ");
        mensaje.trim_start_matches("Tiempo total transcurrido: ").to_string()
    };
    mensajes[desde..].iter().map(sin_adorno).collect::<Vec<_>>().join(". ")
}

/// `Rust 1.95.0`, o nada si no se sabe.
fn version_de_rust() -> String {
    let salida = Command::new("rustc").arg("--version").output().map(|fin| fin.stdout);
    let version = String::from_utf8_lossy(&salida.unwrap_or_default()).replace("rustc", "Rust");
    version.split(" (").next().unwrap_or_default().to_string()
}

/// El color claro y el oscuro de cada proceso, que son los de los dibujos.
fn colores() -> anyhow::Result<Value> {
    let colores = dibujo::colores()?;
    let de = |tema: &str| colores[tema]["procesos"].as_array().cloned().unwrap_or_default();
    Ok(json!(de("light").into_iter().zip(de("dark")).collect::<Vec<_>>()))
}

fn rellenar(datos: &Value) -> anyhow::Result<String> {
    let mut entorno = Environment::new();
    entorno.set_trim_blocks(true);
    entorno.set_lstrip_blocks(true);
    entorno.add_template("page.html", include_str!("../page/page.html"))?;
    Ok(entorno.get_template("page.html")?.render(datos)?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]
mod pruebas;
