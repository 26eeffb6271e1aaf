//! Lo que cuesta cada lección, medido al ejecutarla de verdad, frente a lo menos que podría costar.
//!
//! Ejecútalo: cargo bench -p tools

use anyhow::ensure;
use shared::servidor;
use shared::traza::VARIABLE;
use std::ffi::OsString;
use std::process::ExitCode;
use std::{env, thread};
use tools::Programa;
use tools::programa::catalogo::{APUNTES, buscar};
use tools::programa::python::Python;
use tools::salida::terminar;

/// Cuántas veces se mide cada cosa: cuenta la mediana.
const VECES: usize = 5;

/// Una fila de la tabla: lo medido, cada cosa con su unidad. Lo que aquí no se puede medir es `NAN`.
fn fila(que: &str, medidas: &[(f64, &str)]) {
    print!("  {que:40}");
    medidas
        .iter()
        .for_each(|(valor, unidad)| print!(" {valor:8.2} {unidad:5}"));
    println!();
}

/// Los segundos que tarda un programa y los MiB que ocupa. Si falla, no hay medida que valga.
fn medir(programa: &Programa) -> anyhow::Result<(f64, f64)> {
    let (mut segundos, mut mib) = (Vec::new(), Vec::new());
    for _ in 0..VECES {
        let hecho = programa.ejecutar()?;
        ensure!(hecho.bien(), "no terminó bien:\n{hecho}");
        segundos.push(hecho.duracion.as_secs_f64());
        mib.extend(hecho.memoria.map(|bytes| bytes as f64 / 1048576.0));
    }
    Ok((mediana(segundos), mediana(mib)))
}

fn mediana(mut valores: Vec<f64>) -> f64 {
    valores.sort_by(f64::total_cmp);
    valores.get(valores.len() / 2).copied().unwrap_or(f64::NAN)
}

fn main() -> ExitCode {
    terminar(lecciones().and_then(|()| muchas_paginas()).map(|()| true))
}

fn lecciones() -> anyhow::Result<()> {
    let nucleos = thread::available_parallelism()?;
    println!(
        "{nucleos} núcleos, {}; medianas de {VECES} ejecuciones",
        env::consts::OS
    );
    println!("\nCada lección: lo que esperan sus tareas, lo que tarda de más y su memoria\n");
    let (vacio, _) = medir(&Programa::ejemplo("tools", "empty"))?;
    fila("un programa vacío", &[(vacio * 1e3, "ms")]);
    // Lo que esperan sus tareas, en segundos.
    let ideales = [4.0, 2.0, 2.0, 2.1, 0.8, 0.8];
    for (leccion, ideal) in buscar(&APUNTES.map(String::from))?.iter().zip(ideales) {
        let (segundos, mib) = medir(&leccion.programa)?;
        let de_mas = (segundos - ideal - vacio) * 1e3;
        fila(
            &leccion.nombre,
            &[(ideal, "s"), (de_mas, "ms"), (mib, "MiB")],
        );
    }
    Ok(())
}

fn muchas_paginas() -> anyhow::Result<()> {
    println!("\nHTTP: páginas de 0,1 s a la vez: tiempo, memoria, y lo que tarda Python\n");
    let base = servidor::iniciar(0)?.base();
    let python = Python::buscar()?;
    let lecciones = buscar(&["http/threads", "http/processes"].map(String::from))?;
    for (leccion, cantidades) in lecciones.iter().zip([[1, 100, 1000], [1, 100, 200]]) {
        let gemelo = leccion.gemelo()?;
        for cuantas in cantidades {
            let url = |i| format!("{base}/delay/0.1?bytes=1000&pagina={i}");
            let urls: Vec<OsString> = (0..cuantas).map(|i| url(i).into()).collect();
            let (segundos, mib) = medir(&leccion.programa.clone().con(&urls))?;
            let (alli, _) = medir(&python.programa(&gemelo, &urls)?.variable(VARIABLE, ""))?;
            let medidas = [(segundos, "s"), (mib, "MiB"), (alli, "s")];
            fila(&format!("{cuantas} con {}", leccion.nombre), &medidas);
        }
    }
    Ok(())
}
