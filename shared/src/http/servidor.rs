//! Un servidor HTTP en este mismo equipo, para las clases sin Internet. Habla como httpbin.

use crate::salida::causa;
use anyhow::anyhow;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::time::Duration;
use std::{io, thread};
use tokio::net::{TcpListener, TcpSocket};

type Pagina = Response<Full<Bytes>>;

/// El cuerpo de todas las páginas, o su principio: así ninguna ocupa más memoria.
static RELLENO: [u8; 1 << 20] = [b'x'; 1 << 20];

const AYUDA: &str = "\
/delay/0.8?bytes=30000   responde a los 0,8 segundos (de 0 a 60) con 30000 bytes (hasta 1048576)
/status/404              responde con ese estado (de 200 a 599)
";

/// Un servidor en marcha, en su propio hilo, mientras viva el programa.
#[derive(Debug)]
pub struct Servidor(SocketAddr);

impl Servidor {
    /// El principio de todas sus URL: `http://127.0.0.1:PUERTO`.
    pub fn base(&self) -> String {
        format!("http://{}", self.0)
    }

    /// Las URL de las cuatro páginas que piden las lecciones: en fila suman 2,1 s; la más lenta, 0,8 s.
    pub fn paginas(&self) -> Vec<String> {
        let base = self.base();
        vec![
            format!("{base}/delay/0.4?bytes=18000"),
            format!("{base}/delay/0.6?bytes=90000"),
            format!("{base}/delay/0.3?bytes=75000"),
            format!("{base}/delay/0.8?bytes=30000"),
        ]
    }
}

/// Lo inicia en 127.0.0.1, adonde solo se llega desde este equipo; el `puerto` 0 es uno libre.
/// Da un error si el puerto está ocupado o el sistema no admite otro hilo.
pub fn iniciar(puerto: u16) -> anyhow::Result<Servidor> {
    admitir_muchas_conexiones();
    escuchar(puerto).map_err(|error| {
        let causa = causa(&error).unwrap_or("el sistema se negó");
        anyhow!("el servidor local no puede usar el puerto {puerto}: {causa} ({error})")
    })
}

fn escuchar(puerto: u16) -> io::Result<Servidor> {
    let mut tokio = tokio::runtime::Builder::new_current_thread();
    let tokio = tokio.enable_all().build()?;
    let enchufe = TcpSocket::new_v4()?;
    // En Unix, para que el puerto valga en cuanto se cierre otro servidor; en Windows lo robaría.
    enchufe.set_reuseaddr(cfg!(unix))?;
    enchufe.bind((Ipv4Addr::LOCALHOST, puerto).into())?;
    let dentro = tokio.enter();
    let escucha = enchufe.listen(1024)?;
    drop(dentro);
    let direccion = escucha.local_addr()?;
    thread::Builder::new().spawn(move || tokio.block_on(atender(escucha)))?;
    Ok(Servidor(direccion))
}

/// Sube al máximo las conexiones que caben en este proceso: en macOS, si no se pide, menos de 256.
pub(crate) fn admitir_muchas_conexiones() {
    let _ = rlimit::increase_nofile_limit(u64::MAX);
}

async fn atender(escucha: TcpListener) {
    loop {
        let Ok((conexion, _)) = escucha.accept().await else {
            tokio::time::sleep(Duration::from_millis(50)).await; // no caben más, hasta que se cierre alguna
            continue;
        };
        // Sin esperas del sistema: lo que tarda una página es lo que dice su URL.
        let _ = conexion.set_nodelay(true);
        let conexion = TokioIo::new(conexion);
        let servicio = service_fn(responder);
        tokio::spawn(http1::Builder::new().serve_connection(conexion, servicio));
    }
}

async fn responder(peticion: Request<Incoming>) -> Result<Pagina, Infallible> {
    let uri = peticion.uri();
    let ruta: Vec<&str> = uri.path().split('/').skip(1).collect();
    let pagina = match ruta[..] {
        [""] => Some(texto(200, AYUDA.to_string())),
        ["delay", segundos] => tras(segundos, uri.query().unwrap_or_default()).await,
        ["status", estado] => con_estado(estado),
        _ => Some(texto(404, format!("No hay {uri}\n\n{AYUDA}"))),
    };
    match pagina {
        Some(pagina) => Ok(pagina),
        None => Ok(texto(400, format!("No es válido {uri}\n\n{AYUDA}"))),
    }
}

/// La página que llega tras esos segundos, si son válidos ellos y los bytes que se piden.
async fn tras(segundos: &str, parametros: &str) -> Option<Pagina> {
    let mut parametros = parametros.split('&');
    let bytes = parametros.find_map(|parametro| parametro.strip_prefix("bytes="));
    let bytes = leer(bytes.unwrap_or("0"), 0..=RELLENO.len())?;
    let espera = leer(segundos, 0.0..=60.0)?;
    tokio::time::sleep(Duration::from_secs_f64(espera)).await;
    let cuerpo = Bytes::from_static(&RELLENO[..bytes]);
    Some(Response::new(cuerpo.into()))
}

/// La página con ese estado. Los 1xx no son respuestas finales: el cliente seguiría esperando.
fn con_estado(estado: &str) -> Option<Pagina> {
    let estado = leer(estado, 200..=599)?;
    Some(texto(estado, format!("Estado {estado}\n")))
}

/// Un número, si está entre los admitidos; NaN nunca lo está.
fn leer<T: FromStr + PartialOrd>(numero: &str, admitidos: RangeInclusive<T>) -> Option<T> {
    let numero = numero.parse().ok()?;
    match admitidos.contains(&numero) {
        true => Some(numero),
        false => None,
    }
}

fn texto(estado: u16, texto: String) -> Pagina {
    let respuesta = Response::builder().status(estado);
    let respuesta = respuesta.header("content-type", "text/plain; charset=utf-8");
    respuesta.body(texto.into()).unwrap_or_default()
}
