//! Construir los programas del proyecto: lo que hacen igual las pruebas y las herramientas.

use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::{env, error, fmt, fs, fs::File};

/// La carpeta del proyecto, aunque se haya movido: aquella desde la que se llama, o una que la contiene.
pub fn raiz() -> &'static Path {
    static RAIZ: LazyLock<PathBuf> = LazyLock::new(buscar_la_raiz);
    &RAIZ
}

fn buscar_la_raiz() -> PathBuf {
    let aqui = env::current_dir().unwrap_or_default();
    for carpeta in aqui.ancestors() {
        if carpeta.join("examples-threads/src/main.rs").is_file() {
            return carpeta.to_path_buf();
        }
    }
    // Donde estaba al compilar.
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("")
}

/// Una orden de cargo en la carpeta del proyecto, con el mismo cargo que construyó esto.
pub fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Las que cargo pone a los programas que ejecuta: si las hereda otro cargo, algunos paquetes
    // (ring) creen que algo ha cambiado y se vuelven a compilar, con todo lo que depende de ellos.
    for (variable, _) in env::vars_os() {
        let nombre = variable.to_string_lossy();
        if nombre.starts_with("CARGO_PKG_") || nombre.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(&variable);
        }
    }
    cargo.current_dir(raiz());
    cargo
}

/// Qué clase de programa es para cargo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clase {
    /// De `src/main.rs` o de `src/bin`.
    Binario,
    /// De `examples`.
    Ejemplo,
}

impl Clase {
    /// La opción de cargo que la pide.
    pub fn opcion(self) -> &'static str {
        match self {
            Clase::Binario => "--bin",
            Clase::Ejemplo => "--example",
        }
    }
}

/// Lo que el compilador dice de un programa.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mensaje {
    /// El programa, o la biblioteca.
    pub de: String,
    /// Si impide que haya programa, o es un aviso.
    pub es_error: bool,
    /// Su código, si lo tiene: `E0373`.
    pub codigo: Option<String>,
    /// El mensaje entero, como lo escribe el compilador.
    pub texto: String,
}

/// Por qué no hay programa.
#[derive(Debug)]
pub enum NoConstruido {
    /// Cargo no está, o no se puede ejecutar.
    SinCargo(io::Error),
    /// Algo no compila, o cargo no entiende lo que se le pide. Ya está dicho en la salida de errores.
    NoCompila {
        /// Lo que no se pudo construir.
        pedido: String,
        /// Lo que dijo el compilador, en su orden.
        mensajes: Vec<Mensaje>,
    },
    /// Cargo dice que lo construyó, y no dónde.
    NoSeSabeDonde {
        /// Lo que se construyó.
        pedido: String,
    },
}

impl fmt::Display for NoConstruido {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        match self {
            NoConstruido::SinCargo(_) => write!(texto, "no se puede ejecutar cargo"),
            NoConstruido::NoCompila { pedido, .. } => {
                write!(texto, "{pedido} no se puede construir")
            }
            NoConstruido::NoSeSabeDonde { pedido } => {
                write!(texto, "cargo no dice dónde está {pedido}")
            }
        }
    }
}

impl error::Error for NoConstruido {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            NoConstruido::SinCargo(causa) => Some(causa),
            _ => None,
        }
    }
}

/// Construye programas de un paquete con esa orden de `cargo build`, y da sus ejecutables. Lo que diga el compilador se
/// muestra en la salida de errores. Da un error si alguno no se puede construir.
pub fn construir(
    mut orden: Command,
    paquete: &str,
    clase: Clase,
    nombres: &[&str],
) -> Result<Vec<PathBuf>, NoConstruido> {
    orden.args(["--package", paquete]);
    for nombre in nombres {
        orden.args([clase.opcion(), nombre]);
    }
    if !cfg!(debug_assertions) {
        orden.arg("--release");
    }
    let pedido = format!("{paquete} {} {}", clase.opcion(), nombres.join(", "));
    let dicho = compilar(&mut orden, mostrar).map_err(NoConstruido::SinCargo)?;
    if !dicho.bien {
        let mensajes = dicho.mensajes;
        return Err(NoConstruido::NoCompila { pedido, mensajes });
    }
    let mut rutas = Vec::new();
    for nombre in nombres {
        match dicho.ejecutables.get(*nombre) {
            Some(ruta) => rutas.push(ruta.clone()),
            None => return Err(NoConstruido::NoSeSabeDonde { pedido }),
        }
    }
    Ok(rutas)
}

/// Muestra un mensaje del compilador en la salida de errores.
fn mostrar(mensaje: &Mensaje) {
    // Que no se pueda mostrar no impide construir.
    let _ = io::stderr().write_all(mensaje.texto.as_bytes());
}

/// Lo que resulta de una orden de cargo que compila.
#[derive(Debug, Default)]
pub struct Compilado {
    /// Si se pudo construir todo.
    pub bien: bool,
    /// Lo que dijo el compilador, en su orden.
    pub mensajes: Vec<Mensaje>,
    /// El ejecutable de cada programa, por su nombre.
    pub ejecutables: BTreeMap<String, PathBuf>,
}

/// Ejecuta una orden de cargo que compila, y da lo que dice como datos; de cada mensaje del compilador avisa según llega.
/// Da un error si cargo no se puede ejecutar.
pub fn compilar(orden: &mut Command, avisar: fn(&Mensaje)) -> io::Result<Compilado> {
    // El compilador pone los colores, si se van a ver.
    let formato = match io::stderr().is_terminal() {
        true => "--message-format=json-diagnostic-rendered-ansi",
        false => "--message-format=json",
    };
    orden.args(["--quiet", formato]);
    orden.stdout(Stdio::piped()).stderr(Stdio::inherit());
    let mut cargo = orden.spawn()?;
    let mut compilado = Compilado::default();
    if let Some(salida) = cargo.stdout.take() {
        // Una línea por cada cosa que cargo cuenta.
        for linea in BufReader::new(salida).lines() {
            entender(&linea?, &mut compilado, avisar);
        }
    }
    compilado.bien = cargo.wait()?.success();
    Ok(compilado)
}

fn entender(linea: &str, compilado: &mut Compilado, avisar: fn(&Mensaje)) {
    let Ok(dicho) = serde_json::from_str::<Value>(linea) else {
        return;
    };
    let de = dicho["target"]["name"].as_str().unwrap_or_default();
    if let Some(texto) = dicho["message"]["rendered"].as_str() {
        let codigo = dicho["message"]["code"]["code"].as_str();
        let mensaje = Mensaje {
            de: de.to_string(),
            es_error: dicho["message"]["level"] == "error",
            codigo: codigo.map(str::to_string),
            texto: texto.to_string(),
        };
        avisar(&mensaje);
        compilado.mensajes.push(mensaje);
    }
    if let Some(ruta) = dicho["executable"].as_str() {
        compilado.ejecutables.insert(de.to_string(), ruta.into());
    }
}

/// Copia un archivo, o una carpeta con todo lo suyo: ni `.git` ni lo que construyen cargo y npm. Con su fecha: así cargo no
/// vuelve a compilar lo que no ha cambiado. Da un error si no se puede leer o escribir.
pub fn copiar(desde: &Path, hasta: &Path) -> io::Result<()> {
    if desde.is_file() {
        fs::copy(desde, hasta)?;
        let fecha = desde.metadata()?.modified()?;
        let copia = File::options().write(true).open(hasta)?;
        return copia.set_modified(fecha);
    }
    // Un enlace que no lleva a nada, por ejemplo.
    if !desde.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(hasta)?;
    for entrada in fs::read_dir(desde)? {
        let nombre = entrada?.file_name();
        let de_cargo = desde.join(&nombre).join("CACHEDIR.TAG").exists();
        let de_otros = ["target", ".git", "node_modules"]
            .iter()
            .any(|otro| nombre == *otro);
        if !de_cargo && !de_otros {
            copiar(&desde.join(&nombre), &hasta.join(&nombre))?;
        }
    }
    Ok(())
}
