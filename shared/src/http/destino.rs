//! Qué hace falta para llegar a una URL: salir de este equipo, pasar por un proxy, comprobar un certificado.

use crate::dominios::sin_clave;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;
use std::env;
use std::net::Ipv4Addr;
use std::sync::LazyLock;

/// Si la URL es de este mismo equipo.
fn es_de_este_equipo(url: &Url) -> bool {
    let equipo = url.host_str().unwrap_or_default();
    if equipo == "localhost" || equipo == "[::1]" {
        return true;
    }
    let direccion: Result<Ipv4Addr, _> = equipo.parse();
    direccion.is_ok_and(|direccion| direccion.is_loopback())
}

/// Si hacen falta los certificados del sistema, que son lo que más tarda en leerse.
pub(crate) fn necesita_certificados(url: &Url) -> bool {
    if url.scheme() == "https" {
        return true;
    }
    let Some(proxy) = proxy_para(url) else {
        return false;
    };
    direccion(&proxy).is_some_and(|direccion| direccion.starts_with("https:"))
}

/// Es un error que el proxy por el que hay que pasar no se pueda usar: pedir la página sin él sería no hacer caso a
/// quien lo puso.
pub(crate) fn comprobar_proxy(url: &Url) -> anyhow::Result<()> {
    let Some(proxy) = proxy_para(url) else {
        return Ok(());
    };
    let vale = direccion(&proxy).is_some_and(|direccion| direccion.starts_with("http"));
    let dicho = sin_clave(&proxy);
    anyhow::ensure!(
        vale,
        "no se puede usar el proxy {dicho}: no es una dirección http:// o https://"
    );
    Ok(())
}

/// El proxy por el que se pide `url`, tal como está escrito: el de las variables de entorno y, si no hay ninguna, el del
/// sistema. Para llegar a este mismo equipo, ninguno.
pub(crate) fn proxy_para(url: &Url) -> Option<String> {
    static DEL_SISTEMA: LazyLock<Matcher> = LazyLock::new(Matcher::from_system);
    if es_de_este_equipo(url) {
        return None;
    }
    let suya = variable(&format!("{}_proxy", url.scheme()));
    let de_todas = variable("all_proxy");
    let puestas = [suya, de_todas];
    if puestas == [None, None] {
        return por_donde_va(&DEL_SISTEMA, url);
    }
    // Una vacía es como si no estuviera.
    let mut proxies = puestas.into_iter().flatten();
    let proxy = proxies.find(|proxy| !proxy.is_empty())?;

    // Las excepciones no dependen de cuál sea el proxy.
    let excepciones = variable("no_proxy").unwrap_or_default();
    let cualquiera = Matcher::builder().all("http://proxy").no(excepciones);
    por_donde_va(&cualquiera.build(), url)?;
    Some(proxy)
}

/// La dirección de un proxy, si se entiende: sin su contraseña y con `http://` si no decía nada.
fn direccion(proxy: &str) -> Option<String> {
    let solo_ese = Matcher::builder().all(proxy).build();
    let cualquiera = Url::parse("http://pagina").ok()?;
    por_donde_va(&solo_ese, &cualquiera)
}

/// Por cuál de esos proxies se va a una URL.
fn por_donde_va(proxies: &Matcher, url: &Url) -> Option<String> {
    let destino = url.as_str().parse().ok()?;
    let proxy = proxies.intercept(&destino)?;
    Some(proxy.uri().to_string())
}

/// Una variable de entorno. De dos que solo se distinguen en las mayúsculas manda, como en Python, la que no las lleva.
fn variable(minusculas: &str) -> Option<String> {
    match env::var(minusculas) {
        Ok(valor) => Some(valor),
        Err(_) => env::var(minusculas.to_uppercase()).ok(),
    }
}
