//! Un servidor con las averías ante las que una lección decide algo, sobre conexiones sin más.
//!
//! Cada ruta es una avería: `/mudo` acepta y no dice nada, `/cortada` deja la respuesta a medias…

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Barrier, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Las rutas que se responden enteras, y los bytes de su cuerpo; una, dos veces.
pub const BUENAS: [(&str, usize); 4] = [
    ("/bien", 5000),
    ("/bien", 5000),
    ("/vueltas/30", 5000),
    ("/404", 11),
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
        let (peticiones, cuatro) = (Mutex::default(), Barrier::new(4));
        let servidor = Arc::new(Servidor {
            direccion,
            peticiones,
            cuatro,
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
        let peticiones = self
            .peticiones
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let de_ese = |peticion: &&String| peticion.split(' ').nth(1) == Some(objetivo);
        peticiones.iter().filter(de_ese).cloned().collect()
    }

    fn atender(&self, mut conexion: &TcpStream) -> io::Result<()> {
        let peticion = leer_peticion(conexion)?;
        let objetivo = peticion.split(' ').nth(1).unwrap_or_default().to_string();
        self.peticiones
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(peticion);

        // Una ruta puede llevar un dato detrás: /vueltas/30.
        let ruta = objetivo.trim_start_matches('/');
        let (averia, dato) = ruta.split_once('/').unwrap_or((ruta, ""));
        if averia == "juntas" {
            self.cuatro.wait();
            thread::sleep(Duration::from_millis(100)); // dos procesos no ven la misma hora
        }
        conexion.write_all(self.respuesta(averia, dato).as_bytes())?;
        if averia == "mudo" || averia == "se-calla" {
            thread::sleep(Duration::from_secs(90));
        }
        Ok(())
    }

    fn respuesta(&self, averia: &str, dato: &str) -> String {
        match averia {
            "mudo" | "cierra" => String::new(),
            "cortada" | "se-calla" => {
                "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhola".to_string()
            }
            "no-http" => "220 correo.example ESMTP listo\r\n".to_string(),
            "404" => entera("404 Not Found", "no se halla"),
            "vueltas" if dato != "0" => {
                let quedan = dato.parse().unwrap_or(1) - 1;
                let otra = self.url(&format!("/vueltas/{quedan}"));
                entera(&format!("301 Moved Permanently\r\nLocation: {otra}"), "")
            }
            "lejos" => entera(&format!("302 Found\r\nLocation: {dato}"), ""),
            _ => entera("200 OK", &"x".repeat(5000)),
        }
    }
}

/// Una petición, con sus cabeceras.
pub fn leer_peticion(conexion: impl Read) -> io::Result<String> {
    let lineas = BufReader::new(conexion).lines();
    let cabeceras = lineas.take_while(|linea| linea.as_ref().is_ok_and(|linea| !linea.is_empty()));
    Ok(cabeceras.collect::<io::Result<Vec<String>>>()?.join("\n"))
}

/// Una respuesta entera, con su estado, que puede llevar cabeceras detrás, y su cuerpo.
pub fn entera(estado: &str, cuerpo: &str) -> String {
    let bytes = cuerpo.len();
    format!("HTTP/1.1 {estado}\r\nConnection: close\r\nContent-Length: {bytes}\r\n\r\n{cuerpo}")
}
