//! Construir una lección, ejecutarla y contar lo que hizo.

use crate::dibujo::Hecho;
use crate::directo::Directo;
use crate::familia::{self, PROCESOS, Percance, Proceso, Reglas};
use crate::traza::{self, Tramo};
use anyhow::{Context, bail};
use fd_lock::RwLock;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::env;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;
use tempfile::TempDir;

/// Lo que se espera a un programa antes de darlo por interminable: 60 segundos.
pub const LIMITE: Duration = Duration::from_secs(60);

/// La carpeta del proyecto: aquella desde la que se llama, o alguna de las que la contienen. Así vale
/// también si se ha movido desde que se compiló esto.
pub fn raiz() -> &'static Path {
    static RAIZ: LazyLock<PathBuf> = LazyLock::new(|| {
        let aqui = env::current_dir().unwrap_or_default();
        let es_la_raiz = |carpeta: &&Path| carpeta.join("tools/src/leccion.rs").is_file();
        let al_compilar = || Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
        aqui.ancestors().find(es_la_raiz).map_or_else(al_compilar, Path::to_path_buf)
    });
    &RAIZ
}

/// Una orden de cargo en la carpeta del proyecto, con el mismo cargo que construyó esto.
pub fn cargo() -> Command {
    familia::atender_senales();
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
    carpeta: PathBuf,
    reglas: Reglas,
    en_directo: Option<EnDirecto>,
}

/// El título de un dibujo que crece, hasta dónde llega su escala, y si se queda al terminar.
#[derive(Clone, Debug)]
struct EnDirecto(String, u64, bool);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Programa {
    /// El paquete, la clase (`--bin` o `--example`) y el nombre.
    DeCargo(String, &'static str, String),
    /// Uno que ya está construido.
    Ejecutable(PathBuf),
    /// El intérprete, que tiene que ejecutarse donde está.
    DePython(PathBuf),
}

static CONSTRUIDOS: Mutex<BTreeMap<Programa, PathBuf>> = Mutex::new(BTreeMap::new());

/// Olvida lo que ya se construyó: desde entonces, los archivos pueden haber cambiado.
pub fn olvidar_lo_construido() {
    CONSTRUIDOS.lock().unwrap_or_else(PoisonError::into_inner).clear();
}

impl Leccion {
    /// El binario `nombre` de un paquete: `src/main.rs` o `src/bin/nombre.rs`.
    pub fn binario(paquete: &str, nombre: &str) -> Self {
        Self::nueva(Programa::DeCargo(paquete.into(), "--bin", nombre.into()))
    }

    /// El programa `examples/nombre.rs` de un paquete.
    pub fn ejemplo(paquete: &str, nombre: &str) -> Self {
        Self::nueva(Programa::DeCargo(paquete.into(), "--example", nombre.into()))
    }

    /// Un programa que ya está construido.
    pub fn ejecutable(ruta: PathBuf) -> Self {
        Self::nueva(Programa::Ejecutable(ruta))
    }

    /// Un programa de Python, que ejecuta ese intérprete.
    pub fn de_python(ruta: PathBuf) -> Self {
        Self::nueva(Programa::DePython(ruta))
    }

    fn nueva(programa: Programa) -> Self {
        let (argumentos, variables, carpeta) = (Vec::new(), Vec::new(), PathBuf::from("."));
        let reglas = Reglas { limite: LIMITE, a_la_vista: false, vigilada: None, percance: None };
        Leccion { programa, argumentos, variables, carpeta, reglas, en_directo: None }
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

    /// La ejecuta desde otra carpeta.
    pub fn desde(mut self, carpeta: impl Into<PathBuf>) -> Self {
        self.carpeta = carpeta.into();
        self
    }

    /// Cambia cuánto se la espera antes de darla por interminable.
    pub fn limite(mut self, limite: Duration) -> Self {
        self.reglas.limite = limite;
        self
    }

    /// Muestra lo que escribe según lo escribe, además de recogerlo.
    pub fn a_la_vista(mut self) -> Self {
        self.reglas.a_la_vista = true;
        self
    }

    /// En una terminal, dibuja debajo de lo que escribe cómo va, con un título y en una escala que llega al
    /// menos `hasta` ahí, en microsegundos; al terminar, el dibujo `se_queda` o se borra.
    pub fn en_directo(mut self, titulo: &str, hasta: u64, se_queda: bool) -> Self {
        self.en_directo = Some(EnDirecto(titulo.to_string(), hasta, se_queda));
        self
    }

    /// Mira qué procesos tiene su familia, y la termina si llegan a ser más de `maximo`.
    pub fn vigilada(mut self, maximo: usize) -> Self {
        self.reglas.vigilada = Some(maximo);
        self
    }

    /// La ejecuta, vigilada y sin mostrar lo que dice, con un percance por medio.
    pub fn con_percance(mut self, percance: Percance) -> Self {
        self.reglas.percance = Some(percance);
        self.reglas.a_la_vista = false;
        self.en_directo = None;
        self.vigilada(PROCESOS)
    }

    /// Construye el programa, si hace falta, y da la ruta del ejecutable. Es un error que no se pueda:
    /// lo que diga el compilador sale tal cual por la salida de errores.
    pub fn construir(&self) -> anyhow::Result<PathBuf> {
        let mut construidos = CONSTRUIDOS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ruta) = construidos.get(&self.programa) {
            return Ok(ruta.clone());
        }
        let ruta = self.programa.construir()?;
        // Otro que se llame igual estaba en la misma ruta, y ya no está.
        construidos.retain(|_, otra| *otra != ruta);
        construidos.insert(self.programa.clone(), ruta.clone());
        Ok(ruta)
    }

    /// La construye, la ejecuta hasta que termina (o hasta [`LIMITE`]) y cuenta lo que hizo. Es un error
    /// que no se pueda construir o iniciar, o que deje una traza ilegible; que termine mal, no: está en
    /// [`Ejecucion::estado`].
    pub fn ejecutar(&self) -> anyhow::Result<Ejecucion> {
        let (carpeta, programa) = self.apartar()?;
        let archivo = carpeta.path().join("traza");
        let mut orden = Command::new(programa);
        orden
            .args(&self.argumentos)
            .current_dir(&self.carpeta)
            .env(shared::traza::VARIABLE, &archivo);
        // Con ella, un error trae detrás veinte líneas que no son de la lección.
        orden.env_remove("RUST_BACKTRACE").envs(self.variables.iter().cloned());
        let pedido = self.en_directo.as_ref();
        let mut directo =
            pedido.and_then(|EnDirecto(titulo, hasta, _)| Directo::nuevo(titulo, *hasta));
        let a_la_vista = self.reglas.a_la_vista && directo.is_none();
        let reglas = Reglas { a_la_vista, ..self.reglas };
        let hecho = familia::ejecutar(orden, reglas, &mut |momento| {
            let hasta = |pid| fin_de(momento.procesos, pid).unwrap_or_else(familia::ahora);
            if let Some(directo) = &mut directo {
                directo.mirar(momento, self.reglas.a_la_vista, &|| {
                    traza::leer(&archivo, hasta).unwrap_or_default()
                });
            }
        });
        let hecho = hecho.and_then(|hecho| {
            let hasta = |pid| fin_de(&hecho.procesos, pid).unwrap_or(hecho.fin());
            let tramos = traza::leer(&archivo, hasta)?;
            let mut procesos = hecho.procesos;
            if let Programa::DePython(_) = self.programa {
                // Los que multiprocessing inicia para sus adentros no hacen ninguna tarea.
                let hace = |pid| pid == hecho.pid || tramos.iter().any(|tramo| tramo.pid == pid);
                procesos.retain(|proceso| hace(proceso.pid));
            }
            Ok(Ejecucion { tramos, procesos, ..hecho })
        });
        if let Some((directo, EnDirecto(.., se_queda))) = directo.zip(pedido) {
            directo.terminar(hecho.as_ref().ok().filter(|_| *se_queda).map(Hecho::from));
        }
        hecho
    }

    /// Deja el programa en una carpeta solo para esta ejecución: cargo pone los de dos paquetes en la
    /// misma ruta si se llaman igual, y el de otro podría ocupar su sitio mientras se ejecuta.
    fn apartar(&self) -> anyhow::Result<(TempDir, PathBuf)> {
        let target = raiz().join("target");
        fs::create_dir_all(&target).context("no se puede crear la carpeta target")?;
        let bloqueo = File::create(target.join(".tools"));
        let mut bloqueo = RwLock::new(bloqueo.context("no se puede escribir en target")?);
        let turno = bloqueo.write().context("no se puede escribir en target")?;
        let ruta = self.construir()?;
        let carpeta = tempfile::Builder::new().prefix("tools-").tempdir_in(target)?;
        if let Programa::DePython(_) = self.programa {
            return Ok((carpeta, ruta));
        }
        // La carpeta «examples» también dice qué clase de programa es.
        let clase = ruta.parent().and_then(Path::file_name).unwrap_or_default();
        let lugar = carpeta.path().join(clase);
        fs::create_dir(&lugar)?;
        let programa = lugar.join(ruta.file_name().unwrap_or_default());
        // Un enlace no ocupa nada, pero no llega a otro disco.
        fs::hard_link(&ruta, &programa).or_else(|_| fs::copy(&ruta, &programa).map(drop))?;
        drop(turno);
        Ok((carpeta, programa))
    }
}

fn fin_de(procesos: &[Proceso], pid: u32) -> Option<u64> {
    procesos.iter().find(|proceso| proceso.pid == pid)?.fin
}

impl Programa {
    fn construir(&self) -> anyhow::Result<PathBuf> {
        match self {
            Programa::DeCargo(paquete, clase, nombre) => {
                let mut orden = cargo();
                orden.arg("build");
                Ok(construir(orden, paquete, clase, &[nombre])?.remove(0))
            }
            Programa::Ejecutable(ruta) | Programa::DePython(ruta) => Ok(ruta.clone()),
        }
    }
}

/// Construye programas de un paquete con una orden de `cargo build` a la que solo le falta decir cuáles, y da
/// sus ejecutables.
pub fn construir(
    mut cargo: Command,
    de: &str,
    clase: &str,
    nombres: &[&str],
) -> anyhow::Result<Vec<PathBuf>> {
    cargo
        .args(["--quiet", "--message-format=json-render-diagnostics", "--package", de])
        .args(nombres.iter().flat_map(|nombre| [clase, nombre]))
        .args(cfg!(not(debug_assertions)).then_some("--release"))
        // Las herramientas, con todo lo que pueden llevar; en una lección no cambia nada.
        .arg("--all-features");
    let fin = cargo.stderr(Stdio::inherit()).output().context("no se encuentra cargo")?;
    if familia::interrumpida() {
        bail!("interrumpido");
    }
    let pedido = format!("{de} {clase} {}", nombres.join(", "));
    if !fin.status.success() {
        bail!("{pedido} no se puede construir");
    }
    // Un mensaje por línea; el de cada programa lleva la ruta de su ejecutable.
    let mut ejecutables = HashMap::new();
    for linea in String::from_utf8(fin.stdout)?.lines() {
        let mensaje: Value = serde_json::from_str(linea).unwrap_or_default();
        let nombre = mensaje["target"]["name"].as_str().unwrap_or_default().to_string();
        ejecutables
            .extend(mensaje["executable"].as_str().map(|ruta| (nombre, PathBuf::from(ruta))));
    }
    let ruta = |nombre: &&str| ejecutables.get(*nombre).cloned();
    let rutas: Option<Vec<PathBuf>> = nombres.iter().map(ruta).collect();
    rutas.with_context(|| format!("cargo no dice dónde está {pedido}"))
}

/// Lo que hizo una lección. Con `{}` lo cuenta todo, para explicar una comprobación que falla.
#[derive(Clone, Debug, Default)]
pub struct Ejecucion {
    /// Lo que escribió en la salida estándar.
    pub salida: String,
    /// Cuántos bytes de ella se habían leído en cada momento, en microsegundos desde 1970.
    pub momentos: Vec<(u64, usize)>,
    /// Lo que escribió en la salida de errores.
    pub errores: String,
    /// Cómo terminó; `None` si hubo que terminarla, al llegar a su límite o por ser [`Self::demasiados`].
    pub estado: Option<ExitStatus>,
    /// El número del proceso que se inició; los hijos tienen otros.
    pub pid: u32,
    /// Cuándo se inició, en microsegundos desde el 1 de enero de 1970 (UTC).
    pub inicio: u64,
    /// Lo que tardó el proceso entero, de iniciarlo a que terminó.
    pub duracion: Duration,
    /// La memoria que llegó a ocupar el proceso que se inició, en bytes, donde el sistema lo dice.
    pub memoria: Option<u64>,
    /// La traza que dejó, en el orden en que empezaron las tareas.
    pub tramos: Vec<Tramo>,
    /// Los procesos de su familia, el suyo el primero; si no estaba vigilada, solo el suyo.
    pub procesos: Vec<Proceso>,
    /// Si hubo que terminarla porque llegó a tener más procesos de los que se le dejaba.
    pub demasiados: bool,
    /// Cuántos hijos seguían en marcha cuando terminó.
    pub quedan: usize,
    /// El hijo al que se terminó, si [`Percance::HijoTerminado`] encontró a uno.
    pub matado: Option<u32>,
}

impl Ejecucion {
    /// Las líneas de la salida estándar que no están en blanco.
    pub fn mensajes(&self) -> Vec<&str> {
        self.salida.lines().filter(|linea| !linea.trim().is_empty()).collect()
    }

    /// Las líneas de la salida estándar que no están en blanco, y cuándo se leyó el final de cada una, en
    /// microsegundos desde que se inició.
    pub fn mensajes_con_su_momento(&self) -> Vec<(u64, &str)> {
        let (mut leidos, mut mensajes) = (0, Vec::new());
        for linea in self.salida.split_inclusive('\n') {
            leidos += linea.len();
            let cual = self.momentos.partition_point(|(_, bytes)| *bytes < leidos);
            let cuando =
                self.momentos.get(cual).map_or(self.fin(), |(cuando, _)| (*cuando).min(self.fin()));
            mensajes.push((cuando.saturating_sub(self.inicio), linea.trim_end()));
        }
        mensajes.retain(|(_, linea)| !linea.is_empty());
        mensajes
    }

    /// El tiempo total tal como lo escribe, si es su último mensaje.
    pub fn tiempo_total(&self) -> Option<&str> {
        let ultimo = self.mensajes().pop()?.strip_prefix("[+] Tiempo total transcurrido: ")?;
        ultimo.strip_suffix(" segundos")
    }

    /// Cuándo terminó, en microsegundos desde el 1 de enero de 1970 (UTC).
    pub fn fin(&self) -> u64 {
        self.inicio + self.duracion.as_micros() as u64
    }

    /// El código con que terminó, si terminó por sí misma.
    pub fn codigo(&self) -> Option<i32> {
        self.estado.and_then(|estado| estado.code())
    }

    /// Si terminó por sí misma y con un estado que dice que todo fue bien.
    pub fn bien(&self) -> bool {
        self.estado.is_some_and(|estado| estado.success())
    }

    /// Cómo terminó, como lo diría una persona.
    pub fn final_en_palabras(&self) -> String {
        let Some(estado) = self.estado else {
            return match self.demasiados {
                true => "llegó a tener demasiados procesos, y hubo que terminarlo".to_string(),
                false => "no terminaba, y hubo que terminarlo".to_string(),
            };
        };
        match estado.code().map(|codigo| codigo as u32) {
            Some(0) => "terminó bien".to_string(),
            Some(101) => "entró en pánico (estado 101)".to_string(),
            // Windows da así los finales bruscos.
            Some(0xC000_0409) => "abortó".to_string(),
            Some(0xC000_0005) => "usó memoria que no era suya".to_string(),
            Some(codigo @ 0xC000_0000..0xD000_0000) => format!("lo terminó Windows ({codigo:#X})"),
            Some(codigo) => format!("terminó con el estado {}", codigo as i32),
            None if estado.to_string().contains("SIGABRT") => "abortó".to_string(),
            None => format!("lo terminó una señal ({estado})"),
        }
    }
}

impl fmt::Display for Ejecucion {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        let Ejecucion { salida, errores, duracion, .. } = self;
        writeln!(texto, "{} a los {duracion:?}", self.final_en_palabras())?;
        writeln!(texto, "-- salida estándar:\n{salida}")?;
        writeln!(texto, "-- salida de errores:\n{errores}\n-- traza:")?;
        self.tramos.iter().try_for_each(|tramo| writeln!(texto, "{tramo:?}"))
    }
}
