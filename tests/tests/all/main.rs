//! Las pruebas de las lecciones y de lo que las mira, un archivo por asunto.
//!
//! Van en un solo programa para que cada lección se construya una sola vez; y muchas a la vez
//! (`RUST_TEST_THREADS`, en .cargo/config.toml), porque esperan mucho más de lo que calculan.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

// Empiezan por orden alfabético, y las dos primeras son las que más tardan.
mod answers;
mod broken_servers;
mod browser;
mod conventions;
mod copies;
mod experiments;
mod faults_processes;
mod hostile;
mod lessons;
mod live;
mod python;
mod server;
mod timeline;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;
use std::{fs, thread};
use tests::averias::Servidor;
use tests::clon::{Clon, escrito};
use tests::servidor::Solo;
use tests::{MANERAS, experimento, herramienta, http, que_duerme};
use tools::leccion::{cargo, raiz};
use tools::{Ejecucion, Leccion, traza};

/// Ejecuta un programa, que tiene que terminar bien.
fn bien(programa: Leccion) -> Ejecucion {
    mal(programa, 0, "")
}

/// Ejecuta un programa, que tiene que terminar con ese código y decir por qué.
fn mal(programa: Leccion, codigo: i32, por_que: &str) -> Ejecucion {
    let hecho = programa.ejecutar().unwrap();
    assert_eq!(hecho.codigo(), Some(codigo), "{hecho}");
    assert!(hecho.errores.contains(por_que), "no dice «{por_que}»: {hecho}");
    hecho
}

/// Ejecuta una orden de bash en la que `$0` es un programa, y `$@` sus argumentos.
#[cfg(unix)]
fn bash(orden: &str, programa: &Path, argumentos: &[String]) -> Ejecucion {
    ordenar(Command::new("bash").args(["-c", orden]).arg(programa).args(argumentos))
}

/// Ejecuta una orden que no es un programa del proyecto.
fn ordenar(orden: &mut Command) -> Ejecucion {
    contar(orden.output().unwrap())
}

fn contar(fin: Output) -> Ejecucion {
    let [salida, errores] = [fin.stdout, fin.stderr].map(|texto| String::from_utf8(texto).unwrap());
    Ejecucion { salida, errores, estado: Some(fin.status), ..Ejecucion::default() }
}

/// Como si hubiera que pasar por un proxy para llegar a cualquier sitio.
fn por_el_proxy(mut programa: Leccion, proxy: &str) -> Leccion {
    for variable in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        programa = programa.variable(variable, proxy);
    }
    programa.variable("NO_PROXY", "").variable("no_proxy", "")
}

/// El texto de un archivo del proyecto.
fn leer(ruta: impl AsRef<Path>) -> String {
    let ruta = raiz().join(ruta);
    fs::read_to_string(&ruta).unwrap_or_else(|error| panic!("{}: {error}", ruta.display()))
}

/// Un código con un cambio, que tiene que seguir teniendo sitio en él.
fn cambiar(codigo: &str, antes: &str, despues: &str) -> String {
    assert!(codigo.contains(antes), "ya no dice «{antes}»:\n{codigo}");
    codigo.replace(antes, despues)
}

/// Las líneas de un texto que no están en blanco, en cualquier orden.
fn lineas(texto: &str) -> BTreeSet<String> {
    texto.lines().filter(|linea| !linea.is_empty()).map(String::from).collect()
}

/// Un PATH en el que Python no funciona, y la carpeta que hace falta mientras se usa.
#[cfg(unix)]
fn sin_python() -> (tempfile::TempDir, std::ffi::OsString) {
    use std::{env, iter};
    let carpeta = tempfile::tempdir().unwrap();
    for nombre in ["python", "python3"] {
        ejecutable(&carpeta.path().join(nombre), "#!/bin/sh\nexit 1\n");
    }
    let las_demas = env::var_os("PATH").unwrap_or_default();
    let carpetas = iter::once(carpeta.path().to_path_buf()).chain(env::split_paths(&las_demas));
    let ruta = env::join_paths(carpetas).unwrap();
    (carpeta, ruta)
}

/// Un programa de sh.
#[cfg(unix)]
fn ejecutable(archivo: &Path, codigo: &str) {
    use std::os::unix::fs::PermissionsExt;
    fs::write(archivo, codigo).unwrap();
    fs::set_permissions(archivo, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Un programa que atiende a Ctrl-C: quien se inicia en segundo plano puede heredar no hacerlo, y el `env`
/// de GNU lo remedia.
#[cfg(unix)]
fn con_senales(programa: &Path) -> std::process::Command {
    use std::process::{Command, Stdio};
    let con = ["env", "--default-signal=INT,TERM,HUP"];
    let puede = Command::new(con[0]).args([con[1], "true"]).stderr(Stdio::null()).status();
    if !puede.is_ok_and(|estado| estado.success()) {
        return Command::new(programa);
    }
    let mut orden = Command::new(con[0]);
    orden.arg(con[1]).arg(programa);
    orden
}
