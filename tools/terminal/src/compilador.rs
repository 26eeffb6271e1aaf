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
    /// Trozos de sus otras líneas, si de ese código hay varias causas y se distinguen por ellos.
    pub detalles: Vec<String>,
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
        let mut lineas = mensaje.codigo.lines().map(String::from);
        explicaciones.push(Explicacion {
            programa: programa.codigo.clone(),
            linea: lineas.next().unwrap_or_default(),
            detalles: lineas.collect(),
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

/// Un mensaje, sin sus colores.
pub fn sin_colores(mensaje: &Mensaje) -> String {
    anstream::adapter::strip_str(&mensaje.texto).to_string()
}

/// La primera línea de un mensaje, sin sus colores.
pub fn primera_linea(mensaje: &Mensaje) -> String {
    let texto = sin_colores(mensaje);
    texto.lines().next().unwrap_or_default().to_string()
}

impl Explicacion {
    /// Si tiene detalles y están todos en ese mensaje, sea cual sea lo que llevan dentro sus tipos.
    pub fn tiene_sus_detalles(&self, mensaje: &str) -> bool {
        let mensaje = con_tipos_cortos(mensaje);
        let mut los_tiene = !self.detalles.is_empty();
        for detalle in &self.detalles {
            los_tiene &= mensaje.contains(&con_tipos_cortos(detalle));
        }
        los_tiene
    }
}

/// Un texto, sin dónde está cada tipo ni lo que lleva dentro: de `std::sync::Mutex<i32>` queda `Mutex<…>`.
fn con_tipos_cortos(texto: &str) -> String {
    let lineas = texto.lines();
    let cortas: Vec<String> = lineas
        .map(|linea| cambiar_los_codigos(linea, tipo_corto))
        .collect();
    cortas.join("\n")
}

fn tipo_corto(tipo: &str) -> String {
    let (ruta, dentro) = tipo.split_once('<').unwrap_or((tipo, ""));
    let nombre = ruta.rsplit("::").next().unwrap_or(ruta);
    if dentro.is_empty() {
        return nombre.to_string();
    }
    format!("{nombre}<…>")
}

/// Una línea, sin los nombres de cada cual ni lo que había donde se esperaba otra cosa.
fn sin_nombres(linea: &str) -> String {
    let (linea, _) = linea.split_once(", found ").unwrap_or((linea, ""));
    // De un código, un nombre; un signo hay que dejarlo.
    cambiar_los_codigos(linea, |codigo| match codigo.contains(char::is_alphabetic) {
        true => "…".to_string(),
        false => codigo.to_string(),
    })
}

/// Una línea con otra cosa en lugar de cada código que lleva entre acentos graves.
fn cambiar_los_codigos(linea: &str, cambiar: fn(&str) -> String) -> String {
    let mut trozos = Vec::new();
    for (i, trozo) in linea.split('`').enumerate() {
        let es_codigo = i % 2 == 1;
        trozos.push(match es_codigo {
            true => cambiar(trozo),
            false => trozo.to_string(),
        });
    }
    trozos.join("`")
}

/// La que explica el error de ese mensaje: la que tiene sus detalles; si no, la primera que dice lo mismo, con otros
/// nombres; o la única de su código, porque otra versión de Rust puede decirlo con otras palabras.
pub fn la_de<'a>(mensaje: &Mensaje, todas: &'a [Explicacion]) -> Option<&'a Explicacion> {
    let linea = primera_linea(mensaje);
    let texto = sin_colores(mensaje);
    let suyo = codigo(&linea);
    let mut sin_detalles = Vec::new();
    for una in todas.iter().filter(|una| codigo(&una.linea) == suyo) {
        if una.tiene_sus_detalles(&texto) {
            return Some(una);
        }
        if una.detalles.is_empty() {
            sin_detalles.push(una);
        }
    }
    for una in &sin_detalles {
        if sin_nombres(&una.linea) == sin_nombres(&linea) {
            return Some(una);
        }
    }
    match sin_detalles[..] {
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
        let explicacion = la_de(mensaje, &todas);
        if let Some(explicacion) = explicacion.filter(|una| !suyas.contains(una)) {
            suyas.push(explicacion);
        }
    }
    if suyas.is_empty() {
        let _ = writeln!(
            anstream::stderr(),
            "\nCómo se lee un mensaje del compilador: {PAGINA}"
        );
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
