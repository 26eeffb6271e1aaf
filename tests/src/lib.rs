//! Con qué se prueban las lecciones: se ejecutan como lo haría cualquiera, y se mira lo que dicen, cómo
//! terminan y la traza que dejan.
//!
//! | archivo | qué hay |
//! | --- | --- |
//! | aquí | [`Programa`], [`Ejecucion`], [`bien`] y [`mal`] |
//! | averias.rs | un servidor con las averías que una lección tiene que saber contar |
//! | servidor.rs | el servidor local, en su propio proceso |
//! | ../tests/all/ | las pruebas, un archivo por asunto; lo que tarda cada lección, en timing.rs |
//! | ../tests/verdict.rs | la última línea de `cargo test` |
#![warn(missing_docs)]
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

pub mod averias;
pub mod servidor;

use shared::cargo::{cargo, construir};
use shared::tramos::{self, Tramo};
use shared::traza::VARIABLE;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Las tres maneras de hacer lo mismo, y los binarios de las lecciones HTTP.
pub const MANERAS: [&str; 3] = ["sequential", "threads", "processes"];

/// Lo que se construye, dicho por su nombre: así, lo que alguien deje a medio escribir en `examples/` no
/// estorba. Lo de cada línea se construye una sola vez, la primera que hace falta.
const PROGRAMAS: [(&str, &str, &[&str]); 8] = [
    ("examples-sequential", "--bin", &["examples-sequential"]),
    ("examples-threads", "--bin", &["examples-threads"]),
    ("examples-processes", "--bin", &["examples-processes"]),
    ("examples-http", "--bin", &["sequential", "threads", "processes", "server"]),
    ("examples-http", "--example", &["async"]),
    ("examples-sequential", "--example", &["cpu-sequential"]),
    (
        "examples-threads",
        "--example",
        &["cpu-threads", "crash-threads", "memory-threads", "messages-threads", "spawn-cost-threads"],
    ),
    (
        "examples-processes",
        "--example",
        &[
            "cpu-processes",
            "crash-processes",
            "memory-processes",
            "messages-processes",
            "spawn-cost-processes",
        ],
    ),
];

/// Un programa del proyecto, con los argumentos y las variables con que se ejecuta.
#[derive(Clone, Debug)]
pub struct Programa {
    paquete: String,
    clase: &'static str,
    nombre: String,
    argumentos: Vec<OsString>,
    variables: Vec<(String, String)>,
}

/// La lección cuyas tareas duermen.
pub fn que_duerme(manera: &str) -> Programa {
    let paquete = format!("examples-{manera}");
    Programa::nuevo(&paquete, "--bin", &paquete)
}

/// La lección que pide páginas.
pub fn http(manera: &str) -> Programa {
    Programa::nuevo("examples-http", "--bin", manera)
}

/// El experimento de una lección: `cpu` de `threads` es `examples-threads/examples/cpu-threads.rs`.
pub fn experimento(nombre: &str, manera: &str) -> Programa {
    Programa::nuevo(&format!("examples-{manera}"), "--example", &format!("{nombre}-{manera}"))
}

/// Las cuatro peticiones en un solo hilo.
pub fn con_async() -> Programa {
    Programa::nuevo("examples-http", "--example", "async")
}

impl Programa {
    fn nuevo(paquete: &str, clase: &'static str, nombre: &str) -> Self {
        let [paquete, nombre] = [paquete, nombre].map(String::from);
        Programa { paquete, clase, nombre, argumentos: Vec::new(), variables: Vec::new() }
    }

    /// Con esos argumentos, además de los que ya tenga.
    pub fn con(mut self, argumentos: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        self.argumentos.extend(argumentos.into_iter().map(Into::into));
        self
    }

    /// Con una variable de entorno.
    pub fn variable(mut self, nombre: &str, valor: &str) -> Self {
        self.variables.push((nombre.to_string(), valor.to_string()));
        self
    }

    /// Como si para llegar a cualquier sitio hubiera que pasar por un proxy.
    pub fn por_el_proxy(mut self, proxy: &str) -> Self {
        for variable in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
            self = self.variable(variable, proxy);
        }
        self.variable("NO_PROXY", "").variable("no_proxy", "")
    }

    /// Dónde está el ejecutable; si hace falta, lo construye.
    pub fn ruta(&self) -> PathBuf {
        static RUTAS: [OnceLock<Result<Vec<PathBuf>, String>>; PROGRAMAS.len()] =
            [const { OnceLock::new() }; PROGRAMAS.len()];
        let es_este = |(paquete, clase, nombres): &(&str, &str, &[&str])| {
            (*paquete, *clase) == (&*self.paquete, self.clase) && nombres.contains(&&*self.nombre)
        };
        let grupo = PROGRAMAS.iter().position(es_este).unwrap_or_else(|| panic!("{self:?}"));
        let (paquete, clase, nombres) = PROGRAMAS[grupo];
        let rutas = RUTAS[grupo].get_or_init(|| {
            let mut orden = cargo();
            orden.arg("build");
            construir(orden, paquete, clase, nombres).map_err(|error| format!("{error:#}"))
        });
        let cual = nombres.iter().position(|nombre| *nombre == self.nombre).unwrap();
        rutas.as_ref().unwrap_or_else(|error| panic!("{error}"))[cual].clone()
    }

    /// La orden que lo ejecuta.
    pub fn orden(&self) -> Command {
        let mut orden = Command::new(self.ruta());
        orden.args(&self.argumentos).envs(self.variables.iter().map(|(nombre, valor)| (nombre, valor)));
        orden
    }

    /// La orden de bash que lo ejecuta de otro modo: `$0` es el programa, y `$@` sus argumentos.
    #[cfg(unix)]
    pub fn con_bash(&self, orden: &str) -> Command {
        let mut bash = Command::new("bash");
        bash.args(["-c", orden]).arg(self.ruta()).args(&self.argumentos);
        bash.envs(self.variables.iter().map(|(nombre, valor)| (nombre, valor)));
        bash
    }

    /// Lo ejecuta y espera a que termine.
    pub fn ejecutar(&self) -> Ejecucion {
        EnMarcha::iniciar(self.orden()).terminar()
    }
}

/// Un programa que se está ejecutando.
#[derive(Debug)]
pub struct EnMarcha {
    /// El proceso; si inicia otros, el primero.
    pub proceso: Child,
    carpeta: tempfile::TempDir,
    reloj: Instant,
}

impl EnMarcha {
    /// Inicia una orden, que deja su traza si no dice otra cosa.
    pub fn iniciar(mut orden: Command) -> Self {
        let carpeta = tempfile::tempdir().unwrap();
        if !orden.get_envs().any(|(variable, _)| variable == VARIABLE) {
            orden.env(VARIABLE, carpeta.path().join("traza"));
        }
        // Lo que dice un programa que falla no depende de cómo quiera verlo quien prueba.
        orden.env("RUST_BACKTRACE", "0");
        orden.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let reloj = Instant::now();
        let proceso = orden.spawn().unwrap_or_else(|error| panic!("{orden:?}: {error}"));
        EnMarcha { proceso, carpeta, reloj }
    }

    /// Las tareas que ha empezado hasta ahora; las que no han terminado duran hasta este momento.
    pub fn tramos(&self) -> Vec<Tramo> {
        let ahora = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros() as u64;
        tramos::leer(&self.carpeta.path().join("traza"), |_| ahora).unwrap()
    }

    /// Espera a que haya empezado tantas tareas.
    pub fn hasta_que_empiecen(&self, cuantas: usize) -> Vec<Tramo> {
        let plazo = Instant::now() + Duration::from_secs(60);
        while self.tramos().len() < cuantas {
            assert!(Instant::now() < plazo, "no empiezan {cuantas} tareas: {:?}", self.tramos());
            std::thread::sleep(Duration::from_millis(5));
        }
        self.tramos()
    }

    /// Espera a que termine, y todos los que inició.
    pub fn terminar(mut self) -> Ejecucion {
        let (salida, errores) = (self.proceso.stdout.take(), self.proceso.stderr.take());
        let errores = std::thread::spawn(|| texto(errores));
        let (salida, errores) = (texto(salida), errores.join().unwrap());
        let estado = self.proceso.wait().unwrap();
        let (duracion, pid) = (self.reloj.elapsed(), self.proceso.id());
        Ejecucion { salida, errores, estado, duracion, pid, tramos: self.tramos() }
    }
}

fn texto(tuberia: Option<impl std::io::Read>) -> String {
    std::io::read_to_string(tuberia.unwrap()).unwrap()
}

/// Lo que hizo un programa que ya ha terminado.
#[derive(Debug)]
pub struct Ejecucion {
    /// Lo que dijo por la salida estándar.
    pub salida: String,
    /// Lo que dijo por la salida de errores.
    pub errores: String,
    /// Cómo terminó.
    pub estado: ExitStatus,
    /// Lo que duró, desde antes de iniciarlo hasta después de que terminara.
    pub duracion: Duration,
    /// Su proceso.
    pub pid: u32,
    /// Las tareas que hizo, según empezaron.
    pub tramos: Vec<Tramo>,
}

impl Ejecucion {
    /// Las líneas de la salida que no están en blanco.
    pub fn mensajes(&self) -> Vec<&str> {
        self.salida.lines().filter(|linea| !linea.is_empty()).collect()
    }

    /// Las mismas líneas, en cualquier orden.
    pub fn lineas(&self) -> BTreeSet<String> {
        self.mensajes().into_iter().map(String::from).collect()
    }

    /// Los segundos que dice que ha tardado, tal como están escritos.
    pub fn tiempo_total(&self) -> &str {
        let ultimo = self.mensajes().pop().unwrap_or_default();
        let segundos = ultimo.strip_prefix("[+] Tiempo total transcurrido: ");
        let segundos = segundos.and_then(|resto| resto.strip_suffix(" segundos"));
        segundos.unwrap_or_else(|| panic!("no dice al final el tiempo total: {self}"))
    }
}

/// Todo, para entender una prueba que falla.
impl fmt::Display for Ejecucion {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "el proceso {} terminó ({}) en {:?}", self.pid, self.estado, self.duracion)?;
        write!(f, "--- salida:\n{}--- errores:\n{}--- traza:\n", self.salida, self.errores)?;
        for Tramo { pid, hilo, inicio, fin, terminado, nombre } in &self.tramos {
            let como = if *terminado { "" } else { ", sin terminar" };
            writeln!(f, "{nombre}: proceso {pid}, hilo {hilo}, de {inicio} a {fin}{como}")?;
        }
        Ok(())
    }
}

/// Ejecuta un programa, que tiene que terminar bien.
pub fn bien(programa: Programa) -> Ejecucion {
    mal(programa, 0, "")
}

/// Ejecuta un programa, que tiene que terminar con ese código y decir por qué.
pub fn mal(programa: Programa, codigo: i32, por_que: &str) -> Ejecucion {
    let hecho = programa.ejecutar();
    assert_eq!(hecho.estado.code(), Some(codigo), "{hecho}");
    assert!(hecho.errores.contains(por_que), "no dice «{por_que}»: {hecho}");
    hecho
}
