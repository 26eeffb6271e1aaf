//! Por qué falló una petición, en español y con las palabras de la biblioteca entre paréntesis.

use crate::cliente::es_de_este_equipo;
use crate::salida::{causa, visible};
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;
use std::io::{self, ErrorKind};
use std::{error::Error, iter};

const NO_SE_ENTIENDE: &str = "la respuesta no es HTTP, o no se entiende";

/// La causa de un error de la petición a `url`, en una frase.
pub fn en_espanol(error: &anyhow::Error, url: &str) -> String {
    let primera: &(dyn Error + 'static) = error.as_ref();
    let causas: Vec<_> = iter::successors(Some(primera), |error| de_dentro(*error)).collect();
    let de_reqwest = |cierto: fn(&reqwest::Error) -> bool| {
        causas.iter().filter_map(|causa| causa.downcast_ref()).any(cierto)
    };
    if !de_reqwest(|_| true) {
        return visible(&error.to_string()); // ya es una frase nuestra
    }
    let conocida = causas.iter().rev().find_map(|causa| conocida(*causa));
    let frase = match conocida {
        _ if de_reqwest(|error| error.is_timeout() && error.is_connect()) => {
            "no se pudo conectar a tiempo"
        }
        _ if de_reqwest(reqwest::Error::is_timeout) => "la respuesta no llegó completa a tiempo",
        _ if de_reqwest(reqwest::Error::is_redirect) => "redirige demasiadas veces",
        _ if de_reqwest(reqwest::Error::is_builder) => "no se puede pedir esa dirección",
        Some(frase) => frase,
        _ if de_reqwest(reqwest::Error::is_dns) => {
            "no se encuentra ese nombre: ¿está bien escrito?, ¿hay Internet?"
        }
        None => "la petición falló",
    };
    let sin_tls = !causas.iter().any(|causa| causa.is::<rustls::Error>());
    let frase = match proxy_de(url).filter(|_| sin_tls && de_reqwest(reqwest::Error::is_connect)) {
        Some(proxy) => format!("no se pudo pasar por el proxy {proxy}: {frase}"),
        None => frase.to_string(),
    };
    // Las de reqwest llevan la URL entera, con su contraseña.
    match causas.iter().rfind(|causa| !causa.is::<reqwest::Error>()) {
        Some(original) => format!("{frase} ({})", visible(&original.to_string())),
        None => frase,
    }
}

fn conocida(error: &(dyn Error + 'static)) -> Option<&'static str> {
    if let Some(error) = error.downcast_ref() {
        return Some(match error {
            rustls::Error::InvalidCertificate(_) => "el certificado no es de confianza",
            _ => "no se pudo establecer una conexión segura",
        });
    }
    if let Some(error) = error.downcast_ref::<hyper::Error>() {
        return if error.is_incomplete_message() {
            Some("la conexión se cortó antes de terminar")
        } else {
            error.is_parse().then_some(NO_SE_ENTIENDE)
        };
    }
    let error: &io::Error = error.downcast_ref()?;
    match error.kind() {
        ErrorKind::InvalidInput | ErrorKind::InvalidData => Some(NO_SE_ENTIENDE),
        _ => causa(error),
    }
}

/// El proxy por el que se pide `url`, si hay uno.
fn proxy_de(url: &str) -> Option<String> {
    let destino = Url::parse(url).ok().filter(|_| !es_de_este_equipo(url))?;
    let proxy = Matcher::from_system().intercept(&destino.as_str().parse().ok()?)?;
    Some(visible(&proxy.uri().to_string()))
}

/// La causa inmediata de un error; `source` se salta la que un `io::Error` lleva dentro.
fn de_dentro<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(causa) => Some(causa),
        None => error.source(),
    }
}
