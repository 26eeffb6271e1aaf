//! Lo que pide un ejercicio y sus pistas, leído de la página de su lección.

use anyhow::{Context, ensure};
use terminal::Texto;
use terminal::documento::Apartado;

/// Lo que dice la página de un ejercicio, como se lee en una terminal.
#[derive(Clone, Debug)]
pub struct Enunciado {
    /// En una frase: `Cinco tareas: un bucle`.
    pub titulo: String,
    /// Lo que pide, en una línea.
    pub texto: String,
    /// Dos: por dónde empezar, y casi la respuesta.
    pub pistas: [Pista; 2],
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
    pub fn leer(pagina: &str, numero: u32) -> anyhow::Result<Self> {
        let apartado = Texto::leer(pagina)?.apartado("Ejercicios")?;
        let suyo = Some(u64::from(numero));
        let mut puntos = apartado.puntos().into_iter();
        let punto = puntos.find(|punto| punto.numero == suyo);
        let punto = punto.with_context(|| format!("{pagina} no explica el ejercicio {numero}"))?;
        Self::entender(&punto.dice).with_context(|| punto.dice.lugar())
    }

    /// `**Título** (la idea). Lo que pide.`, y detrás, plegadas, las dos pistas.
    fn entender(punto: &Texto) -> anyhow::Result<Self> {
        let forma = "el ejercicio no tiene esta forma: N. **Título** (la idea). Lo que pide.";
        let enunciado = punto.sin_plegar().en_claro();
        let (titulo, resto) = enunciado.split_once(" (").context(forma)?;
        let (idea, texto) = resto.split_once("). ").context(forma)?;
        let plegadas = punto.plegados();
        let cuantas = plegadas.len();
        ensure!(
            cuantas == 2,
            "el ejercicio tiene dos pistas sangradas, y aquí hay {cuantas}"
        );
        Ok(Enunciado {
            titulo: format!("{titulo}: {idea}"),
            texto: texto.to_string(),
            pistas: [Pista::nueva(&plegadas[0]), Pista::nueva(&plegadas[1])],
        })
    }
}

impl Pista {
    fn nueva(plegada: &Apartado) -> Self {
        let mut codigo = String::new();
        for bloque in plegada.dice.codigos() {
            codigo += &bloque.codigo;
        }
        Pista {
            texto: plegada.dice.en_claro(),
            codigo,
        }
    }
}

#[cfg(test)]
mod pruebas {
    use crate::EJERCICIOS;
    use terminal::documento::leer;

    #[test]
    fn cada_ejercicio_tiene_enunciado_y_dos_pistas() {
        for ejercicio in &EJERCICIOS {
            let enunciado = ejercicio.enunciado().expect("un enunciado");
            let [una, otra] = &enunciado.pistas;
            assert!(enunciado.texto.len() > 60, "{enunciado:?}");
            assert!(una.codigo.is_empty(), "{una:?}");
            let lineas = otra.codigo.lines().count();
            assert!((2..=20).contains(&lineas), "{otra:?}");
            for texto in [&enunciado.texto, &una.texto, &otra.texto] {
                assert!(!texto.contains('`') && !texto.contains("]("), "{texto}");
            }
        }
    }

    #[test]
    fn las_lineas_de_cada_pista_estan_en_el_archivo_que_nombra() {
        for ejercicio in &EJERCICIOS {
            let enunciado = ejercicio.enunciado().expect("un enunciado");
            let pista = &enunciado.pistas[1];
            let texto = pista.texto.trim_end_matches(':');
            let archivo = texto.rsplit(' ').next().unwrap_or_default();
            let programa = leer(archivo).expect(archivo);
            let mut quedan = programa.lines().map(str::trim);
            for linea in pista.codigo.lines().map(str::trim) {
                let esta = linea.is_empty() || quedan.any(|otra| otra == linea);
                assert!(esta, "{archivo} no dice «{linea}»");
            }
        }
    }
}
