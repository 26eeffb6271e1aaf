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
    let tls = Arc::new(tls.with_single_cert(vec![certificado], clave).unwrap());
    let escucha = TcpListener::bind("127.0.0.1:0").unwrap();
    let direccion = escucha.local_addr().unwrap();
    thread::spawn(move || {
        for conexion in escucha.incoming().flatten() {
            let _ = atender(conexion, &tls, con_clave); // que quien pide se vaya es lo normal aquí
        }
    });
    direccion
}

/// Como en la Red: un dominio lleva a su `www`, que dice cómo se llama, y no se responde a quien no dice quién es.
fn atender(mut conexion: TcpStream, tls: &Arc<ServerConfig>, con_clave: bool) -> io::Result<()> {
    let mut principio = [0];
    conexion.peek(&mut principio)?;
    if principio == *b"C" {
        let pide = leer_peticion(&conexion)?;
        // ana:secreto, en base64
        let pasa = !con_clave || pide.contains("Basic YW5hOnNlY3JldG8=");
        let estado = if pasa {
            "200 OK"
        } else {
            "407 Proxy Authentication Required"
        };
        write!(conexion, "HTTP/1.1 {estado}\r\n\r\n")?;
    }
    let sesion = ServerConnection::new(tls.clone()).map_err(io::Error::other)?;
    let mut conexion = StreamOwned::new(sesion, conexion);
    let peticion = leer_peticion(&mut conexion)?.to_lowercase();
    let sitio = peticion
        .lines()
        .find_map(|linea| linea.strip_prefix("host: "))
        .unwrap_or_default();
    let respuesta = match sitio.starts_with("www.") || sitio.starts_with("localhost:") {
        _ if !peticion.contains("user-agent: hilos-y-procesos/") => String::new(),
        true => entera("200 OK", sitio),
        false => entera(
            &format!("301 Moved Permanently\r\nLocation: https://www.{sitio}/"),
            "",
        ),
    };
    conexion.write_all(respuesta.as_bytes())?;
    conexion.flush()
}

fn que_se_fia(programa: &mut Command) -> &mut Command {
    let autoridad = raiz().join("tests/certificates/authority.pem");
    programa
        .env("SSL_CERT_DIR", "")
        .env("SSL_CERT_FILE", autoridad)
}

#[test]
fn los_cuatro_dominios_responden_por_un_proxy_con_clave_y_sin_ella() {
    for clave in ["", "ana:secreto@"] {
        con_cada_uno(MANERAS.map(http), |leccion| {
            let proxy = format!("http://{clave}{}", iniciar(!clave.is_empty()));
            let hecho = bien(que_se_fia(
                leccion.arg("--internet").envs(por_el_proxy(&proxy)),
            ));
            for url in DOMINIOS {
                assert!(
                    hecho.responde(url, url.replace("https://", "www.").len()),
                    "{hecho}"
                );
            }
            assert_eq!((hecho.tramos.len(), &*hecho.errores), (4, ""), "{hecho}");
        });
    }
}

#[test]
fn cada_salto_se_da_con_el_proxy_y_los_certificados_que_necesita() {
    let (proxy, servidor) = (iniciar(false), Servidor::iniciar());
    let segura = format!("https://localhost:{}/", proxy.port());
    let [otra, fuera] = [&*segura, DOMINIOS[0]].map(|url| servidor.url(&format!("/lejos/{url}")));
    let suyos = segura.len() - "https:///".len();
    let urls = [segura, otra, fuera];
    con_cada_uno([http("threads"), programa("async")], |programa| {
        let proxy = format!("http://{proxy}");
        let hecho = bien(que_se_fia(programa.args(&urls).envs(por_el_proxy(&proxy))));
        for (url, bytes) in urls.iter().zip([suyos, suyos, 13]) {
            assert!(hecho.responde(url, bytes), "{url}: {hecho}");
        }
    });
}

#[test]
fn sin_certificados_en_el_sistema_http_se_pide_y_https_dice_que_instalar() {
    let proxy = Servidor::iniciar();
    let (url, segura) = ("http://señal.example/bien", "https://google.es");
    let mut leccion = http("threads");
    leccion
        .args([url, segura])
        .envs(por_el_proxy(&proxy.url("")));
    leccion
        .env("SSL_CERT_DIR", "")
        .env("SSL_CERT_FILE", "/no/hay");
    let causa = "no hay certificados con que comprobar el suyo: instala ca-certificates";
    let hecho = fallan(&mut leccion, &[(segura.to_string(), causa)]);
    // Un nombre con eñe viaja en punycode, y se dice como se escribió.
    assert_eq!(
        proxy.peticiones("http://xn--seal-hqa.example/bien").len(),
        1,
        "{hecho}"
    );
    assert!(hecho.responde(url, 5000), "{hecho}");
}
