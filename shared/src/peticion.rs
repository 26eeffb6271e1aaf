//! La petición HTTP de los apuntes: pide una URL y dice cuántos bytes tiene la respuesta.

use crate::salida::{avisar, causa, decir};
use crate::{certificados, traza};
use anyhow::{Context, anyhow};
use reqwest::blocking::Client;
use reqwest::{ClientBuilder, Url, retry};
use std::env;
use std::error::Error;
use std::io::{self, Read};
use std::iter;
use std::process::ExitCode;
use std::sync::{LazyLock, OnceLock};
use std::time::Duration;

/// Lo que se espera a que un servidor acepte la conexión: 10 segundos.
pub const PARA_CONECTAR: Duration = Duration::from_secs(10);

/// Lo que se espera a la respuesta entera, conexión incluida: 30 segundos.
pub const EN_TOTAL: Duration = Duration::from_secs(30);

struct Limites {
    conectar: Duration,
    total: Duration,
}

/// Los límites de este proceso. Las pruebas los acortan con una variable de entorno, en
/// milisegundos, para no esperar 30 segundos por cada servidor que no contesta.
fn limites() -> &'static Limites {
    static LIMITES: LazyLock<Limites> = LazyLock::new(|| {
        let cortos = env::var("LIMITES_DE_PRUEBA").unwrap_or_default();
        let [conectar, total] = match cortos.split(',').flat_map(str::parse).collect::<Vec<_>>()[..]
        {
            [conectar, total] => [conectar, total].map(Duration::from_millis),
            _ => [PARA_CONECTAR, EN_TOTAL],
        };
        Limites { conectar, total }
    });
    &LIMITES
}

/// Pide `url`, dice cuántos bytes tiene el cuerpo de la respuesta y los devuelve.
///
/// Python: `response = requests.get(url)` y `len(response.content)`. Como allí, se siguen las
/// redirecciones y un 404 o un 500 no son errores: su cuerpo también se cuenta. A diferencia de
/// allí, el cuerpo se cuenta según llega, sin guardarlo, y la espera tiene límite
/// ([`PARA_CONECTAR`], [`EN_TOTAL`]).
///
/// # Errors
///
/// Si no hay respuesta completa. La causa ya está dicha en la salida de errores: el error que se
/// devuelve sirve para contarlo.
pub fn realizar_peticion(url: &str) -> anyhow::Result<u64> {
    let _tramo = traza::anotar(&sin_clave(url));
    decir_resultado(url, descargar(url))
}

/// La misma petición para un programa asíncrono: quien la espera con `.await` no ocupa un hilo.
///
/// Python: `await sesion.get(url)`, con `aiohttp`.
///
/// # Errors
///
/// Los de [`realizar_peticion`].
pub async fn realizar_peticion_asincrona(url: &str) -> anyhow::Result<u64> {
    let _tramo = traza::anotar(&sin_clave(url));
    decir_resultado(url, descargar_asincrona(url).await)
}

fn decir_resultado(url: &str, resultado: anyhow::Result<u64>) -> anyhow::Result<u64> {
    match &resultado {
        Ok(bytes) => decir(&format!("{}: {bytes} bytes", etiqueta(url))),
        Err(error) => avisar(&format!("{}: {error}", etiqueta(url))),
    }
    resultado
}

/// `URL [url]`, como la nombran los mensajes; si lleva usuario y contraseña, sin ellos.
pub fn etiqueta(url: &str) -> String {
    format!("URL [{}]", sin_clave(url))
}

/// Cierra una lección con peticiones: si falló alguna, dice cuántas, y da el estado de salida.
pub fn resumir(fallos: usize, peticiones: usize) -> ExitCode {
    if fallos == 0 {
        return ExitCode::SUCCESS;
    }
    avisar(&format!("Fallaron {fallos} de {peticiones} peticiones"));
    ExitCode::FAILURE
}

pub(crate) fn sin_clave(url: &str) -> String {
    match Url::parse(url) {
        Ok(mut partes) if !partes.username().is_empty() || partes.password().is_some() => {
            // Solo fallan en URL que no pueden llevar usuario, y esta lo lleva.
            let _ = partes.set_username("");
            let _ = partes.set_password(None);
            partes.into()
        }
        _ => url.to_string(),
    }
}

fn descargar(url: &str) -> anyhow::Result<u64> {
    let url = Url::parse(url).with_context(|| "no es una URL")?;
    static CLIENTE: Clientes<Client> = Clientes::nuevos(|configuracion| {
        reqwest::blocking::ClientBuilder::from(configuracion).build()
    });
    // El límite total va en la petición y no en el cliente: así abarca también el cuerpo.
    let respuesta = CLIENTE.para(&url)?.get(url).timeout(limites().total).send();
    let mut respuesta = respuesta.map_err(|error| anyhow!(en_espanol(&error)))?;

    // Está en la pila de cada hilo: con mil hilos, cada KiB de aquí es un MiB de memoria.
    let mut trozo = [0; 8 * 1024];
    let mut bytes = 0;
    loop {
        match respuesta.read(&mut trozo) {
            Ok(0) => return Ok(bytes),
            Ok(leidos) => bytes += leidos as u64,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(anyhow!(en_espanol(&error))),
        }
    }
}

async fn descargar_asincrona(url: &str) -> anyhow::Result<u64> {
    static CLIENTE: Clientes<reqwest::Client> = Clientes::nuevos(ClientBuilder::build);
    let url = Url::parse(url).with_context(|| "no es una URL")?;
    let respuesta = CLIENTE.para(&url)?.get(url).timeout(limites().total).send().await;
    let mut respuesta = respuesta.map_err(|error| anyhow!(en_espanol(&error)))?;

    let mut bytes = 0;
    while let Some(trozo) = respuesta.chunk().await.map_err(|error| anyhow!(en_espanol(&error)))? {
        bytes += trozo.len() as u64;
    }
    Ok(bytes)
}

/// El cliente de todo el proceso, construido la primera vez que hace falta. Para las páginas de este
/// mismo equipo hay otro, que no hace caso del proxy del aula: un proxy no llega al servidor local.
struct Clientes<C> {
    general: OnceLock<Result<C, String>>,
    local: OnceLock<Result<C, String>>,
    construir: fn(ClientBuilder) -> reqwest::Result<C>,
}

impl<C> Clientes<C> {
    const fn nuevos(construir: fn(ClientBuilder) -> reqwest::Result<C>) -> Self {
        Clientes { general: OnceLock::new(), local: OnceLock::new(), construir }
    }

    fn para(&self, url: &Url) -> anyhow::Result<&C> {
        let cliente = if es_de_este_equipo(url) {
            self.local.get_or_init(|| self.nuevo(ClientBuilder::no_proxy))
        } else {
            self.general.get_or_init(|| self.nuevo(|configuracion| configuracion))
        };
        cliente.as_ref().map_err(|causa| anyhow!("no se pudo preparar el cliente HTTP: {causa}"))
    }

    fn nuevo(&self, proxy: fn(ClientBuilder) -> ClientBuilder) -> Result<C, String> {
        let tls = certificados::tls().map_err(|error| error.to_string())?;
        let configuracion = ClientBuilder::new()
            .tls_backend_preconfigured(tls)
            .connect_timeout(limites().conectar)
            .retry(retry::never());
        (self.construir)(proxy(configuracion)).map_err(|error| en_espanol(&error))
    }
}

fn es_de_este_equipo(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost" | "[::1]") => true,
        Some(anfitrion) => anfitrion.parse().is_ok_and(|ip: std::net::Ipv4Addr| ip.is_loopback()),
        None => false,
    }
}

/// La causa de un fallo, en una frase: la de más adentro es la que dice qué pasó.
fn en_espanol(error: &(dyn Error + 'static)) -> String {
    let causas: Vec<_> = iter::successors(Some(error), |error| de_dentro(*error)).collect();
    let de_reqwest = |cierto: fn(&reqwest::Error) -> bool| {
        causas.iter().filter_map(|causa| causa.downcast_ref()).any(cierto)
    };

    if de_reqwest(reqwest::Error::is_timeout) {
        return if de_reqwest(reqwest::Error::is_connect) {
            format!("no se pudo conectar en {} s", limites().conectar.as_secs_f64())
        } else {
            format!("no llegó entera en {} s", limites().total.as_secs_f64())
        };
    }
    if de_reqwest(reqwest::Error::is_redirect) {
        return "redirige demasiadas veces".to_string();
    }
    if de_reqwest(reqwest::Error::is_dns) {
        return "no se encuentra ese nombre: ¿está bien escrito?, ¿hay Internet?".to_string();
    }
    for error in causas.iter().rev() {
        if let Some(error) = error.downcast_ref::<rustls::Error>() {
            return format!("la conexión segura falló: {error}");
        }
        if let Some(error) = error.downcast_ref::<hyper::Error>() {
            if error.is_incomplete_message() {
                return "la conexión se cortó antes de terminar".to_string();
            }
            if error.is_parse_too_large() {
                return "las cabeceras de la respuesta son demasiado largas".to_string();
            }
            if error.is_parse() {
                return "la respuesta no es HTTP".to_string();
            }
        }
        if let Some(error) = error.downcast_ref::<io::Error>() {
            let dentro_hay_otro = error.get_ref().is_some();
            if !dentro_hay_otro || error.kind() == io::ErrorKind::UnexpectedEof {
                return causa(error);
            }
        }
    }
    causas.last().map(ToString::to_string).unwrap_or_default()
}

/// La causa inmediata de un error; `source` se salta la que un `io::Error` lleva dentro.
fn de_dentro<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(causa) => Some(causa),
        None => error.source(),
    }
}
