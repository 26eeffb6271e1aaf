//! Dos programas, línea a línea.

use super::codigo::colorear;
use super::documento::Celda;
use anyhow::Context;
use serde_json::{Value, json};
use shared::cargo::raiz;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fs;

/// Lo que se escribe de una manera en Python y de otra en Rust: las filas de las tablas de los README.
pub struct Equivalencias {
    todas: Vec<Equivalencia>,
    propias: usize,
}

struct Equivalencia {
    /// Qué se hace, o qué cambia.
    que: String,
    python: Vec<String>,
    rust: Vec<String>,
}

/// Una función de `shared` que una lección usa.
pub struct Ayuda {
    nombre: &'static str,
    archivo: &'static str,
    rust: String,
    /// La de Python, si tiene.
    python: String,
}

/// Dónde está cada una, qué otras necesita para que se entienda, y cómo empieza lo mismo en Python.
const AYUDAS: [(&str, &str, &[&str], &[&str]); 6] = [
    ("tarea", "shared/src/tarea.rs", &[], &["def tarea("]),
    ("tarea_de_proceso", "shared/src/tarea.rs", &[], &["def tarea("]),
    (
        "realizar_peticion",
        "shared/src/peticion.rs",
        &["pedir"],
        &["def realizar_peticion(", "for url in dominios:"],
    ),
    ("leer_dominios", "shared/src/dominios.rs", &["DOMINIOS"], &["dominios = "]),
    ("encargo", "shared/src/proceso.rs", &[], &[]),
    ("este_programa", "shared/src/proceso.rs", &[], &[]),
];

impl Ayuda {
    /// Las que usa un programa de Rust.
    pub fn de(rust: &str, python: &str) -> anyhow::Result<Vec<Self>> {
        let mut ayudas = Vec::new();
        for (nombre, archivo, tambien, en_python) in AYUDAS {
            if rust.lines().any(|linea| la_llama(linea, nombre)) {
                let codigo = fs::read_to_string(raiz().join(archivo))?.replace("\r\n", "\n");
                let funcion = |cual: &&str| {
                    funcion(&codigo, cual).with_context(|| format!("{archivo} no tiene {cual}"))
                };
                let usa: String = codigo
                    .lines()
                    .filter(|l| l.starts_with("use "))
                    .map(|l| format!("{l}\n"))
                    .collect();
                let partes = [&nombre].into_iter().chain(tambien).map(funcion);
                let partes = std::iter::once(Ok(usa)).chain(partes);
                let rust = partes.collect::<anyhow::Result<Vec<_>>>()?.join("\n");
                let python = en_python.iter().find_map(|principio| bloque(python, principio));
                let python = python.unwrap_or_default();
                ayudas.push(Ayuda { nombre, archivo, rust, python });
            }
        }
        Ok(ayudas)
    }
}

/// Si una línea usa esa función, y no solo la nombra.
fn la_llama(linea: &str, nombre: &str) -> bool {
    let es_codigo = !linea.trim_start().starts_with("//") && !linea.starts_with("use ");
    let entera = |(donde, _)| {
        let antes = linea[..donde].chars().next_back();
        let despues = &linea[donde + nombre.len()..];
        !antes.is_some_and(|letra: char| letra.is_alphanumeric() || letra == '_')
            && (despues.starts_with('(') || despues.starts_with("::<"))
    };
    es_codigo && linea.match_indices(nombre).any(entera)
}

/// Las líneas de una función de Rust, o de una constante.
fn funcion(codigo: &str, nombre: &str) -> Option<String> {
    let principios = [format!("fn {nombre}("), format!("fn {nombre}<"), format!("const {nombre}:")];
    let es_suya = |linea: &&str| {
        let sin_pub = linea.trim_start_matches("pub ");
        principios.iter().any(|principio| sin_pub.starts_with(principio))
    };
    let mut suyas = Vec::new();
    for linea in codigo.lines().skip_while(|linea| !es_suya(linea)) {
        suyas.push(linea);
        if linea == "}" || linea.ends_with("];") {
            break;
        }
    }
    (!suyas.is_empty()).then(|| suyas.join("\n") + "\n")
}

/// Las líneas de un programa desde la que empieza así hasta la primera en blanco.
fn bloque(codigo: &str, principio: &str) -> Option<String> {
    let lineas = codigo.lines().skip_while(|linea| !linea.trim_start().starts_with(principio));
    let bloque: String = lineas.take_while(|l| !l.is_empty()).map(|l| format!("{l}\n")).collect();
    (!bloque.is_empty()).then_some(bloque)
}

/// Una línea de un programa.
struct Linea {
    texto: String,
    html: String,
    /// De qué equivalencias es, la que más dice de ella primero.
    grupos: Vec<usize>,
    /// Lo que distingue a `thread1` de `thread2`.
    numero: String,
    /// Si es lo primero que dice esa equivalencia, y no lo que va detrás.
    principal: bool,
}

impl Equivalencias {
    /// Primero las de la lección, y después las de todas.
    pub fn nuevas(propias: &[Vec<Celda>], generales: &[Vec<Celda>]) -> Self {
        let (antes, despues) =
            (|fila: &Vec<Celda>| fila[0].texto.clone(), |fila: &Vec<Celda>| fila[2].texto.clone());
        let cuantas = propias.len();
        let propias = propias.iter().map(|fila| (antes(fila), &fila[1], &fila[2]));
        let generales = generales.iter().map(|fila| (despues(fila), &fila[0], &fila[1]));
        let todas = propias.chain(generales).map(|(que, python, rust)| Equivalencia {
            que,
            python: python.codigo.clone(),
            rust: rust.codigo.clone(),
        });
        Equivalencias { todas: todas.collect(), propias: cuantas }
    }

    /// Las filas de la tabla que pone un programa al lado del otro.
    pub fn filas(&self, python: &str, rust: &str, ayudas: &[Ayuda]) -> anyhow::Result<Vec<Value>> {
        let mut filas = self.emparejadas(python, rust)?;
        for (numero, ayuda) in ayudas.iter().enumerate() {
            let suyas = self.emparejadas(&ayuda.python, &ayuda.rust)?;
            let quien = json!({ "numero": numero, "nombre": ayuda.nombre, "archivo": ayuda.archivo, "filas": suyas });
            let primera = format!("def {}(", ayuda.nombre.trim_end_matches("_de_proceso"));
            let texto =
                |fila: &Value, lado: &str| fila[lado].as_str().unwrap_or_default().to_string();
            // Debajo de la primera línea que la llama; y al lado de la de Python, dónde está.
            let llamada =
                filas.iter().position(|f| la_llama(&texto(f, "texto_rust"), ayuda.nombre));
            let definida =
                filas.iter().position(|f| texto(f, "texto_python").starts_with(&primera));
            if let Some(fila) = llamada.and_then(|cual| filas.get_mut(cual)) {
                fila["ayudas"].as_array_mut().context("sin ayudas")?.push(quien);
            }
            if let Some(fila) = definida.and_then(|cual| filas.get_mut(cual)) {
                fila["en"] =
                    json!({ "numero": numero, "nombre": ayuda.nombre, "archivo": ayuda.archivo });
            }
        }
        Ok(filas)
    }

    fn emparejadas(&self, python: &str, rust: &str) -> anyhow::Result<Vec<Value>> {
        let [python, rust] = [
            self.lineas(python, "Python", |e| &e.python)?,
            self.lineas(rust, "Rust", |e| &e.rust)?,
        ];
        let lado =
            |linea: Option<&Linea>| (linea.map(|l| l.html.clone()), linea.map(|l| l.texto.clone()));
        let fila = |(una, otra): (Option<&Linea>, Option<&Linea>)| {
            let grupos: BTreeSet<usize> =
                [una, otra].into_iter().flatten().flat_map(|linea| linea.grupos.clone()).collect();
            let con_grupo =
                [una, otra].into_iter().flatten().find(|linea| !linea.grupos.is_empty());
            let que = con_grupo.map(|linea| &self.todas[linea.grupos[0]].que);
            let ((python, texto_python), (rust, texto_rust)) = (lado(una), lado(otra));
            json!({ "python": python, "rust": rust, "texto_python": texto_python, "texto_rust": texto_rust,
                "grupos": grupos, "numero": con_grupo.map(|linea| &linea.numero), "que": que, "ayudas": [], "en": null })
        };
        Ok(self.alinear(&python, &rust).into_iter().map(fila).collect())
    }

    fn lineas(
        &self,
        codigo: &str,
        lenguaje: &str,
        lado: fn(&Equivalencia) -> &Vec<String>,
    ) -> anyhow::Result<Vec<Linea>> {
        let mut abiertos = 0;
        let mut lineas: Vec<Linea> = Vec::new();
        for (texto, html) in codigo.lines().zip(colorear(codigo, lenguaje)?) {
            let sin_hueco = texto.trim();
            let propios = || {
                let largo = |e: &Equivalencia| {
                    lado(e).iter().filter(|trozo| aparece(trozo, sin_hueco)).map(String::len).max()
                };
                let mut propios: Vec<_> = self
                    .todas
                    .iter()
                    .enumerate()
                    .filter_map(|(i, e)| Some((largo(e)?, i)))
                    .collect();
                propios.sort_by_key(|(largo, i)| (Reverse(*largo), *i));
                let propios: Vec<usize> = propios.into_iter().map(|(_, i)| i).collect();
                // Si lo dice la página de la lección, sobra lo que vale para todas.
                match propios.iter().any(|i| *i < self.propias) {
                    true => propios.into_iter().filter(|i| *i < self.propias).collect(),
                    false => propios,
                }
            };
            // Lo que sigue a un corchete abierto es de la línea que lo abrió.
            let (grupos, numero) = match lineas.last() {
                Some(anterior) if abiertos > 0 => {
                    (anterior.grupos.clone(), anterior.numero.clone())
                }
                _ if es_comentario(sin_hueco) => (Vec::new(), String::new()),
                _ => (propios(), numero(sin_hueco)),
            };
            let contar = |letras: [char; 2]| sin_hueco.matches(letras).count() as isize;
            abiertos += contar(['[', '(']) - contar([']', ')']);
            let primero = grupos.first().and_then(|cual| lado(&self.todas[*cual]).first());
            let principal = primero.is_some_and(|trozo| aparece(trozo, sin_hueco));
            lineas.push(Linea { texto: texto.to_string(), html, grupos, numero, principal });
        }
        Ok(lineas)
    }

    /// Empareja las líneas que dicen lo mismo sin cambiar el orden de ninguna: de todas las maneras, la que más
    /// empareja.
    fn alinear<'a>(
        &self,
        unas: &'a [Linea],
        otras: &'a [Linea],
    ) -> Vec<(Option<&'a Linea>, Option<&'a Linea>)> {
        // Lo que se empareja, como mucho, desde cada pareja de líneas hasta el final.
        let mut mejor = vec![vec![0; otras.len() + 1]; unas.len() + 1];
        for i in (0..unas.len()).rev() {
            for j in (0..otras.len()).rev() {
                let juntas = match self.parecido(&unas[i], &otras[j]) {
                    0 => 0,
                    parecido => parecido + mejor[i + 1][j + 1],
                };
                mejor[i][j] = juntas.max(mejor[i + 1][j]).max(mejor[i][j + 1]);
            }
        }
        let (mut i, mut j, mut filas) = (0, 0, Vec::new());
        while i < unas.len() || j < otras.len() {
            let juntas =
                unas.get(i).zip(otras.get(j)).map_or(0, |(una, otra)| self.parecido(una, otra));
            if juntas > 0 && mejor[i][j] == juntas + mejor[i + 1][j + 1] {
                filas.push((unas.get(i), otras.get(j)));
                (i, j) = (i + 1, j + 1);
            } else if j == otras.len() || (i < unas.len() && mejor[i][j] == mejor[i + 1][j]) {
                filas.push((unas.get(i), None));
                i += 1;
            } else {
                filas.push((None, otras.get(j)));
                j += 1;
            }
        }
        filas
    }

    /// Cuánto conviene poner dos líneas juntas; 0, si no dicen lo mismo.
    fn parecido(&self, una: &Linea, otra: &Linea) -> u32 {
        let vacia = |linea: &Linea| linea.texto.trim_start_matches("//!").trim().is_empty();
        let de_cabecera = |linea: &Linea| linea.texto.starts_with("//!") && linea.texto.len() > 3;
        let comun = una.grupos.iter().any(|cual| otra.grupos.contains(cual));
        let el_que_mas = una.grupos.first() == otra.grupos.first();
        let distinguen = !una.numero.is_empty() && !otra.numero.is_empty();
        match (una.grupos.first(), otra.grupos.first()) {
            _ if comun && el_que_mas && una.numero == otra.numero => {
                // Lo que dice la página de la lección, antes que lo que vale para todas.
                let propio = una.grupos[0] < self.propias;
                40 + 20 * u32::from(propio) + u32::from(una.principal && otra.principal)
            }
            _ if comun && (una.numero == otra.numero || !distinguen) => 5,
            (None, None) if vacia(una) && vacia(otra) => 1,
            // Lo que dicen al principio.
            (None, None) if de_cabecera(otra) && !una.texto.starts_with('#') && !vacia(una) => 2,
            _ => 0,
        }
    }
}

fn es_comentario(linea: &str) -> bool {
    ["//", "#", "\"\"\""].iter().any(|principio| linea.starts_with(principio))
}

/// Si un trozo de código está en una línea; sus cifras valen por otras, y «…» por cualquier cosa.
pub fn aparece(trozo: &str, linea: &str) -> bool {
    let sin_cifras = |texto: &str| texto.replace(|letra: char| letra.is_ascii_digit(), "0");
    let (trozo, linea) = (sin_cifras(trozo), sin_cifras(linea));
    let mut resto = linea.as_str();
    let de_palabra = |letra: char| letra.is_alphanumeric() || letra == '_';
    trozo.split('…').enumerate().all(|(i, parte)| {
        let entero = |(donde, _): &(usize, &str)| {
            let antes = resto[..*donde].chars().next_back();
            i > 0 || !parte.starts_with(de_palabra) || !antes.is_some_and(de_palabra)
        };
        let Some((donde, _)) = resto.match_indices(parte).find(entero) else { return false };
        resto = &resto[donde + parte.len()..];
        true
    })
}

/// Lo que distingue a una línea de otra que hace lo mismo: la última palabra de lo que dice, o el número de
/// `thread1`, de `tarea(1)`.
fn numero(linea: &str) -> String {
    if let Some((_, dicho)) = linea.split_once("[+] ") {
        let dicho = dicho.split('"').next().unwrap_or_default();
        return dicho.trim_end_matches("\\n").rsplit(' ').next().unwrap_or_default().to_string();
    }
    let letras = |desde: usize| linea[..desde].chars().next_back();
    let cifras = linea.match_indices(|letra: char| letra.is_ascii_digit());
    let suyas = cifras.filter(|(i, _)| letras(*i).is_some_and(|l| l.is_alphabetic() || l == '('));
    suyas.map(|(_, cifra)| cifra.to_string()).next().unwrap_or_default()
}

#[cfg(test)]
impl Equivalencias {
    /// Las líneas de Python que no tienen Rust al lado: ni en la lección, ni en lo que usa, ni una explicación.
    pub fn sin_rust(&self, python: &str, rust: &str, ayudas: &[Ayuda]) -> Vec<String> {
        let todo: String = ayudas.iter().map(|ayuda| ayuda.rust.as_str()).chain([rust]).collect();
        let lineas = |codigo, lenguaje, lado| self.lineas(codigo, lenguaje, lado).expect("líneas");
        let en_rust: Vec<_> =
            lineas(&todo, "Rust", |e| &e.rust).into_iter().flat_map(|l| l.grupos).collect();
        let cuerpo = python.rsplit_once("\"\"\"\n").map_or(python, |(_, cuerpo)| cuerpo);
        let sola = |linea: &Linea| {
            let es_codigo = !linea.texto.trim().is_empty() && !es_comentario(linea.texto.trim());
            es_codigo && !linea.grupos.iter().any(|cual| en_rust.contains(cual))
        };
        let lineas = lineas(cuerpo, "Python", |e| &e.python);
        lineas.into_iter().filter(sola).map(|linea| linea.texto).collect()
    }
}
