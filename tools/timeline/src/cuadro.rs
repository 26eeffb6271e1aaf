//! Lo que hizo un programa, ordenado en filas para dibujarlo.

use crate::notas::{Nota, hilos_a_medias};
use crate::repeticion::Repeticion;
use crate::resumen::Resumen;
use crate::tiempo::{nucleos, segundos};
use shared::ejecucion::{Ejecucion, Tramo};
use shared::salida::visible;

/// Las filas de un cuadro, como mucho. De una lección con más tareas se dibujan las primeras, y las
/// demás se resumen en una fila con cuántas son y desde cuándo hasta cuándo.
pub(crate) const FILAS: usize = 24;

/// Lo que hizo una lección, listo para dibujarse. Los momentos son microsegundos desde que se inició.
#[derive(Clone, Debug, Default)]
pub struct Cuadro {
    /// El nombre de la lección.
    pub titulo: String,
    /// En una línea.
    pub resumen: Resumen,
    /// Los procesos, con sus filas.
    pub procesos: Vec<DeUnProceso>,
    /// Las filas que no se dibujan, si hay muchas.
    pub resto: Option<Resto>,
    /// Cuándo se inició, en microsegundos desde el 1 de enero de 1970 (UTC).
    pub inicio: u64,
    /// Los tramos de los que salen, con los momentos desde 1970.
    pub tramos: Vec<Tramo>,
    /// Lo que duró el programa.
    pub total: u64,
    /// El tiempo de procesador que gastó, si se sabe, en microsegundos.
    pub procesador: Option<u64>,
    /// Por qué no terminó bien, si no terminó bien.
    pub fallo: Option<String>,
    /// Lo que hay que saber además.
    pub notas: Vec<Nota>,
    /// Si se ejecutó varias veces, lo que cambió y lo que no.
    pub repeticion: Option<Repeticion>,
}

/// Las filas de un proceso: una por tarea, y la de su `main`, si solo espera.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeUnProceso {
    /// Cuál es de los de la lección, contando desde 1.
    pub numero: usize,
    /// El número que el sistema le da.
    pub pid: u32,
    /// Sus filas.
    pub filas: Vec<Fila>,
}

/// Una fila del dibujo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fila {
    /// Su nombre, corto y sin caracteres que muevan el cursor.
    pub nombre: String,
    /// De qué proceso es, contando desde 1.
    pub proceso: usize,
    /// El hilo dentro del proceso; 1 es el de `main`.
    pub hilo: usize,
    /// Desde cuándo hasta cuándo está, aunque sea esperando.
    pub vida: Intervalo,
    /// Su tarea, si tiene.
    pub barra: Option<Barra>,
}

/// De un momento a otro.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intervalo {
    /// El primero.
    pub desde: u64,
    /// El segundo.
    pub hasta: u64,
}

/// Cuándo se hace una tarea.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Barra {
    /// De cuándo empieza a cuándo termina, o se queda a medias.
    pub dura: Intervalo,
    /// Si llegó a terminar.
    pub terminada: bool,
}

/// Las filas que no se dibujan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resto {
    /// Cuántas son.
    pub cuantas: usize,
    /// Desde cuándo está la primera hasta cuándo está la última.
    pub vida: Intervalo,
}

impl Fila {
    /// De cuándo a cuándo va su tarea, o ella, si no tiene: `0,00 → 2,00`, con ✗ si se quedó a medias.
    pub fn intervalo(&self) -> String {
        match self.barra {
            None => self.vida.en_segundos(),
            Some(barra) => {
                let marca = if barra.terminada { "" } else { " ✗" };
                barra.dura.en_segundos() + marca
            }
        }
    }
}

impl Intervalo {
    /// `0,00 → 2,00`.
    pub fn en_segundos(self) -> String {
        format!("{} → {}", segundos(self.desde), segundos(self.hasta))
    }
}

impl Cuadro {
    /// Ordena lo que hizo un programa: el proceso que se inició, el primero; los demás, y los hilos de cada uno,
    /// según se iniciaron, para que el dibujo no cambie de una vez a otra.
    pub fn nuevo(titulo: &str, hecho: &Ejecucion) -> Self {
        let total = hecho.dura_en_total();
        let pids = pids(hecho);
        let mut procesos = Vec::new();
        for (numero, pid) in (1..).zip(&pids) {
            let filas = filas(hecho, total, numero, *pid);
            procesos.push(DeUnProceso {
                numero,
                pid: *pid,
                filas,
            });
        }
        let resto = quitar_las_que_no_caben(&mut procesos);
        let sin_esperar = hilos_a_medias(hecho) + hecho.sobreviven().len();
        let fallo = match hecho.en_marcha() || hecho.bien() {
            true => None,
            false => Some(hecho.como_termino()),
        };
        Cuadro {
            titulo: visible(titulo),
            resumen: Resumen::nuevo(hecho, pids.len(), sin_esperar),
            procesos,
            resto,
            inicio: hecho.inicio,
            tramos: hecho.tramos.clone(),
            total,
            procesador: hecho.procesador.map(|gastado| gastado.as_micros() as u64),
            fallo,
            notas: Nota::de(hecho),
            repeticion: None,
        }
    }

    /// El de un programa que no se pudo ejecutar, y por qué.
    pub fn fallido(titulo: &str, causa: String) -> Self {
        Cuadro {
            titulo: visible(titulo),
            fallo: Some(causa),
            ..Cuadro::default()
        }
    }

    /// Lo que duró y, si se sabe, los núcleos que tuvo ocupados, de media: `2,00 s, 0,0 núcleos`.
    pub fn duracion(&self) -> String {
        let duro = format!("{} s", segundos(self.total));
        match self.procesador {
            Some(gastado) => {
                let ocupados = gastado as f64 / self.total.max(1) as f64;
                format!("{duro}, {}", nucleos(ocupados))
            }
            None => duro,
        }
    }

    /// Si calculó al menos la mitad de lo que duró.
    pub fn calcula(&self) -> bool {
        self.procesador
            .is_some_and(|gastado| gastado >= self.total / 2)
    }

    /// Lo que hay que saber además, en frases.
    pub(crate) fn frases(&self) -> Vec<String> {
        let mut frases: Vec<String> = self.notas.iter().map(Nota::to_string).collect();
        if let Some(repeticion) = &self.repeticion {
            frases.extend(repeticion.frases());
        }
        frases
    }

    /// Las filas que se dibujan, sin la que resume las demás.
    pub fn filas(&self) -> impl Iterator<Item = &Fila> {
        self.procesos.iter().flat_map(|proceso| &proceso.filas)
    }
}

/// Lo que duró la lección más larga, y nunca menos de la centésima con que se escriben los tiempos.
pub fn escala(cuadros: &[Cuadro]) -> u64 {
    let totales = cuadros.iter().map(|cuadro| cuadro.total);
    totales.max().unwrap_or(0).max(10_000)
}

/// Los procesos, cada uno una vez: el que se inició, los que hacen tareas, según empezaron, y los demás que se vieron.
fn pids(hecho: &Ejecucion) -> Vec<u32> {
    let con_tareas = hecho.tramos.iter().map(|tramo| tramo.lugar.proceso);
    let vistos = hecho.procesos.iter().map(|proceso| proceso.pid);
    let mut pids = vec![hecho.pid];
    for pid in con_tareas.chain(vistos) {
        if !pids.contains(&pid) {
            pids.push(pid);
        }
    }
    pids
}

/// Las filas de un proceso: sus tareas y, si su `main` no hace ninguna, la de `main`.
fn filas(hecho: &Ejecucion, total: u64, numero: usize, pid: u32) -> Vec<Fila> {
    let de_este = hecho
        .tramos
        .iter()
        .filter(|tramo| tramo.lugar.proceso == pid);
    let mut suyos: Vec<&Tramo> = de_este.collect();
    suyos.sort_by_key(|tramo| (tramo.lugar.hilo, tramo.inicio));
    let vida = vida(hecho, total, pid, &suyos);
    let mut filas = Vec::new();
    let main_trabaja = suyos.iter().any(|tramo| tramo.lugar.hilo == 1);
    if !main_trabaja {
        filas.push(Fila {
            nombre: "main".to_string(),
            proceso: numero,
            hilo: 1,
            vida,
            barra: None,
        });
    }
    let es_la_unica = main_trabaja && suyos.len() == 1;
    for tramo in suyos {
        let dura = en_el_dibujo(hecho, total, tramo.inicio, tramo.fin);
        let barra = Barra {
            dura,
            terminada: tramo.terminado || hecho.en_marcha(),
        };
        filas.push(Fila {
            nombre: etiqueta(&tramo.nombre),
            proceso: numero,
            hilo: tramo.lugar.hilo,
            vida: if es_la_unica { vida } else { dura },
            barra: Some(barra),
        });
    }
    filas
}

/// De un momento a otro, que se vieron desde 1970, sin salirse de lo que duró el programa.
fn en_el_dibujo(hecho: &Ejecucion, total: u64, desde: u64, hasta: u64) -> Intervalo {
    Intervalo {
        desde: desde.saturating_sub(hecho.inicio).min(total),
        hasta: hasta.saturating_sub(hecho.inicio).min(total),
    }
}

/// De cuándo a cuándo estuvo un proceso: lo que se vio, o al menos lo que duraron sus tareas.
fn vida(hecho: &Ejecucion, total: u64, pid: u32, suyos: &[&Tramo]) -> Intervalo {
    if pid == hecho.pid {
        return en_el_dibujo(hecho, total, hecho.inicio, hecho.termina());
    }
    let mut desde = u64::MAX;
    let mut hasta = 0;
    if let Some(visto) = hecho.procesos.iter().find(|proceso| proceso.pid == pid) {
        desde = visto.inicio;
        hasta = visto.fin.unwrap_or(hecho.termina());
    }
    for tramo in suyos {
        desde = desde.min(tramo.inicio);
        hasta = hasta.max(tramo.fin);
    }
    en_el_dibujo(hecho, total, desde, hasta)
}

/// Deja las filas que caben, y da lo que hay que saber de las demás.
fn quitar_las_que_no_caben(procesos: &mut Vec<DeUnProceso>) -> Option<Resto> {
    let cuantas: usize = procesos.iter().map(|proceso| proceso.filas.len()).sum();
    if cuantas <= FILAS {
        return None;
    }
    // Una fila es la del resto.
    let mut caben = FILAS - 1;
    let mut sobran = Vec::new();
    for proceso in procesos.iter_mut() {
        let suyas = caben.min(proceso.filas.len());
        sobran.extend(proceso.filas.split_off(suyas));
        caben -= suyas;
    }
    procesos.retain(|proceso| !proceso.filas.is_empty());
    let desde = sobran.iter().map(|fila| fila.vida.desde).min();
    let hasta = sobran.iter().map(|fila| fila.vida.hasta).max();
    let vida = Intervalo {
        desde: desde.unwrap_or(0),
        hasta: hasta.unwrap_or(0),
    };
    Some(Resto {
        cuantas: sobran.len(),
        vida,
    })
}

/// Cuánto va de un cuadro a otro, en palabras. Lo que hace cada uno ya se ve, uno debajo de otro.
pub fn comparar(uno: &Cuadro, otro: &Cuadro) -> String {
    let titulo = &uno.titulo;
    let base = &otro.titulo;
    let diferencia = uno.total.abs_diff(otro.total);
    let tarda = if diferencia < 100_000 {
        format!("«{titulo}» tarda lo mismo que «{base}»")
    } else {
        let mas = if uno.total > otro.total {
            "más"
        } else {
            "menos"
        };
        format!(
            "«{titulo}» tarda {} s {mas} que «{base}»",
            segundos(diferencia)
        )
    };
    match comparar_lo_que_gastan(uno, otro) {
        Some(gastan) => format!("{tarda}, y {gastan}."),
        None => format!("{tarda}."),
    }
}

/// El procesador que gasta cada uno, si calculan los dos: de quien espera no hay nada que comparar.
fn comparar_lo_que_gastan(uno: &Cuadro, otro: &Cuadro) -> Option<String> {
    let gasta_uno = uno.procesador?;
    let gasta_otro = otro.procesador?;
    let menos = gasta_uno.min(gasta_otro);
    if !uno.calcula() || !otro.calcula() || menos < 300_000 {
        return None;
    }
    let parecido = gasta_uno.abs_diff(gasta_otro) < menos / 4;
    let como = if parecido {
        "casi lo mismo"
    } else {
        "distinto"
    };
    let gasta_uno = segundos(gasta_uno);
    let gasta_otro = segundos(gasta_otro);
    Some(format!(
        "gastan {como} de procesador: {gasta_uno} y {gasta_otro} s"
    ))
}

/// Una tarea con su nombre; una página de este equipo, con su ruta, y otra, con su dominio.
pub(crate) fn etiqueta(nombre: &str) -> String {
    visible(pagina(nombre).unwrap_or(nombre))
}

/// Lo que distingue a una página de otra, si es el nombre de una.
fn pagina(nombre: &str) -> Option<&str> {
    let (protocolo, direccion) = nombre.split_once("://")?;
    if !matches!(protocolo, "http" | "https") {
        return None;
    }
    // Sin parámetros ni fragmento.
    let direccion = direccion.split(['?', '#']).next()?;
    let (sitio, ruta) = match direccion.find('/') {
        Some(barra) => direccion.split_at(barra),
        None => (direccion, ""),
    };
    let de_aqui = ["localhost", "127.0.0.1", "[::1]"].iter().any(|equipo| {
        let puerto = sitio.strip_prefix(equipo);
        puerto.is_some_and(|puerto| puerto.is_empty() || puerto.starts_with(':'))
    });
    if !de_aqui {
        return Some(direccion.trim_end_matches('/'));
    }
    match ruta.trim_end_matches('/') {
        "" => None,
        ruta => Some(ruta),
    }
}
