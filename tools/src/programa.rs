//! Un programa del proyecto: cómo se construye y cómo se ejecuta. Lo inicia y termina con todos los suyos `grupo`;
//! cuándo, lo decide `en_marcha`; `censo` mira qué procesos inicia, y `salidas`, lo que dice.

mod al_dia;
pub mod catalogo;
mod censo;
mod ejecucion;
mod en_marcha;
pub mod grupo;
pub mod python;
mod salidas;

pub use ejecucion::{Ejecucion, Proceso};
pub use en_marcha::{DEMASIADOS, PROCESOS, ahora};

use crate::compilador;
use crate::dibujo::Vivo;
use crate::salida::no_se_puede_escribir;
use anyhow::{Context, ensure};
use fd_lock::RwLock;
use shared::cargo::{cargo, construir, raiz};
use shared::salida::anunciar;
use shared::traza::VARIABLE;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use std::{env, mem, thread};
use tempfile::TempDir;

/// Un programa y cómo ejecutarlo.
#[derive(Clone, Debug)]
pub struct Programa {
    origen: Origen,
    argumentos: Vec<OsString>,
    variables: Vec<(OsString, OsString)>,
    carpeta: PathBuf,
    /// Cuánto se le espera antes de darlo por interminable.
    pub limite: Duration,
    /// Si se muestra lo que escribe según lo escribe; si hay un dibujo, encima de él.
    pub a_la_vista: bool,
    /// Si se mira qué procesos inicia, y se espera a los que lo sobrevivan, cuántos pueden ser a la vez: con más, se
    /// termina con todos.
    pub maximo: Option<usize>,
    /// El dibujo que crece mientras se ejecuta, si lo hay.
    pub dibujo: Option<Arc<Mutex<Vivo>>>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Origen {
    /// `clase` es `--bin` o `--example`.
    DeCargo {
        paquete: String,
        clase: &'static str,
        nombre: String,
    },
    /// Uno que ya está construido.
    Ejecutable(PathBuf),
    /// El intérprete, que tiene que ejecutarse donde está.
    DePython(PathBuf),
}

type Construidos = BTreeMap<Origen, PathBuf>;

static CONSTRUIDOS: Mutex<Construidos> = Mutex::new(Construidos::new());

/// Olvida lo que ya se construyó: desde entonces, los archivos pueden haber cambiado.
pub fn olvidar_lo_construido() {
    tomar(&CONSTRUIDOS).clear();
}

fn tomar<T: ?Sized>(compartido: &Mutex<T>) -> MutexGuard<'_, T> {
    compartido.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Programa {
    /// El binario `nombre` de un paquete: `src/main.rs` o `src/bin/nombre.rs`.
    pub fn binario(paquete: &str, nombre: &str) -> Self {
        let (paquete, nombre) = (paquete.to_string(), nombre.to_string());
        Self::nuevo(Origen::DeCargo {
            paquete,
            clase: "--bin",
            nombre,
        })
    }

    /// El programa `examples/nombre.rs` de un paquete.
    pub fn ejemplo(paquete: &str, nombre: &str) -> Self {
        let (paquete, nombre) = (paquete.to_string(), nombre.to_string());
        Self::nuevo(Origen::DeCargo {
            paquete,
            clase: "--example",
            nombre,
        })
    }

    /// Un programa que ya está construido.
    pub fn ejecutable(ruta: PathBuf) -> Self {
        Self::nuevo(Origen::Ejecutable(ruta))
    }

    /// Un programa de Python, que ejecuta ese intérprete.
    pub fn de_python(ruta: PathBuf) -> Self {
        Self::nuevo(Origen::DePython(ruta))
    }

    fn nuevo(origen: Origen) -> Self {
        Programa {
            origen,
            argumentos: Vec::new(),
            variables: Vec::new(),
            carpeta: PathBuf::from("."),
            limite: Duration::from_secs(60),
            a_la_vista: false,
            maximo: None,
            dibujo: None,
        }
    }

    /// Le añade argumentos.
    pub fn con<T: Into<OsString>>(mut self, argumentos: impl IntoIterator<Item = T>) -> Self {
        self.argumentos
            .extend(argumentos.into_iter().map(Into::into));
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

    /// Lo construye, si hace falta, y da la ruta del ejecutable. Es un error que no se pueda: lo que diga el
    /// compilador sale tal cual por la salida de errores, y detrás, lo que significa.
    fn construir(&self, construidos: &mut Construidos) -> anyhow::Result<PathBuf> {
        let (paquete, clase, nombre) = match &self.origen {
            Origen::DeCargo {
                paquete,
                clase,
                nombre,
            } => (paquete, clase, nombre),
            Origen::Ejecutable(ruta) | Origen::DePython(ruta) => return Ok(ruta.clone()),
        };
        if let Some(ruta) = construidos.get(&self.origen) {
            return Ok(ruta.clone());
        }
        let construir = || {
            let mut orden = cargo();
            orden.arg("build");
            // Con los suyos en un grupo, se puede terminar con todos.
            #[cfg(unix)]
            std::os::unix::process::CommandExt::process_group(&mut orden, 0);
            let construido = construir(orden, paquete, clase, &[nombre]);
            ensure!(!grupo::interrumpido(), "interrumpido");
            if construido.is_err() {
                compilador::explicar(paquete, clase, nombre);
            }
            Ok(construido?.remove(0))
        };
        let pedido = SystemTime::now();
        let mut ruta = construir()?;
        // Los de examples/, que es donde se copian archivos de otro sitio.
        let archivo = raiz().join(paquete).join(format!("examples/{nombre}.rs"));
        if !al_dia::esta(&archivo, &ruta, pedido)? {
            ruta = construir()?;
            al_dia::esta(&archivo, &ruta, pedido)?;
        }
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
        orden
            .args(&self.argumentos)
            .current_dir(&self.carpeta)
            .env(VARIABLE, &traza);
        // Con ella, un error trae detrás veinte líneas que no son de la lección.
        orden
            .env_remove("RUST_BACKTRACE")
            .envs(self.variables.iter().cloned());
        let hecho = en_marcha::ejecutar(orden, self, &traza);
        if let Some(dibujo) = &self.dibujo {
            tomar(dibujo).termina(hecho.as_ref().ok());
        }
        hecho
    }

    /// Deja el programa en una carpeta solo para esta ejecución: cargo pone los de dos paquetes en la
    /// misma ruta si se llaman igual, y el de otro podría ocupar su sitio mientras se ejecuta.
    fn apartar(&self) -> anyhow::Result<(TempDir, PathBuf)> {
        // Donde está esta herramienta, que también se construye, se puede escribir y ejecutar.
        let esta = env::current_exe().context("no se sabe dónde está este programa")?;
        let lugar = esta.with_file_name("");
        // Hasta que está apartado, no se construye otro: ni aquí ni en otra herramienta.
        let mut construidos = tomar(&CONSTRUIDOS);
        let _turno = esperar_turno(&lugar)?;
        let ruta = self.construir(&mut construidos)?;
        let carpeta = tempfile::Builder::new().prefix("tools-").tempdir_in(&lugar);
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
        Ok((carpeta, programa))
    }
}

/// Espera a que ninguna otra herramienta esté construyendo; si tarda, lo dice. El turno dura hasta que se suelta.
fn esperar_turno(lugar: &Path) -> anyhow::Result<RwLock<File>> {
    let archivo = File::create(lugar.join(".tools"));
    let mut bloqueo = RwLock::new(archivo.with_context(|| no_se_puede_escribir(lugar))?);
    for vez in 0.. {
        ensure!(!grupo::interrumpido(), "interrumpido");
        match bloqueo.try_write().map(mem::forget) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            // Un disco sin bloqueos tampoco los tiene para cargo, que construye sin ellos.
            _ => break,
        }
        if vez == 50 {
            anunciar("[*] Otra herramienta está construyendo: se espera a que acabe");
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(bloqueo)
}
