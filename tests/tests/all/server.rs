//! El servidor local, preguntado como lo haría cualquiera.

use crate::*;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// La respuesta entera a una petición: estado, cabeceras y cuerpo.
fn pedir(servidor: &Solo, metodo: &str, ruta: &str) -> String {
    let mut conexion = TcpStream::connect(servidor.direccion()).unwrap();
    write!(conexion, "{metodo} {ruta} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut respuesta = Vec::new();
    conexion.read_to_end(&mut respuesta).unwrap();
    String::from_utf8(respuesta).unwrap()
}

#[test]
fn anuncia_sus_cuatro_paginas_y_solo_se_llega_a_ellas_desde_este_equipo() {
    let servidor = Solo::iniciar().unwrap();
    let base = format!("  http://{}/delay/", servidor.direccion());
    assert!(servidor.direccion().starts_with("127.0.0.1:"), "{:?}", servidor.anuncio);
    let paginas = ["0.4?bytes=18000", "0.6?bytes=90000", "0.3?bytes=75000", "0.8?bytes=30000"];
    // Las mismas que piden los programas de Python si no se les dice otra cosa, y en su orden.
    for manera in MANERAS {
        let gemelo = leer(format!("examples-http/src/bin/{manera}.py"));
        let pide: Vec<&str> = gemelo.split("http://127.0.0.1:8000/delay/").skip(1).collect();
        assert!(
            pide.iter().zip(paginas).all(|(pide, pagina)| pide.starts_with(&format!("{pagina}\""))),
            "{gemelo}"
        );
        assert_eq!(pide.len(), paginas.len(), "{gemelo}");
    }
    assert_eq!(servidor.anuncio[2..], paginas.map(|pagina| format!("{base}{pagina}")));
    // Otra dirección de este mismo equipo: si escuchara en todas, también contestaría ahí.
    assert!(TcpStream::connect(format!("127.0.0.2:{}", servidor.puerto())).is_err());
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
    // Una petición HEAD recibe las cabeceras y nada más.
    let respuesta = pedir(&servidor, "HEAD", "/delay/0?bytes=1048576");
    assert!(respuesta.to_lowercase().contains("content-length: 1048576"), "{respuesta}");
    assert!(respuesta.ends_with("\r\n\r\n"), "{respuesta}");
}

#[test]
fn lo_que_no_vale_recibe_un_4xx_que_dice_lo_que_vale() {
    let servidor = Solo::iniciar().unwrap();
    for (estado, metodo, rutas) in [
        (400, "GET", "/delay/nada /delay/-1 /delay/61 /delay/1e999 /delay/NaN /delay/%FF"),
        (400, "GET", "/delay/0?bytes=-1 /delay/0?bytes=1048577 /delay/0?bytes=muchos"),
        (400, "GET", "/delay/0?bytes=99999999999999999999999"),
        (400, "GET", "/status/100 /status/600 /status/x"),
        (404, "GET", "/nada /delay /delay/1/2"),
        (405, "POST", "/delay/0"),
    ] {
        for ruta in rutas.split(' ') {
            let respuesta = pedir(&servidor, metodo, ruta);
            assert!(respuesta.starts_with(&format!("HTTP/1.1 {estado} ")), "{ruta}: {respuesta}");
            assert!(respuesta.contains("/delay/0.8?bytes=30000"), "{ruta}: {respuesta}");
        }
    }
    assert!(pedir(&servidor, "GET", "/status/404").starts_with("HTTP/1.1 404 "));
    assert!(pedir(&servidor, "GET", "/").contains("/delay/0.8?bytes=30000"));
}

#[test]
fn un_puerto_que_no_lo_es_o_que_esta_ocupado_se_dice() {
    let con = |puerto: &str| Leccion::binario("examples-http", "server").con([puerto]);
    for malo in ["65536", "-1", "ochenta", ""] {
        let hecho = mal(con(malo), 2, &format!("«{malo}»"));
        assert!(hecho.errores.contains("Uso: cargo run -p examples-http --bin server"), "{hecho}");
    }
    let servidor = Solo::iniciar().unwrap();
    mal(con(servidor.puerto()), 1, "ya está ocupado");
}

#[test]
fn mil_conexiones_que_no_dicen_nada_no_impiden_responder_a_la_siguiente() {
    let servidor = Solo::iniciar().unwrap();
    let _ = rlimit::increase_nofile_limit(u64::MAX); // las demás pruebas también abren lo suyo
    // Donde el sistema no deja abrir mil, todas las que deje menos unas pocas.
    let mut mudas: Vec<TcpStream> =
        (0..1000).map_while(|_| TcpStream::connect(servidor.direccion()).ok()).collect();
    if mudas.len() < 1000 {
        mudas.truncate(mudas.len() - 20);
    }
    assert!(mudas.len() >= 200, "solo se han podido abrir {}", mudas.len());
    assert!(pedir(&servidor, "GET", "/delay/0?bytes=3").ends_with("\r\n\r\nxxx"));
}
