//! Los documentos del proyecto, por partes. Cada parte sabe dónde está, para decirlo si no se entiende.

use crate::leer;
use anyhow::Context;

/// Un documento, o unas líneas seguidas de él sin su sangría.
pub struct Texto {
    ruta: String,
    /// En cuál empieza. La primera es la 1.
    linea: usize,
    pub texto: String,
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

    /// Lo que hay bajo un título de segundo nivel.
    pub fn apartado(&self, titulo: &str) -> anyhow::Result<Self> {
        let escrito = format!("## {titulo}");
        let donde = self.texto.lines().position(|linea| linea == escrito);
        let donde =
            donde.with_context(|| format!("{} no tiene un apartado «{titulo}»", self.ruta))?;
        let suyas = self.texto.lines().skip(donde + 1);
        let suyas = suyas
            .take_while(|linea| !linea.starts_with("## "))
            .collect();
        Ok(self.parte(donde + 1, suyas))
    }

    /// Los puntos de sus listas numeradas, con su número. Uno llega hasta la primera línea sin sangrar.
    pub fn puntos(&self) -> Vec<(&str, Texto)> {
        let mut puntos = Vec::new();
        for (i, linea) in self.texto.lines().enumerate() {
            let Some((numero, primera)) = numerada(linea) else {
                continue;
            };
            let es_suya = |linea: &&str| linea.trim().is_empty() || linea.starts_with("   ");
            let resto: Vec<&str> = self.texto.lines().skip(i + 1).take_while(es_suya).collect();
            let resto = textwrap::dedent(&resto.join("\n"));
            puntos.push((numero, self.parte(i, vec![primera, &resto])));
        }
        puntos
    }

    /// Dónde empieza: `docs/why.md:12`.
    pub fn lugar(&self) -> String {
        format!("{}:{}", self.ruta, self.linea)
    }

    fn parte(&self, desde: usize, lineas: Vec<&str>) -> Texto {
        let texto = lineas.join("\n");
        Texto {
            ruta: self.ruta.clone(),
            linea: self.linea + desde,
            texto,
        }
    }
}

/// El número y lo demás.
fn numerada(linea: &str) -> Option<(&str, &str)> {
    let (numero, resto) = linea.split_once(". ")?;
    numero.parse::<u32>().ok().map(|_| (numero, resto))
}
