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
/// Como `argparse` en Python, termina el programa si se pide `--help` (estado 0) o si algún
/// argumento no vale (estado 2).
///
/// # Errors
///
/// Si el servidor local no puede iniciarse.
pub fn leer_dominios() -> anyhow::Result<Vec<String>> {
    servidor::admitir_muchas_conexiones();
    if env::args_os().skip(1).any(|argumento| argumento == "--help" || argumento == "-h") {
        println!("{}", uso());
        process::exit(0);
    }
    let urls = interpretar(env::args_os().skip(1));
    let urls = urls.unwrap_or_else(|problema| rechazar(&problema, &uso()));
    if !urls.is_empty() {
        return Ok(urls);
    }
    let servidor = servidor::iniciar(0)?;
    anunciar(&format!(
        "[*] Servidor local en {}, sin Internet. Para los dominios de los apuntes, añade a la orden: \
         -- --internet",
        servidor.base()
    ));
    Ok(servidor.paginas())
}

/// La misma URL sin usuario ni contraseña, y sin nada que no se vea.
pub fn sin_clave(url: &str) -> String {
    match (Url::parse(url).ok().filter(Url::has_host), url.rsplit_once('@')) {
        (Some(mut partes), Some(_)) if partes.username() != "" || partes.password().is_some() => {
            // Solo fallan en URL que no pueden llevar usuario, y esta lo lleva.
            let _ = (partes.set_username(""), partes.set_password(None));
            visible(partes.as_str())
        }
        // No se sabe qué es qué: fuera todo lo que haya antes de la última arroba.
        (None, Some((_, resto))) => format!("…@{}", visible(resto)),
        _ => visible(url),
    }
}

/// Las URL de los argumentos; ninguna si no hay argumentos.
fn interpretar(argumentos: impl Iterator<Item = OsString>) -> Result<Vec<String>, String> {
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
    let en_examples = programa.parent().is_some_and(|carpeta| carpeta.ends_with("examples"));
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
    use arbtest::arbitrary::{Result as Azar, Unstructured};
    use arbtest::arbtest;

    fn de(argumentos: &[&str]) -> Result<Vec<String>, String> {
        interpretar(argumentos.iter().map(OsString::from))
    }

    #[test]
    fn cada_manera_de_pedir() {
        assert_eq!(de(&[]), Ok(Vec::new()));
        assert_eq!(de(&["--internet"]), Ok(DOMINIOS.map(String::from).to_vec()));
        let urls =
            ["http://a.example", "https://ñ.example/b?c=d", "http://[::1]:80/", "http://a.example"];
        assert_eq!(de(&urls), Ok(urls.map(String::from).to_vec()));
        assert!(de(&["--internet", "http://a.example"]).is_err());
    }

    #[test]
    fn la_clave_de_una_url_que_no_se_entiende_tampoco_se_dice() {
        for url in [
            "http://ana:se/creto@host/",
            "http://ana:secreto@",
            "http://ana:secreto@host:99999/",
            "ana:secreto@host",
            "http://ana:sec@reto@host:x",
        ] {
            let dicho = sin_clave(url);
            assert!(!dicho.contains("creto") && !dicho.contains("reto"), "{url}: {dicho}");
            assert!(!de(&[url]).expect_err(url).contains("reto"), "{url}");
        }
    }

    #[test]
    fn lo_que_no_se_ve_se_escribe_con_su_numero() {
        assert_eq!(
            sin_clave("http://a.example/\u{202e}fdp\u{1b}[31m"),
            "http://a.example/\\u{202e}fdp\\u{1b}[31m"
        );
    }

    /// De una a tantas letras de esas.
    fn palabra(azar: &mut Unstructured, letras: &str, hasta: usize) -> Azar<String> {
        let letras: Vec<char> = letras.chars().collect();
        (0..azar.int_in_range(1..=hasta)?).map(|_| azar.choose(&letras).copied()).collect()
    }

    #[test]
    fn cualquier_argumento_se_entiende_o_se_explica() {
        arbtest(|azar| {
            let mut argumentos = vec![String::new(); azar.int_in_range(0..=3)?];
            for argumento in &mut argumentos {
                for _ in 0..azar.int_in_range(0..=20)? {
                    argumento.push(azar.arbitrary()?);
                }
            }
            let textos: Vec<&str> = argumentos.iter().map(String::as_str).collect();
            match de(&textos) {
                Ok(urls) => assert!(urls == argumentos || textos == ["--internet"]),
                Err(problema) => assert!(!problema.is_empty()),
            }
            Ok(())
        })
        .size_min(256)
        .size_max(4096);
    }

    #[test]
    fn toda_url_http_vale_tal_cual() {
        arbtest(|azar| {
            let esquema = azar.choose(&["http", "https"])?;
            let mut url = format!("{esquema}://{}", palabra(azar, "abcxyz", 9)?);
            if azar.arbitrary()? {
                url += &format!(".{}", palabra(azar, "abcxyz", 5)?);
            }
            if azar.arbitrary()? {
                url += &format!(":{}", azar.int_in_range(1..=9999)?);
            }
            if azar.arbitrary()? {
                url += &format!("/{}", palabra(azar, "azñ09%?=&", 9)?);
            }
            assert_eq!(de(&[&url]), Ok(vec![url]));
            Ok(())
        });
    }

    #[test]
    fn la_clave_no_aparece_en_ninguna_explicacion() {
        arbtest(|azar| {
            let esquema = azar.choose(&["http", "https", "ftp", "gopher"])?;
            let usuario = palabra(azar, "abcxyz", 8)?;
            let clave = format!("CLAVE{}", palabra(azar, "ABCXYZ", 9)?);
            let url = format!("{esquema}://{usuario}:{clave}@a.example/");
            assert!(!sin_clave(&url).contains(&clave));
            if let Err(problema) = de(&[&url]) {
                assert!(!problema.contains(&clave), "{problema}");
            }
            Ok(())
        });
    }
}
