//! Lo que pide un ejercicio y sus pistas, leído de la página de su lección.

use anstyle::Style;
use anyhow::{Context, ensure};
use shared::cargo::raiz;
use std::fs;

/// Lo que dice la página de un ejercicio, en Markdown.
#[derive(Clone, Debug)]
pub struct Enunciado {
    /// En una frase.
    pub titulo: String,
    /// Lo que pide, en una línea.
    pub texto: String,
    /// Por dónde empezar, y casi la respuesta.
    pub pistas: [Pista; 2],
}

/// Una pista, en Markdown.
#[derive(Clone, Debug, Default)]
pub struct Pista {
    /// En una línea.
    pub texto: String,
    /// Las líneas que conviene mirar, si las hay; el texto enlaza su archivo.
    pub codigo: Vec<String>,
}

impl Enunciado {
    /// Lo busca en el apartado «Ejercicios» de una página, que se nombra desde la carpeta del proyecto. Es un error
    /// que no esté, o que le falte algo.
    pub fn leer(pagina: &str, numero: u32) -> anyhow::Result<Self> {
        let texto = fs::read_to_string(raiz().join(pagina));
        let texto = texto.with_context(|| format!("no se puede leer {pagina}"))?;
        let lineas: Vec<&str> = texto.lines().collect();
        let (mut dentro, mut donde) = (false, None);
        for (i, linea) in lineas.iter().enumerate() {
            if linea.starts_with("## ") {
                dentro = linea.trim_end() == "## Ejercicios";
            }
            if dentro && donde.is_none() && linea.starts_with(&format!("{numero}. ")) {
                donde = Some(i);
            }
        }
        let donde = donde.with_context(|| format!("{pagina} no explica el ejercicio {numero}"))?;
        let (_, principio) = lineas[donde].split_once(' ').unwrap_or_default();
        let mut suyas = vec![principio];
        // Hasta la primera línea que no va sangrada.
        for linea in &lineas[donde + 1..] {
            match linea.strip_prefix("   ") {
                Some(linea) => suyas.push(linea),
                None if linea.trim().is_empty() => suyas.push(""),
                None => break,
            }
        }
        entender(&suyas).with_context(|| format!("{pagina}, línea {}", donde + 1))
    }
}

/// `**Título** (la idea). Lo que pide.`, y detrás, cada una en su `<details>`, las dos pistas.
fn entender(lineas: &[&str]) -> anyhow::Result<Enunciado> {
    let mut partes = vec![Pista::default()];
    let mut en_codigo = false;
    for linea in lineas {
        if linea.starts_with("<details>") {
            partes.push(Pista::default());
        }
        let Some(parte) = partes.last_mut() else { continue };
        match linea.trim() {
            linea if linea.starts_with("```") => en_codigo = !en_codigo,
            _ if en_codigo => parte.codigo.push(linea.to_string()),
            "" => {}
            linea if linea.starts_with("<details>") || linea == "</details>" => {}
            linea if parte.texto.is_empty() => parte.texto += linea,
            linea => parte.texto += &format!(" {linea}"),
        }
    }
    let cuantas = partes.len() - 1;
    let partes: Result<[Pista; 3], _> = partes.try_into();
    let Ok([enunciado, pista, otra_pista]) = partes else {
        anyhow::bail!(
            "el ejercicio tiene que llevar detrás dos pistas sangradas, y lleva {cuantas}"
        )
    };
    let forma = "el ejercicio no tiene esta forma: N. **Título** (la idea). Lo que pide.";
    let texto = enunciado.texto.strip_prefix("**").context(forma)?;
    let (titulo, texto) = texto.split_once("** (").context(forma)?;
    let (idea, texto) = texto.split_once("). ").context(forma)?;
    ensure!(!pista.texto.is_empty() && !otra_pista.texto.is_empty(), "hay una pista vacía");
    let (titulo, texto) = (format!("{titulo}: {idea}"), texto.to_string());
    Ok(Enunciado { titulo, texto, pistas: [pista, otra_pista] })
}

/// Un texto de Markdown como se lee en una terminal: el código destaca sin sus acentos graves, y un enlace a un
/// archivo, que ahí no se puede seguir, es solo su nombre.
pub fn para_la_terminal(markdown: &str) -> String {
    let negrita = Style::new().bold();
    let mut texto = String::new();
    // De cada dos trozos, el segundo es código: ahí un asterisco es un asterisco.
    for (i, trozo) in markdown.split('`').enumerate() {
        texto += &match i % 2 {
            0 => sin_enlaces(trozo).replace('*', ""),
            _ => format!("{negrita}{trozo}{negrita:#}"),
        };
    }
    texto
}

fn sin_enlaces(texto: &str) -> String {
    let mut limpio = String::new();
    let mut resto = texto;
    while let Some((antes, despues)) = resto.split_once("](") {
        let (principio, nombre) = antes.rsplit_once('[').unwrap_or((antes, ""));
        let (destino, detras) = despues.split_once(')').unwrap_or((despues, ""));
        limpio = limpio + principio + nombre;
        if destino.starts_with("http") {
            limpio += &format!(" ({destino})");
        }
        resto = detras;
    }
    limpio + resto
}
