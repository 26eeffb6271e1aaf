//! El servidor local, preguntado como lo haría cualquiera.

use crate::*;
use shared::http::servidor::{self, Servidor};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::time::Instant;

/// Lo que va detrás de /delay/ en las cuatro páginas, en su orden.
const PAGINAS: [&str; 4] = [
    "0.4?bytes=18000",
    "0.6?bytes=90000",
    "0.3?bytes=75000",
    "0.8?bytes=30000",
];

#[test]
fn anuncia_sus_cuatro_paginas_y_solo_se_llega_a_ellas_desde_este_equipo() {
    let mut programa = http("server");
    programa.arg("0").stdout(Stdio::piped());
    let mut programa = programa.spawn().unwrap();
    // Sigue hasta Ctrl-C: se leen sus cuatro páginas, y se termina.
    let salida = BufReader::new(programa.stdout.take().unwrap());
    let anuncio: Vec<String> = salida.lines().take(6).map(Result::unwrap).collect();
    let direccion = anuncio[2].split('/').nth(2).unwrap();
    // Otra dirección de este mismo equipo: si escuchara en todas, también contestaría ahí.
    let otra = TcpStream::connect(direccion.replace("127.0.0.1", "127.0.0.2"));
    programa.kill().unwrap();
    programa.wait().unwrap();

    assert!(direccion.starts_with("127.0.0.1:"), "{anuncio:?}");
    assert!(otra.is_err(), "{anuncio:?}");
    let esperadas = PAGINAS.map(|pagina| format!("  http://{direccion}/delay/{pagina}"));
    assert_eq!(anuncio[2..], esperadas);
}

#[test]
fn los_programas_de_python_piden_esas_mismas_paginas_si_no_se_les_dice_otra_cosa() {
    for manera in MANERAS {
        let codigo = leer(format!("examples-http/src/bin/{manera}.py"));
        let mut piden = Vec::new();
        for resto in codigo.split("http://127.0.0.1:8000/delay/").skip(1) {
            let (pagina, _) = resto.split_once('"').unwrap();
            piden.push(pagina);
        }
        assert_eq!(piden, PAGINAS, "{manera}.py");
    }
}

/// La respuesta entera a una petición: estado, cabeceras y cuerpo.
fn pedir(servidor: &Servidor, ruta: &str) -> String {
    let base = servidor.base();
    let direccion = base.trim_start_matches("http://");
    let mut conexion = TcpStream::connect(direccion).unwrap();
    let peticion = format!("GET {ruta} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    conexion.write_all(peticion.as_bytes()).unwrap();
    let mut respuesta = String::new();
    conexion.read_to_string(&mut respuesta).unwrap();
    respuesta
}

#[test]
fn tarda_lo_que_se_le_pide_y_manda_los_bytes_que_se_le_piden() {
    let servidor = servidor::iniciar(0).unwrap();
    let reloj = Instant::now();
    let respuesta = pedir(&servidor, "/delay/0.5?bytes=200001");
    assert!(reloj.elapsed() >= Duration::from_millis(500));
    let (cabeceras, cuerpo) = respuesta.split_once("\r\n\r\n").unwrap();
    assert!(cabeceras.starts_with("HTTP/1.1 200 OK"), "{cabeceras}");
    assert_eq!(cuerpo.len(), 200_001);
    let respuesta = pedir(&servidor, "/delay/0");
    assert!(respuesta.ends_with("\r\n\r\n"), "{respuesta}");
    let respuesta = pedir(&servidor, "/status/500");
    assert!(respuesta.starts_with("HTTP/1.1 500 "), "{respuesta}");
}

#[test]
fn a_lo_que_no_vale_se_responde_un_400_que_dice_lo_que_vale() {
    for ruta in [
        "/delay/nada",
        "/delay/61",
        "/delay/NaN",
        "/delay/0?bytes=1048577",
        "/status/100",
    ] {
        explica_lo_que_vale(400, ruta);
    }
}

#[test]
fn a_lo_que_no_hay_se_responde_un_404_que_dice_lo_que_hay() {
    for ruta in ["/nada", "/delay", "/delay/1/2"] {
        explica_lo_que_vale(404, ruta);
    }
}

fn explica_lo_que_vale(estado: u16, ruta: &str) {
    let servidor = servidor::iniciar(0).unwrap();
    let respuesta = pedir(&servidor, ruta);
    let principio = format!("HTTP/1.1 {estado} ");
    assert!(respuesta.starts_with(&principio), "{ruta}: {respuesta}");
    let vale = "/delay/0.8?bytes=30000";
    assert!(respuesta.contains(vale), "{ruta}: {respuesta}");
}

#[test]
fn un_puerto_que_no_vale_se_explica() {
    let hecho = mal(http("server").arg("65536"), 2, "«65536» no es un puerto");
    let uso = "Uso: cargo run -p examples-http --bin server";
    assert!(hecho.errores.contains(uso), "{hecho}");
}

#[test]
fn un_puerto_ocupado_se_explica() {
    let ocupado = TcpListener::bind("127.0.0.1:0").unwrap();
    let puerto = ocupado.local_addr().unwrap().port().to_string();
    let causa = format!("no puede usar el puerto {puerto}: ya está ocupado");
    let hecho = mal(http("server").arg(puerto), 1, &causa);
    assert!(hecho.errores.contains("--bin server -- 0"), "{hecho}");
}
