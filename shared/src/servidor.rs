//! Un servidor HTTP en este mismo equipo, para las clases sin Internet. Habla como httpbin.

use crate::salida::causa;
use anyhow::anyhow;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::{Request, Response, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use std::net::{Ipv4Addr, SocketAddr};
use std::{convert::Infallible, io, ops::RangeInclusive, str::FromStr, thread, time::Duration};
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
        let paginas = [(0.4, 18_000), (0.6, 90_000), (0.3, 75_000), (0.8, 30_000)];
        let url = |(segundos, bytes)| format!("{}/delay/{segundos}?bytes={bytes}", self.base());
        paginas.map(url).to_vec()
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
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
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
        let servicio = service_fn(responder);
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(conexion), servicio));
    }
}

async fn responder(peticion: Request<Incoming>) -> Result<Pagina, Infallible> {
    let uri = peticion.uri();
    let ruta: Vec<&str> = uri.path().split('/').skip(1).collect();
    let pagina = match ruta[..] {
        [""] => Some(texto(200, AYUDA.to_string())),
        ["delay", segundos] => tras(segundos, uri.query().unwrap_or_default()).await,
        // Los 1xx no son respuestas finales: el cliente seguiría esperando.
        ["status", estado] => leer(estado, 200..=599).map(|n| texto(n, format!("Estado {n}\n"))),
        _ => Some(texto(404, format!("No hay {uri}\n\n{AYUDA}"))),
    };
    Ok(pagina.unwrap_or_else(|| texto(400, format!("No es válido {uri}\n\n{AYUDA}"))))
}

/// La página que llega tras esos segundos, si son válidos ellos y los bytes que se piden.
async fn tras(segundos: &str, parametros: &str) -> Option<Pagina> {
    let bytes = parametros
        .split('&')
        .find_map(|uno| uno.strip_prefix("bytes="))
        .unwrap_or("0");
    let (espera, bytes) = (leer(segundos, 0.0..=60.0)?, leer(bytes, 0..=RELLENO.len())?);
    tokio::time::sleep(Duration::from_secs_f64(espera)).await;
    Some(Response::new(Bytes::from_static(&RELLENO[..bytes]).into()))
}

/// Un número, si está entre los admitidos; NaN nunca lo está.
fn leer<T: FromStr + PartialOrd>(numero: &str, admitidos: RangeInclusive<T>) -> Option<T> {
    numero
        .parse()
        .ok()
        .filter(|numero| admitidos.contains(numero))
}

fn texto(estado: u16, texto: String) -> Pagina {
    let respuesta = Response::builder().header("content-type", "text/plain; charset=utf-8");
    respuesta
        .status(estado)
        .body(texto.into())
        .unwrap_or_default()
}
