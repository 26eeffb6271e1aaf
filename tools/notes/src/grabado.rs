//! Lo que hicieron varios programas, en el mismo eje, para verlo pasar. Los momentos son microsegundos desde que se inició
//! cada uno.

use crate::ejecutar::Hecho;
use serde::Serialize;
use shared::ejecucion::Ejecucion;
use std::collections::BTreeSet;
use timeline::colores::CLARO;
use timeline::tiempo::{marca, marcas};
use timeline::{Cuadro, DeUnProceso, Fila, Intervalo, escala};

/// Los programas y el eje.
#[derive(Debug, Serialize)]
pub(crate) struct Grabado {
    /// Hasta dónde llega el eje.
    pub escala: u64,
    pub marcas: Vec<Marca>,
    pub programas: Vec<Programa>,
    /// Los momentos en que pasa algo.
    pub sucesos: Vec<u64>,
}

/// Un número del eje.
#[derive(Debug, Serialize)]
pub(crate) struct Marca {
    pub momento: u64,
    /// En segundos.
    pub texto: String,
}

/// Un programa: lo que hizo, o por qué no se sabe.
#[derive(Debug, Serialize)]
pub(crate) struct Programa {
    pub titulo: String,
    pub visto: Option<Visto>,
    pub falta: Option<String>,
}

/// Lo que hizo un programa.
#[derive(Debug, Serialize)]
pub(crate) struct Visto {
    /// Lo que duró y los núcleos que ocupó: `2,00 s, 0,0 núcleos`.
    pub duracion: String,
    pub resumen: String,
    /// Por qué no terminó bien, si no terminó bien.
    pub fallo: Option<String>,
    pub procesos: Vec<Proceso>,
    /// Cuántas filas más hay, si no caben todas.
    pub resto: Option<usize>,
    pub mensajes: Vec<Mensaje>,
    /// Lo que dijo por la salida de errores.
    pub errores: String,
}

/// Un proceso, con sus filas.
#[derive(Debug, Serialize)]
pub(crate) struct Proceso {
    pub numero: usize,
    pub pid: u32,
    /// Cuál de los colores.
    pub color: usize,
    pub filas: Vec<Calle>,
}

/// Una fila del dibujo.
#[derive(Debug, Serialize)]
pub(crate) struct Calle {
    pub nombre: String,
    pub proceso: usize,
    pub hilo: usize,
    /// Cuándo está, aunque sea esperando.
    pub vida: Tira,
    /// Cuándo hace su tarea, si tiene.
    pub barra: Option<Tira>,
    /// Si la tarea se quedó a medias.
    pub a_medias: bool,
    /// De cuándo a cuándo, en segundos.
    pub intervalo: String,
}

/// De un momento a otro.
#[derive(Debug, Serialize)]
pub(crate) struct Tira {
    pub desde: u64,
    pub hasta: u64,
}

/// Una línea que dijo un programa.
#[derive(Debug, Serialize)]
pub(crate) struct Mensaje {
    pub momento: u64,
    pub texto: String,
}

/// Un programa que se dibuja, y cómo se le llama.
#[derive(Clone, Debug)]
pub(crate) struct Titulado<'a> {
    pub titulo: String,
    pub hecho: &'a Hecho,
}

/// Los programas, en el mismo eje.
pub(crate) fn grabado(titulados: &[Titulado]) -> Grabado {
    let mut programas = Vec::new();
    let mut cuadros = Vec::new();
    for Titulado { titulo, hecho } in titulados {
        match hecho {
            Hecho::Ejecutado(hecho) => {
                let cuadro = Cuadro::nuevo(titulo, hecho);
                programas.push(Programa {
                    titulo: cuadro.titulo.clone(),
                    visto: Some(visto(&cuadro, hecho)),
                    falta: None,
                });
                cuadros.push(cuadro);
            }
            Hecho::SinEjecutar(causa) | Hecho::Fallido(causa) => programas.push(Programa {
                titulo: titulo.clone(),
                visto: None,
                falta: Some(causa.clone()),
            }),
        }
    }
    // En centésimas enteras, como se mueve el mando de la página.
    let escala = escala(&cuadros).next_multiple_of(10_000);
    Grabado {
        escala,
        marcas: eje(escala),
        sucesos: sucesos(&programas, escala),
        programas,
    }
}

fn eje(escala: u64) -> Vec<Marca> {
    let mut eje = Vec::new();
    for momento in marcas(escala, 8) {
        let texto = marca(momento);
        eje.push(Marca { momento, texto });
    }
    eje
}

/// Los momentos en que empieza o acaba una fila o una tarea, o se dice algo; y el último del eje.
fn sucesos(programas: &[Programa], escala: u64) -> Vec<u64> {
    let mut sucesos = BTreeSet::from([escala]);
    for visto in programas
        .iter()
        .filter_map(|programa| programa.visto.as_ref())
    {
        for calle in visto.procesos.iter().flat_map(|proceso| &proceso.filas) {
            sucesos.extend([calle.vida.desde, calle.vida.hasta]);
            if let Some(barra) = &calle.barra {
                sucesos.extend([barra.desde, barra.hasta]);
            }
        }
        for mensaje in &visto.mensajes {
            sucesos.insert(mensaje.momento);
        }
    }
    sucesos.into_iter().collect()
}

fn visto(cuadro: &Cuadro, hecho: &Ejecucion) -> Visto {
    let mut mensajes = Vec::new();
    for (momento, texto) in hecho.mensajes_con_su_momento() {
        let texto = texto.to_string();
        mensajes.push(Mensaje { momento, texto });
    }
    Visto {
        duracion: cuadro.duracion(),
        resumen: cuadro.resumen.to_string(),
        fallo: cuadro.fallo.clone(),
        procesos: cuadro.procesos.iter().map(proceso).collect(),
        resto: cuadro.resto.map(|resto| resto.cuantas),
        mensajes,
        errores: hecho.errores.trim().to_string(),
    }
}

fn proceso(proceso: &DeUnProceso) -> Proceso {
    Proceso {
        numero: proceso.numero,
        pid: proceso.pid,
        color: (proceso.numero - 1) % CLARO.procesos.len(),
        filas: proceso.filas.iter().map(calle).collect(),
    }
}

fn calle(fila: &Fila) -> Calle {
    Calle {
        nombre: fila.nombre.clone(),
        proceso: fila.proceso,
        hilo: fila.hilo,
        vida: fila.vida.into(),
        barra: fila.barra.map(|barra| barra.dura.into()),
        a_medias: fila.barra.is_some_and(|barra| !barra.terminada),
        intervalo: fila.intervalo(),
    }
}

impl From<Intervalo> for Tira {
    fn from(intervalo: Intervalo) -> Self {
        Tira {
            desde: intervalo.desde,
            hasta: intervalo.hasta,
        }
    }
}
