//! La clase en una página: los programas de los dos idiomas uno al lado del otro, lo que hizo cada uno al
//! ejecutarlo, y lo que dice la documentación.
//!
//! Aquí se ejecuta y se reúne todo. Lo que se ve está en `tools/page/`: la plantilla, lo que se cuenta y se ejecuta
//! (`class.toml`) y qué línea va al lado de cuál (`rows/`). Lo demás se lee de donde ya está escrito.

mod codigo;
mod datos;
mod filas;
mod grabado;
mod markdown;
mod preguntas;

use crate::dibujo;
use crate::documento::Texto;
use crate::programa::python::Python;
use crate::programa::{ahora, catalogo, grupo};
use crate::salida::en_espanol;
use crate::{Ejecucion, leer};
use anyhow::{Context, ensure};
use datos::{Datos, Leccion, Medida, Orden};
use filas::{Archivo, filas};
use grabado::grabado;
use markdown::{con_tablas, html, titulo};
use minijinja::Environment;
use preguntas::Pregunta;
use serde_json::{Value, json};
use shared::traza::VARIABLE;
use std::collections::BTreeMap;
use std::process::Command;
use std::thread;
use sysinfo::System;

/// La página hecha, y lo que no fue bien al hacerla.
#[derive(Debug)]
pub struct Pagina {
    /// El archivo entero.
    pub html: String,
    /// Una frase por cada programa que no se pudo ejecutar o no terminó bien; lo demás está en la página.
    pub fallos: Vec<String>,
}

/// Ejecuta los programas, de uno en uno para que ninguno estorbe a lo que mide otro, y hace la página. Antes de cada
/// uno dice cuántos son y cuál es. Es un error que falte algo del proyecto, que los datos no digan lo mismo que los
/// programas o que llegue Ctrl-C; que un programa falle, no: la página lo dice en su sitio.
pub fn hacer(avance: &dyn Fn(usize, &str)) -> anyhow::Result<Pagina> {
    let Datos {
        lecciones,
        mut afirmaciones,
    } = datos::todos()?;
    let mut secciones = secciones(&lecciones)?;
    let documentos = markdown::documentos()?;
    let cuando = con_tablas("docs/claims.md")?
        .apartado("Cuándo cada cosa, en Rust")?
        .texto;
    let ordenes = lecciones
        .iter()
        .flat_map(|leccion| [&leccion.rust, &leccion.python]);
    let medidas = afirmaciones.iter().flat_map(|una| &una.programas);
    let pasos = ordenes
        .map(|orden| (orden, None))
        .chain(medidas.map(|m| (&m.orden, Some(m))));
    let pasos: Vec<_> = pasos.collect();
    // Qué programas de Rust hay se sabe antes de ejecutar ninguno.
    let hay = catalogo::programas()?;
    for (Orden { texto, rust }, _) in &pasos {
        let esta = rust
            .as_ref()
            .is_none_or(|programa| hay.iter().any(|otro| otro.es(programa)));
        ensure!(
            esta,
            "tools/page/class.toml: no hay ningún programa para «{texto}»"
        );
    }
    let python = Python::buscar();
    let mut fallos = Vec::new();
    let hechos = ejecutar(&pasos, &python, avance, &mut fallos)?;
    let mut juntos = Vec::new();
    for (seccion, suya) in secciones.iter_mut().zip(&lecciones) {
        let suyos = [("Python", &suya.python), ("Rust", &suya.rust)];
        let suyos = suyos.map(|(idioma, orden)| (idioma.to_string(), &hechos[&orden.texto]));
        seccion["grabado"] = grabado(&suyos);
        let titulo = |idioma| format!("{}, {idioma}", suya.titulo);
        juntos.extend(suyos.map(|(idioma, hecho)| (titulo(idioma), hecho)));
        if suya.juntas.is_some() {
            seccion["juntos"] = grabado(&juntos);
            juntos.clear();
        }
    }
    for medida in afirmaciones.iter_mut().flat_map(|una| &mut una.programas) {
        medida.dice = medida.mostrar(&hechos[&medida.orden.texto]);
    }
    let html = rellenar(&json!({
        "secciones": secciones,
        "afirmaciones": afirmaciones,
        "cuando": html(&cuando),
        "documentos": documentos,
        "equipo": equipo(&python),
    }))?;
    Ok(Pagina { html, fallos })
}

/// Lo que hizo cada orden, o por qué no se sabe.
type Hechos = BTreeMap<String, Result<Ejecucion, String>>;

/// Las órdenes de una lección se dibujan; de la medida de una afirmación, ni se anota nada ni se cuentan los
/// procesos, que cuesta.
fn ejecutar(
    pasos: &[(&Orden, Option<&Medida>)],
    python: &anyhow::Result<Python>,
    avance: &dyn Fn(usize, &str),
    fallos: &mut Vec<String>,
) -> anyhow::Result<Hechos> {
    let mut hechos = Hechos::new();
    for (orden, medida) in pasos {
        let texto = &orden.texto;
        avance(pasos.len(), texto);
        // Dos afirmaciones, o una afirmación y una lección, pueden nombrar la misma.
        if hechos.contains_key(texto) {
            continue;
        }
        let programa = orden.programa(python);
        let se_puede = programa.is_ok();
        let hecho = programa.and_then(|mut programa| {
            match medida {
                None => programa.maximo = Some(usize::MAX),
                Some(_) => programa = programa.variable(VARIABLE, ""),
            }
            programa.ejecutar()
        });
        ensure!(!grupo::interrumpido(), "interrumpido");
        let hecho = hecho.map_err(|error| en_espanol(&error));
        match &hecho {
            // Que a Python le falte algo se dice en la página, y no es un fallo de nadie.
            _ if !se_puede => {}
            Ok(hecho) if hecho.bien() || medida.is_some_and(|medida| medida.falla_adrede) => {}
            Ok(hecho) => fallos.push(format!("{texto}: {}", hecho.final_en_palabras())),
            Err(causa) => fallos.push(format!("{texto}: {causa}")),
        }
        hechos.insert(texto.clone(), hecho);
    }
    Ok(hechos)
}

/// Lo que se dice de las lecciones sin ejecutarlas. Las de una misma página se reparten sus preguntas, y se explica
/// detrás de la última.
fn secciones(lecciones: &[Leccion]) -> anyhow::Result<Vec<Value>> {
    let mut secciones = Vec::new();
    for suyas in lecciones.chunk_by(|una, otra| una.pagina == otra.pagina) {
        let pagina = con_tablas(&suyas[0].pagina)?;
        let antes_de_ejecutar = pagina.apartado("Antes de ejecutar")?;
        let entrada = html(entrada(&antes_de_ejecutar));
        let todas = preguntas(&antes_de_ejecutar)?;
        let (cuantas, lugar) = (todas.len(), antes_de_ejecutar.lugar());
        let de_cada_una = cuantas / suyas.len();
        ensure!(
            de_cada_una > 0 && cuantas % suyas.len() == 0,
            "{lugar}: aquí hay {cuantas} preguntas, y se reparten entre {} lecciones",
            suyas.len()
        );
        for (leccion, antes) in suyas.iter().zip(todas.chunks(de_cada_una)) {
            let mut seccion = programas(leccion)?;
            seccion["entrada"] = json!(entrada);
            seccion["antes"] = json!(antes);
            if suyas.len() > 1 {
                let id = leccion.pagina.trim_end_matches("/README.md");
                seccion["con_otras"] = json!({ "id": id, "titulo": titulo(&pagina)? });
            }
            secciones.push(seccion);
        }
        if let Some(ultima) = secciones.last_mut() {
            ultima["explicacion"] = explicacion(&pagina)?;
        }
    }
    Ok(secciones)
}

fn programas(leccion: &Leccion) -> anyhow::Result<Value> {
    let ruta = format!("tools/page/rows/{}.txt", leccion.id);
    let archivos = leccion.archivos.iter().enumerate();
    let archivos = archivos.map(|(i, ruta)| Archivo::leer(ruta, i < 2));
    let archivos: Vec<Archivo> = archivos.collect::<anyhow::Result<_>>()?;
    let mut seccion = json!(leccion);
    seccion["filas"] = json!(filas(&ruta, &leer(&ruta)?, &archivos)?);
    seccion["codigos"] = archivos
        .iter()
        .map(|archivo| &*archivo.texto)
        .take(2)
        .collect();
    Ok(seccion)
}

fn preguntas(apartado: &Texto) -> anyhow::Result<Vec<Pregunta>> {
    apartado
        .puntos()
        .iter()
        .map(|(_, dicho)| Pregunta::entender(dicho))
        .collect()
}

/// Lo que va delante de las preguntas.
fn entrada(apartado: &Texto) -> &str {
    apartado.texto.split("\n1. ").next().unwrap_or_default()
}

/// Lo que una página dice después de ejecutar.
fn explicacion(pagina: &Texto) -> anyhow::Result<Value> {
    let cambios = pagina.apartado("Qué cambia si…")?;
    Ok(json!({
        "por_que": html(por_que(&pagina.apartado("Ejecútalo")?)?),
        "idea": html(&pagina.apartado("La idea, en los dos idiomas")?.texto),
        "para_cambiar": html(entrada(&cambios)),
        "cambios": preguntas(&cambios)?,
        "ejercicios": html(&pagina.apartado("Ejercicios")?.texto),
    }))
}

/// La explicación de lo que sale en la pantalla: va detrás, en el mismo plegado.
fn por_que(apartado: &Texto) -> anyhow::Result<&str> {
    let plegado = apartado
        .texto
        .split_once("<summary>Lo que se ve, y por qué</summary>");
    let visto = plegado.and_then(|(_, resto)| resto.split("</details>").next());
    let visto = visto.and_then(|visto| visto.rsplit_once("```\n"));
    let (_, por_que) = visto
        .with_context(|| format!("{}: no está «Lo que se ve, y por qué»", apartado.lugar()))?;
    Ok(por_que)
}

/// Dónde y cuándo se hizo.
fn equipo(python: &anyhow::Result<Python>) -> Value {
    let rust = Command::new("rustc")
        .arg("--version")
        .output()
        .map(|fin| fin.stdout);
    let rust = String::from_utf8_lossy(&rust.unwrap_or_default()).replace("rustc", "Rust");
    json!({
        "python": python.as_ref().map_or_else(ToString::to_string, |python| python.version.clone()),
        "rust": rust.split(" (").next(),
        "nucleos": thread::available_parallelism().map_or(1, usize::from),
        "sistema": System::long_os_version(),
        "momento": ahora() / 1000,
    })
}

fn rellenar(datos: &Value) -> anyhow::Result<String> {
    let mut entorno = Environment::new();
    entorno.set_trim_blocks(true);
    entorno.set_lstrip_blocks(true);
    entorno.add_template("page.html", include_str!("../page/page.html"))?;
    entorno.add_global("css", include_str!("../page/page.css"));
    entorno.add_global("js", include_str!("../page/page.js"));
    entorno.add_global(
        "colores",
        minijinja::Value::from_serialize(dibujo::colores()?),
    );
    Ok(entorno.get_template("page.html")?.render(datos)?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]
mod pruebas;
