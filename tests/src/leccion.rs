//! Construir una lección, ejecutarla y contar lo que hizo.

use crate::tramos;
use anyhow::{Context, bail};
use serde_json::Value;
use shared::traza::{self, Tramo};
use std::collections::HashMap;
use std::env;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Lo que se espera a un programa antes de darlo por interminable: 60 segundos.
pub const LIMITE: Duration = Duration::from_secs(60);

/// La carpeta del proyecto.
pub fn raiz() -> &'static Path {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests)
}

/// Una orden de cargo en la carpeta del proyecto, con el mismo cargo que construyó esto.
pub fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Las que cargo pone a los programas que ejecuta: si las hereda otro cargo, algunos paquetes
    // (ring) creen que algo ha cambiado y se vuelven a compilar, con todo lo que depende de ellos.
    for (variable, _) in env::vars_os() {
        let nombre = variable.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|suya| nombre.starts_with(suya)) {
            cargo.env_remove(&variable);
        }
    }
    cargo.current_dir(raiz());
    cargo
}

/// Un programa del proyecto y cómo ejecutarlo.
#[derive(Clone, Debug)]
pub struct Leccion {
    programa: Programa,
    argumentos: Vec<OsString>,
    variables: Vec<(OsString, OsString)>,
    antes: Option<String>,
    limite: Duration,
    a_la_vista: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Programa {
    paquete: String,
    /// `--bin` o `--example`.
    clase: &'static str,
    nombre: String,
}

impl Leccion {
    /// El binario `nombre` de un paquete: `src/main.rs` o `src/bin/nombre.rs`.
    pub fn binario(paquete: &str, nombre: &str) -> Self {
        Self::nueva(paquete, "--bin", nombre)
    }

    /// El experimento `examples/nombre.rs` de un paquete.
    pub fn ejemplo(paquete: &str, nombre: &str) -> Self {
        Self::nueva(paquete, "--example", nombre)
    }

    fn nueva(paquete: &str, clase: &'static str, nombre: &str) -> Self {
        Leccion {
            programa: Programa { paquete: paquete.into(), clase, nombre: nombre.into() },
            argumentos: Vec::new(),
            variables: Vec::new(),
            antes: None,
            limite: LIMITE,
            a_la_vista: false,
        }
    }

    /// Le añade argumentos.
    pub fn con<T: Into<OsString>>(mut self, argumentos: impl IntoIterator<Item = T>) -> Self {
        self.argumentos.extend(argumentos.into_iter().map(Into::into));
        self
    }

    /// Le pone una variable de entorno.
    pub fn variable(mut self, nombre: &str, valor: impl Into<OsString>) -> Self {
        self.variables.push((nombre.into(), valor.into()));
        self
    }

    /// La ejecuta desde un intérprete de órdenes, tras `antes`: para limitar lo que el sistema le da.
    /// Solo en Unix.
    pub fn tras(mut self, antes: &str) -> Self {
        self.antes = Some(antes.to_string());
        self
    }

    /// Cambia lo que se la espera antes de darla por interminable.
    pub fn limite(mut self, limite: Duration) -> Self {
        self.limite = limite;
        self
    }

    /// Muestra lo que escribe según lo escribe, además de recogerlo.
    pub fn a_la_vista(mut self) -> Self {
        self.a_la_vista = true;
        self
    }

    /// Construye el programa, si hace falta, y da la ruta del ejecutable. Lo que diga el compilador
    /// sale tal cual por la salida de errores.
    ///
    /// # Errors
    ///
    /// Si no se puede construir.
    pub fn construir(&self) -> anyhow::Result<PathBuf> {
        static CONSTRUIDOS: Mutex<Option<HashMap<Programa, PathBuf>>> = Mutex::new(None);
        let mut construidos = CONSTRUIDOS.lock().unwrap_or_else(PoisonError::into_inner);
        let construidos = construidos.get_or_insert_default();
        if !construidos.contains_key(&self.programa) {
            construidos.extend(self.programa.construir()?);
        }
        let Programa { paquete, clase, nombre } = &self.programa;
        let ruta = construidos.get(&self.programa);
        ruta.cloned()
            .with_context(|| format!("cargo no dice dónde está {paquete} {clase} {nombre}"))
    }

    /// La construye, la ejecuta hasta que termina (o hasta [`LIMITE`]) y cuenta lo que hizo.
    ///
    /// # Errors
    ///
    /// Si no se puede construir o iniciar, o si dejó una traza ilegible. Que termine mal no es un
    /// error: está en [`Ejecucion::estado`].
    pub fn ejecutar(&self) -> anyhow::Result<Ejecucion> {
        let ruta = self.construir()?;
        let carpeta = tempfile::tempdir()?;
        let archivo = carpeta.path().join("traza");

        let reloj = Instant::now();
        let mut proceso = self
            .orden(&ruta)
            .args(&self.argumentos)
            .env(traza::VARIABLE, &archivo)
            .envs(self.variables.iter().cloned())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("no se pudo iniciar {}", ruta.display()))?;
        let pid = proceso.id();
        let eco = |salida: Box<dyn Write + Send>| self.a_la_vista.then_some(salida);
        let salida = proceso.stdout.take().map(|tubo| leer(tubo, eco(Box::new(std::io::stdout()))));
        let errores =
            proceso.stderr.take().map(|tubo| leer(tubo, eco(Box::new(std::io::stderr()))));
        let (estado, memoria) = esperar(&mut proceso, self.limite)?;
        let duracion = reloj.elapsed();

        let traza = fs::read_to_string(&archivo).unwrap_or_default();
        let tramos = tramos::leer(&traza).map_err(anyhow::Error::msg)?;
        Ok(Ejecucion {
            salida: salida.map(hasta_el_final).unwrap_or_default(),
            errores: errores.map(hasta_el_final).unwrap_or_default(),
            estado,
            pid,
            duracion,
            memoria,
            tramos,
        })
    }

    fn orden(&self, ruta: &Path) -> Command {
        let Some(antes) = &self.antes else { return Command::new(ruta) };
        let mut orden = Command::new("bash");
        orden.args(["-c", &format!("{antes}; exec \"$0\" \"$@\"")]).arg(ruta);
        orden
    }
}

impl Programa {
    /// Lo construye y da la ruta del ejecutable. Los de las pruebas, que son muchos y van juntos, se
    /// construyen de una vez; de los demás, cada uno, por si otro no se puede construir.
    fn construir(&self) -> anyhow::Result<Vec<(Self, PathBuf)>> {
        let Programa { paquete, clase, nombre } = self;
        let mut orden = cargo();
        orden.args(["build", "--quiet", "--message-format=json-render-diagnostics"]);
        orden.args(["--package", paquete]);
        match paquete.as_str() {
            "tests" => orden.args(["--bins", "--examples"]),
            _ => orden.args([clase, nombre.as_str()]),
        };
        if !cfg!(debug_assertions) {
            orden.arg("--release");
        }
        let construccion =
            orden.stderr(Stdio::inherit()).output().context("no se encuentra cargo")?;
        if !construccion.status.success() {
            bail!("{paquete} {clase} {nombre} no se puede construir");
        }
        // Un mensaje por línea, con el ejecutable de cada programa construido.
        let mut construidos = Vec::new();
        for linea in String::from_utf8(construccion.stdout)?.lines() {
            let mensaje: Value = serde_json::from_str(linea)?;
            let Some(ejecutable) = mensaje["executable"].as_str() else { continue };
            let clase = if mensaje["target"]["kind"][0] == "bin" { "--bin" } else { "--example" };
            let nombre = mensaje["target"]["name"].as_str().unwrap_or_default().to_string();
            let programa = Programa { paquete: paquete.clone(), clase, nombre };
            let ruta = programa.apartar(Path::new(ejecutable))?;
            construidos.push((programa, ruta));
        }
        Ok(construidos)
    }

    /// Dos paquetes pueden tener un programa del mismo nombre, y cargo los deja en la misma ruta:
    /// cada uno se aparta a la suya antes de que el otro lo pise.
    fn apartar(&self, ejecutable: &Path) -> anyhow::Result<PathBuf> {
        let carpeta = ejecutable.with_file_name("apartados").join(&self.paquete);
        fs::create_dir_all(&carpeta)?;
        let apartado = carpeta.join(ejecutable.file_name().unwrap_or_default());
        let _ = fs::remove_file(&apartado);
        if fs::hard_link(ejecutable, &apartado).is_err() {
            fs::copy(ejecutable, &apartado)?;
        }
        Ok(apartado)
    }
}

/// Lo que hizo una lección. Al escribirla con `{}` lo cuenta todo: sirve de explicación en una
/// comprobación que falla.
#[derive(Clone, Debug)]
pub struct Ejecucion {
    /// Lo que escribió en la salida estándar.
    pub salida: String,
    /// Lo que escribió en la salida de errores.
    pub errores: String,
    /// Cómo terminó; `None` si hubo que terminarla al llegar a [`LIMITE`].
    pub estado: Option<ExitStatus>,
    /// El número del proceso que se inició; los hijos tienen otros.
    pub pid: u32,
    /// Lo que tardó el proceso entero, de iniciarlo a que terminó.
    pub duracion: Duration,
    /// La memoria que llegó a ocupar el proceso que se inició, en bytes, donde el sistema lo dice.
    pub memoria: Option<u64>,
    /// La traza que dejó, en el orden en que terminaron las tareas.
    pub tramos: Vec<Tramo>,
}

impl Ejecucion {
    /// Las líneas de la salida estándar que no están en blanco.
    pub fn mensajes(&self) -> Vec<&str> {
        self.salida.lines().filter(|linea| !linea.is_empty()).collect()
    }

    /// El código con que terminó, si terminó por sí misma.
    pub fn codigo(&self) -> Option<i32> {
        self.estado.and_then(|estado| estado.code())
    }
}

impl fmt::Display for Ejecucion {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        let estado = self.estado.map_or("interminable".to_string(), |estado| estado.to_string());
        writeln!(texto, "terminó con {estado} a los {:?}", self.duracion)?;
        writeln!(texto, "-- salida estándar:\n{}", self.salida)?;
        writeln!(texto, "-- salida de errores:\n{}", self.errores)?;
        writeln!(texto, "-- traza (proceso, hilo, inicio, fin, nombre):")?;
        self.tramos.iter().try_for_each(|tramo| writeln!(texto, "{tramo}"))
    }
}

/// Lee un tubo en otro hilo, trozo a trozo, y de paso lo copia en `eco`.
fn leer(
    mut tubo: impl Read + Send + 'static,
    mut eco: Option<Box<dyn Write + Send>>,
) -> Receiver<Vec<u8>> {
    let (envio, recibo) = mpsc::channel();
    thread::spawn(move || {
        let mut trozo = [0; 8192];
        while let Ok(leidos @ 1..) = tubo.read(&mut trozo) {
            if let Some(eco) = &mut eco {
                let _ = eco.write_all(&trozo[..leidos]).and_then(|()| eco.flush());
            }
            if envio.send(trozo[..leidos].to_vec()).is_err() {
                break;
            }
        }
    });
    recibo
}

/// Todo lo que llegó por el tubo. Un nieto que siga vivo lo mantiene abierto: no se le espera.
fn hasta_el_final(tubo: Receiver<Vec<u8>>) -> String {
    let mut todo = Vec::new();
    while let Ok(trozo) = tubo.recv_timeout(Duration::from_secs(2)) {
        todo.extend(trozo);
    }
    String::from_utf8_lossy(&todo).into_owned()
}

/// Espera a un proceso, y si llega al límite lo termina: entonces no tiene estado. Mientras, otro
/// hilo mira cuánta memoria ocupa.
fn esperar(
    proceso: &mut Child,
    limite: Duration,
) -> anyhow::Result<(Option<ExitStatus>, Option<u64>)> {
    let pid = proceso.id();
    let (en_marcha, aviso) = mpsc::channel();
    let vigia = thread::spawn(move || vigilar(pid, limite, &aviso));
    let estado = proceso.wait();
    drop::<Sender<()>>(en_marcha);
    let (agotado, memoria) = vigia.join().unwrap_or_default();
    Ok((estado.map(|estado| (!agotado).then_some(estado))?, memoria))
}

/// Si hubo que terminarlo, y la memoria que llegó a ocupar.
fn vigilar(pid: u32, limite: Duration, aviso: &Receiver<()>) -> (bool, Option<u64>) {
    let reloj = Instant::now();
    let mut agotado = false;
    let mut memoria = memoria_maxima(pid);
    while aviso.recv_timeout(Duration::from_millis(20)) == Err(RecvTimeoutError::Timeout) {
        memoria = memoria_maxima(pid).max(memoria);
        if reloj.elapsed() >= limite && !agotado {
            terminar_con_sus_hijos(pid);
            agotado = true;
        }
    }
    (agotado, memoria)
}

/// Termina un proceso y los que él inició: una orden de cada sistema sabe cuáles son.
fn terminar_con_sus_hijos(pid: u32) {
    let pid = &pid.to_string();
    let ordenes: &[&[&str]] = if cfg!(windows) {
        &[&["taskkill", "/F", "/T", "/PID", pid]]
    } else {
        &[&["pkill", "-KILL", "-P", pid], &["kill", "-KILL", pid]]
    };
    for orden in ordenes {
        let _ = Command::new(orden[0]).args(&orden[1..]).output();
    }
}

/// La memoria que un proceso ha llegado a ocupar, en bytes; `None` fuera de Linux.
fn memoria_maxima(pid: u32) -> Option<u64> {
    let estado = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let maxima = estado.lines().find_map(|linea| linea.strip_prefix("VmHWM:"))?;
    let kib: u64 = maxima.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}
