//! Lo que significan los errores del compilador: lo dice docs/compiler.md, y se repite detrás de su mensaje.

use crate::{Texto, envolver};
use pulldown_cmark::HeadingLevel;
use shared::ejecucion::construir::{Mensaje, NoConstruido};
use std::io::Write;

/// La página.
pub const PAGINA: &str = "docs/compiler.md";

/// Un error, como lo explica la página.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explicacion {
    /// Lo que lo causa: un programa entero, o lo que va dentro de `main`.
    pub programa: String,
    /// La primera línea del mensaje: `error[E0373]: closure may outlive…`.
    pub linea: String,
    /// Qué significa y qué hacer, en una línea.
    pub texto: String,
}

/// Las de la página, en su orden. Es un error que no se pueda leer.
pub fn explicaciones() -> anyhow::Result<Vec<Explicacion>> {
    let pagina = Texto::leer(PAGINA)?;
    let mut explicaciones = Vec::new();
    for apartado in pagina.apartados(HeadingLevel::H3) {
        let codigos = apartado.dice.codigos();
        let [programa, mensaje] = &codigos[..] else {
            anyhow::bail!("{}: faltan el programa o el mensaje", apartado.dice.lugar());
        };
        explicaciones.push(Explicacion {
            programa: programa.codigo.clone(),
            linea: mensaje.codigo.trim().to_string(),
            texto: apartado.dice.en_claro(),
        });
    }
    Ok(explicaciones)
}

/// Lo primero de una línea: `error[E0373]`, o `error`, porque no todos tienen código.
pub fn codigo(linea: &str) -> &str {
    let (codigo, _) = linea.split_once(": ").unwrap_or((linea, ""));
    codigo
}

/// La primera línea de un mensaje, sin sus colores.
pub fn primera_linea(mensaje: &Mensaje) -> String {
    let texto = anstream::adapter::strip_str(&mensaje.texto).to_string();
    texto.lines().next().unwrap_or_default().to_string()
}

/// Una línea, sin los nombres de cada cual ni lo que había donde se esperaba otra cosa.
fn sin_nombres(linea: &str) -> String {
    let (linea, _) = linea.split_once(", found ").unwrap_or((linea, ""));
    let mut sin_nombres = String::new();
    let mut es_codigo = false;
    for trozo in linea.split('`') {
        // De un código, un nombre; un signo hay que dejarlo.
        let es_nombre = es_codigo && trozo.contains(char::is_alphabetic);
        sin_nombres += if es_nombre { "…" } else { trozo };
        sin_nombres.push('`');
        es_codigo = !es_codigo;
    }
    sin_nombres
}

/// La que explica el error cuyo mensaje empieza por esa línea: la primera que dice lo mismo, con otros nombres; o la
/// única de su código, porque otra versión de Rust puede decirlo con otras palabras.
fn la_de<'a>(linea: &str, todas: &'a [Explicacion]) -> Option<&'a Explicacion> {
    for una in todas {
        if sin_nombres(&una.linea) == sin_nombres(linea) {
            return Some(una);
        }
    }
    let suyo = codigo(linea);
    let del_codigo: Vec<&Explicacion> = todas
        .iter()
        .filter(|una| codigo(&una.linea) == suyo)
        .collect();
    match del_codigo[..] {
        [unica] if suyo != "error" => Some(unica),
        _ => None,
    }
}

/// Si el error es que algo no compila, dice lo que significan los del compilador.
pub fn explicar_si_no_compila(error: &anyhow::Error) {
    if let Some(NoConstruido::NoCompila { mensajes, .. }) = error.downcast_ref() {
        explicar(mensajes);
    }
}

/// Dice lo que significan los tres primeros errores que están en la página.
fn explicar(mensajes: &[Mensaje]) {
    let todas = explicaciones().unwrap_or_default();
    let mut suyas: Vec<&Explicacion> = Vec::new();
    for mensaje in mensajes.iter().filter(|mensaje| mensaje.es_error) {
        let explicacion = la_de(&primera_linea(mensaje), &todas);
        if let Some(explicacion) = explicacion.filter(|una| !suyas.contains(una)) {
            suyas.push(explicacion);
        }
    }
    if suyas.is_empty() {
        return;
    }
    let mut dicho = String::new();
    for Explicacion { linea, texto, .. } in suyas.into_iter().take(3) {
        let texto = format!("{}: {texto}", codigo(linea));
        dicho += &format!("\n{}\n", envolver(&texto, ""));
    }
    // Que no se pueda decir no cambia nada.
    let _ = writeln!(anstream::stderr(), "{dicho}\nMás: {PAGINA}");
}
