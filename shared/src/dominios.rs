//! Qué URL piden las lecciones HTTP: las del servidor local, las de los apuntes o las que se digan.

use crate::salida::{anunciar, rechazar, visible};
use crate::servidor;
use reqwest::Url;
use std::{env, ffi::OsString, process};

/// Los cuatro dominios de los apuntes.
pub const DOMINIOS: [&str; 4] =
    ["https://google.es", "https://xvideos.com", "https://wikipedia.org", "https://yahoo.com"];

/// Las URL que hay que pedir: las que se den como argumentos; con `--internet`, los [`DOMINIOS`]; sin
/// nada, cuatro páginas de un servidor local que se inicia aquí mismo.
///
/// Como `argparse` en Python, termina el programa si se pide `--help` (estado 0) o si algún argumento no
/// vale (estado 2). Da un error si el servidor local no puede iniciarse.
pub fn leer_dominios() -> anyhow::Result<Vec<String>> {
    servidor::admitir_muchas_conexiones();
    let argumentos: Vec<OsString> = env::args_os().skip(1).collect();
    if argumentos.iter().any(|argumento| argumento == "--help" || argumento == "-h") {
        println!("{}", uso());
        process::exit(0);
    }
    let urls = interpretar(argumentos).unwrap_or_else(|problema| rechazar(&problema, &uso()));
    if !urls.is_empty() {
        return Ok(urls);
    }
    let servidor = servidor::iniciar(0)?;
    let aviso = "sin Internet. Para los dominios de los apuntes, añade a la orden: -- --internet";
    anunciar(&format!("[*] Servidor local en {}, {aviso}", servidor.base()));
    Ok(servidor.paginas())
}

/// La misma URL sin usuario ni contraseña, y sin nada que no se vea.
pub fn sin_clave(url: &str) -> String {
    match (Url::parse(url).ok().filter(Url::has_host), url.rsplit_once('@')) {
        (Some(mut partes), Some(_)) if partes.username() != "" || partes.password().is_some() => {
            let _ = (partes.set_username(""), partes.set_password(None)); // tiene, así que se puede
            visible(partes.as_str())
        }
        // No se sabe qué es qué: fuera todo lo que haya antes de la última arroba.
        (None, Some((_, resto))) => format!("…@{}", visible(resto)),
        _ => visible(url),
    }
}

/// Las URL de los argumentos; ninguna si no hay argumentos.
fn interpretar(argumentos: Vec<OsString>) -> Result<Vec<String>, String> {
    let mut internet = false;
    let mut urls = Vec::new();
    for argumento in argumentos {
        let dicho = sin_clave(&argumento.to_string_lossy());
        match argumento.to_str() {
            None => return Err(format!("«{dicho}» no es un texto Unicode")),
            Some("--internet") => internet = true,
            Some(url) if es_http(url) => urls.push(url.to_string()),
            Some(otro) if otro.starts_with('-') => return Err(format!("No existe «{dicho}»")),
            _ => return Err(format!("«{dicho}» no es una URL que empiece por http:// o https://")),
        }
    }
    match (internet, urls.is_empty()) {
        (true, true) => Ok(DOMINIOS.map(String::from).to_vec()),
        (true, false) => Err("O «--internet» o las URL, pero no las dos cosas".to_string()),
        (false, _) => Ok(urls),
    }
}

fn es_http(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

fn uso() -> String {
    let programa = env::current_exe().unwrap_or_default();
    let nombre = programa.file_stem().unwrap_or_default().to_string_lossy();
    let en_examples = programa.with_file_name("").ends_with("examples");
    let clase = if en_examples { "example" } else { "bin" };
    format!(
        "Uso: cargo run -p examples-http --{clase} {nombre} -- [--internet | URL…]\n\n\
         \x20 (nada)      pide cuatro páginas a un servidor de este equipo: no hace falta Internet\n\
         \x20 --internet  pide los cuatro dominios de los apuntes\n\
         \x20 URL…        pide esas, que empiezan por http:// o https://"
    )
}

#[cfg(test)]
mod pruebas {
    use super::*;

    fn de(argumentos: &[&str]) -> Result<Vec<String>, String> {
        interpretar(argumentos.iter().map(OsString::from).collect())
    }

    #[test]
    fn cada_manera_de_pedir() {
        assert_eq!(de(&[]), Ok(Vec::new()));
        assert_eq!(de(&["--internet"]), Ok(DOMINIOS.map(String::from).to_vec()));
        let urls = ["http://a.example", "HTTPS://[::1]:80/b?c=ñ#%", "http://a.example"];
        assert_eq!(de(&urls), Ok(urls.map(String::from).to_vec()));
        assert!(de(&["--internet", "http://a.example"]).is_err());
        for malo in ["--otra", "a.example", "", "ftp://a.example"] {
            assert!(de(&[malo]).is_err(), "{malo}");
        }
    }

    #[test]
    fn un_nombre_con_letras_de_cualquier_idioma_es_una_url() {
        assert_eq!(de(&["https://ñ.example"]), Ok(vec!["https://ñ.example".to_string()]));
        // Como lo entiende quien lo busca: en minúsculas y con letras ASCII.
        let equipo = |url| Url::parse(url).ok()?.host_str().map(String::from);
        assert_eq!(equipo("https://Ñ.example").as_deref(), Some("xn--ida.example"));
    }

    #[test]
    fn la_clave_no_se_dice_tampoco_en_una_url_que_no_se_entiende() {
        for url in [
            "http://ana:secreto@a.example/",
            "ftp://ana:secreto@a.example/",
            "http://ana:se/creto@host/",
            "http://ana:secreto@",
            "http://ana:secreto@host:99999/",
            "ana:secreto@host",
            "http://ana:sec@reto@host:x",
        ] {
            let dichos = [sin_clave(url), de(&[url]).err().unwrap_or_default()];
            assert!(!dichos.concat().contains("reto"), "{url}: {dichos:?}");
        }
        // Ni nada que mueva el cursor o dé la vuelta a la escritura.
        assert_eq!(sin_clave("http://a/\u{202e}\u{1b}"), "http://a/\\u{202e}\\u{1b}");
    }
}
