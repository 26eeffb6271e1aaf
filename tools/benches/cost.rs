//! Lo que cuesta cada lección, medido al ejecutarla de verdad, frente a lo menos que podría costar.
//!
//! Ejecútalo: cargo bench -p tests
//!            cargo bench -p tests -- --json costes.json

use Objetivo::{AlMenos, ComoMucho, Ninguno};
use anyhow::ensure;
use clap::{ArgAction, Parser};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};
use tests::servidor::Solo;
use tests::{MANERAS, experimento, http, que_duerme};
use tools::destino::Destino;
use tools::leccion::{cargo, raiz};
use tools::python::Python;
use tools::salida::terminar;
use tools::{Ejecucion, Leccion, argumentos};

/// Mide lo que cuesta cada lección frente a lo menos que podría costar, y lo compara con sus objetivos.
#[derive(Parser)]
#[command(
    help_template = argumentos::PLANTILLA,
    override_usage = "cargo bench -p tests -- [--runs N] [--json ARCHIVO]",
    next_help_heading = "Opciones",
    disable_help_flag = true
)]
struct Argumentos {
    /// Cuántas veces se mide cada cosa; cuenta la mediana
    #[arg(long, value_name = "N", default_value_t = 5, hide_default_value = true)]
    runs: usize,

    /// Guarda también la tabla como JSON
    #[arg(long, value_name = "ARCHIVO")]
    json: Option<PathBuf>,

    /// Muestra esta ayuda
    #[arg(long, short, action = ArgAction::Help)]
    help: Option<bool>,

    /// cargo bench lo añade siempre
    #[arg(long, hide = true)]
    bench: bool,
}

/// La tabla: cada fila se imprime en cuanto se mide.
struct Tabla {
    runs: usize,
    filas: Vec<Value>,
    incumplidos: usize,
}

enum Objetivo {
    Ninguno,
    ComoMucho(f64),
    AlMenos(f64),
}

impl Tabla {
    /// Una fila: lo medido, cada cosa con su unidad, y el objetivo de la última. Lo que aquí no se puede
    /// medir es `NAN`, y no tiene objetivo.
    fn fila(&mut self, que: &str, medidas: &[(f64, &str)], objetivo: Objetivo) {
        print!("  {que:36}");
        medidas.iter().for_each(|(valor, unidad)| print!(" {valor:8.2} {unidad:5}"));
        let valor = medidas.last().map_or(f64::NAN, |(valor, _)| *valor);
        let objetivo = match objetivo {
            ComoMucho(maximo) => Some((valor <= maximo, format!("≤ {maximo}"))),
            AlMenos(minimo) => Some((valor >= minimo, format!("≥ {minimo}"))),
            Ninguno => None,
        };
        let objetivo = objetivo.filter(|_| !valor.is_nan());
        if let Some((cumple, texto)) = &objetivo {
            print!(" objetivo {texto} {}", if *cumple { "✓" } else { "✗" });
            self.incumplidos += usize::from(!cumple);
        }
        println!();
        let (cumple, texto) = objetivo.unzip();
        let fila = json!({ "que": que, "medidas": medidas, "objetivo": texto, "cumple": cumple });
        self.filas.push(fila);
    }

    /// Ejecuta una lección varias veces, y da los segundos que tarda y los MiB que ocupa.
    fn medir(&self, leccion: &Leccion) -> anyhow::Result<(f64, f64)> {
        let hechos = (0..self.runs).map(|_| ejecutar(leccion));
        let hechos = hechos.collect::<anyhow::Result<Vec<_>>>()?;
        let mib = |hecho: &Ejecucion| hecho.memoria.map(|bytes| bytes as f64 / 1048576.0);
        Ok((mediana(hechos.iter().map(segundos)), mediana(hechos.iter().filter_map(mib))))
    }
}

/// Ejecuta una lección. Si falla, no hay medida que valga.
fn ejecutar(leccion: &Leccion) -> anyhow::Result<Ejecucion> {
    let hecho = leccion.ejecutar()?;
    ensure!(hecho.bien(), "no terminó bien:\n{hecho}");
    Ok(hecho)
}

fn mediana(valores: impl IntoIterator<Item = f64>) -> f64 {
    let mut valores: Vec<f64> = valores.into_iter().collect();
    valores.sort_by(f64::total_cmp);
    valores.get(valores.len() / 2).copied().unwrap_or(f64::NAN)
}

fn segundos(hecho: &Ejecucion) -> f64 {
    hecho.duracion.as_secs_f64()
}

fn main() -> ExitCode {
    terminar(medir())
}

fn medir() -> anyhow::Result<bool> {
    let Argumentos { runs, json, .. } = argumentos::leer();
    let destino = json.as_deref().map(Destino::abrir).transpose()?;
    let mut tabla = Tabla { runs: runs.max(1), filas: Vec::new(), incumplidos: 0 };
    let nucleos = thread::available_parallelism()?.get();
    println!("{nucleos} núcleos, {}; medianas de {} ejecuciones", env::consts::OS, tabla.runs);

    lecciones(&mut tabla)?;
    cpu(&mut tabla, nucleos)?;
    spawn_cost(&mut tabla)?;
    muchas_paginas(&mut tabla)?;
    compilar(&mut tabla)?;

    println!("\nObjetivos sin cumplir: {}", tabla.incumplidos);
    let Some(destino) = destino else { return Ok(true) };
    let todo = json!({ "nucleos": nucleos, "ejecuciones": tabla.runs, "filas": tabla.filas });
    destino.escribir(&format!("{todo:#}\n")).map(|()| true)
}

fn lecciones(tabla: &mut Tabla) -> anyhow::Result<()> {
    println!("\nCada lección: lo que esperan sus tareas, lo que tarda de más y su memoria\n");
    let (vacio, _) = tabla.medir(&Leccion::ejemplo("tests", "empty"))?;
    let de_mas = mediana((0..tabla.runs).map(|_| {
        let reloj = Instant::now();
        thread::sleep(Duration::from_millis(500));
        reloj.elapsed().as_secs_f64() - 0.5
    }));
    let suelo = [vacio, de_mas].map(|tiempo| (tiempo * 1e3, "ms"));
    tabla.fila("un programa vacío, y una espera", &suelo, Ninguno);
    for (nombre, leccion, ideal, maximo) in [
        ("sequential", que_duerme("sequential"), 4.0, 3.0),
        ("threads", que_duerme("threads"), 2.0, 3.0),
        ("processes", que_duerme("processes"), 2.0, 3.0),
        ("http/sequential", http("sequential"), 2.1, 12.0),
        ("http/threads", http("threads"), 0.8, 12.0),
        ("http/processes", http("processes"), 0.8, 12.0),
    ] {
        let (tiempo, memoria) = tabla.medir(&leccion)?;
        let de_mas = (tiempo - ideal - vacio - de_mas) * 1e3;
        let medidas = [(ideal, "s"), (de_mas, "ms"), (memoria, "MiB")];
        tabla.fila(nombre, &medidas, ComoMucho(maximo));
    }
    Ok(())
}

fn cpu(tabla: &mut Tabla, nucleos: usize) -> anyhow::Result<()> {
    println!("\ncpu: contar primos, y cuántas veces más deprisa que en fila\n");
    // Cada vez las tres seguidas: lo que estorbe el resto del equipo estorba a las tres.
    let mut ternas = Vec::new();
    for _ in 0..tabla.runs {
        let [fila, hilos, procesos] = MANERAS.map(|manera| ejecutar(&experimento("cpu", manera)));
        ternas.push([fila?, hilos?, procesos?].map(|hecho| segundos(&hecho)));
    }
    for (i, manera) in MANERAS.into_iter().enumerate() {
        let tiempo = mediana(ternas.iter().map(|terna| terna[i]));
        let veces = mediana(ternas.iter().map(|terna| terna[0] / terna[i]));
        let objetivo = if i > 0 && nucleos == 2 { AlMenos(1.85) } else { Ninguno };
        tabla.fila(manera, &[(tiempo, "s"), (veces, "veces")], objetivo);
    }
    let limite = ["2000000".to_string()];
    let (aqui, _) = tabla.medir(&experimento("cpu", "sequential").con(&limite))?;
    let veces = python("examples-sequential/examples/cpu-sequential.py", &limite, 1)? / aqui;
    tabla.fila("CPython en fila, frente a esto", &[(veces, "veces")], AlMenos(20.0));
    Ok(())
}

fn spawn_cost(tabla: &mut Tabla) -> anyhow::Result<()> {
    println!("\nspawn-cost: iniciar 1000 y esperarlos\n");
    for manera in ["threads", "processes"] {
        for mensaje in ejecutar(&experimento("spawn-cost", manera))?.mensajes() {
            println!("  {manera:10} {mensaje}");
            tabla.filas.push(json!({ "que": manera, "mensaje": mensaje }));
        }
    }
    Ok(())
}

fn muchas_paginas(tabla: &mut Tabla) -> anyhow::Result<()> {
    println!("\nHTTP: páginas de 0,1 s a la vez: tiempo, procesador y memoria\n");
    let servidor = Solo::iniciar()?;
    let url = |i| format!("{}/delay/0.1?bytes=1000&pagina={i}", servidor.base());
    let casos =
        [("threads", "hilos", [1, 10, 100, 1000]), ("processes", "procesos", [1, 10, 100, 200])];
    for (manera, en_que, cantidades) in casos {
        let mut una = None;
        for cuantas in cantidades {
            let urls: Vec<String> = (0..cuantas).map(url).collect();
            let antes = procesador_de_los_hijos();
            let (tiempo, memoria) = tabla.medir(&http(manera).con(&urls))?;
            let usado = (procesador_de_los_hijos() - antes) / tabla.runs as f64 * 1e3;
            let medidas = [(tiempo, "s"), (usado, "ms"), (memoria, "MiB")];
            let que = format!("{cuantas} con {en_que}");
            let objetivo = if cuantas == 1000 { ComoMucho(64.0) } else { Ninguno };
            tabla.fila(&que, &medidas, objetivo);
            let una = *una.get_or_insert(tiempo);
            if cuantas == 1000 {
                let veces = [(tiempo / una, "veces")];
                tabla.fila(&format!("{que}, frente a 1"), &veces, ComoMucho(5.0));
            }
            if cuantas >= 200 {
                let gemelo = format!("examples-http/src/bin/{manera}.py");
                let alli = python(&gemelo, &urls, tabla.runs)?;
                let veces = [(tiempo / alli, "veces")];
                tabla.fila(&format!("{que}, frente a Python"), &veces, ComoMucho(0.5));
            }
        }
    }
    Ok(())
}

/// El tiempo de procesador de los procesos ya terminados que inició este, y los que ellos iniciaron,
/// en segundos; solo se sabe en Linux.
fn procesador_de_los_hijos() -> f64 {
    let estado = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Detrás del nombre del programa, que va entre paréntesis: cutime y cstime, en centésimas.
    let campos = estado.rsplit(") ").next().unwrap_or_default().split(' ').skip(13).take(2);
    let tiempos = campos.flat_map(str::parse::<f64>);
    tiempos.reduce(|usuario, sistema| usuario + sistema).map_or(f64::NAN, |suma| suma / 100.0)
}

/// Lo que tarda un programa de Python, si hay con qué ejecutarlo; sin quien lo mire, que también cuesta.
fn python(programa: &str, datos: &[String], veces: usize) -> anyhow::Result<f64> {
    let Ok(python) = Python::buscar() else { return Ok(f64::NAN) };
    if !python.requests {
        return Ok(f64::NAN);
    }
    let mut orden = Command::new(python.programa);
    orden.arg(raiz().join(programa)).args(datos);
    let tiempos =
        (0..veces).map(|_| cronometrar(orden.stdout(Stdio::null()).stderr(Stdio::null())));
    Ok(mediana(tiempos.collect::<anyhow::Result<Vec<f64>>>()?))
}

/// La primera compilación de la lección más leída, frente a la de un programa vacío.
fn compilar(tabla: &mut Tabla) -> anyhow::Result<()> {
    println!("\nLa primera compilación de examples-threads, frente a la de un programa vacío\n");
    let vacio = tempfile::tempdir()?;
    fs::create_dir(vacio.path().join("src"))?;
    fs::write(vacio.path().join("src/main.rs"), "fn main() {}\n")?;
    let manifiesto = "[package]\nname = \"vacio\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(vacio.path().join("Cargo.toml"), manifiesto)?;

    let en_limpio = |proyecto: &Path, paquete: &str| {
        let destino = tempfile::tempdir()?;
        let mut cargo = cargo();
        cargo.args(["build", "--quiet", "--offline", "-p", paquete]).current_dir(proyecto);
        cronometrar(cargo.env("CARGO_TARGET_DIR", destino.path()))
    };
    let mut tiempos = Vec::new();
    for _ in 0..tabla.runs {
        tiempos.push((en_limpio(vacio.path(), "vacio")?, en_limpio(raiz(), "examples-threads")?));
    }
    let leccion = mediana(tiempos.iter().map(|(_, leccion)| *leccion));
    let veces = mediana(tiempos.iter().map(|(vacio, leccion)| leccion / vacio));
    tabla.fila("examples-threads", &[(leccion, "s"), (veces, "veces")], Ninguno);
    Ok(())
}

/// Lo que tarda una orden, que tiene que terminar bien.
fn cronometrar(orden: &mut Command) -> anyhow::Result<f64> {
    let reloj = Instant::now();
    ensure!(orden.status()?.success(), "no terminó bien: {orden:?}");
    Ok(reloj.elapsed().as_secs_f64())
}
