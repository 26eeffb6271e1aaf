//! Lo que cuesta cada lección, medido al ejecutarla de verdad, frente a lo menos que podría costar.
//!
//! Ejecútalo: cargo bench -p runner

use anyhow::ensure;
use runner::catalogo::buscar;
use runner::python::Python;
use runner::{Ejecucion, Observador, Programa, Servidor};
use shared::traza::VARIABLE;
use std::ffi::OsString;
use std::{env, fs, thread};

/// Cuántas veces se mide cada cosa: cuenta la mediana.
const VECES: usize = 5;

/// Cada lección, y los segundos que esperan sus tareas.
const LECCIONES: [(&str, f64); 6] = [
    ("sequential", 4.0),
    ("threads", 2.0),
    ("processes", 2.0),
    ("http/sequential", 2.1),
    ("http/threads", 0.8),
    ("http/processes", 0.8),
];

/// Las lecciones que piden páginas a la vez, y cuántas.
const PAGINAS: [(&str, [usize; 3]); 2] = [
    ("http/threads", [1, 100, 1000]),
    ("http/processes", [1, 100, 200]),
];

/// Lo que se midió de un programa: medianas. Lo que aquí no se puede medir es `NAN`.
struct Medida {
    segundos: f64,
    mib: f64,
}

fn main() -> anyhow::Result<()> {
    let nucleos = thread::available_parallelism()?;
    println!(
        "{nucleos} núcleos, {}; medianas de {VECES} ejecuciones",
        env::consts::OS
    );
    println!("\nCada lección: lo que esperan sus tareas, lo que tarda de más y su memoria\n");
    let vacio = medir(&Programa::ejemplo("runner", "empty"))?;
    println!(
        "  {:28} {:8.2} ms",
        "un programa vacío",
        vacio.segundos * 1e3
    );
    for (nombre, espera) in LECCIONES {
        let leccion = &buscar(&[nombre])?[0];
        let medida = medir(&leccion.programa)?;
        let de_mas = (medida.segundos - espera - vacio.segundos) * 1e3;
        println!(
            "  {nombre:28} {espera:8.2} s {de_mas:8.2} ms {:8.2} MiB",
            medida.mib
        );
    }
    println!("\nHTTP: páginas de 0,1 s a la vez: tiempo, memoria, y lo que tarda Python\n");
    let servidor = Servidor::iniciar()?;
    for (nombre, cantidades) in PAGINAS {
        for cuantas in cantidades {
            muchas_paginas(nombre, cuantas, servidor.base())?;
        }
    }
    Ok(())
}

fn muchas_paginas(nombre: &str, cuantas: usize, base: &str) -> anyhow::Result<()> {
    let leccion = &buscar(&[nombre])?[0];
    let mut urls: Vec<OsString> = Vec::new();
    for i in 0..cuantas {
        let url = format!("{base}/delay/0.1?bytes=1000&pagina={i}");
        urls.push(url.into());
    }
    let en_rust = medir(&leccion.programa.clone().con(&urls))?;
    let gemelo = Python::buscar()?.programa(&leccion.gemelo()?, &urls)?;
    let en_python = medir(&gemelo.variable(VARIABLE, ""))?;
    let que = format!("{cuantas} con {nombre}");
    let Medida { segundos, mib } = en_rust;
    println!(
        "  {que:28} {segundos:8.2} s {mib:8.2} MiB {:8.2} s",
        en_python.segundos
    );
    Ok(())
}

/// Mide un programa. Si falla, no hay medida que valga.
fn medir(programa: &Programa) -> anyhow::Result<Medida> {
    let programa = programa.preparar()?;
    let mut segundos = Vec::new();
    let mut mib = Vec::new();
    for _ in 0..VECES {
        let mut memoria = Memoria::default();
        let hecho = programa.ejecutar_ante(&mut memoria)?;
        ensure!(hecho.bien(), "no terminó bien:\n{hecho}");
        segundos.push(hecho.duracion.as_secs_f64());
        if let Some(kib) = memoria.maxima {
            mib.push(kib as f64 / 1024.0);
        }
    }
    Ok(Medida {
        segundos: mediana(segundos),
        mib: mediana(mib),
    })
}

/// La memoria que llega a ocupar el proceso que se inicia, en KiB, donde el sistema lo dice.
#[derive(Default)]
struct Memoria {
    maxima: Option<u64>,
}

impl Observador for Memoria {
    fn va(&mut self, como_va: &dyn Fn() -> Ejecucion) {
        self.maxima = self.maxima.max(memoria_maxima(como_va().pid));
    }
}

fn memoria_maxima(pid: u32) -> Option<u64> {
    let estado = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let mut lineas = estado.lines();
    let maxima = lineas.find_map(|linea| linea.strip_prefix("VmHWM:"))?;
    maxima.trim().strip_suffix(" kB")?.parse().ok()
}

fn mediana(mut valores: Vec<f64>) -> f64 {
    valores.sort_by(f64::total_cmp);
    let de_en_medio = valores.get(valores.len() / 2);
    de_en_medio.copied().unwrap_or(f64::NAN)
}
