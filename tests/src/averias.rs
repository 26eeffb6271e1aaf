//! Un servidor con las averías ante las que una lección decide algo, sobre conexiones sin más.
//!
//! Cada ruta es una avería: `/mudo` acepta y no dice nada, `/cortada` deja la respuesta a medias…

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Barrier, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Una ruta que se responde entera.
#[derive(Debug)]
pub struct Buena {
    /// La ruta.
    pub ruta: &'static str,
    /// Los bytes de su cuerpo.
    pub bytes: usize,
    /// El estado con que se responde al final, después de las redirecciones.
    pub estado: u16,
}

impl Buena {
    const fn con(estado: u16, ruta: &'static str, bytes: usize) -> Buena {
        Buena {
            ruta,
            bytes,
            estado,
        }
    }
}

/// Las rutas que se responden enteras; una, dos veces.
pub const BUENAS: [Buena; 7] = [
    Buena::con(200, "/bien", 5000),
    Buena::con(200, "/bien", 5000),
    Buena::con(200, "/vueltas/30", 5000),
    Buena::con(200, "/a-la-enye", 5000),
    Buena::con(302, "/a-ninguna-parte", 6),
    Buena::con(404, "/404", 11),
    Buena::con(500, "/500", 4),
];

/// Las rutas que no se responden enteras, y cómo se cuenta cada avería.
pub const MALAS: [(&str, &str); 5] = [
    ("/cierra", "la conexión se cortó antes de terminar"),
    ("/cortada", "la conexión se cortó antes de terminar"),
    ("/no-http", "la respuesta no es HTTP, o no se entiende"),
    ("/vueltas/31", "redirige demasiadas veces"),
    (
        "/lejos/file:///etc/passwd",
        "redirige a una dirección que no es válida",
    ),
];

/// Las que no se responden a tiempo.
pub const LENTAS: [&str; 2] = ["/mudo", "/se-calla"];

/// El servidor, en marcha mientras viva el proceso.
#[derive(Debug)]
pub struct Servidor {
    direccion: SocketAddr,
    peticiones: Mutex<Vec<String>>,
    cuatro: Barrier,
}

impl Servidor {
    /// Lo inicia en 127.0.0.1, en un puerto libre.
    pub fn iniciar() -> Arc<Self> {
        let escucha = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("un puerto libre");
        let direccion = escucha.local_addr().expect("una dirección");
        let servidor = Arc::new(Servidor {
            direccion,
            peticiones: Mutex::default(),
            cuatro: Barrier::new(4),
        });
        let este = Arc::clone(&servidor);
        thread::spawn(move || {
            for conexion in escucha.incoming().flatten() {
                let este = Arc::clone(&este);
                // Que quien pide se vaya es lo normal aquí.
                thread::spawn(move || drop(este.atender(&conexion)));
            }
        });
        servidor
    }

    /// La URL de una ruta.
    pub fn url(&self, ruta: &str) -> String {
        format!("http://{}{ruta}", self.direccion)
    }

    /// Cuatro URL a las que no responde hasta que se le han pedido todas: en fila no respondería nunca.
    pub fn juntas(&self) -> [String; 4] {
        [1, 2, 3, 4].map(|i| self.url(&format!("/juntas/{i}")))
    }

    /// Las peticiones, con sus cabeceras, de un objetivo: una ruta, o una URL entera si se pide a través
    /// de un proxy.
    pub fn peticiones(&self, objetivo: &str) -> Vec<String> {
        let todas = self.peticiones.lock();
        let todas = todas.unwrap_or_else(PoisonError::into_inner);
        let suyas = todas
            .iter()
            .filter(|peticion| objetivo_de(peticion) == objetivo);
        suyas.cloned().collect()
    }

    fn atender(&self, mut conexion: &TcpStream) -> io::Result<()> {
        let peticion = leer_peticion(conexion)?;
        let objetivo = objetivo_de(&peticion).to_string();
        let todas = self.peticiones.lock();
        todas.unwrap_or_else(PoisonError::into_inner).push(peticion);

        // Una ruta puede llevar un dato detrás: /vueltas/30.
        let ruta = objetivo.trim_start_matches('/');
        let (averia, dato) = ruta.split_once('/').unwrap_or((ruta, ""));
        if averia == "juntas" {
            self.cuatro.wait();
            thread::sleep(Duration::from_millis(100)); // dos procesos no ven la misma hora
        }
        conexion.write_all(&self.respuesta(averia, dato))?;
        if averia == "mudo" || averia == "se-calla" {
            thread::sleep(Duration::from_secs(90));
        }
        Ok(())
    }

    fn respuesta(&self, averia: &str, dato: &str) -> Vec<u8> {
        let a_medias = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhola";
        match averia {
            "mudo" | "cierra" => Vec::new(),
            "cortada" | "se-calla" => a_medias.into(),
            "no-http" => "220 correo.example ESMTP listo\r\n".into(),
            "404" => entera("404 Not Found", "no se halla"),
            "500" => entera("500 Internal Server Error", "roto"),
            "a-ninguna-parte" => entera("302 Found\r\nLocation: ", "se fue"),
            // Sin codificar, como no se debe y como hacen algunos servidores.
            "a-la-enye" => entera("302 Found\r\nLocation: /ñ", ""),
            "lejos" => entera(&format!("302 Found\r\nLocation: {dato}"), ""),
            "vueltas" if dato != "0" => {
                let quedan = dato.parse().unwrap_or(1) - 1;
                let otra = self.url(&format!("/vueltas/{quedan}"));
                entera(&format!("301 Moved Permanently\r\nLocation: {otra}"), "")
            }
            _ => entera("200 OK", "x".repeat(5000)),
        }
    }
}

/// Una petición, con sus cabeceras.
pub fn leer_peticion(conexion: impl Read) -> io::Result<String> {
    let mut peticion = Vec::new();
    for linea in BufReader::new(conexion).lines() {
        let linea = linea?;
        if linea.is_empty() {
            break;
        }
        peticion.push(linea);
    }
    Ok(peticion.join("\n"))
}

/// Lo que pide una petición: `GET /bien HTTP/1.1` pide `/bien`.
fn objetivo_de(peticion: &str) -> &str {
    peticion.split(' ').nth(1).unwrap_or_default()
}

/// Una respuesta entera, con su estado, que puede llevar cabeceras detrás, y su cuerpo.
pub fn entera(estado: &str, cuerpo: impl AsRef<[u8]>) -> Vec<u8> {
    let cuerpo = cuerpo.as_ref();
    let bytes = cuerpo.len();
    let cabeceras =
        format!("HTTP/1.1 {estado}\r\nConnection: close\r\nContent-Length: {bytes}\r\n\r\n");
    let mut respuesta = cabeceras.into_bytes();
    respuesta.extend_from_slice(cuerpo);
    respuesta
}
