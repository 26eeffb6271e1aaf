//! Por qué falló una petición, en español y con las palabras de la biblioteca entre paréntesis.

use crate::cliente::proxy_para;
use crate::salida::{CORTADA, causa, visible};
use std::{error::Error, io, iter};

type Causa<'a> = &'a (dyn Error + 'static);

/// La causa de un error de una petición, en una frase.
pub fn en_espanol(error: &anyhow::Error) -> String {
    let Some(falla) = error.downcast_ref::<reqwest::Error>() else {
        return visible(&error.to_string()); // ya es una frase nuestra
    };
    let causas: Vec<Causa> =
        iter::successors(Some(falla as _), |causa| de_dentro(*causa)).collect();
    let tls: Option<&rustls::Error> = causas.iter().find_map(|causa| causa.downcast_ref());
    let http: Option<&hyper::Error> = causas.iter().find_map(|causa| causa.downcast_ref());
    let sistema: Option<&io::Error> = causas.iter().rev().find_map(|causa| causa.downcast_ref());
    let frase = match tls {
        // Solo en Linux y sus parientes: los demás sistemas los comprueban ellos.
        Some(_) if falla.is_builder() => {
            "no hay certificados con que comprobar el suyo: instala ca-certificates o corrige SSL_CERT_FILE"
        }
        Some(rustls::Error::InvalidCertificate(_)) => "el certificado no es de confianza",
        Some(_) => "no se pudo establecer una conexión segura",
        _ if falla.is_timeout() && falla.is_connect() => "no se pudo conectar a tiempo",
        _ if falla.is_timeout() => "la respuesta no llegó completa a tiempo",
        _ if falla.is_dns() => "no se encuentra ese nombre: ¿está bien escrito?, ¿hay Internet?",
        _ if http.is_some_and(hyper::Error::is_incomplete_message) => CORTADA,
        _ if http.is_some_and(hyper::Error::is_parse) => {
            "la respuesta no es HTTP, o no se entiende"
        }
        _ => sistema.and_then(causa).unwrap_or("la petición falló"),
    };
    // Lo que dice TLS ya es del servidor, y no del proxy.
    let destino = falla.url().filter(|_| falla.is_connect() && tls.is_none());
    let frase = match destino.and_then(proxy_para) {
        Some(proxy) => format!("no se pudo pasar por el proxy {proxy}: {frase}"),
        None => frase.to_string(),
    };
    // Las palabras de reqwest llevan la URL entera, con su contraseña: valen las de más adentro.
    match causas.iter().rfind(|causa| !causa.is::<reqwest::Error>()) {
        Some(original) => format!("{frase} ({})", visible(&original.to_string())),
        None => frase,
    }
}

/// La causa inmediata de un error; `source` se salta la que un `io::Error` lleva dentro.
fn de_dentro(error: Causa) -> Option<Causa> {
    let causa = error.downcast_ref().and_then(io::Error::get_ref);
    causa.map(|causa| causa as _).or_else(|| error.source())
}
