//! Los dominios de los apuntes, sin salir de este equipo: responden detrás de un proxy, por TLS, con un certificado
//! de una autoridad que solo conoce quien tiene `SSL_CERT_FILE`.

use crate::requests::fallan;
use crate::*;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use shared::dominios::DOMINIOS;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use tests::averias::{entera, leer_peticion};

/// Inicia el proxy, que puede pedir una clave, y da su dirección. A quien le habla TLS le responde él mismo.
fn iniciar(con_clave: bool) -> SocketAddr {
    let pem = raiz().join("tests/certificates/server.pem");
    let certificado = CertificateDer::from_pem_file(&pem).unwrap();
    let clave = PrivateKeyDer::from_pem_file(&pem).unwrap();
    let tls = ServerConfig::builder().with_no_client_auth();
    let tls = tls.with_single_cert(vec![certificado], clave).unwrap();
    let tls = Arc::new(tls);
    let escucha = TcpListener::bind("127.0.0.1:0").unwrap();
    let direccion = escucha.local_addr().unwrap();
    thread::spawn(move || {
        for conexion in escucha.incoming().flatten() {
            let _ = atender(conexion, &tls, con_clave); // que quien pide se vaya es lo normal aquí
        }
    });
    direccion
}

fn atender(mut conexion: TcpStream, tls: &Arc<ServerConfig>, con_clave: bool) -> io::Result<()> {
    let mut principio = [0];
    conexion.peek(&mut principio)?;
    if principio == *b"C" {
        let pide = leer_peticion(&conexion)?;
        conexion.write_all(dejar_pasar(&pide, con_clave).as_bytes())?;
    }
    let sesion = ServerConnection::new(tls.clone()).map_err(io::Error::other)?;
    let mut conexion = StreamOwned::new(sesion, conexion);
    let peticion = leer_peticion(&mut conexion)?;
    conexion.write_all(&responder(&peticion.to_lowercase()))?;
    conexion.flush()
}

/// Lo que dice el proxy a quien pide una conexión.
fn dejar_pasar(pide: &str, con_clave: bool) -> &'static str {
    // ana:secreto, en base64
    let la_trae = pide.contains("Basic YW5hOnNlY3JldG8=");
    match con_clave && !la_trae {
        true => "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
        false => "HTTP/1.1 200 OK\r\n\r\n",
    }
}

/// Como en la Red: un dominio lleva a su `www`, que dice cómo se llama, y no se responde a quien no dice quién es.
fn responder(peticion: &str) -> Vec<u8> {
    if !peticion.contains("user-agent: hilos-y-procesos/") {
        return Vec::new();
    }
    let mut cabeceras = peticion.lines();
    let sitio = cabeceras.find_map(|linea| linea.strip_prefix("host: "));
    let sitio = sitio.unwrap_or_default();
    if sitio.starts_with("www.") || sitio.starts_with("localhost:") {
        return entera("200 OK", sitio);
    }
    let otro = format!("Location: https://www.{sitio}/");
    entera(&format!("301 Moved Permanently\r\n{otro}"), "")
}

fn que_se_fia(programa: &mut Command) -> &mut Command {
    let autoridad = raiz().join("tests/certificates/authority.pem");
    programa.env("SSL_CERT_DIR", "");
    programa.env("SSL_CERT_FILE", autoridad)
}

#[test]
fn los_cuatro_dominios_responden_por_un_proxy() {
    let proxy = format!("http://{}", iniciar(false));
    responden_los_cuatro(&proxy);
}

#[test]
fn los_cuatro_dominios_responden_por_un_proxy_con_clave() {
    let proxy = format!("http://ana:secreto@{}", iniciar(true));
    responden_los_cuatro(&proxy);
}

fn responden_los_cuatro(proxy: &str) {
    con_cada_uno(MANERAS.map(http), |leccion| {
        leccion.arg("--internet").envs(por_el_proxy(proxy));
        let hecho = bien(que_se_fia(leccion));
        for url in DOMINIOS {
            let sitio = url.replace("https://", "www.");
            assert!(hecho.responde(url, sitio.len()), "{hecho}");
        }
        assert_eq!(hecho.tramos.len(), 4, "{hecho}");
        assert_eq!(hecho.errores, "", "{hecho}");
    });
}

#[test]
fn cada_salto_se_da_con_el_proxy_y_los_certificados_que_necesita() {
    let proxy = iniciar(false);
    let servidor = Servidor::iniciar();
    let segura = format!("https://localhost:{}/", proxy.port());
    let lejos = |url: &str| servidor.url(&format!("/lejos/{url}"));
    let a_la_segura = lejos(&segura);
    let fuera = lejos("https://google.es");
    let suyos = segura.len() - "https:///".len();
    con_cada_uno([http("threads"), programa("async")], |programa| {
        programa.args([&segura, &a_la_segura, &fuera]);
        programa.envs(por_el_proxy(&format!("http://{proxy}")));
        let hecho = bien(que_se_fia(programa));
        assert!(hecho.responde(&segura, suyos), "{hecho}");
        assert!(hecho.responde(&a_la_segura, suyos), "{hecho}");
        assert!(hecho.responde(&fuera, "www.google.es".len()), "{hecho}");
    });
}

#[test]
fn sin_certificados_en_el_sistema_http_se_pide_y_https_dice_que_instalar() {
    let proxy = Servidor::iniciar();
    let url = "http://señal.example/bien";
    let segura = "https://google.es";
    let mut leccion = http("threads");
    leccion.args([url, segura]);
    leccion.envs(por_el_proxy(&proxy.url("")));
    leccion.env("SSL_CERT_DIR", "");
    leccion.env("SSL_CERT_FILE", "/no/hay");
    let causa = "no hay certificados con que comprobar el suyo: instala ca-certificates";
    let hecho = fallan(&mut leccion, &[(segura.to_string(), causa)]);
    // Un nombre con eñe viaja en punycode, y se dice como se escribió.
    let pedidas = proxy.peticiones("http://xn--seal-hqa.example/bien");
    assert_eq!(pedidas.len(), 1, "{hecho}");
    assert!(hecho.responde(url, 5000), "{hecho}");
}
