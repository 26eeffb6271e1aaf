//! Por qué falló una petición, en español y con las palabras de la biblioteca entre paréntesis.

use super::destino::proxy_para;
use crate::dominios::sin_clave;
use crate::salida::{CORTADA, causa, visible};
use std::error::Error;
use std::io;

/// La causa de un error de una petición, en una frase.
pub fn en_espanol(error: &anyhow::Error) -> String {
    let Some(error) = error.downcast_ref::<reqwest::Error>() else {
        return visible(&error.to_string()); // ya es una frase nuestra
    };
    let falla = Falla::de(error);
    let mut dicho = falla.frase().to_string();
    if let Some(proxy) = falla.del_proxy() {
        dicho = format!("no se pudo pasar por el proxy {proxy}: {dicho}");
    }
    if let Some(original) = falla.original() {
        dicho += &format!(" ({})", visible(&original));
    }
    dicho
}

/// Un error de reqwest, con los que lo causaron: el primero es él.
struct Falla<'a> {
    error: &'a reqwest::Error,
    causas: Vec<&'a (dyn Error + 'static)>,
}

impl<'a> Falla<'a> {
    fn de(error: &'a reqwest::Error) -> Self {
        let mut causas: Vec<&(dyn Error + 'static)> = vec![error];
        let mut siguiente = error.source();
        while let Some(causa) = siguiente {
            causas.push(causa);
            // `source` se salta el error que un `io::Error` lleva dentro.
            let sistema: Option<&io::Error> = causa.downcast_ref();
            siguiente = match sistema.and_then(io::Error::get_ref) {
                Some(de_dentro) => Some(de_dentro),
                None => causa.source(),
            };
        }
        Falla { error, causas }
    }

    /// La causa más profunda que es de un tipo.
    fn causa<T: Error + 'static>(&self) -> Option<&'a T> {
        let causas = self.causas.iter().rev();
        causas.filter_map(|causa| causa.downcast_ref()).next()
    }

    fn frase(&self) -> &'static str {
        if let Some(tls) = self.causa() {
            return self.frase_de_tls(tls);
        }
        if self.error.is_timeout() && self.error.is_connect() {
            return "no se pudo conectar a tiempo";
        }
        if self.error.is_timeout() {
            return "la respuesta no llegó completa a tiempo";
        }
        if self.error.is_dns() {
            return "no se encuentra ese nombre: ¿está bien escrito?, ¿hay Internet?";
        }
        let http: Option<&hyper::Error> = self.causa();
        if http.is_some_and(|http| http.is_incomplete_message()) {
            return CORTADA;
        }
        if http.is_some_and(|http| http.is_parse()) {
            return "la respuesta no es HTTP, o no se entiende";
        }
        let Some(sistema) = self.causa::<io::Error>() else {
            return "la petición falló";
        };
        causa(sistema).unwrap_or("la petición falló")
    }

    fn frase_de_tls(&self, tls: &rustls::Error) -> &'static str {
        // Solo en Linux y sus parientes: los demás sistemas los comprueban ellos.
        if self.error.is_builder() {
            return "no hay certificados con que comprobar el suyo: instala ca-certificates o corrige SSL_CERT_FILE";
        }
        match tls {
            rustls::Error::InvalidCertificate(_) => "el certificado no es de confianza",
            _ => "no se pudo establecer una conexión segura",
        }
    }

    /// El proxy al que no se pudo llegar. Lo que dice TLS ya es del servidor.
    fn del_proxy(&self) -> Option<String> {
        let tls: Option<&rustls::Error> = self.causa();
        if !self.error.is_connect() || tls.is_some() {
            return None;
        }
        let proxy = proxy_para(self.error.url()?)?;
        Some(sin_clave(&proxy))
    }

    /// Las palabras de la causa más profunda. Las de reqwest no valen: llevan la URL entera, con su contraseña.
    fn original(&self) -> Option<String> {
        let causas = self.causas.iter().rev();
        let mut ajenas = causas.filter(|causa| !causa.is::<reqwest::Error>());
        let original = ajenas.next()?;
        Some(original.to_string())
    }
}
