//! Las pruebas de las herramientas, un archivo por asunto.
//!
//! Van en un solo programa, y muchas a la vez (`RUST_TEST_THREADS`, en .cargo/config.toml), porque esperan mucho
//! más de lo que calculan.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

// Empiezan por orden alfabético, y la primera es la que más tarda.
mod answers;
mod browser;
mod clon;
mod faults;
#[cfg(unix)]
mod live;
mod navegador;
mod timeline;
mod twins;

use shared::cargo::raiz;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::Barrier;
use std::thread;
use std::time::Duration;
use tools::{Ejecucion, Programa};

/// Una herramienta: `timeline!()`, ya construida. A su vez construye, quizá después de otras.
macro_rules! herramienta {
    ($nombre:literal) => {{
        let ruta = env!(concat!("CARGO_BIN_EXE_", $nombre));
        let mut herramienta = tools::Programa::ejecutable(ruta.into());
        herramienta.limite = std::time::Duration::from_secs(500);
        herramienta
    }};
}
use herramienta;

/// La lección cuyas tareas duermen.
fn que_duerme(manera: &str) -> Programa {
    let paquete = format!("examples-{manera}");
    Programa::binario(&paquete, &paquete)
}

/// La lección que pide páginas.
fn http(manera: &str) -> Programa {
    Programa::binario("examples-http", manera)
}

/// El experimento de una lección: `cpu` de `threads` es `examples-threads/examples/cpu-threads.rs`.
fn experimento(nombre: &str, manera: &str) -> Programa {
    Programa::ejemplo(&format!("examples-{manera}"), &format!("{nombre}-{manera}"))
}

/// Ejecuta un programa, que tiene que terminar bien.
fn bien(programa: Programa) -> Ejecucion {
    mal(programa, 0, "")
}

/// Ejecuta un programa, que tiene que terminar con ese código y decir por qué.
fn mal(programa: Programa, codigo: i32, por_que: &str) -> Ejecucion {
    let hecho = programa.ejecutar().unwrap();
    assert_eq!(hecho.codigo(), Some(codigo), "{hecho}");
    assert!(hecho.errores.contains(por_que), "no dice «{por_que}»: {hecho}");
    hecho
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

/// Cuatro URL a las que no se responde hasta que se han pedido todas: en fila no se respondería nunca.
fn juntas() -> Vec<String> {
    let escucha = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", escucha.local_addr().unwrap());
    thread::spawn(move || {
        let cuatro: &Barrier = Box::leak(Box::new(Barrier::new(4)));
        for mut conexion in escucha.incoming().flatten() {
            thread::spawn(move || {
                let mut lineas = BufReader::new(&conexion).lines();
                while lineas.next().is_some_and(|linea| linea.is_ok_and(|l| !l.is_empty())) {}
                cuatro.wait();
                let respuesta =
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nsi";
                drop(conexion.write_all(respuesta.as_bytes()));
            });
        }
    });
    (1..=4).map(|cual| format!("{base}/{cual}")).collect()
}

/// Un proceso que no termina por sí mismo: al soltarlo se le termina, también si la prueba falla.
struct HastaElFinal(Child);

impl Drop for HastaElFinal {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
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
