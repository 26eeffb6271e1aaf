//! El servidor local, preguntado como lo haría cualquiera.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};
use tests::Leccion;
use tests::servidor::Solo;

/// La respuesta entera a una petición: estado, cabeceras y cuerpo.
fn pedir(servidor: &Solo, metodo: &str, ruta: &str) -> String {
    let mut conexion = TcpStream::connect(servidor.direccion()).unwrap();
    write!(conexion, "{metodo} {ruta} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut respuesta = Vec::new();
    conexion.read_to_end(&mut respuesta).unwrap();
    String::from_utf8(respuesta).unwrap()
}

#[test]
fn anuncia_sus_cuatro_paginas_en_este_equipo() {
    let servidor = Solo::iniciar().unwrap();
    let base = format!("  http://{}/delay/", servidor.direccion());
    assert!(servidor.direccion().starts_with("127.0.0.1:"), "{:?}", servidor.anuncio());
    for (linea, pagina) in servidor.anuncio()[2..].iter().zip([
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
    let servidor = Solo::iniciar().unwrap();
    let reloj = Instant::now();
    let respuesta = pedir(&servidor, "GET", "/delay/0.5?bytes=200001");
    assert!(reloj.elapsed() >= Duration::from_millis(500));
    let (cabeceras, cuerpo) = respuesta.split_once("\r\n\r\n").unwrap();
    assert!(cabeceras.starts_with("HTTP/1.1 200 OK"), "{cabeceras}");
    assert!(cabeceras.to_lowercase().contains("content-length: 200001"), "{cabeceras}");
    assert_eq!(cuerpo.len(), 200_001);
    assert!(pedir(&servidor, "GET", "/delay/0").ends_with("\r\n\r\n"));
}

#[test]
fn un_gigabyte_se_anuncia_sin_reservarlo() {
    let servidor = Solo::iniciar().unwrap();
    let respuesta = pedir(&servidor, "HEAD", "/delay/0?bytes=1073741824");
    assert!(respuesta.to_lowercase().contains("content-length: 1073741824"), "{respuesta}");
}

#[test]
fn lo_que_no_vale_recibe_un_4xx_que_dice_lo_que_vale() {
    let servidor = Solo::iniciar().unwrap();
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
        let respuesta = pedir(&servidor, "GET", ruta);
        assert!(respuesta.starts_with(&format!("HTTP/1.1 {estado} ")), "{ruta}: {respuesta}");
        assert!(respuesta.contains("/delay/0.8?bytes=30000"), "{ruta}: {respuesta}");
    }
    let respuesta = pedir(&servidor, "POST", "/delay/0");
    assert!(respuesta.starts_with("HTTP/1.1 405 "), "{respuesta}");
    assert!(respuesta.contains("/delay/0.8?bytes=30000"), "{respuesta}");
    assert!(pedir(&servidor, "GET", "/status/404").starts_with("HTTP/1.1 404 "));
    assert!(pedir(&servidor, "GET", "/").contains("/delay/0.8?bytes=30000"));
}

#[test]
fn un_puerto_que_no_lo_es_o_que_esta_ocupado_se_dice() {
    for malo in ["65536", "-1", "ochenta", ""] {
        let hecho = Leccion::binario("examples-http", "server").con([malo]).ejecutar().unwrap();
        assert_eq!(hecho.codigo(), Some(2), "{hecho}");
        assert!(hecho.errores.contains(&format!("«{malo}»")), "{hecho}");
        assert!(hecho.errores.contains("Uso: cargo run -p examples-http --bin server"), "{hecho}");
    }
    let servidor = Solo::iniciar().unwrap();
    let ocupado = servidor.direccion().split(':').next_back().unwrap();
    let hecho = Leccion::binario("examples-http", "server").con([ocupado]).ejecutar().unwrap();
    assert_eq!(hecho.codigo(), Some(1), "{hecho}");
    assert!(hecho.errores.contains("el puerto ya está ocupado"), "{hecho}");
}

#[test]
fn mil_conexiones_que_no_dicen_nada_no_impiden_responder_a_la_siguiente() {
    let servidor = Solo::iniciar().unwrap();
    // Donde el sistema no deja abrir mil, todas las que deje menos unas pocas.
    let mut mudas: Vec<TcpStream> =
        (0..1000).map_while(|_| TcpStream::connect(servidor.direccion()).ok()).collect();
    if mudas.len() < 1000 {
        mudas.truncate(mudas.len() - 20);
    }
    assert!(mudas.len() >= 200, "solo se han podido abrir {}", mudas.len());
    assert!(pedir(&servidor, "GET", "/delay/0?bytes=3").ends_with("\r\n\r\nxxx"));
}

#[test]
fn solo_se_llega_a_el_desde_este_equipo() {
    let servidor = Solo::iniciar().unwrap();
    let puerto = servidor.direccion().rsplit(':').next().unwrap();
    // Otra dirección de este mismo equipo: si escuchara en todas, también contestaría ahí.
    assert!(TcpStream::connect(format!("127.0.0.2:{puerto}")).is_err());
}
