//! Lo que cuesta cada lección, medido al ejecutarla de verdad, frente a lo menos que podría costar.
//!
//! Ejecútalo: cargo bench -p tests
//!            cargo bench -p tests -- --json costes.json

use anyhow::{Context, bail};
use clap::{ArgAction, Parser};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tests::leccion::raiz;
use tests::servidor::Solo;
use tests::{Ejecucion, Leccion, argumentos, tramos};

/// Mide lo que cuesta cada lección frente a lo menos que podría costar, y lo compara con sus objetivos.
#[derive(Parser)]
#[command(
    help_template = argumentos::PLANTILLA,
    override_usage = "cargo bench -p tests -- [--runs N] [--json ARCHIVO]",
    disable_help_flag = true
)]
struct Argumentos {
    /// Cuántas veces se mide cada cosa; cuenta la mediana
    #[arg(
        long,
        value_name = "N",
        default_value_t = 5,
        hide_default_value = true,
        help_heading = "Opciones"
    )]
    runs: usize,

    /// Guarda también la tabla como JSON
    #[arg(long, value_name = "ARCHIVO", help_heading = "Opciones")]
    json: Option<PathBuf>,

    /// Muestra esta ayuda
    #[arg(long, short, help_heading = "Opciones", action = ArgAction::Help)]
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

impl Tabla {
    fn seccion(&self, titulo: &str) {
        println!("\n{titulo}\n");
    }

    fn fila(&mut self, que: &str, medida: String, valor: Value) {
        println!("  {que:44} {medida}");
        self.filas.push(json!({ "que": que, "medida": valor }));
    }

    /// Una fila con un objetivo: el valor tiene que llegar al mínimo, o no pasar del máximo.
    fn objetivo(&mut self, que: &str, valor: f64, unidad: &str, limite: Limite) {
        let (cumple, texto) = match limite {
            Limite::ComoMucho(maximo) => (valor <= maximo, format!("≤ {maximo}")),
            Limite::AlMenos(minimo) => (valor >= minimo, format!("≥ {minimo}")),
        };
        let marca = if cumple { "✓" } else { "✗" };
        println!("  {que:44} {valor:9.2} {unidad:8} objetivo {texto} {marca}");
        self.filas
            .push(json!({ "que": que, "medida": valor, "objetivo": texto, "cumple": cumple }));
        self.incumplidos += usize::from(!cumple);
    }

    /// Ejecuta una lección varias veces. Si alguna falla, no hay medida que valga.
    fn medir(&self, leccion: &Leccion) -> anyhow::Result<Vec<Ejecucion>> {
        let veces = (0..self.runs).map(|_| ejecutar(leccion));
        veces.collect()
    }
}

enum Limite {
    ComoMucho(f64),
    AlMenos(f64),
}
use Limite::{AlMenos, ComoMucho};

fn ejecutar(leccion: &Leccion) -> anyhow::Result<Ejecucion> {
    let hecho = leccion.ejecutar()?;
    if hecho.codigo() != Some(0) {
        bail!("no terminó bien:\n{hecho}");
    }
    Ok(hecho)
}

fn mediana(valores: impl IntoIterator<Item = f64>) -> f64 {
    let mut valores: Vec<f64> = valores.into_iter().collect();
    valores.sort_by(f64::total_cmp);
    valores.get(valores.len() / 2).copied().unwrap_or(f64::NAN)
}

fn segundos(hechos: &[Ejecucion]) -> f64 {
    mediana(hechos.iter().map(|hecho| hecho.duracion.as_secs_f64()))
}

fn mib(hechos: &[Ejecucion]) -> f64 {
    mediana(hechos.iter().filter_map(|hecho| hecho.memoria).map(|bytes| bytes as f64 / 1048576.0))
}

fn main() -> anyhow::Result<()> {
    let Argumentos { runs, json, .. } = argumentos::leer();
    let mut tabla = Tabla { runs: runs.max(1), filas: Vec::new(), incumplidos: 0 };
    let nucleos = thread::available_parallelism()?;
    println!("{nucleos} núcleos, {}; medianas de {} ejecuciones", std::env::consts::OS, tabla.runs);

    let minimo = suelo(&mut tabla)?;
    lecciones(&mut tabla, minimo)?;
    cpu(&mut tabla)?;
    spawn_cost(&mut tabla)?;
    muchas_paginas(&mut tabla)?;
    compilar(&mut tabla)?;

    println!("\nObjetivos sin cumplir: {}", tabla.incumplidos);
    if let Some(archivo) = json {
        let todo =
            json!({ "nucleos": nucleos.get(), "ejecuciones": tabla.runs, "filas": tabla.filas });
        fs::write(&archivo, serde_json::to_string_pretty(&todo)?)
            .with_context(|| format!("no se puede escribir {}", archivo.display()))?;
    }
    Ok(())
}

/// Lo que este equipo tarda en nada: un programa vacío y lo que una espera se pasa de la cuenta.
fn suelo(tabla: &mut Tabla) -> anyhow::Result<f64> {
    tabla.seccion("El suelo de este equipo");
    let vacio = segundos(&tabla.medir(&Leccion::ejemplo("tests", "vacio"))?);
    let de_mas = mediana((0..tabla.runs).map(|_| {
        let reloj = Instant::now();
        thread::sleep(Duration::from_millis(500));
        reloj.elapsed().as_secs_f64() - 0.5
    }));
    tabla.fila("un programa vacío", format!("{:.2} ms", vacio * 1e3), json!(vacio));
    tabla.fila("una espera se pasa", format!("{:.2} ms", de_mas * 1e3), json!(de_mas));
    Ok(vacio + de_mas)
}

fn lecciones(tabla: &mut Tabla, suelo: f64) -> anyhow::Result<()> {
    tabla.seccion("Cada lección: lo que esperan sus tareas, y lo que tarda de más sobre el suelo");
    let sleeping = |nombre: &str| {
        let paquete = format!("examples-{nombre}");
        Leccion::binario(&paquete, &paquete)
    };
    let http = |nombre| Leccion::binario("examples-http", nombre);
    for (nombre, leccion, ideal, memoria) in [
        ("sequential", sleeping("sequential"), 4.0, 3.0),
        ("threads", sleeping("threads"), 2.0, 3.0),
        ("processes", sleeping("processes"), 2.0, 3.0),
        ("http/sequential", http("sequential"), 2.1, 12.0),
        ("http/threads", http("threads"), 0.8, 12.0),
        ("http/processes", http("processes"), 0.8, 12.0),
    ] {
        let hechos = tabla.medir(&leccion)?;
        let de_mas = (segundos(&hechos) - ideal - suelo) * 1e3;
        let [procesos, hilos] =
            [tramos::procesos(&hechos[0].tramos).len(), tramos::hilos(&hechos[0].tramos).len()];
        tabla.fila(
            nombre,
            format!("{ideal} s + {de_mas:.1} ms; procesos con tareas: {procesos}, hilos: {hilos}"),
            json!({ "ideal_s": ideal, "de_mas_ms": de_mas, "procesos": procesos, "hilos": hilos }),
        );
        if hechos.iter().any(|hecho| hecho.memoria.is_some()) {
            tabla.objetivo(&format!("{nombre}: memoria"), mib(&hechos), "MiB", ComoMucho(memoria));
        }
    }
    Ok(())
}

fn cpu(tabla: &mut Tabla) -> anyhow::Result<()> {
    tabla.seccion("cpu: contar los primos menores que 7 000 000");
    let de = |paquete: &str| Leccion::ejemplo(paquete, "cpu");
    let [fila, hilos, procesos] =
        ["examples-sequential", "examples-threads", "examples-processes"].map(de);
    // Cada vez las tres seguidas: lo que estorbe el resto del equipo estorba a las tres.
    let mut tiempos = Vec::new();
    for _ in 0..tabla.runs {
        let de = |leccion: &Leccion| Ok(ejecutar(leccion)?.duracion.as_secs_f64());
        let terna: anyhow::Result<Vec<f64>> =
            [&fila, &hilos, &procesos].map(de).into_iter().collect();
        tiempos.push(terna?);
    }
    for (i, nombre) in ["en fila", "con hilos", "con procesos"].into_iter().enumerate() {
        let tiempo = mediana(tiempos.iter().map(|terna| terna[i]));
        tabla.fila(nombre, format!("{tiempo:9.2} s"), json!(tiempo));
        if i > 0 {
            let veces = mediana(tiempos.iter().map(|terna| terna[0] / terna[i]));
            let nombre = format!("{nombre}: cuántas veces más deprisa");
            match thread::available_parallelism()?.get() {
                2 => tabla.objetivo(&nombre, veces, "veces", AlMenos(1.85)),
                _ => tabla.fila(&nombre, format!("{veces:9.2} veces"), json!(veces)),
            }
        }
    }
    const LIMITE: &str = "2000000";
    let aqui = segundos(&tabla.medir(&fila.con([LIMITE]))?);
    match python("cpu.py", &["secuencial", LIMITE], 1)? {
        Some(alli) => {
            tabla.objetivo("CPython en fila, frente a esto", alli / aqui, "veces", AlMenos(20.0))
        }
        None => println!("  sin python3: no se compara"),
    }
    Ok(())
}

fn spawn_cost(tabla: &mut Tabla) -> anyhow::Result<()> {
    tabla.seccion("spawn-cost: iniciar 1000 y esperarlos");
    for paquete in ["examples-threads", "examples-processes"] {
        let hecho = ejecutar(&Leccion::ejemplo(paquete, "spawn-cost"))?;
        for mensaje in hecho.mensajes() {
            let (que, medida) =
                mensaje.trim_start_matches("[+] ").split_once(": ").unwrap_or_default();
            let que = format!("{}: {que}", paquete.trim_start_matches("examples-"));
            tabla.fila(&que, medida.to_string(), json!(medida));
        }
    }
    Ok(())
}

fn muchas_paginas(tabla: &mut Tabla) -> anyhow::Result<()> {
    tabla.seccion("HTTP: muchas páginas de 0,1 s, tiempo, memoria y procesador");
    let servidor = Solo::iniciar()?;
    let urls = |cuantas: usize| {
        let base = servidor.base().to_string();
        (0..cuantas)
            .map(move |i| format!("{base}/delay/0.1?bytes=1000&pagina={i}"))
            .collect::<Vec<_>>()
    };
    for (nombre, cantidades) in [
        ("sequential", &[1, 10][..]),
        ("threads", &[1, 10, 100, 1000]),
        ("processes", &[1, 10, 100, 200]),
    ] {
        let mut una = f64::NAN;
        for &cuantas in cantidades {
            let leccion = Leccion::binario("examples-http", nombre).con(urls(cuantas));
            let antes = procesador_de_los_hijos();
            let hechos = tabla.medir(&leccion)?;
            let usado = procesador_de_los_hijos().zip(antes).map(|(ahora, antes)| ahora - antes);
            let tiempo = segundos(&hechos);
            let procesador = match usado {
                Some(usado) => format!("{:.0} ms de procesador", usado / tabla.runs as f64 * 1e3),
                None => "procesador: no se sabe en este sistema".to_string(),
            };
            tabla.fila(
                &format!("{nombre}, {cuantas}"),
                format!("{tiempo:9.3} s, {:.1} MiB, {procesador}", mib(&hechos)),
                json!({ "segundos": tiempo, "mib": mib(&hechos), "procesador": usado }),
            );
            match (nombre, cuantas) {
                (_, 1) => una = tiempo,
                ("threads", 1000) => {
                    tabla.objetivo(
                        "1000 con hilos, frente a 1",
                        tiempo / una,
                        "veces",
                        ComoMucho(5.0),
                    );
                    tabla.objetivo("1000 con hilos: memoria", mib(&hechos), "MiB", ComoMucho(64.0));
                    frente_a_python(tabla, "hilos", &urls(cuantas), tiempo)?;
                }
                ("processes", 200) => frente_a_python(tabla, "procesos", &urls(cuantas), tiempo)?,
                _ => {}
            }
        }
    }
    Ok(())
}

fn frente_a_python(
    tabla: &mut Tabla,
    manera: &str,
    urls: &[String],
    aqui: f64,
) -> anyhow::Result<()> {
    let mut argumentos = vec![manera];
    argumentos.extend(urls.iter().map(String::as_str));
    match python("peticiones.py", &argumentos, tabla.runs)? {
        Some(alli) => {
            let que = format!("{} con {manera}, frente a Python", urls.len());
            tabla.objetivo(&que, aqui / alli, "veces", ComoMucho(0.5));
        }
        None => println!("  sin python3 o sin requests: no se compara"),
    }
    Ok(())
}

/// Lo que tarda un programa de `tests/python`, si hay con qué ejecutarlo.
fn python(programa: &str, argumentos: &[&str], veces: usize) -> anyhow::Result<Option<f64>> {
    // El intérprete de verdad: el que se encuentra puede ser un intermediario que tarda lo suyo.
    let busca = "import sys, requests; print(sys.executable)";
    let busca = Command::new("python3").args(["-c", busca]).stderr(Stdio::null()).output();
    let Some(busca) = busca.ok().filter(|busca| busca.status.success()) else { return Ok(None) };
    let interprete = String::from_utf8(busca.stdout)?;
    let mut tiempos = Vec::new();
    for _ in 0..veces {
        let reloj = Instant::now();
        let ruta = raiz().join("tests/python").join(programa);
        let mut orden = Command::new(interprete.trim());
        let fin = orden.arg(ruta).args(argumentos).stdout(Stdio::null()).status()?;
        if !fin.success() {
            bail!("{programa} no terminó bien");
        }
        tiempos.push(reloj.elapsed().as_secs_f64());
    }
    Ok(Some(mediana(tiempos)))
}

/// El tiempo de procesador de los procesos ya terminados que inició este, y los que ellos iniciaron,
/// en segundos; `None` fuera de Linux.
fn procesador_de_los_hijos() -> Option<f64> {
    let estado = fs::read_to_string("/proc/self/stat").ok()?;
    let campos: Vec<&str> = estado.rsplit_once(") ")?.1.split(' ').collect();
    // cutime y cstime, en centésimas de segundo, contando desde el estado, que es el campo 3.
    let [usuario, sistema] = [13, 14].map(|campo| campos.get(campo)?.parse::<f64>().ok());
    Some((usuario? + sistema?) / 100.0)
}

/// La primera compilación de la lección más leída, frente a la de un programa vacío.
fn compilar(tabla: &mut Tabla) -> anyhow::Result<()> {
    tabla.seccion("La primera compilación de examples-threads, frente a la de un programa vacío");
    let carpeta = tempfile::tempdir()?;
    let vacio = carpeta.path().join("vacio");
    fs::create_dir_all(vacio.join("src"))?;
    fs::write(vacio.join("src/main.rs"), "fn main() {}\n")?;
    let manifiesto = "[package]\nname = \"vacio\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(vacio.join("Cargo.toml"), manifiesto)?;

    let mut veces = Vec::new();
    for _ in 0..tabla.runs {
        let nada = en_limpio(&vacio, &[], carpeta.path())?;
        let leccion = en_limpio(raiz(), &["-p", "examples-threads"], carpeta.path())?;
        veces.push((leccion / nada, leccion));
    }
    let leccion = mediana(veces.iter().map(|(_, leccion)| *leccion));
    tabla.fila("examples-threads", format!("{leccion:9.2} s"), json!(leccion));
    let veces = mediana(veces.iter().map(|(veces, _)| *veces));
    tabla.objetivo("frente a un programa vacío", veces, "veces", ComoMucho(2.5));
    Ok(())
}

fn en_limpio(proyecto: &Path, argumentos: &[&str], carpeta: &Path) -> anyhow::Result<f64> {
    let destino = carpeta.join("target");
    if destino.exists() {
        fs::remove_dir_all(&destino)?;
    }
    let mut cargo = tests::leccion::cargo();
    cargo.current_dir(proyecto).args(["build", "--quiet", "--offline"]).args(argumentos);
    let reloj = Instant::now();
    if !cargo.env("CARGO_TARGET_DIR", destino).status()?.success() {
        bail!("no se puede compilar {}", proyecto.display());
    }
    Ok(reloj.elapsed().as_secs_f64())
}
