//! Un servidor HTTP en este mismo equipo, para las clases sin Internet.
//!
//! Habla como httpbin, de modo que una URL se lee como lo que hace: `/delay/0.8?bytes=30000`
//! responde a los 0,8 s con 30 000 bytes, y `/status/404` responde con un 404.

use crate::salida::{causa, rechazar};
use anyhow::anyhow;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::{Method, Request, Response, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use std::net::{Ipv4Addr, SocketAddr};
use std::thread::{self, JoinHandle};
use std::{convert::Infallible, ffi::OsString, io, time::Duration};
use tokio::net::{TcpListener, TcpSocket};

type Pagina = Response<Full<Bytes>>;

/// El cuerpo de todas las páginas, o su principio: así ninguna ocupa más memoria.
static RELLENO: [u8; 1 << 20] = [b'x'; 1 << 20];

const AYUDA: &str = "\
Este servidor tiene dos clases de páginas:

  /delay/0.8?bytes=30000   responde a los 0,8 segundos (de 0 a 60) con 30000 bytes (hasta 1048576)
  /status/404              responde con ese estado (de 200 a 599)
";

/// Un servidor en marcha, en su propio hilo.
#[derive(Debug)]
pub struct Servidor {
    direccion: SocketAddr,
    hilo: JoinHandle<()>,
}

impl Servidor {
    /// El principio de todas sus URL: `http://127.0.0.1:PUERTO`.
    pub fn base(&self) -> String {
        format!("http://{}", self.direccion)
    }

    /// Las URL de las cuatro páginas que piden las lecciones: en fila suman 2,1 s; la más lenta, 0,8 s.
    pub fn paginas(&self) -> Vec<String> {
        let paginas = [(0.4, 18_000), (0.6, 90_000), (0.3, 75_000), (0.8, 30_000)];
        let url = |(segundos, bytes)| format!("{}/delay/{segundos}?bytes={bytes}", self.base());
        paginas.map(url).to_vec()
    }

    /// Espera hasta Ctrl-C.
    pub fn esperar(self) {
        let _ = self.hilo.join();
    }
}

/// El puerto que pide el argumento del programa, o el 8000. Si no lo es, termina con el estado 2.
pub fn leer_puerto(argumento: Option<OsString>) -> u16 {
    let dicho = argumento.unwrap_or("8000".into()).to_string_lossy().into_owned();
    dicho.parse().unwrap_or_else(|_| {
        let problema = format!("«{dicho}» no es un puerto, de 0 a 65535");
        rechazar(&problema, "Uso: cargo run -p examples-http --bin server -- [PUERTO]")
    })
}

/// Inicia el servidor en 127.0.0.1, donde solo se llega desde este equipo; el `puerto` 0 es uno libre.
/// Da un error si el puerto está ocupado o el sistema no admite otro hilo.
pub fn iniciar(puerto: u16) -> anyhow::Result<Servidor> {
    admitir_muchas_conexiones();
    escuchar(puerto).map_err(|error| {
        let causa = causa(&error).unwrap_or("el sistema se negó");
        anyhow!("el servidor local no puede usar el puerto {puerto}: {causa} ({error})")
    })
}

fn escuchar(puerto: u16) -> io::Result<Servidor> {
    let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let enchufe = TcpSocket::new_v4()?;
    // En Unix, para que el puerto valga en cuanto se cierre otro servidor; en Windows lo robaría.
    enchufe.set_reuseaddr(cfg!(unix))?;
    enchufe.bind((Ipv4Addr::LOCALHOST, puerto).into())?;
    let dentro = tokio.enter();
    let escucha = enchufe.listen(1024)?;
    drop(dentro);
    let direccion = escucha.local_addr()?;
    let hilo = thread::Builder::new().spawn(move || tokio.block_on(atender(escucha)))?;
    Ok(Servidor { direccion, hilo })
}

/// Sube al máximo que el sistema concede lo que este proceso puede tener abierto: en macOS son 256 si
/// no se pide más, y cada petición en marcha es una conexión. Si no se puede, se dirá al abrirla.
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
        tokio::spawn(http1::Builder::new().serve_connection(conexion, service_fn(responder)));
    }
}

async fn responder(peticion: Request<Incoming>) -> Result<Pagina, Infallible> {
    let uri = peticion.uri();
    let ruta: Vec<&str> = uri.path().split('/').skip(1).collect();
    let ayuda = |estado, problema: String| texto(estado, format!("{problema}\n\n{AYUDA}"));
    Ok(match ruta[..] {
        _ if ![Method::GET, Method::HEAD].contains(peticion.method()) => {
            ayuda(405, "Aquí solo se responde a GET".to_string())
        }
        [""] => texto(200, AYUDA.to_string()),
        ["delay", segundos] => match leer(segundos, uri.query()) {
            Some((espera, bytes)) => {
                tokio::time::sleep(espera).await;
                Response::new(Bytes::from_static(&RELLENO[..bytes]).into())
            }
            None => ayuda(400, format!("No vale {uri}")),
        },
        ["status", estado] => match estado.parse() {
            // Los 1xx no son respuestas finales: el cliente seguiría esperando.
            Ok(estado @ 200..=599) => texto(estado, format!("Estado {estado}\n")),
            _ => ayuda(400, format!("No vale {uri}")),
        },
        _ => ayuda(404, format!("No hay {uri}")),
    })
}

/// La espera y los bytes de una página; lo que no es un número, o es NaN, no está en el intervalo.
fn leer(segundos: &str, parametros: Option<&str>) -> Option<(Duration, usize)> {
    let espera = segundos.parse().ok().filter(|espera| (0.0..=60.0).contains(espera))?;
    let mut parametros = parametros.unwrap_or_default().split('&');
    let bytes = parametros.find_map(|uno| uno.strip_prefix("bytes=")).unwrap_or("0");
    let bytes = bytes.parse().ok().filter(|bytes| *bytes <= RELLENO.len())?;
    Some((Duration::from_secs_f64(espera), bytes))
}

fn texto(estado: u16, texto: String) -> Pagina {
    let respuesta = Response::builder().status(estado);
    let respuesta = respuesta.header("content-type", "text/plain; charset=utf-8");
    respuesta.body(texto.into()).unwrap_or_default()
}
