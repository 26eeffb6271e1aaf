//! Un servidor HTTP en este mismo equipo, para las clases sin Internet.
//!
//! Habla como httpbin, de modo que una URL se lee como lo que hace: `/delay/0.8?bytes=30000`
//! responde a los 0,8 s con 30 000 bytes, y `/status/404` responde con un 404.

use crate::salida::{avisar, causa};
use anyhow::anyhow;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::serve::ListenerExt;
use futures_util::stream;
use std::collections::HashMap;
use std::convert::Infallible;
use std::ffi::OsString;
use std::net::{Ipv4Addr, SocketAddr};
use std::process;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Las cuatro páginas que piden las lecciones: segundos que tardan y bytes que tienen.
///
/// En fila suman 2,1 s; a la vez, la más lenta tarda 0,8 s.
pub const PAGINAS: [(f64, u64); 4] = [(0.4, 18_000), (0.6, 90_000), (0.3, 75_000), (0.8, 30_000)];

/// Lo más que puede tardar una página: 60 segundos.
pub const SEGUNDOS_MAXIMOS: f64 = 60.0;

/// Lo más que puede medir una página: 1 GiB.
pub const BYTES_MAXIMOS: u64 = 1 << 30;

/// El puerto del servidor cuando se ejecuta por sí solo.
pub const PUERTO: u16 = 8000;

const AYUDA: &str = "\
Este servidor tiene dos clases de páginas:

  /delay/0.8?bytes=30000   responde a los 0,8 segundos (de 0 a 60) con 30000 bytes (hasta 1073741824)
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

    /// Las URL de sus cuatro [`PAGINAS`].
    pub fn paginas(&self) -> Vec<String> {
        let base = self.base();
        PAGINAS
            .iter()
            .map(|(segundos, bytes)| format!("{base}/delay/{segundos}?bytes={bytes}"))
            .collect()
    }

    /// Espera a que termine, que es nunca: hasta Ctrl-C.
    pub fn esperar(self) {
        let _ = self.hilo.join();
    }
}

/// El puerto que se pide en el argumento del programa; sin él, [`PUERTO`].
///
/// Si no es un número de puerto, termina el programa con el estado 2.
pub fn leer_puerto(argumento: Option<OsString>) -> u16 {
    let Some(argumento) = argumento else { return PUERTO };
    argumento.to_str().and_then(|puerto| puerto.parse().ok()).unwrap_or_else(|| {
        let argumento = argumento.to_string_lossy();
        avisar(&format!(
            "«{argumento}» no es un número de puerto, de 0 a 65535\n\n\
             Uso: cargo run -p examples-http --bin server -- [PUERTO]"
        ));
        process::exit(2);
    })
}

/// Inicia el servidor en 127.0.0.1, donde solo se llega desde este equipo, y en ese `puerto`; el 0
/// pide al sistema uno libre.
///
/// # Errors
///
/// Si el puerto está ocupado o el sistema no admite otro hilo.
pub fn iniciar(puerto: u16) -> anyhow::Result<Servidor> {
    admitir_muchas_conexiones();
    let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (envio, buzon) = mpsc::channel();
    let servir = async move {
        // El de tokio admite una cola de 1024 conexiones; el de la biblioteca estándar, de 128.
        let escucha = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, puerto)).await;
        let _ = envio.send(
            escucha
                .as_ref()
                .map_err(causa)
                .and_then(|escucha| escucha.local_addr().map_err(|error| causa(&error))),
        );
        // Sin esperas del sistema: lo que tarda una página es lo que dice su URL.
        let escucha = escucha?.tap_io(|conexion| {
            let _ = conexion.set_nodelay(true);
        });
        axum::serve(escucha, rutas()).await
    };
    let hilo = thread::Builder::new()
        .name("servidor".to_string())
        .spawn(move || {
            // axum::serve no devuelve errores: los de una conexión se quedan en ella.
            let _ = tokio.block_on(servir);
        })
        .map_err(|error| no_puede(causa(&error)))?;
    let direccion = buzon.recv()?.map_err(no_puede)?;
    Ok(Servidor { direccion, hilo })
}

fn no_puede(causa: String) -> anyhow::Error {
    anyhow!("el servidor local no puede iniciarse: {causa}")
}

/// Sube lo que este proceso puede tener abierto hasta el máximo que el sistema le concede: macOS
/// concede 256 si no se pide más, y cada petición en marcha es una conexión abierta.
pub(crate) fn admitir_muchas_conexiones() {
    // Si no se puede, lo que no quepa se dirá al abrirlo.
    let _ = rlimit::increase_nofile_limit(u64::MAX);
}

fn rutas() -> Router {
    Router::new()
        .route("/", get(|| async { AYUDA }))
        .route("/delay/{segundos}", get(tardar))
        .route("/status/{estado}", get(estado))
        .fallback(
            |uri: Uri| async move { mal(StatusCode::NOT_FOUND, format!("No hay {}", uri.path())) },
        )
        .method_not_allowed_fallback(|| async {
            mal(StatusCode::METHOD_NOT_ALLOWED, "Aquí solo se responde a GET".to_string())
        })
}

/// Lo que va detrás de `/delay/` o `/status/`; el error es una ruta que no es UTF-8.
type Numero = Result<Path<String>, PathRejection>;

async fn tardar(segundos: Numero, Query(parametros): Query<HashMap<String, String>>) -> Response {
    let segundos = texto(segundos);
    let Some(espera) = leer_segundos(&segundos) else {
        return mal(StatusCode::BAD_REQUEST, format!("No vale como segundos: {segundos}"));
    };
    let bytes = parametros.get("bytes").map_or("0", String::as_str);
    let Some(bytes) = bytes.parse().ok().filter(|bytes| *bytes <= BYTES_MAXIMOS) else {
        return mal(StatusCode::BAD_REQUEST, format!("No vale como número de bytes: {bytes}"));
    };
    tokio::time::sleep(espera).await;
    ([(header::CONTENT_LENGTH, bytes)], relleno(bytes)).into_response()
}

async fn estado(estado: Numero) -> Response {
    let estado = texto(estado);
    match estado.parse() {
        // Los 1xx no son respuestas finales: el cliente seguiría esperando.
        Ok(numero @ 200..=599) => match StatusCode::from_u16(numero) {
            Ok(estado) => (estado, format!("Estado {numero}\n")).into_response(),
            Err(_) => mal(StatusCode::BAD_REQUEST, format!("No vale como estado: {numero}")),
        },
        _ => mal(StatusCode::BAD_REQUEST, format!("No vale como estado: {estado}")),
    }
}

fn texto(numero: Numero) -> String {
    numero.map_or_else(|_| "(no es UTF-8)".to_string(), |Path(numero)| numero)
}

fn mal(estado: StatusCode, problema: String) -> Response {
    let tipo = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (estado, tipo, format!("{problema}\n\n{AYUDA}")).into_response()
}

/// De 0 a [`SEGUNDOS_MAXIMOS`]; lo que no es un número, o es NaN, tampoco está en el intervalo.
fn leer_segundos(segundos: &str) -> Option<Duration> {
    let segundos: f64 = segundos.parse().ok()?;
    (0.0..=SEGUNDOS_MAXIMOS).contains(&segundos).then(|| Duration::from_secs_f64(segundos))
}

/// Un cuerpo de ese tamaño, enviado trozo a trozo: el mismo trozo, sin reservar más memoria.
fn relleno(bytes: u64) -> Body {
    static TROZO: [u8; 64 * 1024] = [b'x'; 64 * 1024];
    let entero = TROZO.len() as u64;
    let tamanos = std::iter::repeat_n(entero, (bytes / entero) as usize).chain([bytes % entero]);
    let trozos = tamanos
        .filter(|tamano| *tamano > 0)
        .map(|tamano| Ok::<_, Infallible>(Bytes::from_static(&TROZO[..tamano as usize])));
    Body::from_stream(stream::iter(trozos))
}
