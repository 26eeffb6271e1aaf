//! Qué URL piden las lecciones HTTP: las del servidor local, las de los apuntes o las que se digan.

use crate::peticion::sin_clave;
use crate::salida::{self, avisar};
use crate::servidor;
use reqwest::Url;
use std::env;
use std::ffi::OsString;
use std::process;

/// Los cuatro dominios de los apuntes.
pub const DOMINIOS: [&str; 4] =
    ["https://google.es", "https://xvideos.com", "https://wikipedia.org", "https://yahoo.com"];

/// Las URL que hay que pedir, según los argumentos del programa.
///
/// - sin argumentos, cuatro páginas de un servidor local que se inicia aquí mismo;
/// - con `--internet`, los cuatro [`DOMINIOS`] de los apuntes;
/// - con una o más URL, esas.
///
/// Como `argparse` en Python, termina el programa si se pide `--help` (estado 0) o si algún
/// argumento no vale (estado 2).
///
/// # Errors
///
/// Si el servidor local no puede iniciarse.
pub fn leer_dominios() -> anyhow::Result<Vec<String>> {
    salida::vigilar_println();
    servidor::admitir_muchas_conexiones();
    match interpretar(env::args_os().skip(1)) {
        Ok(Peticion::Ayuda) => {
            println!("{}", uso());
            process::exit(0);
        }
        Ok(Peticion::Internet) => Ok(DOMINIOS.map(String::from).to_vec()),
        Ok(Peticion::Urls(urls)) => Ok(urls),
        Ok(Peticion::Local) => {
            let servidor = servidor::iniciar(0)?;
            avisar_del_servidor(&servidor.base());
            Ok(servidor.paginas())
        }
        Err(problema) => {
            avisar(&format!("{problema}\n\n{}", uso()));
            process::exit(2);
        }
    }
}

/// Lo que se pide con los argumentos.
#[derive(Debug, PartialEq)]
enum Peticion {
    Ayuda,
    Internet,
    Local,
    Urls(Vec<String>),
}

fn interpretar(argumentos: impl Iterator<Item = OsString>) -> Result<Peticion, String> {
    let mut internet = false;
    let mut urls = Vec::new();
    for argumento in argumentos {
        let argumento = argumento
            .into_string()
            .map_err(|crudo| format!("«{}» no es un texto Unicode", crudo.to_string_lossy()))?;
        match argumento.as_str() {
            "--help" | "-h" => return Ok(Peticion::Ayuda),
            "--internet" => internet = true,
            opcion if opcion.starts_with('-') => {
                return Err(format!("No existe la opción «{opcion}»"));
            }
            _ => urls.push(comprobar(argumento)?),
        }
    }
    match (internet, urls.is_empty()) {
        (true, true) => Ok(Peticion::Internet),
        (true, false) => Err("O «--internet» o las URL, pero no las dos cosas".to_string()),
        (false, true) => Ok(Peticion::Local),
        (false, false) => Ok(Peticion::Urls(urls)),
    }
}

fn comprobar(url: String) -> Result<String, String> {
    let valida = Url::parse(&url)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    if valida {
        Ok(url)
    } else {
        Err(format!("«{}» no es una URL que empiece por http:// o https://", sin_clave(&url)))
    }
}

fn uso() -> String {
    let programa = env::current_exe().ok();
    let programa = programa.as_deref().and_then(|ruta| ruta.file_stem());
    let programa = programa.unwrap_or("threads".as_ref()).to_string_lossy();
    format!(
        "Uso: cargo run -p examples-http --bin {programa} -- [--internet | URL…]\n\n\
         \x20 (nada)      pide cuatro páginas a un servidor de este equipo: no hace falta Internet\n\
         \x20 --internet  pide los cuatro dominios de los apuntes\n\
         \x20 URL…        pide esas, que empiezan por http:// o https://"
    )
}

fn avisar_del_servidor(servidor: &str) {
    eprintln!(
        "[*] Servidor local en {servidor}, sin Internet. Para los dominios de los apuntes, \
         añade a la orden: -- --internet"
    );
}

#[cfg(test)]
mod pruebas {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn de(argumentos: &[&str]) -> Result<Peticion, String> {
        interpretar(argumentos.iter().map(OsString::from))
    }

    #[test]
    fn cada_manera_de_pedir() {
        assert_eq!(de(&[]), Ok(Peticion::Local));
        assert_eq!(de(&["--internet"]), Ok(Peticion::Internet));
        assert_eq!(de(&["--help"]), Ok(Peticion::Ayuda));
        let urls =
            ["http://a.example", "https://ñ.example/b?c=d", "http://[::1]:80/", "http://a.example"];
        assert_eq!(de(&urls), Ok(Peticion::Urls(urls.map(String::from).to_vec())));
        assert!(de(&["--internet", "http://a.example"]).is_err());
    }

    proptest! {
        #[test]
        fn cualquier_argumento_se_entiende_o_se_explica(argumentos in vec(any::<String>(), 0..4)) {
            let textos: Vec<&str> = argumentos.iter().map(String::as_str).collect();
            match de(&textos) {
                Ok(Peticion::Urls(urls)) => prop_assert_eq!(urls, argumentos),
                Ok(_) => prop_assert!(textos.iter().all(|t| t.starts_with("--") || *t == "-h")),
                Err(problema) => prop_assert!(!problema.is_empty()),
            }
        }

        #[test]
        fn toda_url_http_vale_tal_cual(
            url in "https?://[a-z]{1,9}(\\.[a-z]{2,5})?(:[1-9][0-9]{0,3})?(/[a-zñ0-9%?=&]{0,9})?"
        ) {
            prop_assert_eq!(de(&[&url]), Ok(Peticion::Urls(vec![url])));
        }

        #[test]
        fn la_clave_no_aparece_en_ninguna_explicacion(
            esquema in "http|https|ftp|gopher", usuario in "[a-z]{1,8}", clave in "[A-Z]{6,9}"
        ) {
            let url = format!("{esquema}://{usuario}:{clave}@a.example/");
            prop_assert!(!sin_clave(&url).contains(&clave));
            if let Err(problema) = de(&[&url]) {
                prop_assert!(!problema.contains(&clave));
            }
        }
    }
}
