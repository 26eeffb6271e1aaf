//! Un programa del proyecto: cómo se construye y cómo se ejecuta.

pub mod catalogo;
mod censo;
mod ejecucion;
mod en_marcha;
pub mod grupo;
pub mod python;
mod salidas;

pub use ejecucion::{Ejecucion, Proceso};
pub use en_marcha::{DEMASIADOS, PROCESOS, ahora};

use anyhow::{Context, bail};
use en_marcha::Reglas;
use fd_lock::{RwLock, RwLockWriteGuard};
use shared::cargo::{cargo, construir};
use shared::salida::anunciar;
use shared::traza::VARIABLE;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{env, thread};
use sysinfo::{Pid, ProcessesToUpdate, System};
use tempfile::TempDir;

/// Un programa y cómo ejecutarlo.
#[derive(Clone)]
pub struct Programa {
    origen: Origen,
    argumentos: Vec<OsString>,
    variables: Vec<(OsString, OsString)>,
    carpeta: PathBuf,
    reglas: Reglas,
    observador: Option<Arc<Mutex<dyn Observador>>>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Origen {
    /// `clase` es `--bin` o `--example`.
    DeCargo { paquete: String, clase: &'static str, nombre: String },
    /// Uno que ya está construido.
    Ejecutable(PathBuf),
    /// El intérprete, que tiene que ejecutarse donde está.
    DePython(PathBuf),
}

/// Quien mira un programa mientras se ejecuta: el dibujo que crece en una terminal, por ejemplo.
pub trait Observador: Send {
    /// Lo que el programa acaba de decir por sus dos salidas, y cómo va, si se pregunta.
    fn avanza(&mut self, dicho: &[u8], como_va: &dyn Fn() -> Ejecucion);

    /// Ya no se ejecuta; sin `hecho`, se interrumpió.
    fn termina(&mut self, hecho: Option<&Ejecucion>);
}

static CONSTRUIDOS: Mutex<BTreeMap<Origen, PathBuf>> = Mutex::new(BTreeMap::new());

/// Olvida lo que ya se construyó: desde entonces, los archivos pueden haber cambiado.
pub fn olvidar_lo_construido() {
    CONSTRUIDOS.lock().unwrap_or_else(PoisonError::into_inner).clear();
}

impl Programa {
    /// El binario `nombre` de un paquete: `src/main.rs` o `src/bin/nombre.rs`.
    pub fn binario(paquete: &str, nombre: &str) -> Self {
        let (paquete, nombre) = (paquete.to_string(), nombre.to_string());
        Self::nuevo(Origen::DeCargo { paquete, clase: "--bin", nombre })
    }

    /// El programa `examples/nombre.rs` de un paquete.
    pub fn ejemplo(paquete: &str, nombre: &str) -> Self {
        let (paquete, nombre) = (paquete.to_string(), nombre.to_string());
        Self::nuevo(Origen::DeCargo { paquete, clase: "--example", nombre })
    }

    /// Un programa que ya está construido.
    pub fn ejecutable(ruta: PathBuf) -> Self {
        Self::nuevo(Origen::Ejecutable(ruta))
    }

    /// Un programa de Python, que ejecuta ese intérprete.
    pub fn de_python(ruta: PathBuf) -> Self {
        let mut programa = Self::nuevo(Origen::DePython(ruta));
        programa.reglas.solo_con_tareas = true;
        programa
    }

    fn nuevo(origen: Origen) -> Self {
        let (argumentos, variables, carpeta) = (Vec::new(), Vec::new(), PathBuf::from("."));
        Programa {
            origen,
            argumentos,
            variables,
            carpeta,
            reglas: Reglas::default(),
            observador: None,
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

    /// Lo ejecuta desde otra carpeta.
    pub fn desde(mut self, carpeta: impl Into<PathBuf>) -> Self {
        self.carpeta = carpeta.into();
        self
    }

    /// Cambia cuánto se le espera antes de darlo por interminable.
    pub fn limite(mut self, limite: Duration) -> Self {
        self.reglas.limite = limite;
        self
    }

    /// Muestra lo que escribe según lo escribe, además de recogerlo.
    pub fn a_la_vista(mut self) -> Self {
        self.reglas.a_la_vista = true;
        self
    }

    /// Mira qué procesos inicia, y termina con todos si llegan a ser más de `maximo` a la vez.
    pub fn contando_procesos(mut self, maximo: usize) -> Self {
        self.reglas.maximo = Some(maximo);
        self
    }

    /// Sigue hasta que terminen también los hijos que lo sobrevivan.
    pub fn hasta_los_hijos(mut self) -> Self {
        self.reglas.hasta_los_hijos = true;
        self
    }

    /// Lo mira alguien mientras se ejecuta, que muestra también lo que escribe.
    pub fn mirado_por(mut self, observador: Option<impl Observador + 'static>) -> Self {
        if let Some(observador) = observador {
            self.reglas.a_la_vista = false;
            self.observador = Some(Arc::new(Mutex::new(observador)));
        }
        self
    }

    /// El mismo, sin que se vea lo que hace.
    pub fn en_silencio(mut self) -> Self {
        self.reglas.a_la_vista = false;
        self.observador = None;
        self
    }

    /// Lo construye, si hace falta, y da la ruta del ejecutable. Es un error que no se pueda: lo que diga el
    /// compilador sale tal cual por la salida de errores.
    pub fn construir(&self) -> anyhow::Result<PathBuf> {
        let (paquete, clase, nombre) = match &self.origen {
            Origen::DeCargo { paquete, clase, nombre } => (paquete, clase, nombre),
            Origen::Ejecutable(ruta) | Origen::DePython(ruta) => return Ok(ruta.clone()),
        };
        let mut construidos = CONSTRUIDOS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ruta) = construidos.get(&self.origen) {
            return Ok(ruta.clone());
        }
        grupo::atender_senales();
        let mut orden = cargo();
        orden.arg("build");
        let construido = construir(orden, paquete, clase, &[nombre]);
        if grupo::interrumpido() {
            bail!("interrumpido");
        }
        let ruta = construido?.remove(0);
        // Otro que se llame igual estaba en la misma ruta, y ya no está.
        construidos.retain(|_, otra| *otra != ruta);
        construidos.insert(self.origen.clone(), ruta.clone());
        Ok(ruta)
    }

    /// Lo construye, lo ejecuta hasta que termina (o hasta su límite) y cuenta lo que hizo. Es un error
    /// que no se pueda construir o iniciar, o que deje una traza ilegible; que termine mal, no: está en
    /// [`Ejecucion::estado`].
    pub fn ejecutar(&self) -> anyhow::Result<Ejecucion> {
        let (carpeta, programa) = self.apartar()?;
        let traza = carpeta.path().join("traza");
        let mut orden = Command::new(programa);
        orden.args(&self.argumentos).current_dir(&self.carpeta).env(VARIABLE, &traza);
        // Con ella, un error trae detrás veinte líneas que no son de la lección.
        orden.env_remove("RUST_BACKTRACE").envs(self.variables.iter().cloned());
        let Some(observador) = &self.observador else {
            return en_marcha::ejecutar(orden, &self.reglas, &traza, None);
        };
        let mut observador = observador.lock().unwrap_or_else(PoisonError::into_inner);
        let hecho = en_marcha::ejecutar(orden, &self.reglas, &traza, Some(&mut *observador));
        observador.termina(hecho.as_ref().ok());
        hecho
    }

    /// Deja el programa en una carpeta solo para esta ejecución: cargo pone los de dos paquetes en la
    /// misma ruta si se llaman igual, y el de otro podría ocupar su sitio mientras se ejecuta.
    fn apartar(&self) -> anyhow::Result<(TempDir, PathBuf)> {
        // De los de aquí, de uno en uno; y después, de las otras herramientas.
        static DE_AQUI: Mutex<()> = Mutex::new(());
        let _de_aqui = DE_AQUI.lock();
        let lugar = lugar()?;
        let bloqueo = File::create(lugar.join(".tools"));
        let bloqueo = bloqueo.with_context(|| no_se_puede_escribir(&lugar))?;
        let mut bloqueo = RwLock::new(bloqueo);
        let turno = esperar_turno(&mut bloqueo)?;
        let ruta = self.construir()?;
        barrer(&lugar);
        let nombre = format!("{PREFIJO}{}-", process::id());
        let carpeta = tempfile::Builder::new().prefix(&nombre).tempdir_in(&lugar);
        let carpeta = carpeta.with_context(|| no_se_puede_escribir(&lugar))?;
        if let Origen::DePython(_) = self.origen {
            return Ok((carpeta, ruta));
        }
        // La carpeta «examples» también dice qué clase de programa es.
        let clase = ruta.parent().and_then(Path::file_name).unwrap_or_default();
        let suya = carpeta.path().join(clase);
        fs::create_dir(&suya)?;
        let programa = suya.join(ruta.file_name().unwrap_or_default());
        // Un enlace no ocupa nada, pero no llega a otro disco.
        fs::hard_link(&ruta, &programa).or_else(|_| fs::copy(&ruta, &programa).map(drop))?;
        drop(turno);
        Ok((carpeta, programa))
    }
}

/// El principio del nombre de la carpeta de una ejecución; detrás va quién la puso.
const PREFIJO: &str = "tools-";

/// Donde está construida esta herramienta, también se puede escribir y ejecutar lo que ella mira.
fn lugar() -> anyhow::Result<PathBuf> {
    let esta = env::current_exe().context("no se sabe dónde está este programa")?;
    let carpeta = esta.parent().unwrap_or(Path::new("."));
    Ok(if carpeta.ends_with("deps") { carpeta.with_file_name("") } else { carpeta.to_path_buf() })
}

fn no_se_puede_escribir(lugar: &Path) -> String {
    format!("no se puede escribir en {}", lugar.display())
}

/// Espera a que ninguna otra herramienta esté construyendo; si tarda, lo dice.
fn esperar_turno(bloqueo: &mut RwLock<File>) -> anyhow::Result<RwLockWriteGuard<'_, File>> {
    grupo::atender_senales();
    for vez in 0.. {
        if grupo::interrumpido() {
            bail!("interrumpido");
        }
        if bloqueo.try_write().is_ok() {
            break;
        }
        if vez == 50 {
            anunciar("[*] Otra herramienta está construyendo: se espera a que acabe");
        }
        thread::sleep(Duration::from_millis(20));
    }
    bloqueo.write().context("no se puede esperar a otra herramienta")
}

/// Quita las carpetas de quien ya no está: se le terminó sin darle tiempo a nada.
fn barrer(lugar: &Path) {
    let mut sistema = System::new();
    for entrada in fs::read_dir(lugar).into_iter().flatten().flatten() {
        let nombre = entrada.file_name().to_string_lossy().into_owned();
        let de_quien = nombre.strip_prefix(PREFIJO).and_then(|resto| resto.split('-').next());
        let Some(pid) = de_quien.and_then(|pid| pid.parse().ok()).map(Pid::from_u32) else {
            continue;
        };
        sistema.refresh_processes(ProcessesToUpdate::Some(&[pid]), true);
        if sistema.process(pid).is_none() {
            let _ = fs::remove_dir_all(entrada.path());
        }
    }
}

impl fmt::Debug for Programa {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        write!(texto, "{:?} {:?}", self.origen, self.argumentos)
    }
}
