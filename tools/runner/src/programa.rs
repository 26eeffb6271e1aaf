//! Un programa del proyecto: qué es, con qué se ejecuta, y cómo se construye antes.

use crate::fuentes::{AlDia, poner_al_dia};
use crate::{Interrumpido, NadieMira, Observador, Servidor, en_marcha, seguir_si_no_se_interrumpe};
use anyhow::{Context, bail};
use en_marcha::Limites;
use fd_lock::RwLock;
use shared::ejecucion::construir::{Clase, cargo, construir, raiz};
use shared::ejecucion::{Ejecucion, Final, Motivo};
use shared::salida::{anunciar, visible};
use shared::traza::VARIABLE;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
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
    limites: Limites,
    /// A quien pide sus páginas, que tiene que seguir en marcha.
    servidor: Option<Arc<Servidor>>,
}

/// De dónde sale.
#[derive(Clone, Debug)]
enum Origen {
    /// Lo construye cargo.
    DeCargo {
        paquete: String,
        clase: Clase,
        nombre: String,
    },
    /// Lo ha construido cargo, y está en una carpeta solo para él, que dura lo que él.
    Preparado {
        ejecutable: PathBuf,
        _carpeta: Arc<TempDir>,
    },
    /// Ya está construido, y se ejecuta donde está.
    Ejecutable(PathBuf),
    /// El intérprete de Python.
    Interprete(PathBuf),
}

impl Programa {
    /// El binario `nombre` de un paquete: `src/main.rs` o `src/bin/nombre.rs`.
    pub fn binario(paquete: &str, nombre: &str) -> Self {
        Self::de_cargo(paquete, Clase::Binario, nombre)
    }

    /// El programa `examples/nombre.rs` de un paquete.
    pub fn ejemplo(paquete: &str, nombre: &str) -> Self {
        Self::de_cargo(paquete, Clase::Ejemplo, nombre)
    }

    fn de_cargo(paquete: &str, clase: Clase, nombre: &str) -> Self {
        Self::nuevo(Origen::DeCargo {
            paquete: paquete.to_string(),
            clase,
            nombre: nombre.to_string(),
        })
    }

    /// Un programa que ya está construido.
    pub fn construido(ejecutable: impl Into<PathBuf>) -> Self {
        Self::nuevo(Origen::Ejecutable(ejecutable.into()))
    }

    /// Un intérprete de Python. De los procesos que inicie, cuentan los que hagan alguna tarea: `multiprocessing` inicia
    /// otros para sus adentros.
    pub fn interprete(ejecutable: impl Into<PathBuf>) -> Self {
        Self::nuevo(Origen::Interprete(ejecutable.into()))
    }

    fn nuevo(origen: Origen) -> Self {
        Programa {
            origen,
            argumentos: Vec::new(),
            variables: Vec::new(),
            carpeta: PathBuf::from("."),
            limites: Limites {
                tiempo: Duration::from_secs(60),
                procesos: None,
            },
            servidor: None,
        }
    }

    /// Le añade argumentos.
    pub fn con<T: Into<OsString>>(mut self, argumentos: impl IntoIterator<Item = T>) -> Self {
        for argumento in argumentos {
            self.argumentos.push(argumento.into());
        }
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

    /// Le da otro tiempo que el minuto que tiene, antes de darlo por interminable.
    pub fn durante(mut self, tiempo: Duration) -> Self {
        self.limites.tiempo = tiempo;
        self
    }

    /// Cuenta los procesos que inicie, y espera también a los que lo sobrevivan; si llega a tener más de `maximo` a la vez,
    /// termina con todos.
    pub fn contando_procesos(mut self, maximo: usize) -> Self {
        self.limites.procesos = Some(maximo);
        self
    }

    /// Mantiene en marcha el servidor mientras el programa haga falta.
    pub fn con_servidor(mut self, servidor: Arc<Servidor>) -> Self {
        self.servidor = Some(servidor);
        self
    }

    /// El mismo programa, ya construido: se puede ejecutar varias veces, y será el mismo aunque cambie su archivo. Es un
    /// error que no se pueda construir; lo que diga el compilador sale por la salida de errores.
    pub fn preparar(&self) -> anyhow::Result<Programa> {
        let Origen::DeCargo {
            paquete,
            clase,
            nombre,
        } = &self.origen
        else {
            return Ok(self.clone());
        };
        let lugar = donde_se_escribe()?;
        // Hasta que está apartado, no se construye otro con su nombre: ni aquí ni en otra herramienta.
        let _turno = esperar_turno(&lugar)?;
        let construido = construir_al_dia(paquete, *clase, nombre)?;
        let carpeta = carpeta_nueva(&lugar)?;
        let ejecutable = apartar(&construido, carpeta.path())?;
        let origen = Origen::Preparado {
            ejecutable,
            _carpeta: Arc::new(carpeta),
        };
        Ok(Programa {
            origen,
            ..self.clone()
        })
    }

    /// Dónde está el ejecutable. Es un error que aún no se haya construido.
    pub(crate) fn ejecutable(&self) -> anyhow::Result<&Path> {
        match &self.origen {
            Origen::DeCargo { nombre, .. } => bail!("{nombre} no está construido"),
            Origen::Preparado { ejecutable, .. } => Ok(ejecutable),
            Origen::Ejecutable(ejecutable) | Origen::Interprete(ejecutable) => Ok(ejecutable),
        }
    }

    /// Lo ejecuta sin que nadie mire.
    pub fn ejecutar(&self) -> anyhow::Result<Ejecucion> {
        self.ejecutar_ante(&mut NadieMira)
    }

    /// Lo construye, si hace falta, lo ejecuta hasta que termina (o hasta su límite) y cuenta lo que hizo; mientras, se lo
    /// va contando a quien mira. Es un error que no se pueda construir o iniciar, que deje una traza ilegible, o que lo
    /// interrumpan ([`Interrumpido`] tiene lo que llevaba hecho); que termine mal, no: está en [`Ejecucion::fin`].
    pub fn ejecutar_ante(&self, observador: &mut dyn Observador) -> anyhow::Result<Ejecucion> {
        let listo = self.preparar()?;
        let carpeta = carpeta_nueva(&donde_se_escribe()?)?;
        let traza = carpeta.path().join("traza");
        let mut orden = Command::new(listo.ejecutable()?);
        orden.args(&self.argumentos);
        orden.current_dir(&self.carpeta);
        orden.env(VARIABLE, &traza);
        // Con ella, un error trae detrás veinte líneas que no son de la lección.
        orden.env_remove("RUST_BACKTRACE");
        orden.envs(self.variables.iter().cloned());
        let mut hecho = en_marcha::ejecutar(orden, self.limites, &traza, observador)?;
        if let Origen::Interprete(_) = self.origen {
            quitar_los_de_sus_adentros(&mut hecho);
        }
        observador.termina(&hecho);
        if hecho.fin == Final::Detenido(Motivo::Interrumpido) {
            let hecho = Some(Box::new(hecho));
            return Err(Interrumpido { hecho }.into());
        }
        Ok(hecho)
    }
}

/// De los procesos de un programa de Python, deja el suyo y los que hacen alguna tarea.
fn quitar_los_de_sus_adentros(hecho: &mut Ejecucion) {
    let mut suyos = hecho.procesos_con_tareas();
    suyos.insert(hecho.pid);
    hecho
        .procesos
        .retain(|proceso| suyos.contains(&proceso.pid));
}

/// Donde está esta herramienta, que también se construye, se puede escribir y ejecutar.
fn donde_se_escribe() -> anyhow::Result<PathBuf> {
    let esta = env::current_exe().context("no se sabe dónde está este programa")?;
    Ok(esta.with_file_name(""))
}

/// Una carpeta que dura mientras no se suelte.
fn carpeta_nueva(lugar: &Path) -> anyhow::Result<TempDir> {
    let mut carpeta = tempfile::Builder::new();
    let carpeta = carpeta.prefix("tools-").tempdir_in(lugar);
    carpeta.with_context(|| no_se_puede_escribir(lugar))
}

fn no_se_puede_escribir(lugar: &Path) -> String {
    format!("no se puede escribir {}", visible(&lugar.to_string_lossy()))
}

/// Construye un programa de lo que dicen ahora sus archivos, y da su ejecutable.
fn construir_al_dia(paquete: &str, clase: Clase, nombre: &str) -> anyhow::Result<PathBuf> {
    let carpeta = raiz().join(paquete);
    let pedido = SystemTime::now();
    let ejecutable = construir_con_cargo(paquete, clase, nombre)?;
    if poner_al_dia(&ejecutable, &carpeta, pedido)? == AlDia::Si {
        return Ok(ejecutable);
    }
    let ejecutable = construir_con_cargo(paquete, clase, nombre)?;
    poner_al_dia(&ejecutable, &carpeta, pedido)?;
    Ok(ejecutable)
}

fn construir_con_cargo(paquete: &str, clase: Clase, nombre: &str) -> anyhow::Result<PathBuf> {
    seguir_si_no_se_interrumpe()?;
    let mut orden = cargo();
    orden.arg("build");
    // Con los suyos en un grupo, se puede terminar con todos.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut orden, 0);
    let construidos = construir(orden, paquete, clase, &[nombre]);
    seguir_si_no_se_interrumpe()?;
    Ok(construidos?.remove(0))
}

/// Deja un ejecutable en una carpeta solo para él: cargo pone los de dos paquetes en la misma ruta si se llaman igual, y
/// el de otro podría ocupar su sitio mientras se ejecuta.
fn apartar(ejecutable: &Path, carpeta: &Path) -> anyhow::Result<PathBuf> {
    let nombre = ejecutable
        .file_name()
        .context("un ejecutable tiene nombre")?;
    let apartado = carpeta.join(nombre);
    // Un enlace no ocupa nada, pero no llega a otro disco.
    if fs::hard_link(ejecutable, &apartado).is_err() {
        fs::copy(ejecutable, &apartado)?;
    }
    Ok(apartado)
}

/// Espera a que ninguna otra herramienta esté construyendo; si tarda, lo dice. El turno dura hasta que se suelta.
fn esperar_turno(lugar: &Path) -> anyhow::Result<RwLock<File>> {
    let archivo = File::create(lugar.join(".tools"));
    let archivo = archivo.with_context(|| no_se_puede_escribir(lugar))?;
    let mut bloqueo = RwLock::new(archivo);
    for vez in 0.. {
        seguir_si_no_se_interrumpe()?;
        match bloqueo.try_write() {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            // Un disco sin bloqueos tampoco los tiene para cargo, que construye sin ellos.
            Err(_) => break,
            Ok(turno) => {
                // Se suelta al cerrar el archivo, y no antes.
                mem::forget(turno);
                break;
            }
        }
        if vez == 50 {
            anunciar("[*] Otra herramienta está construyendo: se espera a que acabe");
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(bloqueo)
}
