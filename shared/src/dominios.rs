//! Qué URL piden las lecciones HTTP: las del servidor local, las de los apuntes o las que se digan.

use crate::http::servidor;
use crate::salida::{anunciar, rechazar, visible};
use reqwest::Url;
use std::ffi::OsString;
use std::{env, process};

/// Los cuatro dominios de los apuntes.
pub const DOMINIOS: [&str; 4] = [
    "https://google.es",
    "https://xvideos.com",
    "https://wikipedia.org",
    "https://yahoo.com",
];

const USO: &str = "Uso: cargo run … -- [--internet | URL…]

  (nada)      pide cuatro páginas a un servidor de este equipo: no hace falta Internet
  --internet  pide los cuatro dominios de los apuntes; uno es de contenido para adultos
  URL…        pide esas, que empiezan por http:// o https://";

/// Las URL que hay que pedir: las que se den como argumentos; con `--internet`, los [`DOMINIOS`]; sin
/// nada, cuatro páginas de un servidor local que se inicia aquí mismo.
///
/// Como `argparse` en Python, termina el programa si se pide `--help` (estado 0) o si algún argumento no
/// vale (estado 2). Da un error si el servidor local no puede iniciarse.
pub fn leer_dominios() -> anyhow::Result<Vec<String>> {
    servidor::admitir_muchas_conexiones();
    let argumentos: Vec<OsString> = env::args_os().skip(1).collect();
    if argumentos.contains(&"--help".into()) || argumentos.contains(&"-h".into()) {
        println!("{USO}");
        process::exit(0);
    }
    if argumentos == ["--internet"] {
        return Ok(DOMINIOS.map(String::from).to_vec());
    }
    if argumentos.is_empty() {
        let servidor = servidor::iniciar(0)?;
        let base = servidor.base();
        anunciar(&format!("[*] Servidor local en {base}, sin Internet"));
        return Ok(servidor.paginas());
    }
    let mut urls = Vec::new();
    for argumento in &argumentos {
        match leer_url(argumento) {
            Ok(url) => urls.push(url),
            Err(problema) => rechazar(&problema, USO),
        }
    }
    Ok(urls)
}

fn leer_url(argumento: &OsString) -> Result<String, String> {
    let dicho = sin_clave(&argumento.to_string_lossy());
    let Some(url) = argumento.to_str() else {
        return Err(format!("«{dicho}» no es un texto Unicode"));
    };
    let no_es = match Url::parse(url) {
        Ok(leida) if matches!(leida.scheme(), "http" | "https") => return Ok(url.to_string()),
        Err(error) if url.starts_with("http") => format!("que se pueda pedir ({error})"),
        _ => "que empiece por http:// o https://".to_string(),
    };
    Err(format!("«{dicho}» no es una URL {no_es}"))
}

/// La misma URL sin usuario ni contraseña, y sin nada que no se vea.
pub fn sin_clave(url: &str) -> String {
    let Some((_, resto)) = url.rsplit_once('@') else {
        return visible(url);
    };
    match Url::parse(url) {
        Ok(partes) if partes.has_host() => visible(&sin_usuario(url, partes)),
        // No se sabe qué es qué: fuera todo lo que haya antes de la última arroba.
        _ => format!("…@{}", visible(resto)),
    }
}

/// Lo que está escrito, si la arroba no era de un usuario.
fn sin_usuario(url: &str, mut partes: Url) -> String {
    if partes.username().is_empty() && partes.password().is_none() {
        return url.to_string();
    }
    // Los tiene, así que se pueden quitar.
    let _ = partes.set_username("");
    let _ = partes.set_password(None);
    partes.to_string()
}
