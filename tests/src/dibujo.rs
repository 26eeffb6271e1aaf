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

use crate::tramos;
use shared::traza::Tramo;

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

impl Cuadro {
    /// Ordena los tramos de una lección: los procesos, por cuándo empezaron; dentro de cada uno, las
    /// tareas, igual.
    pub fn nuevo(titulo: &str, tramos: &[Tramo], fallo: Option<String>) -> Self {
        let origen = tramos.iter().map(|tramo| tramo.inicio).min().unwrap_or(0);
        let total = tramos.iter().map(|tramo| tramo.fin - origen).max().unwrap_or(0);

        let mut en_orden: Vec<&Tramo> = tramos.iter().collect();
        en_orden.sort_by_key(|tramo| (tramo.inicio, tramo.fin, tramo.pid, tramo.hilo));
        let mut procesos: Vec<u32> = Vec::new();
        for tramo in &en_orden {
            if !procesos.contains(&tramo.pid) {
                procesos.push(tramo.pid);
            }
        }
        let proceso = |tramo: &Tramo| procesos.iter().position(|pid| *pid == tramo.pid);
        en_orden.sort_by_key(|tramo| proceso(tramo));

        let mut filas: Vec<Fila> = en_orden
            .iter()
            .map(|tramo| Fila {
                nombre: tramo.nombre.replace(char::is_control, "·"),
                lugar: format!("{}·{}", tramo.pid, tramo.hilo),
                proceso: proceso(tramo),
                inicio: tramo.inicio - origen,
                fin: tramo.fin - origen,
            })
            .collect();
        if filas.len() > FILAS {
            let resto = filas.split_off(FILAS - 1);
            filas.push(Fila {
                nombre: format!("… y {} más", resto.len()),
                lugar: String::new(),
                proceso: None,
                inicio: resto.iter().map(|fila| fila.inicio).min().unwrap_or(0),
                fin: resto.iter().map(|fila| fila.fin).max().unwrap_or(0),
            });
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
    let contar = |cuantos: usize, uno: &str| match cuantos {
        1 => format!("1 {uno}"),
        _ => format!("{cuantos} {uno}s"),
    };
    if tramos.is_empty() {
        return "ninguna tarea".to_string();
    }
    let orden = match tramos::a_la_vez(tramos) {
        0 | 1 => "en fila".to_string(),
        juntas => format!("{juntas} a la vez"),
    };
    let hilos = tramos::hilos(tramos).len();
    let [procesos, hilos] = [contar(procesos, "proceso"), contar(hilos, "hilo")];
    format!("{procesos}, {hilos}, {orden}")
}

/// Lo que dura la escala común: lo que duró la lección más larga, y nunca menos de la centésima de
/// segundo con que se escriben los tiempos.
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

#[cfg(test)]
mod pruebas;
