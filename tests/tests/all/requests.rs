//! Peticiones que fallan y argumentos que no valen, en las tres lecciones HTTP: cada fallo se dice una vez,
//! lo demás se responde, y ningún programa dice que fue bien si no lo fue.

use crate::*;
use tests::averias::{BUENAS, LENTAS, MALAS};

/// Un puerto de este equipo en el que no escucha nadie.
const NADIE: &str = "http://127.0.0.1:9";

/// Ejecuta una lección en la que tienen que fallar esas URL, con esas causas, y ninguna más; al final dice
/// cuántas fueron.
pub fn fallan(leccion: Programa, averias: &[(String, &str)]) -> Ejecucion {
    let hecho = mal(leccion, 1, &format!("Error: peticiones que han fallado: {}\n", averias.len()));
    assert!(hecho.tiempo_total().parse::<f64>().is_ok(), "{hecho}");
    let dichas: Vec<&str> = hecho.errores.lines().filter(|l| l.starts_with("[-] URL")).collect();
    assert_eq!(dichas.len(), averias.len(), "{hecho}");
    for (url, causa) in averias {
        let aviso = format!("[-] URL [{url}]: {causa}");
        assert!(dichas.iter().any(|dicha| dicha.starts_with(&aviso)), "falta {aviso}: {hecho}");
    }
    hecho
}

#[test]
fn cada_averia_se_dice_y_lo_demas_se_responde() {
    con_cada_uno(MANERAS.map(http), |leccion| {
        let servidor = Servidor::iniciar();
        let mut averias: Vec<_> = MALAS.map(|(ruta, causa)| (servidor.url(ruta), causa)).into();
        averias.push((NADIE.to_string(), "conexión rechazada: ahí no escucha nadie ("));
        let buenas = BUENAS.map(|(ruta, _)| servidor.url(ruta));
        let urls = averias.iter().map(|(url, _)| url).chain(&buenas);
        let hecho = fallan(leccion.con(urls), &averias);

        assert_eq!(hecho.mensajes().len(), BUENAS.len() + 1, "{hecho}");
        for (ruta, bytes) in BUENAS {
            assert!(hecho.responde(&servidor.url(ruta), bytes), "{ruta}: {hecho}");
        }
        // Ninguna se vuelve a pedir, falle o no.
        for ruta in ["/bien", "/404", "/cierra", "/cortada", "/no-http"] {
            assert_eq!(servidor.peticiones(ruta).len(), 1, "{ruta}");
        }
    });
}

#[test]
#[ignore = "dura 30 s, lo que se espera a quien no responde"]
fn lo_que_no_llega_a_tiempo_se_deja_de_esperar() {
    let servidor = Servidor::iniciar();
    let causa = "la respuesta no llegó completa a tiempo (";
    let averias = LENTAS.map(|ruta| (servidor.url(ruta), causa));
    con_cada_uno(["threads", "processes"].map(http), |leccion| {
        fallan(leccion.con(averias.each_ref().map(|(url, _)| url)), &averias);
    });
}

#[test]
fn la_misma_url_dos_veces_se_pide_dos_veces() {
    con_cada_uno(MANERAS.map(http), |leccion| {
        let servidor = Servidor::iniciar();
        let url = servidor.url("/bien");
        let hecho = bien(leccion.con([&url, &url]));
        assert_eq!((servidor.peticiones("/bien").len(), hecho.tramos.len()), (2, 2), "{hecho}");
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
        let hecho = fallan(leccion.con(["--internet"]).por_el_proxy(&con_clave), &averias);
        assert!(!hecho.to_string().contains("secreto"), "{hecho}");
    });
}

#[test]
fn el_usuario_y_la_clave_de_una_url_no_se_dicen_nunca() {
    let servidor = Servidor::iniciar();
    let urls = ["/bien", "/no-http"].map(|ruta| servidor.url(ruta));
    let con_clave = urls.each_ref().map(|url| url.replace("http://", "http://ana:secreto@"));
    let [bien, no_http] = urls;
    let averia = [(no_http, "la respuesta no es HTTP")];
    con_cada_uno(MANERAS.map(http), |leccion| {
        // Ni en la salida, ni en los errores, ni en la traza.
        let hecho = fallan(leccion.clone().con(&con_clave), &averia);
        assert!(hecho.responde(&bien, 5000), "{hecho}");
        let dicho = hecho.to_string();
        assert!(!dicho.contains("secreto") && !dicho.contains("ana"), "{hecho}");
        // Tampoco cuando la URL no vale.
        for url in [
            "ftp://ana:secreto@a",
            "http://ana:se/creto@a/",
            "http://ana:sec@reto@a:99999",
            "ana:secreto@a",
            "http://ana:secreto@",
        ] {
            let hecho = mal(leccion.clone().con([url]), 2, "");
            assert!(!hecho.errores.contains("reto"), "{hecho}");
        }
    });
}

#[test]
fn un_argumento_que_no_vale_se_explica_antes_de_pedir_nada() {
    for manera in MANERAS {
        for malo in ["--internet", "-x", "", "a.es", "ftp://a.es", "http://", "/delay/1"] {
            let servidor = Servidor::iniciar();
            let programa = http(manera).con([&servidor.url("/bien"), malo]);
            let hecho = mal(programa, 2, &format!("«{malo}»"));
            assert_eq!((&*hecho.salida, servidor.peticiones("/bien").len()), ("", 0), "{hecho}");
            let uso = format!("Uso: cargo run -p examples-http --bin {manera} ");
            assert!(hecho.errores.contains(&uso), "{hecho}");
        }
    }
    let no_vale =
        "«http://256.256.256.256/» no es una URL que se pueda pedir (invalid IPv4 address)";
    mal(http("threads").con(["http://256.256.256.256/"]), 2, no_vale);
    for (programa, clase) in
        [(http("threads"), "--bin threads"), (Programa::llamado("async"), "--example async")]
    {
        let hecho = bien(programa.con(["--help"]));
        let uso = format!("Uso: cargo run -p examples-http {clase} ");
        assert!(hecho.salida.starts_with(&uso) && hecho.errores.is_empty(), "{hecho}");
    }
}

#[test]
#[cfg(unix)] // en Windows, un argumento que no es Unicode no es una lista de bytes
fn un_argumento_que_no_es_unicode_se_explica() {
    use std::os::unix::ffi::OsStringExt;
    let crudo = std::ffi::OsString::from_vec(b"http://\xff/".to_vec());
    mal(http("threads").con([crudo]), 2, "no es un texto Unicode");
    // Lo que mueve el cursor o da la vuelta a la escritura se ve con su número.
    mal(http("threads").con(["\u{202e}\u{1b}"]), 2, "«\\u{202e}\\u{1b}»");
}

/// Tantas páginas de 0,2 s.
fn muchas(cuantas: usize) -> Vec<String> {
    let base = shared::servidor::iniciar(0).unwrap().base();
    (0..cuantas).map(|i| format!("{base}/delay/0.2?bytes=100&pagina={i}")).collect()
}

#[test]
fn mil_con_hilos_y_doscientas_con_procesos_se_responden_todas() {
    // En Windows no caben tantas en una orden, que tiene 32767 caracteres como mucho.
    let mil = if cfg!(windows) { 250 } else { 1000 };
    for (manera, cuantas) in [("threads", mil), ("processes", 200)] {
        let urls = muchas(cuantas);
        // Sin traza: aquí solo importa que respondan todas.
        let hecho = bien(http(manera).con(&urls).variable("TRAZA", ""));
        let dichas = urls.iter().map(|url| format!("[+] URL [{url}]: 100 bytes")).collect();
        assert!(hecho.lineas().is_superset(&dichas), "{hecho}");
        assert_eq!(hecho.mensajes().len(), urls.len() + 1, "{hecho}");
    }
}

#[test]
#[cfg(unix)] // el límite lo pone ulimit
fn lo_que_el_sistema_no_deja_abrir_se_dice_y_lo_demas_se_responde() {
    let urls = muchas(300);
    let orden = http("threads").con(&urls).con_bash("ulimit -n 128; exec \"$0\" \"$@\"");
    let hecho = ejecutar(orden);
    let bien = hecho.salida.matches("]: 100 bytes\n").count();
    let causa = "]: el sistema no deja abrir más archivos o conexiones (";
    let mal = hecho.errores.matches(causa).count();
    // Cuántas no caben depende de cuántas haya a la vez.
    assert!(bien >= 50 && mal > 0 && bien + mal == urls.len(), "{bien} y {mal}: {hecho}");
    let cuantas = format!("Error: peticiones que han fallado: {mal}\n");
    assert!(hecho.errores.ends_with(&cuantas), "{hecho}");
    assert_eq!(hecho.estado.code(), Some(1), "{hecho}");
    // Si no cabe ni el servidor local, nadie entra en pánico.
    let hecho = ejecutar(Programa::llamado("async").con_bash("ulimit -n 9; exec \"$0\""));
    assert!(hecho.errores.contains("Too many open files (os error 24)"), "{hecho}");
    assert_eq!(hecho.estado.code(), Some(1), "{hecho}");
}
