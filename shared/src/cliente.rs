//! El cliente HTTP con que se piden las páginas, construido una sola vez, la primera que hace falta.

use anyhow::{anyhow, ensure};
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{ClientBuilder, Result, StatusCode, Url, blocking, redirect, retry};
use std::{net::Ipv4Addr, sync::OnceLock, time::Duration};

/// El cliente con que se pide `url`: hay uno para este equipo y otro para los demás.
pub(crate) fn cliente_para(url: &str) -> anyhow::Result<&'static blocking::Client> {
    static CLIENTES: [OnceLock<Result<blocking::Client>>; 2] = [OnceLock::new(), OnceLock::new()];
    let de_aqui = es_de_este_equipo(url);
    let construir = || blocking::ClientBuilder::from(configuracion(de_aqui)).build();
    let cliente = CLIENTES[usize::from(de_aqui)].get_or_init(construir);
    cliente.as_ref().map_err(|error| anyhow!("no se pudo preparar el cliente HTTP ({error:?})"))
}

/// Un cliente como el de `requests.get`: una conexión por petición, 30 redirecciones, ningún reintento.
/// Espera 10 segundos a conectar y 60 en total; el que bloquea tiene además los 30 que le da reqwest, a que empiece
/// la respuesta y a su cuerpo.
/// El de este equipo no usa el proxy del aula, ni lee los certificados del sistema, que es lo que más tarda.
pub fn configuracion(de_aqui: bool) -> ClientBuilder {
    let _ = rustls::crypto::ring::default_provider().install_default(); // falla si ya se eligió
    let configuracion = ClientBuilder::new()
        .user_agent("hilos-y-procesos/1.0")
        .connect_timeout(Duration::from_secs(10))
        .timeout(Duration::from_secs(60))
        .redirect(redirect::Policy::limited(30))
        .pool_max_idle_per_host(0)
        .retry(retry::never());
    if de_aqui { configuracion.no_proxy().tls_certs_only([]) } else { configuracion }
}

/// Si `url` es de un servidor de este mismo equipo: `localhost`, `127.0.0.1`, `[::1]`.
pub fn es_de_este_equipo(url: &str) -> bool {
    let partes = Url::parse(url).ok();
    let equipo = partes.as_ref().and_then(Url::host_str).unwrap_or_default();
    let de_aqui = |ip: Ipv4Addr| ip.is_loopback();
    equipo == "localhost" || equipo == "[::1]" || equipo.parse().is_ok_and(de_aqui)
}

/// Da un error si es una redirección: reqwest devuelve tal cual la que no sabe seguir.
pub fn comprobar_destino(estado: StatusCode, cabeceras: &HeaderMap) -> anyhow::Result<()> {
    let redirige = matches!(estado.as_u16(), 301..=303 | 307 | 308);
    ensure!(!redirige || !cabeceras.contains_key(LOCATION), "redirige a una dirección que no vale");
    Ok(())
}
