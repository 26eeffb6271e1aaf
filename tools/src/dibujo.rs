//! Una clase en una imagen: qué tarea se hizo cuándo, en qué proceso y en qué hilo.
//!
//! [`Cuadro::nuevo`] ordena los tramos de una lección en filas; [`texto()`] y [`svg()`] dibujan esas
//! filas, y [`chrome()`] escribe los tramos para Perfetto y chrome://tracing. Ninguna ejecuta nada.

mod chrome;
mod svg;
mod texto;

pub use chrome::chrome;
pub use svg::svg;
pub use texto::texto;

use crate::traza::{self, Tramo};
use shared::salida::visible;
use std::collections::HashMap;

/// Las filas de un cuadro, como mucho. De una lección con más tareas se dibujan las primeras, y las
/// demás se resumen en una fila con cuántas son y desde cuándo hasta cuándo.
pub const FILAS: usize = 24;

/// Cómo se lee la columna de [`Fila::lugar`].
const LUGAR: &str = "proceso·hilo";

/// Lo que hizo una lección, listo para dibujarse.
#[derive(Clone, Debug)]
pub struct Cuadro {
    /// El nombre de la lección.
    pub titulo: String,
    /// Cuántos procesos, hilos y tareas a la vez.
    pub resumen: String,
    /// Las tareas, juntas las de un mismo proceso.
    pub filas: Vec<Fila>,
    /// De la primera tarea que empieza a la última que termina, en microsegundos.
    pub total: u64,
    /// Por qué no terminó bien, si no terminó bien.
    pub fallo: Option<String>,
}

/// Una tarea, con su barra.
#[derive(Clone, Debug)]
pub struct Fila {
    /// Su nombre, sin caracteres que muevan el cursor.
    pub nombre: String,
    /// Su proceso y su hilo; vacío en la fila que resume las que no caben.
    pub lugar: String,
    /// Qué proceso de la lección es, contando desde 0; `None` en la fila que resume.
    pub proceso: Option<usize>,
    /// Cuándo empieza, en microsegundos desde que empezó la primera.
    pub inicio: u64,
    /// Cuándo termina.
    pub fin: u64,
}

impl Fila {
    fn intervalo(&self) -> String {
        format!("{} → {}", segundos(self.inicio), segundos(self.fin))
    }
}

impl Cuadro {
    /// Ordena los procesos de una lección por cuándo empezaron, y las tareas de cada uno, igual.
    pub fn nuevo(titulo: &str, tramos: &[Tramo], fallo: Option<String>) -> Self {
        let origen = tramos.iter().map(|tramo| tramo.inicio).min().unwrap_or(0);
        let total = tramos.iter().map(|tramo| tramo.fin - origen).max().unwrap_or(0);

        let mut en_orden: Vec<&Tramo> = tramos.iter().collect();
        en_orden.sort_by_key(|tramo| (tramo.inicio, tramo.fin, tramo.pid, tramo.hilo));
        let mut procesos: HashMap<u32, usize> = HashMap::new();
        for tramo in &en_orden {
            let siguiente = procesos.len();
            procesos.entry(tramo.pid).or_insert(siguiente);
        }
        en_orden.sort_by_key(|tramo| procesos[&tramo.pid]);

        let fila = |tramo: &&Tramo| Fila {
            nombre: visible(&tramo.nombre),
            lugar: format!("{}·{}", tramo.pid, tramo.hilo),
            proceso: procesos.get(&tramo.pid).copied(),
            inicio: tramo.inicio - origen,
            fin: tramo.fin - origen,
        };
        let mut filas: Vec<Fila> = en_orden.iter().map(fila).collect();
        if filas.len() > FILAS {
            let resto = filas.split_off(FILAS - 1);
            let nombre = format!("… y {} más", resto.len());
            let inicio = resto.iter().map(|fila| fila.inicio).min().unwrap_or(0);
            let fin = resto.iter().map(|fila| fila.fin).max().unwrap_or(0);
            filas.push(Fila { nombre, lugar: String::new(), proceso: None, inicio, fin });
        }
        let resumen = resumir(procesos.len(), tramos);
        Cuadro { titulo: titulo.to_string(), resumen, filas, total, fallo }
    }

    /// Las filas, en grupos: las de un mismo proceso.
    fn grupos(&self) -> impl Iterator<Item = &[Fila]> {
        self.filas.chunk_by(|una, otra| una.proceso == otra.proceso)
    }
}

fn resumir(procesos: usize, tramos: &[Tramo]) -> String {
    let contar = |cuantos, uno| format!("{cuantos} {uno}{}", if cuantos == 1 { "" } else { "s" });
    let hilos = contar(traza::hilos(tramos).len(), "hilo");
    let procesos = contar(procesos, "proceso");
    match traza::a_la_vez(tramos) {
        0 => "ninguna tarea terminada".to_string(),
        1 => format!("{procesos}, {hilos}, en fila"),
        juntas => format!("{procesos}, {hilos}, {juntas} a la vez"),
    }
}

/// Lo que duró la lección más larga, y nunca menos de la centésima con que se escriben los tiempos.
fn escala(cuadros: &[Cuadro]) -> u64 {
    cuadros.iter().map(|cuadro| cuadro.total).max().unwrap_or(0).max(10_000)
}

/// Los números del eje, en microsegundos: redondos (1, 2 o 5 y ceros) y no más de `cuantos`.
fn marcas(escala: u64, cuantos: u64) -> Vec<u64> {
    let redondos = (0..).flat_map(|ceros| [1, 2, 5].map(|cifra| cifra * 10_u64.pow(ceros)));
    let paso = redondos.take(57).find(|paso| escala / paso < cuantos.max(2)).unwrap_or(escala);
    (0..=escala / paso).map(|vez| vez * paso).collect()
}

/// Microsegundos escritos en segundos con dos decimales: `2,00`.
fn segundos(microsegundos: u64) -> String {
    format!("{:.2}", microsegundos as f64 / 1e6).replace('.', ",")
}

/// El número de una marca, sin ceros de más: `0,5`, `2`.
fn marca(microsegundos: u64) -> String {
    format!("{}", microsegundos as f64 / 1e6).replace('.', ",")
}

/// Un texto que no cabe, con «…» donde se corta: de una URL se ve el final, que es lo que la distingue;
/// de lo demás, el principio.
fn recortar(texto: &str, cabe: impl Fn(&str) -> bool) -> String {
    if cabe(texto) {
        return texto.to_string();
    }
    let cortes = (0..=texto.len()).filter(|corte| texto.is_char_boundary(*corte));
    let recortado = if texto.contains("://") {
        let finales = cortes.rev().map(|corte| format!("…{}", &texto[corte..]));
        finales.take_while(|recortado| cabe(recortado)).last()
    } else {
        let principios = cortes.map(|corte| format!("{}…", &texto[..corte]));
        principios.take_while(|recortado| cabe(recortado)).last()
    };
    recortado.unwrap_or_default()
}

#[cfg(test)]
mod pruebas;
