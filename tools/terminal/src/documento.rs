//! Los documentos del proyecto, por partes. Cada parte sabe dónde está, para decirlo si no se entiende.

use anstyle::Style;
use anyhow::{Context, bail};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use shared::ejecucion::construir::raiz;
use std::fs;
use std::ops::Range;

/// Un documento, o una parte de él, en Markdown y sin su sangría.
#[derive(Clone, Debug)]
pub struct Texto {
    ruta: String,
    /// En qué línea empieza. La primera es la 1.
    linea: usize,
    /// El Markdown.
    pub texto: String,
}

/// Lo que hay debajo de un título.
#[derive(Clone, Debug)]
pub struct Apartado {
    /// El título, en Markdown.
    pub titulo: String,
    /// Lo que hay hasta el título siguiente del mismo nivel.
    pub dice: Texto,
}

/// Un punto de una lista.
#[derive(Clone, Debug)]
pub struct Punto {
    /// Su número, si la lista es numerada.
    pub numero: Option<u64>,
    /// Lo que dice.
    pub dice: Texto,
}

/// Lo que empieza por unas palabras en negrita: `**A.** Un segundo.`
#[derive(Clone, Debug)]
pub struct Rotulado {
    /// Esas palabras.
    pub rotulo: String,
    /// Lo que va detrás.
    pub dice: Texto,
}

/// Un bloque de código.
#[derive(Clone, Debug)]
pub struct Codigo {
    /// `rust`, `diff`, `text`…
    pub lenguaje: String,
    /// El código, con sus finales de línea.
    pub codigo: String,
}

/// El texto de un archivo que se nombra desde la carpeta del proyecto.
pub fn leer(ruta: &str) -> anyhow::Result<String> {
    let bytes = fs::read(raiz().join(ruta));
    let bytes = bytes.with_context(|| format!("no se puede leer {ruta}"))?;
    let texto = String::from_utf8(bytes).with_context(|| format!("{ruta} no está en UTF-8"))?;
    Ok(texto.replace("\r\n", "\n"))
}

impl Texto {
    /// Un documento entero, que se nombra desde la carpeta del proyecto.
    pub fn leer(ruta: &str) -> anyhow::Result<Self> {
        Ok(Texto {
            ruta: ruta.to_string(),
            linea: 1,
            texto: leer(ruta)?,
        })
    }

    /// Dónde empieza: `docs/why.md:12`.
    pub fn lugar(&self) -> String {
        format!("{}:{}", self.ruta, self.linea)
    }

    /// Un trozo de este, sin su sangría.
    fn parte(&self, rango: Range<usize>) -> Texto {
        let antes = self.texto[..rango.start].matches('\n').count();
        Texto {
            ruta: self.ruta.clone(),
            linea: self.linea + antes,
            texto: textwrap::dedent(&self.texto[rango]),
        }
    }

    /// Lo que el Markdown tiene, y dónde está cada cosa.
    fn eventos(&self) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
        Parser::new_ext(&self.texto, Options::ENABLE_TABLES).into_offset_iter()
    }

    /// El título del documento. Es un error que no esté al principio.
    pub fn titulo(&self) -> anyhow::Result<String> {
        match self.apartados(HeadingLevel::H1).into_iter().next() {
            Some(apartado) => Ok(apartado.titulo),
            None => bail!("{}: aquí va el título: # …", self.lugar()),
        }
    }

    /// Lo que hay bajo cada título de ese nivel.
    pub fn apartados(&self, nivel: HeadingLevel) -> Vec<Apartado> {
        let mut titulos = Vec::new();
        let mut cortes = Vec::new();
        for (evento, rango) in self.eventos() {
            if let Event::Start(Tag::Heading { level, .. }) = evento {
                if level == nivel {
                    titulos.push(rango.clone());
                }
                if level <= nivel {
                    cortes.push(rango.start);
                }
            }
        }
        let mut apartados = Vec::new();
        for titulo in titulos {
            let siguiente = cortes.iter().find(|corte| **corte >= titulo.end);
            let fin = siguiente.copied().unwrap_or(self.texto.len());
            let escrito = &self.texto[titulo.clone()];
            apartados.push(Apartado {
                titulo: escrito.trim_start_matches('#').trim().to_string(),
                dice: self.parte(titulo.end..fin),
            });
        }
        apartados
    }

    /// Lo que hay bajo ese título de segundo nivel. Es un error que no esté.
    pub fn apartado(&self, titulo: &str) -> anyhow::Result<Texto> {
        for apartado in self.apartados(HeadingLevel::H2) {
            if apartado.titulo == titulo {
                return Ok(apartado.dice);
            }
        }
        bail!("{} no tiene un apartado «{titulo}»", self.ruta)
    }

    /// Lo que va delante del primer título de ese nivel.
    pub fn antes_de_los_apartados(&self, nivel: HeadingLevel) -> Texto {
        for (evento, rango) in self.eventos() {
            if let Event::Start(Tag::Heading { level, .. }) = evento {
                if level == nivel {
                    return self.parte(0..rango.start);
                }
            }
        }
        self.clone()
    }

    /// Los puntos de sus listas, sin los de las listas que haya dentro de un punto.
    pub fn puntos(&self) -> Vec<Punto> {
        let mut puntos = Vec::new();
        let mut dentro = 0;
        let mut numero = None;
        for (evento, rango) in self.eventos() {
            match evento {
                Event::Start(Tag::List(primero)) => {
                    dentro += 1;
                    if dentro == 1 {
                        numero = primero;
                    }
                }
                Event::End(TagEnd::List(_)) => dentro -= 1,
                Event::Start(Tag::Item) if dentro == 1 => {
                    let dice = self.punto(rango);
                    puntos.push(Punto { numero, dice });
                    numero = numero.map(|este| este + 1);
                }
                _ => {}
            }
        }
        puntos
    }

    /// Un punto de una lista, sin su marca: lo demás está sangrado.
    fn punto(&self, rango: Range<usize>) -> Texto {
        let mut punto = self.parte(rango);
        let (primera, resto) = punto.texto.split_once('\n').unwrap_or((&punto.texto, ""));
        let (_, primera) = primera.split_once(' ').unwrap_or(("", primera));
        punto.texto = format!("{primera}\n{}", textwrap::dedent(resto));
        punto
    }

    /// Lo que va delante de la primera lista.
    pub fn entrada(&self) -> Texto {
        for (evento, rango) in self.eventos() {
            if let Event::Start(Tag::List(_)) = evento {
                return self.parte(0..rango.start);
            }
        }
        self.clone()
    }

    /// Las palabras en negrita por las que empieza, si empieza así, y lo que va detrás.
    pub fn rotulado(&self) -> Option<Rotulado> {
        let mut rotulo = String::new();
        let mut en_negrita = false;
        for (evento, rango) in self.eventos() {
            match evento {
                Event::Start(Tag::Paragraph) => {}
                Event::Start(Tag::Strong) => en_negrita = true,
                Event::Text(dicho) | Event::Code(dicho) if en_negrita => rotulo += &dicho,
                Event::End(TagEnd::Strong) => {
                    let dice = self.parte(rango.end..self.texto.len());
                    return Some(Rotulado { rotulo, dice });
                }
                _ => return None,
            }
        }
        None
    }

    /// Lo que va delante de lo primero que está plegado.
    pub fn sin_plegar(&self) -> Texto {
        let fin = self.texto.find("<details>").unwrap_or(self.texto.len());
        self.parte(0..fin)
    }

    /// Lo que está plegado, en `<details>`, cada cosa bajo su `<summary>`.
    pub fn plegados(&self) -> Vec<Apartado> {
        const PRINCIPIO: &str = "<details><summary>";
        let mut plegados = Vec::new();
        for (desde, _) in self.texto.match_indices(PRINCIPIO) {
            let desde = desde + PRINCIPIO.len();
            let resto = &self.texto[desde..];
            let Some((titulo, _)) = resto.split_once("</summary>") else {
                continue;
            };
            let dentro = desde + titulo.len() + "</summary>".len();
            let Some(largo) = self.texto[dentro..].find("</details>") else {
                continue;
            };
            plegados.push(Apartado {
                titulo: titulo.to_string(),
                dice: self.parte(dentro..dentro + largo),
            });
        }
        plegados
    }

    /// Sus bloques de código.
    pub fn codigos(&self) -> Vec<Codigo> {
        let mut codigos = Vec::new();
        let mut abierto: Option<Codigo> = None;
        for (evento, _) in self.eventos() {
            match evento {
                Event::Start(Tag::CodeBlock(clase)) => {
                    let lenguaje = match clase {
                        pulldown_cmark::CodeBlockKind::Fenced(lenguaje) => lenguaje.to_string(),
                        pulldown_cmark::CodeBlockKind::Indented => String::new(),
                    };
                    let codigo = String::new();
                    abierto = Some(Codigo { lenguaje, codigo });
                }
                Event::Text(texto) => {
                    if let Some(bloque) = &mut abierto {
                        bloque.codigo += &texto;
                    }
                }
                Event::End(TagEnd::CodeBlock) => codigos.extend(abierto.take()),
                _ => {}
            }
        }
        codigos
    }

    /// Lo que va detrás de su último bloque de código; si no tiene ninguno, todo.
    pub fn tras_los_codigos(&self) -> Texto {
        let mut desde = 0;
        for (evento, rango) in self.eventos() {
            if let Event::End(TagEnd::CodeBlock) = evento {
                desde = rango.end;
            }
        }
        self.parte(desde..self.texto.len())
    }

    /// Comprueba que en sus tablas no falte la raya de debajo de la primera fila, y que ninguna fila tenga más columnas o
    /// menos que esa: al dibujarla se perdería algo.
    pub fn comprobar_tablas(&self) -> anyhow::Result<()> {
        let mut columnas = 0;
        for (evento, rango) in self.eventos() {
            let escrito = &self.texto[rango.clone()];
            match evento {
                // Lo que parece una tabla y, sin la raya, no lo es.
                Event::Start(Tag::Paragraph) if escrito.starts_with('|') => {
                    let lugar = self.parte(rango).tras_una_linea().lugar();
                    bail!("{lugar}: aquí va la raya de la tabla: | --- |");
                }
                Event::Start(Tag::TableHead) => columnas = contar_columnas(escrito),
                Event::Start(Tag::TableRow) if contar_columnas(escrito) != columnas => {
                    let lugar = self.parte(rango).lugar();
                    bail!(
                        "{lugar}: esta fila de la tabla no tiene las columnas de la primera. Dentro de una celda, \
                         «|» se escribe «\\|»"
                    );
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// El mismo, sin su primera línea.
    pub fn tras_una_linea(&self) -> Texto {
        let fin = self.texto.find('\n').map(|fin| fin + 1);
        self.parte(fin.unwrap_or(self.texto.len())..self.texto.len())
    }

    /// Sus párrafos en una línea, como se leen en una terminal: el código destaca sin sus acentos graves, y un enlace a un
    /// archivo, que no se puede seguir, es solo su nombre. Los bloques de código no están.
    pub fn en_claro(&self) -> String {
        let negrita = Style::new().bold();
        let mut claro = String::new();
        let mut en_bloque = false;
        let mut destino = String::new();
        for (evento, _) in self.eventos() {
            match evento {
                Event::Start(Tag::CodeBlock(_)) => en_bloque = true,
                Event::End(TagEnd::CodeBlock) => en_bloque = false,
                Event::Text(texto) if !en_bloque => claro += &texto,
                Event::Code(codigo) => claro += &format!("{negrita}{codigo}{negrita:#}"),
                Event::Start(Tag::Link { dest_url, .. }) => destino = dest_url.to_string(),
                Event::End(TagEnd::Link) if destino.starts_with("http") => {
                    claro += &format!(" ({destino})");
                }
                Event::SoftBreak | Event::End(TagEnd::Paragraph | TagEnd::Item) => claro.push(' '),
                _ => {}
            }
        }
        claro.trim().to_string()
    }
}

/// Las barras de una fila de una tabla, sin las que van dentro de una celda.
fn contar_columnas(fila: &str) -> usize {
    fila.replace("\\|", "").matches('|').count()
}

#[cfg(test)]
mod pruebas {
    use super::*;

    const DOCUMENTO: &str = "# Título\n\nEntrada.\n\n## Uno\n\nDos puntos:\n\n\
        1. **Primero** ([aquí](src/main.rs)), con `x = 1`\n   y sigue.\n\n   \
        <details><summary>Pista</summary>\n\n   Mira:\n\n   ```rust\n   let x;\n   ```\n\n   </details>\n\n\
        2. Segundo, en <https://x.es>.\n\n   - dentro\n\n## Dos\n\nNada.\n";

    fn documento() -> Texto {
        Texto {
            ruta: "d.md".to_string(),
            linea: 1,
            texto: DOCUMENTO.to_string(),
        }
    }

    #[test]
    fn cada_parte_sabe_lo_que_dice_y_donde_esta() {
        let documento = documento();
        assert_eq!(documento.titulo().unwrap(), "Título");
        let uno = documento.apartado("Uno").unwrap();
        assert_eq!(uno.entrada().en_claro(), "Dos puntos:");
        let puntos = uno.puntos();
        assert_eq!(puntos.len(), 2);
        assert_eq!(puntos[1].numero, Some(2));
        assert_eq!(puntos[1].dice.lugar(), "d.md:22");
        let primero = &puntos[0].dice;
        let plegados = primero.plegados();
        assert_eq!(plegados[0].titulo, "Pista");
        assert_eq!(plegados[0].dice.en_claro(), "Mira:");
        assert_eq!(plegados[0].dice.codigos()[0].codigo, "let x;\n");
        let claro = anstream::adapter::strip_str(&primero.sin_plegar().en_claro()).to_string();
        assert_eq!(claro, "Primero (aquí), con x = 1 y sigue.");
        assert_eq!(documento.apartado("Dos").unwrap().en_claro(), "Nada.");
        assert!(documento.apartado("Tres").is_err());
    }

    fn texto(texto: &str) -> Texto {
        Texto {
            texto: texto.to_string(),
            ..documento()
        }
    }

    #[test]
    fn de_una_parte_se_toma_lo_que_va_antes_o_despues() {
        let antes = documento().antes_de_los_apartados(HeadingLevel::H2);
        assert_eq!(antes.en_claro(), "TítuloEntrada.");
        let plegado = texto("Mira:\n\n```text\nuna\n```\n\nDos segundos.\n");
        assert_eq!(plegado.tras_los_codigos().en_claro(), "Dos segundos.");
        let opcion = texto("**A.** `main` sigue.\n").rotulado().unwrap();
        assert_eq!(opcion.rotulo, "A.");
        assert_eq!(opcion.dice.texto.trim(), "`main` sigue.");
        assert!(texto("No **A.** sigue.\n").rotulado().is_none());
        assert!(texto("").rotulado().is_none());
    }

    #[test]
    fn de_una_tabla_en_la_que_se_perderia_algo_se_sabe_donde() {
        let tabla = "Así:\n\n| a | b |\n| --- | --- |\n| `\\|x\\|` | 2 |\n";
        assert!(texto(tabla).comprobar_tablas().is_ok());
        for (antes, despues, esperado) in [
            ("| --- | --- |\n", "", "d.md:4: aquí va la raya"),
            ("\\|x", "|x", "d.md:5: esta fila de la tabla no tiene"),
            ("| 2 |", "|", "d.md:5: esta fila de la tabla no tiene"),
        ] {
            let mala = texto(&tabla.replace(antes, despues));
            let error = mala.comprobar_tablas().unwrap_err().to_string();
            assert!(error.starts_with(esperado), "{antes}: {error}");
        }
    }
}
