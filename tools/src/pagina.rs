//! La clase en una página: los programas de los dos idiomas uno al lado del otro, lo que hizo cada uno al
//! ejecutarlo, y lo que dice la documentación.
//!
//! Aquí se ejecuta y se reúne todo. Lo que se ve está en `tools/page/`: la plantilla, lo que se cuenta y se ejecuta
//! (`class.toml`) y qué línea va al lado de cuál (`rows/`). Los programas, las preguntas y los ejercicios se leen
//! de donde ya están escritos.

mod codigo;
mod datos;
mod documento;
mod filas;
mod grabado;

use crate::Ejecucion;
use crate::dibujo::Tema;
use crate::programa::grupo;
use crate::programa::python::Python;
use crate::salida::en_espanol;
use anyhow::{Context, ensure};
use datos::{Datos, Leccion, Orden};
use documento::apartado;
use filas::{Archivo, filas};
use minijinja::Environment;
use serde_json::{Value, json};
use shared::traza::VARIABLE;
use std::collections::BTreeMap;
use std::process::Command;
use std::thread;

/// La página hecha, y lo que no fue bien al hacerla.
#[derive(Debug)]
pub struct Pagina {
    /// El archivo entero.
    pub html: String,
    /// Una frase por cada programa que no se pudo ejecutar o no terminó bien; lo demás está en la página.
    pub fallos: Vec<String>,
}

/// Lo que hace falta para hacerla, antes de ejecutar nada.
pub struct Clase {
    datos: Datos,
    secciones: Vec<Value>,
    documentos: Value,
}

/// Un programa que hay que ejecutar.
struct Paso {
    /// Si se va a dibujar lo que hizo; si no, ni se anota ni se cuentan sus procesos, que cuesta.
    dibujado: bool,
    falla_adrede: bool,
}

impl Clase {
    /// Lee todo. Es un error que falte algo, o que los datos no digan lo mismo que los programas.
    pub fn leer() -> anyhow::Result<Self> {
        let ruta = "tools/page/class.toml";
        let datos: Datos = toml::from_str(&datos::leer(ruta)?)
            .with_context(|| format!("no se entiende {ruta}"))?;
        let secciones = datos.lecciones.iter().map(seccion).collect::<anyhow::Result<_>>()?;
        let documentos = json!({
            "de_python_a_rust": apartado("README.md", "De Python a Rust")?,
            "glosario": apartado("tools/page/glossary.md", "El Rust de las lecciones")?,
        });
        Ok(Clase { datos, secciones, documentos })
    }

    /// Los programas que se ejecutan, cada uno una vez, aunque lo nombren dos afirmaciones.
    fn pasos(&self) -> Vec<(&Orden, Paso)> {
        let mut pasos: Vec<(&Orden, Paso)> = Vec::new();
        for orden in self.datos.lecciones.iter().flat_map(|leccion| [&leccion.rust, &leccion.python]) {
            pasos.push((orden, Paso { dibujado: true, falla_adrede: false }));
        }
        for medida in self.datos.afirmaciones.iter().flat_map(|una| &una.programas) {
            if !pasos.iter().any(|(orden, _)| orden.0 == medida.orden.0) {
                let falla_adrede = medida.falla_adrede;
                pasos.push((&medida.orden, Paso { dibujado: false, falla_adrede }));
            }
        }
        pasos
    }

    /// Cuántos programas se ejecutan.
    pub fn cuantos(&self) -> usize {
        self.pasos().len()
    }

    /// Los ejecuta, de uno en uno para que ninguno estorbe a lo que mide otro, y hace la página. Antes de cada uno
    /// dice cuál. Es un error que mientras tanto llegue Ctrl-C; que un programa falle, no: se dice en su sitio.
    pub fn hacer(&self, avance: &dyn Fn(&str)) -> anyhow::Result<Pagina> {
        let python = Python::buscar();
        let (mut hechos, mut fallos) = (BTreeMap::new(), Vec::new());
        for (orden, paso) in self.pasos() {
            avance(&orden.0);
            let (hecho, fallo) = ejecutar(orden, &paso, &python);
            ensure!(!grupo::interrumpido(), "interrumpido");
            fallos.extend(fallo.map(|fallo| format!("{}: {fallo}", orden.0)));
            hechos.insert(&*orden.0, hecho);
        }
        let mut secciones = self.secciones.clone();
        for (seccion, Leccion { rust, python, .. }) in secciones.iter_mut().zip(&self.datos.lecciones) {
            let idiomas = [("Rust", &hechos[&*rust.0]), ("Python", &hechos[&*python.0])];
            seccion["grabado"] = grabado::grabado(&idiomas);
        }
        let mut afirmaciones = json!(self.datos.afirmaciones);
        for (i, afirmacion) in self.datos.afirmaciones.iter().enumerate() {
            for (j, medida) in afirmacion.programas.iter().enumerate() {
                let dice = medida.mostrar(&hechos[&*medida.orden.0]);
                afirmaciones[i]["programas"][j]["dice"] = json!(dice);
            }
        }
        let html = rellenar(&json!({
            "secciones": secciones,
            "afirmaciones": afirmaciones,
            "documentos": self.documentos,
            "equipo": equipo(&python),
        }))?;
        Ok(Pagina { html, fallos })
    }
}

/// Lo que se dice de una lección sin ejecutarla.
fn seccion(leccion: &Leccion) -> anyhow::Result<Value> {
    let ruta = format!("tools/page/rows/{}.txt", leccion.filas);
    let archivos = leccion.archivos.iter().map(|archivo| Archivo::leer(archivo));
    let archivos: Vec<Archivo> = archivos.collect::<anyhow::Result<_>>()?;
    let documento =
        |titulo| leccion.preguntas.as_ref().map(|ruta| apartado(ruta, titulo)).transpose();
    let mut seccion = json!(leccion);
    seccion["filas"] = json!(filas(&ruta, &datos::leer(&ruta)?, &archivos)?);
    seccion["id"] = json!(leccion.filas);
    seccion["codigos"] = archivos.iter().map(|archivo| &*archivo.texto).take(2).collect();
    seccion["predice"] = json!(documento("Predice, ejecuta, explica")?);
    seccion["ejercicios"] = json!(documento("Ejercicios")?);
    Ok(seccion)
}

/// Lo que hizo un programa, o por qué no se sabe; y, si es un fallo que hay que contar, cuál.
fn ejecutar(
    orden: &Orden,
    paso: &Paso,
    python: &anyhow::Result<Python>,
) -> (Result<Ejecucion, String>, Option<String>) {
    let programa = match orden.programa(python) {
        Ok(programa) if paso.dibujado => programa.contando_procesos(usize::MAX),
        Ok(programa) => programa.variable(VARIABLE, ""),
        // Que a Python le falte algo se dice en la página, y no es un fallo de nadie.
        Err(error) => return (Err(en_espanol(&error)), None),
    };
    let hecho = programa.ejecutar().map_err(|error| en_espanol(&error));
    let fallo = match &hecho {
        Ok(hecho) if hecho.bien() || paso.falla_adrede => None,
        Ok(hecho) => Some(hecho.final_en_palabras()),
        Err(causa) => Some(causa.clone()),
    };
    (hecho, fallo)
}

/// Dónde y cuándo se hizo.
fn equipo(python: &anyhow::Result<Python>) -> Value {
    let rust = Command::new("rustc").arg("--version").output().map(|fin| fin.stdout);
    let rust = String::from_utf8_lossy(&rust.unwrap_or_default()).replace("rustc", "Rust");
    json!({
        "python": python.as_ref().map_or_else(ToString::to_string, |python| python.version.clone()),
        "rust": rust.split(" (").next(),
        "nucleos": thread::available_parallelism().map_or(1, usize::from),
        "sistema": match std::env::consts::OS {
            "linux" => "Linux",
            "macos" => "macOS",
            "windows" => "Windows",
            otro => otro,
        },
        "momento": grupo::ahora() / 1000,
    })
}

fn rellenar(datos: &Value) -> anyhow::Result<String> {
    let mut entorno = Environment::new();
    entorno.set_trim_blocks(true);
    entorno.set_lstrip_blocks(true);
    entorno.add_template("page.html", include_str!("../page/page.html"))?;
    entorno.add_global("css", include_str!("../page/page.css"));
    entorno.add_global("js", include_str!("../page/page.js"));
    // Los de los dibujos, para cada proceso.
    let [claros, oscuros] = [Tema::Light, Tema::Dark].map(|tema| tema.procesos().to_vec());
    entorno.add_global("claros", claros);
    entorno.add_global("oscuros", oscuros);
    Ok(entorno.get_template("page.html")?.render(datos)?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]
mod pruebas;
