//! El servidor local, preguntado como lo haría cualquiera.

use crate::*;
use shared::servidor::{self, Servidor};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::time::Instant;

#[test]
fn anuncia_sus_cuatro_paginas_y_solo_se_llega_a_ellas_desde_este_equipo() {
    let mut programa = http("server")
        .arg("0")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // Sigue hasta Ctrl-C: se leen sus cuatro páginas, y se termina.
    let lineas = BufReader::new(programa.stdout.take().unwrap())
        .lines()
        .take(6);
    let anuncio: Vec<String> = lineas.map(Result::unwrap).collect();
    let direccion = anuncio[2].split('/').nth(2).unwrap();
    // Otra dirección de este mismo equipo: si escuchara en todas, también contestaría ahí.
    let otra = TcpStream::connect(direccion.replace("127.0.0.1", "127.0.0.2"));
    programa.kill().and_then(|()| programa.wait()).unwrap();

    assert!(
        direccion.starts_with("127.0.0.1:") && otra.is_err(),
        "{anuncio:?}"
    );
    let paginas = [
        "0.4?bytes=18000",
        "0.6?bytes=90000",
        "0.3?bytes=75000",
        "0.8?bytes=30000",
    ];
    assert_eq!(
        anuncio[2..],
        paginas.map(|pagina| format!("  http://{direccion}/delay/{pagina}"))
    );
    // Las mismas que piden los programas de Python si no se les dice otra cosa, y en su orden.
    for manera in MANERAS {
        let codigo = leer(format!("examples-http/src/bin/{manera}.py"));
        let pide = codigo.split("http://127.0.0.1:8000/delay/").skip(1);
        let pide: Vec<&str> = pide.map(|resto| resto.split('"').next().unwrap()).collect();
        assert_eq!(pide, paginas, "{manera}.py");
    }
}

/// La respuesta entera a una petición: estado, cabeceras y cuerpo.
fn pedir(servidor: &Servidor, ruta: &str) -> String {
    let mut conexion = TcpStream::connect(servidor.base().trim_start_matches("http://")).unwrap();
    write!(
        conexion,
        "GET {ruta} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
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
    assert!(pedir(&servidor, "/delay/0").ends_with("\r\n\r\n"));
    assert!(pedir(&servidor, "/status/500").starts_with("HTTP/1.1 500 "));
}

#[test]
fn lo_que_no_vale_recibe_un_4xx_que_dice_lo_que_vale() {
    let servidor = servidor::iniciar(0).unwrap();
    let malas = [
        "/delay/nada",
        "/delay/61",
        "/delay/NaN",
        "/delay/0?bytes=1048577",
        "/status/100",
    ];
    for (estado, rutas) in [(400, &malas[..]), (404, &["/nada", "/delay", "/delay/1/2"])] {
        for ruta in rutas {
            let respuesta = pedir(&servidor, ruta);
            assert!(
                respuesta.starts_with(&format!("HTTP/1.1 {estado} ")),
                "{ruta}: {respuesta}"
            );
            assert!(
                respuesta.contains("/delay/0.8?bytes=30000"),
                "{ruta}: {respuesta}"
            );
        }
    }
}

#[test]
fn un_puerto_que_no_vale_o_que_esta_ocupado_se_explica() {
    let hecho = mal(http("server").arg("65536"), 2, "«65536» no es un puerto");
    assert!(
        hecho
            .errores
            .contains("Uso: cargo run -p examples-http --bin server"),
        "{hecho}"
    );
    let ocupado = TcpListener::bind("127.0.0.1:0").unwrap();
    let puerto = ocupado.local_addr().unwrap().port().to_string();
    let causa = format!("no puede usar el puerto {puerto}: ya está ocupado");
    mal(http("server").arg(puerto), 1, &causa);
}
