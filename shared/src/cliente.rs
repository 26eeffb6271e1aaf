//! Los clientes HTTP con que se piden las páginas, cada uno construido la primera vez que hace falta.

use crate::causas::en_espanol;
use anyhow::{Context, Result, anyhow, ensure};
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::blocking::{self, Client, Response};
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{ClientBuilder, StatusCode, Url, redirect::Policy, retry};
use std::sync::{LazyLock, OnceLock};
use std::{net::Ipv4Addr, time::Duration};

/// El cliente con que se pide `url`: hay uno para cada cosa que puede hacer falta.
pub(crate) fn cliente_para(url: &str) -> Result<&'static Client> {
    static CLIENTES: [OnceLock<Result<Client>>; 4] = [const { OnceLock::new() }; 4];
    let url =
        Url::parse(url).map_err(|error| anyhow!("no es una URL que se pueda pedir ({error})"))?;
    let [fuera, certificados] = que_necesita(&url).map(usize::from);
    let construir = || Ok(blocking::ClientBuilder::from(configuracion(&url)).build()?);
    let cliente = CLIENTES[2 * fuera + certificados].get_or_init(construir);
    cliente.as_ref().map_err(|error| anyhow!(en_espanol(error)))
}

/// Un cliente para `url` como el de `requests.get`: una conexión por petición, ningún reintento. Espera 10 segundos a
/// conectar y 60 en total; el que bloquea tiene además los 30 que le da reqwest, a que empiece la respuesta y a su
/// cuerpo. No sigue las redirecciones, porque pueden necesitar otro cliente: véase [`otro_salto`].
pub fn configuracion(url: &Url) -> ClientBuilder {
    let _ = rustls::crypto::ring::default_provider().install_default(); // falla si ya se eligió
    let [fuera, certificados] = que_necesita(url);
    let configuracion = ClientBuilder::new()
        .user_agent("hilos-y-procesos/1.0")
        .connect_timeout(Duration::from_secs(10))
        .timeout(Duration::from_secs(60))
        .redirect(Policy::none())
        .pool_max_idle_per_host(0)
        .retry(retry::never());
    let configuracion = if fuera {
        configuracion
    } else {
        configuracion.no_proxy()
    };
    if certificados {
        configuracion
    } else {
        configuracion.tls_certs_only([])
    }
}

/// Si para pedir `url` se sale de este equipo, quizá por un proxy, y si hacen falta los certificados del sistema, que
/// son lo que más tarda en leerse.
fn que_necesita(url: &Url) -> [bool; 2] {
    let proxy_seguro = || proxy_para(url).is_some_and(|proxy| proxy.starts_with("https:"));
    [
        !es_de_este_equipo(url),
        url.scheme() == "https" || proxy_seguro(),
    ]
}

fn es_de_este_equipo(url: &Url) -> bool {
    let equipo = url.host_str().unwrap_or_default();
    let de_aqui = |ip: Ipv4Addr| ip.is_loopback();
    equipo == "localhost" || equipo == "[::1]" || equipo.parse().is_ok_and(de_aqui)
}

/// El proxy del sistema por el que se pide `url`, sin su contraseña.
pub(crate) fn proxy_para(url: &Url) -> Option<String> {
    static SISTEMA: LazyLock<Matcher> = LazyLock::new(Matcher::from_system);
    let destino = url
        .as_str()
        .parse()
        .ok()
        .filter(|_| !es_de_este_equipo(url))?;
    SISTEMA
        .intercept(&destino)
        .map(|proxy| proxy.uri().to_string())
}

/// La respuesta a la que se llega, pidiendo cada redirección con el cliente que necesita: hasta 30, como `requests`.
pub(crate) fn seguir(mut respuesta: Response) -> Result<Response> {
    let mut saltos = 0;
    while let Some(url) = otro_salto(respuesta.status(), respuesta.headers(), respuesta.url())? {
        saltos += 1;
        ensure!(saltos <= 30, "redirige demasiadas veces");
        respuesta = cliente_para(url.as_str())?.get(url).send()?;
    }
    Ok(respuesta)
}

/// Adónde redirige una respuesta de `url`, si redirige. Es un error que lleve a donde no se puede pedir.
pub fn otro_salto(estado: StatusCode, de: &HeaderMap, url: &Url) -> Result<Option<Url>> {
    let redirige = matches!(estado.as_u16(), 301..=303 | 307 | 308);
    let Some(otra) = de.get(LOCATION).filter(|_| redirige) else {
        return Ok(None);
    };
    let otra = otra.to_str().ok().and_then(|otra| url.join(otra).ok());
    let otra = otra.filter(|otra| matches!(otra.scheme(), "http" | "https"));
    otra.map(Some)
        .context("redirige a una dirección que no es válida")
}
