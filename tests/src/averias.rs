//! Un servidor con todas las averías que puede tener un servidor, sobre conexiones sin más.
//!
//! Cada ruta es una avería: `/mudo` acepta y no dice nada, `/goteo` manda un byte de vez en cuando…

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Las rutas que se responden enteras, y los bytes de su cuerpo.
pub const BUENAS: [(&str, u64); 9] = [
    ("/bien", 5000),
    ("/vueltas/5", 5000),
    ("/trozos", 2600),
    ("/http10", 3000),
    ("/vacio", 0),
    ("/204", 0),
    ("/404", 11),
    ("/500", 5),
    ("/cabeceras", 2),
];

/// Las rutas que no se responden enteras, y cómo se cuenta cada avería.
pub const MALAS: [(&str, &str); 9] = [
    ("/mudo", "no llegó entera en "),
    ("/cierra", "la conexión se cortó antes de terminar"),
    ("/cabeceras-a-medias", "la conexión se cortó antes de terminar"),
    ("/cuerpo-a-medias", "la conexión se cortó antes de terminar"),
    ("/trozos-a-medias", "la conexión se cortó antes de terminar"),
    ("/no-http", "la respuesta no es HTTP"),
    ("/goteo", "no llegó entera en "),
    ("/circulo", "redirige demasiadas veces"),
    ("/cabeceras-enormes", "las cabeceras de la respuesta son demasiado largas"),
];

/// El servidor, en marcha mientras viva el proceso.
#[derive(Debug)]
pub struct Servidor {
    direccion: SocketAddr,
    peticiones: Arc<Mutex<HashMap<String, usize>>>,
}

impl Servidor {
    /// Lo inicia en 127.0.0.1, en un puerto libre.
    ///
    /// # Errors
    ///
    /// Si el sistema no da un puerto.
    pub fn iniciar() -> io::Result<Self> {
        Self::en((Ipv4Addr::LOCALHOST, 0).into())
    }

    /// Lo inicia en esa dirección.
    ///
    /// # Errors
    ///
    /// Si el sistema no la da.
    pub fn en(direccion: SocketAddr) -> io::Result<Self> {
        let escucha = TcpListener::bind(direccion)?;
        let direccion = escucha.local_addr()?;
        let peticiones = Arc::new(Mutex::new(HashMap::new()));
        let apuntadas = Arc::clone(&peticiones);
        thread::spawn(move || {
            for conexion in escucha.incoming().flatten() {
                let apuntadas = Arc::clone(&apuntadas);
                // Que quien pide se vaya es lo normal aquí.
                thread::spawn(move || drop(atender(&conexion, direccion, &apuntadas)));
            }
        });
        Ok(Servidor { direccion, peticiones })
    }

    /// La URL de una ruta.
    pub fn url(&self, ruta: &str) -> String {
        format!("http://{}{ruta}", self.direccion)
    }

    /// Cuántas veces se ha pedido un objetivo, tal como viene en la petición: una ruta, o una URL
    /// entera si se pide a través de un proxy.
    pub fn veces(&self, objetivo: &str) -> usize {
        let peticiones = self.peticiones.lock().unwrap_or_else(PoisonError::into_inner);
        peticiones.get(objetivo).copied().unwrap_or(0)
    }
}

fn atender(
    mut conexion: &TcpStream,
    direccion: SocketAddr,
    apuntadas: &Mutex<HashMap<String, usize>>,
) -> io::Result<()> {
    let mut lineas = BufReader::new(conexion).lines();
    let peticion = lineas.next().unwrap_or_else(|| Ok(String::new()))?;
    while lineas.next().transpose()?.is_some_and(|linea| !linea.is_empty()) {}
    let objetivo = peticion.split(' ').nth(1).unwrap_or_default();
    let mut lista = apuntadas.lock().unwrap_or_else(PoisonError::into_inner);
    *lista.entry(objetivo.to_string()).or_default() += 1;
    drop(lista);

    let mut entera = |cabeceras: &str, cuerpo: &str| {
        let bytes = cuerpo.len();
        let cabeceras = format!("{cabeceras}\r\nConnection: close\r\nContent-Length: {bytes}");
        write!(conexion, "HTTP/1.1 {cabeceras}\r\n\r\n{cuerpo}")
    };
    match objetivo {
        "/mudo" => thread::sleep(Duration::from_secs(60)),
        "/cierra" => {}
        "/cabeceras-a-medias" => conexion.write_all(b"HTTP/1.1 200 OK\r\nContent-Le")?,
        "/cuerpo-a-medias" => {
            conexion.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhola")?;
        }
        "/trozos-a-medias" => {
            conexion
                .write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhola")?;
        }
        "/no-http" => conexion.write_all(b"220 correo.example ESMTP listo\r\n")?,
        "/goteo" => {
            conexion.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")?;
            for _ in 0..600 {
                conexion.write_all(b"x")?;
                thread::sleep(Duration::from_millis(100));
            }
        }
        "/circulo" => entera("302 Found\r\nLocation: /circulo", "")?,
        "/cabeceras-enormes" => {
            let relleno = "x".repeat(1 << 20);
            entera(&format!("200 OK\r\nX-Relleno: {relleno}"), "no")?;
        }
        "/cabeceras" => entera(&format!("200 OK\r\nX-Relleno: {}", "x".repeat(10_000)), "si")?,
        "/trozos" => {
            conexion.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
            for _ in 0..100 {
                write!(conexion, "1a\r\nabcdefghijklmnopqrstuvwxyz\r\n")?;
            }
            conexion.write_all(b"0\r\n\r\n")?;
        }
        "/http10" => {
            write!(conexion, "HTTP/1.0 200 OK\r\n\r\n{}", "x".repeat(3000))?;
        }
        "/vacio" => entera("200 OK", "")?,
        "/204" => conexion.write_all(b"HTTP/1.1 204 No Content\r\n\r\n")?,
        "/404" => entera("404 Not Found", "no se halla")?,
        "/500" => entera("500 Internal Server Error", "vaya!")?,
        "/vueltas/0" => entera("200 OK", &"x".repeat(5000))?,
        enorme if enorme.starts_with("/enorme/") => {
            let mib: u64 = enorme["/enorme/".len()..].parse().unwrap_or(0);
            write!(conexion, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", mib << 20)?;
            let trozo = vec![b'x'; 1 << 20];
            for _ in 0..mib {
                conexion.write_all(&trozo)?;
            }
        }
        vueltas if vueltas.starts_with("/vueltas/") => {
            let quedan: u32 = vueltas["/vueltas/".len()..].parse().unwrap_or(1);
            let otra = format!("http://{direccion}/vueltas/{}", quedan.saturating_sub(1));
            entera(&format!("301 Moved Permanently\r\nLocation: {otra}"), "")?;
        }
        _ => entera("200 OK", &"x".repeat(5000))?,
    }
    Ok(())
}

/// Una URL de un puerto en el que no escucha nadie.
///
/// # Errors
///
/// Si el sistema no da un puerto.
pub fn url_sin_nadie() -> io::Result<String> {
    let escucha = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(format!("http://{}/", escucha.local_addr()?))
}
