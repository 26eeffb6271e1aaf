//! Qué URL piden las lecciones HTTP: las del servidor local, las de los apuntes o las que se digan.

use crate::salida::{anunciar, rechazar, visible};
use crate::servidor;
use reqwest::Url;
use std::{env, ffi::OsString, process};

/// Los cuatro dominios de los apuntes.
pub const DOMINIOS: [&str; 4] = [
    "https://google.es",
    "https://xvideos.com",
    "https://wikipedia.org",
    "https://yahoo.com",
];

const USO: &str = "Uso: cargo run … -- [--internet | URL…]

  (nada)      pide cuatro páginas a un servidor de este equipo: no hace falta Internet
  --internet  pide los cuatro dominios de los apuntes
  URL…        pide esas, que empiezan por http:// o https://";

/// Las URL que hay que pedir: las que se den como argumentos; con `--internet`, los [`DOMINIOS`]; sin
/// nada, cuatro páginas de un servidor local que se inicia aquí mismo.
///
/// Como `argparse` en Python, termina el programa si se pide `--help` (estado 0) o si algún argumento no
/// vale (estado 2). Da un error si el servidor local no puede iniciarse.
pub fn leer_dominios() -> anyhow::Result<Vec<String>> {
    servidor::admitir_muchas_conexiones();
    let argumentos: Vec<OsString> = env::args_os().skip(1).collect();
    if argumentos
        .iter()
        .any(|argumento| argumento == "--help" || argumento == "-h")
    {
        println!("{USO}");
        process::exit(0);
    }
    if argumentos == ["--internet"] {
        return Ok(DOMINIOS.map(String::from).to_vec());
    }
    if !argumentos.is_empty() {
        let urls: Result<Vec<String>, String> = argumentos.iter().map(leer_url).collect();
        return Ok(urls.unwrap_or_else(|problema| rechazar(&problema, USO)));
    }
    let servidor = servidor::iniciar(0)?;
    let aviso = "sin Internet. Para los dominios de los apuntes, añade a la orden: -- --internet";
    anunciar(&format!(
        "[*] Servidor local en {}, {aviso}",
        servidor.base()
    ));
    Ok(servidor.paginas())
}

/// La misma URL sin usuario ni contraseña, y sin nada que no se vea.
pub fn sin_clave(url: &str) -> String {
    match (
        Url::parse(url).ok().filter(Url::has_host),
        url.rsplit_once('@'),
    ) {
        (Some(mut partes), Some(_)) if partes.username() != "" || partes.password().is_some() => {
            let _ = (partes.set_username(""), partes.set_password(None)); // tiene, así que se puede
            visible(partes.as_str())
        }
        // No se sabe qué es qué: fuera todo lo que haya antes de la última arroba.
        (None, Some((_, resto))) => format!("…@{}", visible(resto)),
        _ => visible(url),
    }
}

fn leer_url(argumento: &OsString) -> Result<String, String> {
    let dicho = sin_clave(&argumento.to_string_lossy());
    let url = argumento
        .to_str()
        .ok_or_else(|| format!("«{dicho}» no es un texto Unicode"))?;
    let no_es = match Url::parse(url) {
        Ok(leida) if matches!(leida.scheme(), "http" | "https") => return Ok(url.to_string()),
        Err(error) if url.starts_with("http") => format!("que se pueda pedir ({error})"),
        _ => "que empiece por http:// o https://".to_string(),
    };
    Err(format!("«{dicho}» no es una URL {no_es}"))
}
