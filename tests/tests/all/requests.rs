//! Peticiones que fallan y argumentos que no valen, en las tres lecciones HTTP: cada fallo se dice una vez,
//! lo demás se responde, y ningún programa dice que fue bien si no lo fue.

use crate::*;
use shared::dominios::DOMINIOS;
use shared::ejecucion::clon::Clon;
use tests::averias::{BUENAS, LENTAS, MALAS};

/// Un puerto de este equipo en el que no escucha nadie.
const NADIE: &str = "http://127.0.0.1:9";

/// Ejecuta una lección en la que tienen que fallar esas URL, con esas causas, y ninguna más; al final dice cuántas
/// fueron.
pub fn fallan(leccion: &mut Command, averias: &[(String, &str)]) -> Ejecucion {
    let cuantas = averias.len();
    let esperado = format!("Error: peticiones que han fallado: {cuantas}\n");
    let hecho = mal(leccion, 1, &esperado);
    segundos_dichos(&hecho);
    let avisos = avisos(&hecho, "[-] URL [");
    assert_eq!(avisos.len(), cuantas, "{hecho}");
    for (url, causa) in averias {
        let esperado = format!("[-] URL [{url}]: {causa}");
        let se_dice = avisos.iter().any(|aviso| aviso.starts_with(&esperado));
        assert!(se_dice, "falta {esperado}: {hecho}");
    }
    hecho
}

/// Las líneas de la salida de errores que empiezan así.
fn avisos<'a>(hecho: &'a Ejecucion, principio: &str) -> Vec<&'a str> {
    let lineas = hecho.errores.lines();
    lineas
        .filter(|linea| linea.starts_with(principio))
        .collect()
}

/// Todos los programas que piden páginas.
fn los_que_piden() -> Vec<Command> {
    let mut programas = vec![programa("async")];
    programas.extend(MANERAS.map(http));
    programas
}

#[test]
fn cada_averia_se_dice_y_lo_demas_se_responde() {
    con_cada_uno(los_que_piden(), |leccion| {
        let servidor = Servidor::iniciar();
        let nadie_escucha = "conexión rechazada: ahí no escucha nadie (";
        let mut averias = vec![(NADIE.to_string(), nadie_escucha)];
        for (ruta, causa) in MALAS {
            averias.push((servidor.url(ruta), causa));
        }
        for (url, _) in &averias {
            leccion.arg(url);
        }
        for buena in BUENAS {
            leccion.arg(servidor.url(buena.ruta));
        }
        let hecho = fallan(leccion, &averias);

        assert_eq!(hecho.mensajes().len(), BUENAS.len() + 1, "{hecho}");
        for buena in BUENAS {
            let url = servidor.url(buena.ruta);
            assert!(hecho.responde(&url, buena.bytes), "{url}: {hecho}");
        }
        // Cada una se pide tantas veces como se dijo, falle o no.
        for (ruta, veces) in [("/bien", 2), ("/404", 1), ("/cierra", 1), ("/cortada", 1)] {
            assert_eq!(servidor.peticiones(ruta).len(), veces, "{ruta}");
        }
    });
}

#[test]
fn de_un_estado_que_no_es_2xx_se_avisa_una_vez_por_cada_url() {
    let servidor = Servidor::iniciar();
    con_cada_uno(los_que_piden(), |leccion| {
        let mut esperados = BTreeSet::new();
        for buena in BUENAS {
            let url = servidor.url(buena.ruta);
            leccion.arg(&url);
            if buena.estado != 200 {
                esperados.insert(format!("[*] URL [{url}]: estado {}", buena.estado));
            }
        }
        let hecho = bien(leccion);
        // No hay nada más en la salida de errores.
        let lineas: Vec<String> = hecho.errores.lines().map(String::from).collect();
        assert_eq!(lineas.len(), esperados.len(), "{hecho}");
        assert_eq!(BTreeSet::from_iter(lineas), esperados, "{hecho}");
    });
}

#[test]
fn el_programa_de_la_pagina_que_usa_reqwest_sin_realizar_peticion_pide_la_suya() {
    let pagina = leer("docs/python-to-rust.md");
    let (_, programa) = pagina.split_once("```rust\n").unwrap();
    let (programa, _) = programa.split_once("```").unwrap();
    let servidor = shared::http::servidor::iniciar(0).unwrap();
    let programa = cambiar(programa, "http://127.0.0.1:8000", &servidor.base());

    let clon = Clon::nuevo("reqwest").unwrap();
    clon.escribir("examples-http/examples/direct.rs", &programa)
        .unwrap();
    let construidos = clon.construir(&["examples-http"], &["direct"]);
    let hecho = bien(&mut Command::new(&construidos.unwrap()[0]));
    assert_eq!(hecho.salida, "18000 bytes\n", "{hecho}");
}

#[test]
#[ignore = "dura 30 s, lo que se espera a quien no responde"]
fn lo_que_no_llega_a_tiempo_se_deja_de_esperar() {
    let servidor = Servidor::iniciar();
    let causa = "la respuesta no llegó completa a tiempo (";
    let averias = LENTAS.map(|ruta| (servidor.url(ruta), causa));
    con_cada_uno(["threads", "processes"].map(http), |leccion| {
        for (url, _) in &averias {
            leccion.arg(url);
        }
        fallan(leccion, &averias);
    });
}

#[test]
fn si_el_proxy_no_esta_se_dice_cual_es_sin_su_clave() {
    let causa = "no se pudo pasar por el proxy http://127.0.0.1:9";
    ninguno_de_los_dominios_se_pide("http://ana:secreto@127.0.0.1:9", causa);
}

#[test]
fn si_el_proxy_no_se_puede_usar_la_culpa_es_suya_y_no_se_pide_nada_sin_el() {
    let causa = "no se puede usar el proxy nonsense://x: no es una dirección http:// o https://";
    ninguno_de_los_dominios_se_pide("nonsense://ana:secreto@x", causa);
    let causa = "no se puede usar el proxy socks5://127.0.0.1:9: no es una dirección http://";
    ninguno_de_los_dominios_se_pide("socks5://ana:secreto@127.0.0.1:9", causa);
}

/// Nada sale de este equipo.
fn ninguno_de_los_dominios_se_pide(proxy: &str, causa: &'static str) {
    let averias = DOMINIOS.map(|url| (url.to_string(), causa));
    con_cada_uno(los_que_piden(), |leccion| {
        leccion.arg("--internet").envs(por_el_proxy(proxy));
        let hecho = fallan(leccion, &averias);
        assert!(!hecho.to_string().contains("secreto"), "{hecho}");
    });
}

#[test]
#[cfg(unix)] // en Windows, las mayúsculas no distinguen dos variables
fn de_dos_variables_con_un_proxy_manda_la_que_va_en_minusculas() {
    let proxy = Servidor::iniciar();
    con_cada_uno(los_que_piden(), |leccion| {
        let este = proxy.url("");
        leccion.env("http_proxy", &este).env("HTTP_PROXY", NADIE);
        leccion.env("no_proxy", "x").env("NO_PROXY", "*");
        let hecho = bien(leccion.arg("http://pagina.example/bien"));
        assert!(
            hecho.responde("http://pagina.example/bien", 5000),
            "{hecho}"
        );
    });
}

#[test]
fn el_usuario_y_la_clave_de_una_url_no_se_dicen_nunca() {
    let servidor = Servidor::iniciar();
    let bien = servidor.url("/bien");
    let no_http = servidor.url("/no-http");
    let averias = [(no_http.clone(), "la respuesta no es HTTP")];
    con_cada_uno(MANERAS.map(http), |leccion| {
        for url in [&bien, &no_http] {
            leccion.arg(url.replace("http://", "http://ana:secreto@"));
        }
        let hecho = fallan(leccion, &averias);
        assert!(hecho.responde(&bien, 5000), "{hecho}");
        // Ni en la salida, ni en los errores, ni en la traza.
        let dicho = hecho.to_string();
        assert!(!dicho.contains("secreto"), "{hecho}");
        assert!(!dicho.contains("ana"), "{hecho}");
    });
}

#[test]
fn la_clave_de_una_url_que_no_vale_tampoco_se_dice() {
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
        leccion.args([&servidor.url("/bien"), malo]);
        let aviso = format!("[-] «{malo}» no es una URL que ");
        let hecho = mal(&mut leccion, 2, &aviso);
        assert_eq!(hecho.salida, "", "{hecho}");
        assert!(hecho.errores.contains("\n\nUso: cargo run"), "{hecho}");
    }
    assert!(servidor.peticiones("/bien").is_empty());
    let direccion = "http://256.256.256.256/";
    let no_vale = format!("«{direccion}» no es una URL que se pueda pedir (invalid IPv4 address)");
    mal(http("threads").arg(direccion), 2, &no_vale);
    // Lo que mueve el cursor o da la vuelta a la escritura se ve con su número.
    let mueve = "\u{202e}\u{1b}";
    mal(http("threads").arg(mueve), 2, "«\\u{202e}\\u{1b}»");
}

#[test]
fn la_ayuda_dice_que_uno_de_los_dominios_es_para_adultos() {
    let hecho = bien(http("threads").arg("--help"));
    assert!(hecho.salida.starts_with("Uso: "), "{hecho}");
    let internet = hecho
        .salida
        .lines()
        .find(|linea| linea.contains("  --internet"));
    assert!(internet.unwrap().contains("adultos"), "{hecho}");
    assert_eq!(hecho.errores, "", "{hecho}");
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
    let base = shared::http::servidor::iniciar(0).unwrap().base();
    let mut leccion = http("threads");
    leccion.args(vec![format!("{base}/delay/0.2?bytes=100"); 300]);
    let hecho = ejecutar(&mut con_bash(&leccion, "ulimit -n 128; exec \"$0\" \"$@\""));
    let bien = hecho.salida.matches("]: 100 bytes\n").count();
    let causa = "]: el sistema no deja abrir más archivos o conexiones (";
    let mal = hecho.errores.matches(causa).count();
    // Cuántas no caben depende de cuántas haya a la vez.
    assert!(bien >= 50, "{bien}: {hecho}");
    assert!(mal > 0, "{hecho}");
    assert_eq!(bien + mal, 300, "{hecho}");
    let cuantas = format!("Error: peticiones que han fallado: {mal}\n");
    assert!(hecho.errores.ends_with(&cuantas), "{hecho}");
    assert_eq!(hecho.codigo(), Some(1), "{hecho}");
}

#[test]
#[cfg(unix)]
fn si_no_cabe_ni_el_servidor_local_nadie_entra_en_panico() {
    let mut sin_sitio = con_bash(&programa("async"), "ulimit -n 9; exec \"$0\"");
    mal(&mut sin_sitio, 1, "Too many open files (os error 24)");
}
