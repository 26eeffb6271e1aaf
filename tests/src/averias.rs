//! Un servidor con todas las averías que puede tener un servidor, sobre conexiones sin más.
//!
//! Cada ruta es una avería: `/mudo` acepta y no dice nada, `/se-calla` deja de responder a la mitad…

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Barrier, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Las rutas que se responden enteras, y los bytes de su cuerpo.
pub const BUENAS: [(&str, u64); 9] = [
    ("/bien", 5000),
    ("/vueltas/30", 5000),
    ("/trozos", 2600),
    ("/http10", 3000),
    ("/vacio", 0),
    ("/204", 0),
    ("/404", 11),
    ("/500", 5),
    ("/cabeceras", 2),
];

/// Las rutas que no se responden enteras, y cómo se cuenta cada avería.
pub const MALAS: [(&str, &str); 8] = [
    ("/cierra", "la conexión se cortó antes de terminar"),
    ("/cabeceras-a-medias", "la conexión se cortó antes de terminar"),
    ("/cuerpo-a-medias", "la conexión se cortó antes de terminar"),
    ("/trozos-a-medias", "la conexión se cortó antes de terminar"),
    ("/no-http", "la respuesta no es HTTP, o no se entiende"),
    ("/cabeceras-enormes", "la respuesta no es HTTP, o no se entiende"),
    ("/vueltas/31", "redirige demasiadas veces"),
    ("/lejos/file:///etc/passwd", "redirige a una dirección que no vale"),
];

/// Las que no se responden a tiempo.
pub const LENTAS: [&str; 2] = ["/mudo", "/se-calla"];

/// El servidor, en marcha mientras viva el proceso.
#[derive(Debug)]
pub struct Servidor {
    direccion: SocketAddr,
    peticiones: Mutex<HashMap<String, usize>>,
    cuatro: Barrier,
}

impl Servidor {
    /// Lo inicia en 127.0.0.1, en un puerto libre.
    pub fn iniciar() -> io::Result<Arc<Self>> {
        Self::en((Ipv4Addr::LOCALHOST, 0).into())
    }

    /// Lo inicia en esa dirección.
    pub fn en(direccion: SocketAddr) -> io::Result<Arc<Self>> {
        let escucha = TcpListener::bind(direccion)?;
        let (direccion, peticiones) = (escucha.local_addr()?, Mutex::default());
        let servidor = Arc::new(Servidor { direccion, peticiones, cuatro: Barrier::new(4) });
        let este = Arc::clone(&servidor);
        thread::spawn(move || {
            for conexion in escucha.incoming().flatten() {
                let este = Arc::clone(&este);
                // Que quien pide se vaya es lo normal aquí.
                thread::spawn(move || drop(este.atender(&conexion)));
            }
        });
        Ok(servidor)
    }

    /// La URL de una ruta.
    pub fn url(&self, ruta: &str) -> String {
        format!("http://{}{ruta}", self.direccion)
    }

    /// Cuatro URL a las que no responde hasta que se le han pedido todas: en fila no respondería nunca.
    pub fn juntas(&self) -> [String; 4] {
        [1, 2, 3, 4].map(|i| self.url(&format!("/juntas/{i}")))
    }

    /// Cuántas veces se ha pedido un objetivo, tal como viene en la petición: una ruta, o una URL
    /// entera si se pide a través de un proxy.
    pub fn veces(&self, objetivo: &str) -> usize {
        let peticiones = self.peticiones.lock().unwrap_or_else(PoisonError::into_inner);
        peticiones.get(objetivo).copied().unwrap_or(0)
    }

    fn apuntar(&self, objetivo: &str) {
        let mut peticiones = self.peticiones.lock().unwrap_or_else(PoisonError::into_inner);
        *peticiones.entry(objetivo.to_string()).or_default() += 1;
    }

    fn atender(&self, mut conexion: &TcpStream) -> io::Result<()> {
        let mut lineas = BufReader::new(conexion).lines();
        let peticion = lineas.next().unwrap_or_else(|| Ok(String::new()))?;
        while lineas.next().transpose()?.is_some_and(|linea| !linea.is_empty()) {}
        let objetivo = peticion.split(' ').nth(1).unwrap_or_default();
        self.apuntar(objetivo);

        // Una ruta puede llevar un dato detrás: /vueltas/30.
        let ruta = objetivo.trim_start_matches('/');
        let (averia, dato) = ruta.split_once('/').unwrap_or((ruta, ""));
        let numero: u64 = dato.parse().unwrap_or(0);
        if averia == "juntas" {
            self.cuatro.wait();
        }
        let respuesta = match averia {
            "mudo" | "se-calla" => {
                if averia == "se-calla" {
                    conexion.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhola")?;
                }
                thread::sleep(Duration::from_secs(90));
                String::new()
            }
            "cierra" => String::new(),
            "enorme" => {
                write!(conexion, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", numero << 20)?;
                let mib = "x".repeat(1 << 20);
                (0..numero).try_for_each(|_| conexion.write_all(mib.as_bytes()))?;
                String::new()
            }
            "cabeceras-a-medias" => "HTTP/1.1 200 OK\r\nContent-Le".to_string(),
            "cuerpo-a-medias" => "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhola".to_string(),
            "trozos-a-medias" => format!("{A_TROZOS}ff\r\nhola"),
            "no-http" => "220 correo.example ESMTP listo\r\n".to_string(),
            "cabeceras-enormes" => entera(&con_relleno(1 << 20), "no"),
            "cabeceras" => entera(&con_relleno(10_000), "si"),
            "trozos" => {
                let trozos = "1a\r\nabcdefghijklmnopqrstuvwxyz\r\n".repeat(100);
                format!("{A_TROZOS}{trozos}0\r\n\r\n")
            }
            "http10" => format!("HTTP/1.0 200 OK\r\n\r\n{}", "x".repeat(3000)),
            "vacio" => entera("200 OK", ""),
            "204" => "HTTP/1.1 204 No Content\r\n\r\n".to_string(),
            "404" => entera("404 Not Found", "no se halla"),
            "500" => entera("500 Internal Server Error", "vaya!"),
            "vueltas" if numero > 0 => {
                let otra = self.url(&format!("/vueltas/{}", numero - 1));
                entera(&format!("301 Moved Permanently\r\nLocation: {otra}"), "")
            }
            "lejos" => entera(&format!("302 Found\r\nLocation: {dato}"), ""),
            "muy-lejos" => {
                let lejos = self.url(&"/x".repeat(100_000));
                entera(&format!("302 Found\r\nLocation: {lejos}"), "")
            }
            "lejos-sin-utf8" => {
                let lejos = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://\xff\xfe/\r\n\r\n";
                conexion.write_all(lejos)?;
                String::new()
            }
            "trozos-malos" => format!("{A_TROZOS}zz\r\nhola"),
            "abierta" => {
                conexion.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nsi")?;
                conexion.set_read_timeout(Some(Duration::from_millis(50)))?;
                if conexion.read(&mut [0]).is_ok_and(|leidos| leidos > 0) {
                    self.apuntar(OTRA_POR_LA_MISMA);
                }
                String::new()
            }
            _ => entera("200 OK", &"x".repeat(5000)),
        };
        conexion.write_all(respuesta.as_bytes())
    }
}

/// Lo que se apunta si alguien pide otra página por una conexión que ya ha usado.
pub const OTRA_POR_LA_MISMA: &str = "otra por la misma conexión";

const A_TROZOS: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

/// Una respuesta entera, con su estado, que puede llevar cabeceras detrás, y su cuerpo.
fn entera(estado: &str, cuerpo: &str) -> String {
    let bytes = cuerpo.len();
    format!("HTTP/1.1 {estado}\r\nConnection: close\r\nContent-Length: {bytes}\r\n\r\n{cuerpo}")
}

fn con_relleno(letras: usize) -> String {
    format!("200 OK\r\nX-Relleno: {}", "x".repeat(letras))
}

/// Una URL https de un servidor que se ha hecho él mismo su certificado.
pub fn con_certificado_propio() -> anyhow::Result<String> {
    let rcgen::CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["127.0.0.1".to_string()])?;
    let clave = rustls::pki_types::PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let cifrado = Arc::new(rustls::crypto::ring::default_provider());
    let configuracion = rustls::ServerConfig::builder_with_provider(cifrado)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], clave.into())?;
    let configuracion = Arc::new(configuracion);
    let escucha = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let url = format!("https://{}/", escucha.local_addr()?);
    thread::spawn(move || {
        for mut conexion in escucha.incoming().flatten() {
            if let Ok(mut tls) = rustls::ServerConnection::new(Arc::clone(&configuracion)) {
                let _ = tls.complete_io(&mut conexion);
            }
        }
    });
    Ok(url)
}

/// Una URL de un puerto en el que no escucha nadie.
pub fn url_sin_nadie() -> io::Result<String> {
    let escucha = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(format!("http://{}/", escucha.local_addr()?))
}
