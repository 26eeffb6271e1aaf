//! Lo que pide un ejercicio y sus pistas, leído de la página de su lección.

use crate::documento::Texto;
use anstyle::Style;
use anyhow::{Context, ensure};

/// Lo que dice la página de un ejercicio, como se lee en una terminal.
#[derive(Clone, Debug)]
pub struct Enunciado {
    /// En una frase.
    pub titulo: String,
    /// Lo que pide, en una línea.
    pub texto: String,
    /// Dos: por dónde empezar, y casi la respuesta.
    pub pistas: Vec<Pista>,
}

/// Una pista.
#[derive(Clone, Debug)]
pub struct Pista {
    /// En una línea. Si hay código, acaba en la ruta de su archivo.
    pub texto: String,
    /// Las líneas que conviene mirar, si las hay.
    pub codigo: String,
}

impl Enunciado {
    /// Lo busca en el apartado «Ejercicios» de una página, que se nombra desde la carpeta del proyecto. Es un error
    /// que no esté, o que le falte algo.
    pub fn leer(pagina: &str, numero: &str) -> anyhow::Result<Self> {
        let apartado = Texto::leer(pagina)?.apartado("Ejercicios")?;
        let mut puntos = apartado.puntos().into_iter();
        let suyo = puntos.find(|(otro, _)| *otro == numero);
        let (_, suyo) =
            suyo.with_context(|| format!("{pagina} no explica el ejercicio {numero}"))?;
        Self::entender(&suyo.texto).context(suyo.lugar())
    }

    /// `**Título** (la idea). Lo que pide.`, y detrás, cada una en su `<details>`, las dos pistas.
    fn entender(markdown: &str) -> anyhow::Result<Self> {
        let forma = "el ejercicio no tiene esta forma: N. **Título** (la idea). Lo que pide.";
        let (enunciado, pistas) = markdown.split_once("<details>").unwrap_or((markdown, ""));
        let enunciado = para_la_terminal(enunciado);
        let (titulo, texto) = enunciado.split_once(" (").context(forma)?;
        let (idea, texto) = texto.split_once("). ").context(forma)?;
        let pistas: Vec<Pista> = pistas
            .split("<details>")
            .filter_map(Pista::entender)
            .collect();
        let cuantas = pistas.len();
        ensure!(
            cuantas == 2,
            "el ejercicio tiene dos pistas sangradas, y aquí hay {cuantas}"
        );
        Ok(Enunciado {
            titulo: format!("{titulo}: {idea}"),
            texto: texto.to_string(),
            pistas,
        })
    }
}

impl Pista {
    fn entender(markdown: &str) -> Option<Self> {
        let (_, pista) = markdown.split_once("</summary>")?;
        let (pista, _) = pista.split_once("</details>")?;
        let (texto, codigo) = pista.split_once("```rust\n").unwrap_or((pista, ""));
        let (codigo, _) = codigo.split_once("```").unwrap_or((codigo, ""));
        Some(Pista {
            texto: para_la_terminal(texto),
            codigo: codigo.to_string(),
        })
    }
}

/// Un párrafo en una línea, en la que el código destaca sin sus acentos graves.
pub(crate) fn para_la_terminal(markdown: &str) -> String {
    let parrafo = markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    let negrita = Style::new().bold();
    let mut texto = String::new();
    // De cada dos trozos, el segundo es código: ahí un asterisco es un asterisco.
    for (i, trozo) in parrafo.split('`').enumerate() {
        texto += &match i % 2 {
            0 => sin_enlaces(trozo).replace('*', ""),
            _ => format!("{negrita}{trozo}{negrita:#}"),
        };
    }
    texto
}

/// Un enlace a un archivo, que en una terminal no se puede seguir, es solo su nombre.
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
