//! El cliente HTTP con que se piden las páginas, construido una sola vez, la primera que hace falta.

use anyhow::{anyhow, bail};
use reqwest::blocking::Client;
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{ClientBuilder, StatusCode, Url, redirect, retry};
use std::{net::Ipv4Addr, sync::LazyLock, time::Duration};

/// El cliente con que se pide `url`.
pub(crate) fn cliente_para(url: &str) -> anyhow::Result<&'static Client> {
    static DE_ESTE_EQUIPO: LazyLock<reqwest::Result<Client>> = LazyLock::new(|| construir(true));
    static DE_FUERA: LazyLock<reqwest::Result<Client>> = LazyLock::new(|| construir(false));

    let cliente = if es_de_este_equipo(url) { &*DE_ESTE_EQUIPO } else { &*DE_FUERA };
    cliente.as_ref().map_err(|error| anyhow!("no se pudo preparar el cliente HTTP ({error:?})"))
}

fn construir(de_este_equipo: bool) -> reqwest::Result<Client> {
    reqwest::blocking::ClientBuilder::from(configuracion(de_este_equipo)).build()
}

/// Un cliente como el de `requests.get`: una conexión por petición, 30 redirecciones, ningún reintento.
/// Espera 10 segundos para conectar, 30 sin recibir nada (el asíncrono, no) y 10 minutos en total.
/// El de las páginas de este equipo no hace caso del proxy del aula, que no llega al servidor local, ni
/// lee los certificados del sistema, que es casi todo lo que tarda en prepararse.
pub fn configuracion(de_este_equipo: bool) -> ClientBuilder {
    // Solo falla si ya se eligió antes.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let configuracion = ClientBuilder::new()
        .connect_timeout(Duration::from_secs(10))
        .timeout(Duration::from_secs(600))
        .redirect(redirect::Policy::limited(30))
        .pool_max_idle_per_host(0)
        .retry(retry::never());
    if de_este_equipo { configuracion.no_proxy().tls_certs_only([]) } else { configuracion }
}

/// Si `url` es de un servidor de este mismo equipo: `localhost`, `127.0.0.1`, `[::1]`.
pub fn es_de_este_equipo(url: &str) -> bool {
    match Url::parse(url).as_ref().map(Url::host_str) {
        Ok(Some("localhost" | "[::1]")) => true,
        Ok(Some(equipo)) => equipo.parse().is_ok_and(|ip: Ipv4Addr| ip.is_loopback()),
        _ => false,
    }
}

/// Rechaza una redirección: reqwest devuelve tal cual la que no sabe seguir.
///
/// # Errors
///
/// Si lo es.
pub fn comprobar_destino(estado: StatusCode, cabeceras: &HeaderMap) -> anyhow::Result<()> {
    if matches!(estado.as_u16(), 301 | 302 | 303 | 307 | 308) && cabeceras.contains_key(LOCATION) {
        bail!("redirige a una dirección que no vale");
    }
    Ok(())
}
