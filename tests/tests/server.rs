//! El servidor local, preguntado como lo haría cualquiera.

#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use tests::Leccion;

/// El servidor por sí solo; se termina al soltarlo.
struct Solo {
    proceso: Child,
    direccion: String,
    anuncio: Vec<String>,
}

impl Solo {
    fn iniciar() -> Self {
        let ruta = Leccion::binario("examples-http", "server").construir().unwrap();
        let mut orden = std::process::Command::new(ruta);
        let mut proceso = orden.arg("0").stdout(Stdio::piped()).spawn().unwrap();
        let lineas = BufReader::new(proceso.stdout.take().unwrap()).lines();
        let anuncio: Vec<String> = lineas.take(6).map(Result::unwrap).collect();
        let url = anuncio[2].trim().strip_prefix("http://").unwrap();
        let direccion = url.split('/').next().unwrap().to_string();
        Solo { proceso, direccion, anuncio }
    }

    /// La respuesta entera a una petición: estado, cabeceras y cuerpo.
    fn pedir(&self, metodo: &str, ruta: &str) -> String {
        let mut conexion = TcpStream::connect(&self.direccion).unwrap();
        write!(conexion, "{metodo} {ruta} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut respuesta = Vec::new();
        conexion.read_to_end(&mut respuesta).unwrap();
        String::from_utf8(respuesta).unwrap()
    }
}

impl Drop for Solo {
    fn drop(&mut self) {
        let _ = self.proceso.kill();
        let _ = self.proceso.wait();
    }
}

#[test]
fn anuncia_sus_cuatro_paginas_en_este_equipo() {
    let servidor = Solo::iniciar();
    let base = format!("  http://{}/delay/", servidor.direccion);
    assert!(servidor.direccion.starts_with("127.0.0.1:"), "{:?}", servidor.anuncio);
    for (linea, pagina) in servidor.anuncio[2..].iter().zip([
        "0.4?bytes=18000",
        "0.6?bytes=90000",
        "0.3?bytes=75000",
        "0.8?bytes=30000",
    ]) {
        assert_eq!(*linea, format!("{base}{pagina}"));
    }
}

#[test]
fn tarda_lo_que_se_le_pide_y_manda_los_bytes_que_se_le_piden() {
    let servidor = Solo::iniciar();
    let reloj = Instant::now();
    let respuesta = servidor.pedir("GET", "/delay/0.5?bytes=200001");
    assert!(reloj.elapsed() >= Duration::from_millis(500));
    let (cabeceras, cuerpo) = respuesta.split_once("\r\n\r\n").unwrap();
    assert!(cabeceras.starts_with("HTTP/1.1 200 OK"), "{cabeceras}");
    assert!(cabeceras.to_lowercase().contains("content-length: 200001"), "{cabeceras}");
    assert_eq!(cuerpo.len(), 200_001);
    assert!(servidor.pedir("GET", "/delay/0").ends_with("\r\n\r\n"));
}

#[test]
fn un_gigabyte_se_anuncia_sin_reservarlo() {
    let servidor = Solo::iniciar();
    let respuesta = servidor.pedir("HEAD", "/delay/0?bytes=1073741824");
    assert!(respuesta.to_lowercase().contains("content-length: 1073741824"), "{respuesta}");
}

#[test]
fn lo_que_no_vale_recibe_un_4xx_que_dice_lo_que_vale() {
    let servidor = Solo::iniciar();
    for (estado, ruta) in [
        (400, "/delay/nada"),
        (400, "/delay/-1"),
        (400, "/delay/61"),
        (400, "/delay/1e999"),
        (400, "/delay/NaN"),
        (400, "/delay/0?bytes=-1"),
        (400, "/delay/0?bytes=1073741825"),
        (400, "/delay/0?bytes=muchos"),
        (400, "/delay/0?bytes=99999999999999999999999"),
        (400, "/status/100"),
        (400, "/status/600"),
        (400, "/status/x"),
        (404, "/nada"),
        (404, "/delay"),
        (404, "/delay/1/2"),
        (400, "/delay/%FF"),
    ] {
        let respuesta = servidor.pedir("GET", ruta);
        assert!(respuesta.starts_with(&format!("HTTP/1.1 {estado} ")), "{ruta}: {respuesta}");
        assert!(respuesta.contains("/delay/0.8?bytes=30000"), "{ruta}: {respuesta}");
    }
    let respuesta = servidor.pedir("POST", "/delay/0");
    assert!(respuesta.starts_with("HTTP/1.1 405 "), "{respuesta}");
    assert!(respuesta.contains("/delay/0.8?bytes=30000"), "{respuesta}");
    assert!(servidor.pedir("GET", "/status/404").starts_with("HTTP/1.1 404 "));
    assert!(servidor.pedir("GET", "/").contains("/delay/0.8?bytes=30000"));
}

#[test]
fn un_puerto_que_no_lo_es_o_que_esta_ocupado_se_dice() {
    for malo in ["65536", "-1", "ochenta", ""] {
        let hecho = Leccion::binario("examples-http", "server").con([malo]).ejecutar().unwrap();
        assert_eq!(hecho.codigo(), Some(2), "{hecho}");
        assert!(hecho.errores.contains(&format!("«{malo}»")), "{hecho}");
        assert!(hecho.errores.contains("Uso: cargo run -p examples-http --bin server"), "{hecho}");
    }
    let servidor = Solo::iniciar();
    let ocupado = servidor.direccion.split(':').next_back().unwrap();
    let hecho = Leccion::binario("examples-http", "server").con([ocupado]).ejecutar().unwrap();
    assert_eq!(hecho.codigo(), Some(1), "{hecho}");
    assert!(hecho.errores.contains("el puerto ya está ocupado"), "{hecho}");
}
