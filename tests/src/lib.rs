//! Con qué se prueban las lecciones: se ejecutan como lo haría cualquiera, y se mira lo que dicen, cómo
//! terminan y la traza que dejan. Lo que tarda cada una está en tests/all/timing.rs.
#![warn(missing_docs)]
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

pub mod averias;

use shared::cargo::{cargo, construir};
use shared::tramos::{self, Tramo};
use shared::traza::VARIABLE;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{fmt, io, thread};

/// Las tres maneras de hacer lo mismo, y los binarios de las lecciones HTTP.
pub const MANERAS: [&str; 3] = ["sequential", "threads", "processes"];

/// Los programas del proyecto, por paquete y clase. Se construyen por su nombre, para que lo que alguien deje a
/// medio escribir no estorbe; los de cada línea de una vez, cuando hace falta el primero.
pub const PROGRAMAS: [(&str, &str, &str); 8] = [
    ("examples-sequential", "--bin", "examples-sequential"),
    ("examples-threads", "--bin", "examples-threads"),
    ("examples-processes", "--bin", "examples-processes"),
    (
        "examples-http",
        "--bin",
        "sequential threads processes server",
    ),
    ("examples-http", "--example", "async"),
    ("examples-sequential", "--example", "cpu-sequential"),
    (
        "examples-threads",
        "--example",
        "cpu-threads crash-threads memory-threads messages-threads no-join-threads race-threads \
         spawn-cost-threads",
    ),
    (
        "examples-processes",
        "--example",
        "cpu-processes crash-processes memory-processes messages-processes no-join-processes \
         spawn-cost-processes",
    ),
];

/// La lección cuyas tareas duermen.
pub fn que_duerme(manera: &str) -> Command {
    programa(&format!("examples-{manera}"))
}

/// La lección que pide páginas.
pub fn http(manera: &str) -> Command {
    programa(manera)
}

/// El experimento de una lección: `cpu` de `threads` es `examples-threads/examples/cpu-threads.rs`.
pub fn experimento(nombre: &str, manera: &str) -> Command {
    programa(&format!("{nombre}-{manera}"))
}

/// El programa que se llama así, pues no hay dos que se llamen igual; si aún no está construido, lo construye.
pub fn programa(nombre: &str) -> Command {
    type Rutas = Result<Vec<PathBuf>, String>;
    static RUTAS: [OnceLock<Rutas>; PROGRAMAS.len()] = [const { OnceLock::new() }; PROGRAMAS.len()];
    for ((paquete, clase, nombres), rutas) in PROGRAMAS.iter().zip(&RUTAS) {
        let nombres: Vec<&str> = nombres.split(' ').collect();
        let Some(cual) = nombres.iter().position(|uno| *uno == nombre) else {
            continue;
        };
        let rutas = rutas.get_or_init(|| {
            let mut orden = cargo();
            orden.arg("build");
            construir(orden, paquete, clase, &nombres).map_err(|error| error.to_string())
        });
        return Command::new(&rutas.as_ref().unwrap_or_else(|error| panic!("{error}"))[cual]);
    }
    panic!("no hay ningún programa que se llame {nombre}");
}

/// Las variables con que, para llegar a cualquier sitio, hay que pasar por un proxy.
pub fn por_el_proxy(proxy: &str) -> impl Iterator<Item = (&str, &str)> {
    let suyas = [
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
    ];
    suyas
        .map(|una| (una, proxy))
        .into_iter()
        .chain([("NO_PROXY", ""), ("no_proxy", "")])
}

/// La orden de bash que ejecuta un programa de otro modo: `$0` es el programa, y `$@` sus argumentos.
#[cfg(unix)]
pub fn con_bash(programa: &Command, texto: &str) -> Command {
    let mut bash = Command::new("bash");
    bash.args(["-c", texto])
        .arg(programa.get_program())
        .args(programa.get_args());
    bash
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
    /// Inicia una orden, que deja su traza.
    pub fn iniciar(orden: &mut Command) -> Self {
        let carpeta = tempfile::tempdir().unwrap();
        // Lo que dice un programa que falla no depende de cómo quiera verlo quien prueba.
        orden
            .env(VARIABLE, carpeta.path().join("traza"))
            .env("RUST_BACKTRACE", "0");
        orden
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let reloj = Instant::now();
        let proceso = orden
            .spawn()
            .unwrap_or_else(|error| panic!("{orden:?}: {error}"));
        EnMarcha {
            proceso,
            carpeta,
            reloj,
        }
    }

    /// Espera a que haya empezado tantas tareas.
    pub fn hasta_que_empiecen(&self, cuantas: usize) -> Vec<Tramo> {
        let plazo = Instant::now() + Duration::from_secs(60);
        loop {
            let tramos = self.tramos();
            if tramos.len() >= cuantas {
                return tramos;
            }
            assert!(
                Instant::now() < plazo,
                "no empiezan {cuantas} tareas: {tramos:?}"
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Las tareas que ha empezado; las que no han terminado duran hasta este momento.
    fn tramos(&self) -> Vec<Tramo> {
        let ahora = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_micros() as u64;
        tramos::leer(&self.carpeta.path().join("traza"), |_| ahora).unwrap()
    }

    /// Espera a que termine, y a que terminen los que inició, que comparten sus salidas.
    pub fn terminar(mut self) -> Ejecucion {
        let [salida, errores] = thread::scope(|ambito| {
            let errores = self.proceso.stderr.take().unwrap();
            let errores = ambito.spawn(|| io::read_to_string(errores).unwrap());
            let salida = io::read_to_string(self.proceso.stdout.take().unwrap()).unwrap();
            [salida, errores.join().unwrap()]
        });
        let estado = self.proceso.wait().unwrap();
        let (duracion, pid) = (self.reloj.elapsed(), self.proceso.id());
        Ejecucion {
            salida,
            errores,
            estado,
            duracion,
            pid,
            tramos: self.tramos(),
        }
    }
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
        self.salida
            .lines()
            .filter(|linea| !linea.is_empty())
            .collect()
    }

    /// Las mismas líneas, en cualquier orden.
    pub fn lineas(&self) -> BTreeSet<String> {
        self.mensajes().into_iter().map(String::from).collect()
    }

    /// Si dice que una URL tiene esos bytes.
    pub fn responde(&self, url: &str, bytes: usize) -> bool {
        self.salida
            .contains(&format!("\n[+] URL [{url}]: {bytes} bytes\n"))
    }

    /// Los segundos que dice al final que ha tardado, tal como están escritos.
    pub fn tiempo_total(&self) -> &str {
        let (_, segundos) = self
            .salida
            .split_once("\n[+] Tiempo total transcurrido: ")
            .unwrap();
        segundos
            .strip_suffix(" segundos\n")
            .unwrap_or_else(|| panic!("{self}"))
    }
}

/// Todo, para entender una prueba que falla.
impl fmt::Display for Ejecucion {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(
            f,
            "el proceso {} terminó ({}) en {:?}",
            self.pid, self.estado, self.duracion
        )?;
        write!(
            f,
            "--- salida:\n{}--- errores:\n{}--- traza:\n",
            self.salida, self.errores
        )?;
        self.tramos
            .iter()
            .try_for_each(|tramo| writeln!(f, "{tramo:?}"))
    }
}

/// Ejecuta un programa y espera a que termine.
pub fn ejecutar(programa: &mut Command) -> Ejecucion {
    EnMarcha::iniciar(programa).terminar()
}

/// Ejecuta un programa, que tiene que terminar bien.
pub fn bien(programa: &mut Command) -> Ejecucion {
    mal(programa, 0, "")
}

/// Ejecuta un programa, que tiene que terminar con ese código y decir por qué.
pub fn mal(programa: &mut Command, codigo: i32, por_que: &str) -> Ejecucion {
    let hecho = ejecutar(programa);
    assert_eq!(hecho.estado.code(), Some(codigo), "{hecho}");
    assert!(
        hecho.errores.contains(por_que),
        "no dice «{por_que}»: {hecho}"
    );
    hecho
}
