//! Los clientes HTTP con que se piden las páginas, cada uno construido la primera vez que hace falta.

use super::causas::en_espanol;
use super::destino::{comprobar_proxy, necesita_certificados, proxy_para};
use anyhow::{Result, anyhow, bail, ensure};
use reqwest::blocking::{self, Client, Response};
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{ClientBuilder, Proxy, StatusCode, Url, redirect::Policy, retry};
use std::sync::OnceLock;
use std::time::Duration;

/// Elige la biblioteca con que `reqwest` cifra. Las peticiones de las lecciones ya lo hacen; quien llame directamente a
/// `reqwest::blocking::get` tiene que hacerlo antes: si no, entra en pánico, también con `http://`.
pub fn preparar_reqwest() {
    let _ = rustls::crypto::ring::default_provider().install_default(); // falla si ya se eligió
}

/// El cliente con que se pide `url`. Es un error que no se pueda usar el proxy por el que hay que pasar.
pub(crate) fn cliente_para(url: &str) -> Result<&'static Client> {
    static SIN_CERTIFICADOS: OnceLock<Result<Client>> = OnceLock::new();
    static CON_CERTIFICADOS: OnceLock<Result<Client>> = OnceLock::new();
    let url = match Url::parse(url) {
        Ok(url) => url,
        Err(error) => bail!("no es una URL que se pueda pedir ({error})"),
    };
    let configuracion = configuracion(&url)?;
    let suyo = match necesita_certificados(&url) {
        false => &SIN_CERTIFICADOS,
        true => &CON_CERTIFICADOS,
    };
    let cliente = suyo.get_or_init(|| {
        let cliente = blocking::ClientBuilder::from(configuracion);
        Ok(cliente.build()?)
    });
    cliente.as_ref().map_err(|error| anyhow!(en_espanol(error)))
}

/// Un cliente para `url` como el de `requests.get`: una conexión por petición, ningún reintento. Espera 10 segundos a
/// conectar y 60 en total; el que bloquea tiene además los 30 que le da reqwest, a que empiece la respuesta y a su
/// cuerpo. No sigue las redirecciones, porque pueden necesitar otro cliente: véase [`otro_salto`].
///
/// Es un error que no se pueda usar el proxy por el que hay que pasar.
pub fn configuracion(url: &Url) -> Result<ClientBuilder> {
    preparar_reqwest();
    comprobar_proxy(url)?;
    let configuracion = ClientBuilder::new()
        .user_agent("hilos-y-procesos/1.0")
        .connect_timeout(Duration::from_secs(10))
        .timeout(Duration::from_secs(60))
        .proxy(Proxy::custom(proxy_para))
        .redirect(Policy::none())
        .pool_max_idle_per_host(0)
        .retry(retry::never());
    match necesita_certificados(url) {
        true => Ok(configuracion),
        false => Ok(configuracion.tls_certs_only([])),
    }
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

/// Adónde redirige una respuesta de `url`, si redirige: un destino vacío no es ninguno. Es un error que lleve a donde
/// no se puede pedir.
pub fn otro_salto(estado: StatusCode, de: &HeaderMap, url: &Url) -> Result<Option<Url>> {
    let redirige = matches!(estado.as_u16(), 301..=303 | 307 | 308);
    let Some(adonde) = de.get(LOCATION) else {
        return Ok(None);
    };
    if !redirige || adonde.is_empty() {
        return Ok(None);
    }
    // Puede llevar una «ñ» sin codificar: `to_str` solo admite ASCII.
    let adonde = std::str::from_utf8(adonde.as_bytes());
    let otra = adonde.ok().and_then(|adonde| url.join(adonde).ok());
    match otra {
        Some(otra) if matches!(otra.scheme(), "http" | "https") => Ok(Some(otra)),
        _ => bail!("redirige a una dirección que no es válida"),
    }
}
