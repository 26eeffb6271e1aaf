//! Con qué se prueban las lecciones: se ejecutan como lo haría cualquiera, y se mira lo que dicen, cómo
//! terminan y la traza que dejan. Lo que tarda cada una está en tests/all/timing.rs.
#![warn(missing_docs)]
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

pub mod averias;
mod como_vino;

pub use como_vino::avisar_si_ha_cambiado;
pub use shared::ejecucion::Ejecucion;

use shared::ejecucion::construir::{Clase, NoConstruido, cargo, construir};
use shared::ejecucion::tramos::leer_traza;
use shared::ejecucion::{Final, Tramo, ahora};
use shared::traza::VARIABLE;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use std::{io, thread};

/// Las tres maneras de hacer lo mismo, y los binarios de las lecciones HTTP.
pub const MANERAS: [&str; 3] = ["sequential", "threads", "processes"];

/// Los programas de un paquete que son de la misma clase. Se construyen todos de una vez, cuando hace falta el
/// primero; y por su nombre, para que lo que alguien deje a medio escribir no estorbe.
#[derive(Debug)]
pub struct Programas {
    /// El paquete.
    pub paquete: &'static str,
    /// Si son binarios o ejemplos.
    pub clase: Clase,
    /// Sus nombres.
    pub nombres: &'static [&'static str],
    construidos: OnceLock<Result<Vec<PathBuf>, NoConstruido>>,
}

/// Los programas del proyecto.
pub static PROGRAMAS: [Programas; 8] = [
    Programas::de(
        "examples-sequential",
        Clase::Binario,
        &["examples-sequential"],
    ),
    Programas::de("examples-threads", Clase::Binario, &["examples-threads"]),
    Programas::de(
        "examples-processes",
        Clase::Binario,
        &["examples-processes"],
    ),
    Programas::de(
        "examples-http",
        Clase::Binario,
        &["sequential", "threads", "processes", "server"],
    ),
    Programas::de("examples-http", Clase::Ejemplo, &["async"]),
    Programas::de("examples-sequential", Clase::Ejemplo, &["cpu-sequential"]),
    Programas::de(
        "examples-threads",
        Clase::Ejemplo,
        &[
            "arc-threads",
            "cpu-threads",
            "crash-threads",
            "deadlock-threads",
            "limit-threads",
            "lines-threads",
            "memory-threads",
            "messages-threads",
            "no-join-threads",
            "race-threads",
            "scope-threads",
            "spawn-cost-threads",
            "stop-threads",
            "twice-threads",
        ],
    ),
    Programas::de(
        "examples-processes",
        Clase::Ejemplo,
        &[
            "cpu-processes",
            "crash-processes",
            "memory-processes",
            "messages-processes",
            "no-join-processes",
            "spawn-cost-processes",
        ],
    ),
];

impl Programas {
    const fn de(
        paquete: &'static str,
        clase: Clase,
        nombres: &'static [&'static str],
    ) -> Programas {
        Programas {
            paquete,
            clase,
            nombres,
            construidos: OnceLock::new(),
        }
    }

    /// Dónde está cada uno, en el orden de los nombres.
    fn rutas(&self) -> &[PathBuf] {
        let construidos = self.construidos.get_or_init(|| {
            let mut orden = cargo();
            orden.arg("build");
            construir(orden, self.paquete, self.clase, self.nombres)
        });
        match construidos {
            Ok(rutas) => rutas,
            Err(error) => panic!("{error}"),
        }
    }
}

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
    for programas in &PROGRAMAS {
        let lugar = programas.nombres.iter().position(|otro| *otro == nombre);
        if let Some(lugar) = lugar {
            avisar_si_ha_cambiado();
            return Command::new(&programas.rutas()[lugar]);
        }
    }
    panic!("no hay ningún programa que se llame {nombre}");
}

/// Las variables con que, para llegar a cualquier sitio, hay que pasar por un proxy.
pub fn por_el_proxy(proxy: &str) -> [(&str, &str); 7] {
    [
        ("HTTP_PROXY", proxy),
        ("http_proxy", proxy),
        ("HTTPS_PROXY", proxy),
        ("https_proxy", proxy),
        ("ALL_PROXY", proxy),
        ("NO_PROXY", ""),
        ("no_proxy", ""),
    ]
}

/// La orden de bash que ejecuta un programa de otro modo: `$0` es el programa, y `$@` sus argumentos.
#[cfg(unix)]
pub fn con_bash(programa: &Command, texto: &str) -> Command {
    let mut bash = Command::new("bash");
    bash.args(["-c", texto]);
    bash.arg(programa.get_program());
    bash.args(programa.get_args());
    bash
}

/// Un programa que se está ejecutando.
#[derive(Debug)]
pub struct EnMarcha {
    /// El proceso; si inicia otros, el primero.
    pub proceso: Child,
    carpeta: tempfile::TempDir,
    inicio: u64,
    reloj: Instant,
}

impl EnMarcha {
    /// Inicia una orden, que deja su traza.
    pub fn iniciar(orden: &mut Command) -> Self {
        let carpeta = tempfile::tempdir().unwrap();
        orden.env(VARIABLE, carpeta.path().join("traza"));
        // Lo que dice un programa que falla no depende de cómo quiera verlo quien prueba.
        orden.env("RUST_BACKTRACE", "0");
        orden.stdin(Stdio::null());
        orden.stdout(Stdio::piped());
        orden.stderr(Stdio::piped());
        let inicio = ahora();
        let reloj = Instant::now();
        let proceso = match orden.spawn() {
            Ok(proceso) => proceso,
            Err(error) => panic!("{orden:?}: {error}"),
        };
        EnMarcha {
            proceso,
            carpeta,
            inicio,
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
        let ahora = ahora();
        leer_traza(&self.carpeta.path().join("traza"), |_| ahora).unwrap()
    }

    /// Espera a que termine, y a que terminen los que inició, que comparten sus salidas.
    pub fn terminar(mut self) -> Ejecucion {
        let salida = self.proceso.stdout.take().unwrap();
        let errores = self.proceso.stderr.take().unwrap();
        // Se leen las dos a la vez: si una se llena, el programa espera a que alguien la lea.
        let lector = thread::spawn(|| io::read_to_string(errores).unwrap());
        let salida = io::read_to_string(salida).unwrap();
        let errores = lector.join().unwrap();
        let estado = self.proceso.wait().unwrap();
        let duracion = self.reloj.elapsed();
        Ejecucion {
            salida,
            errores,
            fin: Final::Solo(estado),
            pid: self.proceso.id(),
            inicio: self.inicio,
            duracion,
            tramos: self.tramos(),
            ..Ejecucion::default()
        }
    }
}

/// Ejecuta un programa y espera a que termine.
pub fn ejecutar(programa: &mut Command) -> Ejecucion {
    EnMarcha::iniciar(programa).terminar()
}

/// Ejecuta un programa, que tiene que terminar bien.
#[track_caller]
pub fn bien(programa: &mut Command) -> Ejecucion {
    ejecutar(programa).exigir_que_vaya_bien()
}

/// Ejecuta un programa, que tiene que terminar con ese código y decir por qué.
#[track_caller]
pub fn mal(programa: &mut Command, codigo: i32, por_que: &str) -> Ejecucion {
    ejecutar(programa).exigir(codigo, por_que)
}

/// Los segundos que dice que ha tardado, que es lo último que tiene que decir.
#[track_caller]
pub fn segundos_dichos(hecho: &Ejecucion) -> f64 {
    let Some(total) = hecho.tiempo_total() else {
        panic!("no termina diciendo lo que ha tardado: {hecho}");
    };
    match total.parse() {
        Ok(segundos) => segundos,
        Err(error) => panic!("«{total}» no es un número ({error}): {hecho}"),
    }
}
