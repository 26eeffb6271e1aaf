//! Lo que cuesta cada lección, medido al ejecutarla de verdad, frente a lo menos que podría costar.
//!
//! Ejecútalo: cargo bench -p tools

use anyhow::ensure;
use shared::cargo::raiz;
use shared::servidor;
use std::process::ExitCode;
use std::{env, thread};
use tools::Programa;
use tools::programa::python::Python;
use tools::salida::terminar;

/// Cuántas veces se mide cada cosa: cuenta la mediana.
const VECES: usize = 5;

/// Una fila de la tabla: lo medido, cada cosa con su unidad. Lo que aquí no se puede medir es `NAN`.
fn fila(que: &str, medidas: &[(f64, &str)]) {
    print!("  {que:36}");
    medidas.iter().for_each(|(valor, unidad)| print!(" {valor:8.2} {unidad:5}"));
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
    terminar(todo())
}

fn todo() -> anyhow::Result<bool> {
    let nucleos = thread::available_parallelism()?;
    println!("{nucleos} núcleos, {}; medianas de {VECES} ejecuciones", env::consts::OS);
    lecciones()?;
    cpu()?;
    muchas_paginas()?;
    Ok(true)
}

fn lecciones() -> anyhow::Result<()> {
    println!("\nCada lección: lo que esperan sus tareas, lo que tarda de más y su memoria\n");
    let (vacio, _) = medir(&Programa::ejemplo("tools", "empty"))?;
    fila("un programa vacío", &[(vacio * 1e3, "ms")]);
    for (manera, duermen, piden) in
        [("sequential", 4.0, 2.1), ("threads", 2.0, 0.8), ("processes", 2.0, 0.8)]
    {
        let paquete = format!("examples-{manera}");
        let (que_duerme, http) =
            (Programa::binario(&paquete, &paquete), Programa::binario("examples-http", manera));
        for (nombre, programa, ideal) in
            [(paquete, que_duerme, duermen), (format!("http/{manera}"), http, piden)]
        {
            let (segundos, mib) = medir(&programa)?;
            let de_mas = (segundos - ideal - vacio) * 1e3;
            fila(&nombre, &[(ideal, "s"), (de_mas, "ms"), (mib, "MiB")]);
        }
    }
    Ok(())
}

fn cpu() -> anyhow::Result<()> {
    println!("\ncpu: contar primos, y cuántas veces más deprisa que en fila\n");
    let mut en_fila = f64::NAN;
    for manera in ["sequential", "threads", "processes"] {
        let programa = Programa::ejemplo(&format!("examples-{manera}"), &format!("cpu-{manera}"));
        let (segundos, _) = medir(&programa)?;
        en_fila = if manera == "sequential" { segundos } else { en_fila };
        fila(manera, &[(segundos, "s"), (en_fila / segundos, "veces")]);
    }
    Ok(())
}

fn muchas_paginas() -> anyhow::Result<()> {
    println!("\nHTTP: páginas de 0,1 s a la vez: tiempo, memoria, y lo que tarda Python\n");
    let base = servidor::iniciar(0)?.base();
    let python = Python::buscar().ok().filter(|python| python.requests);
    for (manera, cantidades) in [("threads", [1, 100, 1000]), ("processes", [1, 100, 200])] {
        for cuantas in cantidades {
            let url = |i| format!("{base}/delay/0.1?bytes=1000&pagina={i}");
            let urls: Vec<String> = (0..cuantas).map(url).collect();
            let (segundos, mib) = medir(&Programa::binario("examples-http", manera).con(&urls))?;
            let gemelo = raiz().join(format!("examples-http/src/bin/{manera}.py"));
            let mut alli = f64::NAN;
            if let Some(python) = &python {
                let gemelo = Programa::de_python(python.programa.clone()).con([gemelo]).con(&urls);
                (alli, _) = medir(&gemelo)?;
            }
            let medidas = [(segundos, "s"), (mib, "MiB"), (alli, "s")];
            fila(&format!("{cuantas} con {manera}"), &medidas);
        }
    }
    Ok(())
}
