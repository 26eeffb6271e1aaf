//! Peticiones que fallan y argumentos que no valen, en las tres lecciones HTTP: cada fallo se dice una vez,
//! lo demás se responde, y ningún programa dice que fue bien si no lo fue.

use crate::*;
use tests::averias::{BUENAS, LENTAS, MALAS};

/// Un puerto de este equipo en el que no escucha nadie.
const NADIE: &str = "http://127.0.0.1:9";

/// Ejecuta una lección en la que tienen que fallar esas URL, con esas causas, y ninguna más; al final dice
/// cuántas fueron.
pub fn fallan(leccion: &mut Command, averias: &[(String, &str)]) -> Ejecucion {
    let hecho = mal(
        leccion,
        1,
        &format!("Error: peticiones que han fallado: {}\n", averias.len()),
    );
    assert!(hecho.tiempo_total().parse::<f64>().is_ok(), "{hecho}");
    let dichas: Vec<&str> = hecho
        .errores
        .lines()
        .filter(|l| l.starts_with("[-] URL"))
        .collect();
    assert_eq!(dichas.len(), averias.len(), "{hecho}");
    for (url, causa) in averias {
        let aviso = format!("[-] URL [{url}]: {causa}");
        assert!(
            dichas.iter().any(|dicha| dicha.starts_with(&aviso)),
            "falta {aviso}: {hecho}"
        );
    }
    hecho
}

#[test]
fn cada_averia_se_dice_y_lo_demas_se_responde() {
    con_cada_uno(
        MANERAS.map(http).into_iter().chain([programa("async")]),
        |leccion| {
            let servidor = Servidor::iniciar();
            let mut averias: Vec<_> = MALAS
                .map(|(ruta, causa)| (servidor.url(ruta), causa))
                .into();
            averias.push((
                NADIE.to_string(),
                "conexión rechazada: ahí no escucha nadie (",
            ));
            let buenas = BUENAS.map(|(ruta, _)| servidor.url(ruta));
            let urls = averias.iter().map(|(url, _)| url).chain(&buenas);
            let hecho = fallan(leccion.args(urls), &averias);

            assert_eq!(hecho.mensajes().len(), BUENAS.len() + 1, "{hecho}");
            for (ruta, bytes) in BUENAS {
                assert!(
                    hecho.responde(&servidor.url(ruta), bytes),
                    "{ruta}: {hecho}"
                );
            }
            // Cada una se pide tantas veces como se dijo, falle o no.
            for (ruta, veces) in [("/bien", 2), ("/404", 1), ("/cierra", 1), ("/cortada", 1)] {
                assert_eq!(servidor.peticiones(ruta).len(), veces, "{ruta}");
            }
        },
    );
}

#[test]
#[ignore = "dura 30 s, lo que se espera a quien no responde"]
fn lo_que_no_llega_a_tiempo_se_deja_de_esperar() {
    let servidor = Servidor::iniciar();
    let causa = "la respuesta no llegó completa a tiempo (";
    let averias = LENTAS.map(|ruta| (servidor.url(ruta), causa));
    con_cada_uno(["threads", "processes"].map(http), |leccion| {
        fallan(
            leccion.args(averias.each_ref().map(|(url, _)| url)),
            &averias,
        );
    });
}

#[test]
fn si_el_proxy_no_esta_se_dice_cual_es_sin_su_clave() {
    let causa = "no se pudo pasar por el proxy http://127.0.0.1:9";
    let dominios = ["google.es", "xvideos.com", "wikipedia.org", "yahoo.com"];
    let averias = dominios.map(|dominio| (format!("https://{dominio}"), causa));
    con_cada_uno(MANERAS.map(http), |leccion| {
        // Nada sale de este equipo.
        let con_clave = NADIE.replace("http://", "http://ana:secreto@");
        let hecho = fallan(
            leccion.arg("--internet").envs(por_el_proxy(&con_clave)),
            &averias,
        );
        assert!(!hecho.to_string().contains("secreto"), "{hecho}");
    });
}

#[test]
fn el_usuario_y_la_clave_de_una_url_no_se_dicen_nunca() {
    let servidor = Servidor::iniciar();
    let urls = ["/bien", "/no-http"].map(|ruta| servidor.url(ruta));
    let con_clave = urls
        .each_ref()
        .map(|url| url.replace("http://", "http://ana:secreto@"));
    let [bien, no_http] = urls;
    let averia = [(no_http, "la respuesta no es HTTP")];
    con_cada_uno(MANERAS.map(http), |leccion| {
        // Ni en la salida, ni en los errores, ni en la traza.
        let hecho = fallan(leccion.args(&con_clave), &averia);
        assert!(hecho.responde(&bien, 5000), "{hecho}");
        let dicho = hecho.to_string();
        assert!(
            !dicho.contains("secreto") && !dicho.contains("ana"),
            "{hecho}"
        );
    });
    // Tampoco cuando la URL no vale.
    for url in [
        "ftp://ana:secreto@a",
        "http://ana:se/creto@a/",
        "http://ana:sec@reto@a:99999",
        "ana:secreto@a",
        "http://ana:secreto@",
    ] {
        let hecho = mal(http("threads").arg(url), 2, "");
        assert!(!hecho.errores.contains("reto"), "{hecho}");
    }
}

#[test]
fn un_argumento_que_no_vale_se_explica_antes_de_pedir_nada() {
    let servidor = Servidor::iniciar();
    for malo in [
        "--internet",
        "-x",
        "",
        "a.es",
        "ftp://a.es",
        "http://",
        "/delay/1",
    ] {
        let mut leccion = http("threads");
        let aviso = format!("[-] «{malo}» no es una URL que ");
        let hecho = mal(leccion.args([&servidor.url("/bien"), malo]), 2, &aviso);
        assert_eq!(
            (&*hecho.salida, servidor.peticiones("/bien").len()),
            ("", 0),
            "{hecho}"
        );
        assert!(hecho.errores.contains("\n\nUso: cargo run"), "{hecho}");
    }
    let no_vale =
        "«http://256.256.256.256/» no es una URL que se pueda pedir (invalid IPv4 address)";
    mal(http("threads").arg("http://256.256.256.256/"), 2, no_vale);
    // Lo que mueve el cursor o da la vuelta a la escritura se ve con su número.
    mal(
        http("threads").arg("\u{202e}\u{1b}"),
        2,
        "«\\u{202e}\\u{1b}»",
    );
    let hecho = bien(http("threads").arg("--help"));
    assert!(
        hecho.salida.starts_with("Uso: ") && hecho.errores.is_empty(),
        "{hecho}"
    );
}

#[test]
#[cfg(unix)] // en Windows, un argumento que no es Unicode no es una lista de bytes
fn un_argumento_que_no_es_unicode_se_explica() {
    use std::os::unix::ffi::OsStringExt;
    let crudo = std::ffi::OsString::from_vec(b"http://\xff/".to_vec());
    mal(http("threads").arg(crudo), 2, "no es un texto Unicode");
}

#[test]
#[cfg(unix)] // el límite lo pone ulimit
fn lo_que_el_sistema_no_deja_abrir_se_dice_y_lo_demas_se_responde() {
    let base = shared::servidor::iniciar(0).unwrap().base();
    let mut leccion = http("threads");
    leccion.args(vec![format!("{base}/delay/0.2?bytes=100"); 300]);
    let hecho = ejecutar(&mut con_bash(&leccion, "ulimit -n 128; exec \"$0\" \"$@\""));
    let bien = hecho.salida.matches("]: 100 bytes\n").count();
    let causa = "]: el sistema no deja abrir más archivos o conexiones (";
    let mal = hecho.errores.matches(causa).count();
    // Cuántas no caben depende de cuántas haya a la vez.
    assert!(
        bien >= 50 && mal > 0 && bien + mal == 300,
        "{bien} y {mal}: {hecho}"
    );
    let cuantas = format!("Error: peticiones que han fallado: {mal}\n");
    assert!(hecho.errores.ends_with(&cuantas), "{hecho}");
    assert_eq!(hecho.estado.code(), Some(1), "{hecho}");
    // Si no cabe ni el servidor local, nadie entra en pánico.
    let hecho = ejecutar(&mut con_bash(
        &programa("async"),
        "ulimit -n 9; exec \"$0\"",
    ));
    assert!(
        hecho.errores.contains("Too many open files (os error 24)"),
        "{hecho}"
    );
    assert_eq!(hecho.estado.code(), Some(1), "{hecho}");
}
