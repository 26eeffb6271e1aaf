//! Averías de verdad, pedidas por las tres lecciones HTTP: ninguna pasa en silencio ni cuelga nada.

use crate::*;
use tests::averias::{BUENAS, LENTAS, MALAS, Servidor, url_sin_nadie};

const MIB: u64 = 1 << 20;

/// Ejecuta una lección en la que tienen que fallar esas URL, con esas causas, y ninguna más; lo demás lo
/// hace igual, y al final dice cuántas fueron.
fn fallan(leccion: Leccion, averias: &[(String, &str)]) -> Ejecucion {
    let cuantas = format!("Error: peticiones que han fallado: {}\n", averias.len());
    let hecho = mal(leccion, 1, &cuantas);
    assert!(hecho.tiempo_total().is_some(), "{hecho}");
    assert!(!hecho.salida.contains("exitosamente"), "{hecho}");
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
    for manera in MANERAS {
        let servidor = Servidor::iniciar().unwrap();
        let mut averias: Vec<_> = MALAS.map(|(ruta, causa)| (servidor.url(ruta), causa)).into();
        averias.push((url_sin_nadie().unwrap(), "conexión rechazada: ahí no escucha nadie ("));
        let buenas = BUENAS.map(|(ruta, _)| servidor.url(ruta));
        let urls = averias.iter().map(|(url, _)| url).chain(&buenas);
        let hecho = fallan(http(manera).con(urls), &averias);

        let respondidas = lineas(&hecho.salida);
        assert_eq!(hecho.mensajes().len(), BUENAS.len() + 1, "{hecho}");
        for (ruta, bytes) in BUENAS {
            let mensaje = format!("[+] URL [{}]: {bytes} bytes", servidor.url(ruta));
            assert!(respondidas.contains(&mensaje), "falta {mensaje}: {hecho}");
        }
        // Ninguna se vuelve a pedir, falle o no.
        for ruta in ["/bien", "/404", "/cierra", "/cabeceras-a-medias", "/no-http"] {
            assert_eq!(servidor.veces(ruta), 1, "{ruta}");
        }
        assert!(hecho.memoria < Some(32 * MIB), "{:?} bytes: {hecho}", hecho.memoria);
    }
}

#[test]
fn lo_que_no_llega_a_tiempo_se_deja_de_esperar() {
    let servidor = Servidor::iniciar().unwrap();
    let causa = "la respuesta no llegó completa a tiempo (";
    let lentas = LENTAS.map(|ruta| (servidor.url(ruta), causa));
    let en_fila = lentas.chunks(1).map(|una| ("sequential", una));
    let a_la_vez = ["threads", "processes"].map(|manera| (manera, &lentas[..]));
    thread::scope(|ambito| {
        for (manera, averias) in en_fila.chain(a_la_vez) {
            let leccion = http(manera).con(averias.iter().map(|(url, _)| url));
            ambito.spawn(|| fallan(leccion, averias));
        }
    });
}

#[test]
fn dos_gigabytes_se_cuentan_sin_guardarlos() {
    let servidor = Servidor::iniciar().unwrap();
    // Basta con que una lección pida los 2 GiB: las tres cuentan igual.
    for (manera, mib) in [("threads", 2048), ("sequential", 100), ("processes", 100)] {
        let url = servidor.url(&format!("/enorme/{mib}"));
        // En un equipo muy ocupado llevan su tiempo.
        let hecho = bien(http(manera).con([&url]).limite(Duration::from_secs(300)));
        let bytes = mib * MIB;
        assert_eq!(hecho.mensajes()[0], format!("[+] URL [{url}]: {bytes} bytes"), "{hecho}");
        assert!(hecho.memoria < Some(32 * MIB), "{:?} bytes: {hecho}", hecho.memoria);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn un_servidor_que_no_acepta_la_conexion_se_deja_de_esperar() {
    use std::net::{TcpListener, TcpStream};

    // Con la cola de conexiones llena, Linux ni acepta ni rechaza la siguiente.
    let lleno = TcpListener::bind("127.0.0.1:0").unwrap();
    let direccion = lleno.local_addr().unwrap();
    let mut cola = Vec::new();
    while let Ok(conexion) = TcpStream::connect_timeout(&direccion, Duration::from_millis(300)) {
        cola.push(conexion);
        assert!(cola.len() < 20_000, "la cola no se llena");
    }
    let url = format!("http://{direccion}/");
    fallan(http("threads").con([&url]), &[(url.clone(), "no se pudo conectar a tiempo (")]);
}

#[test]
fn internet_pide_los_cuatro_dominios_de_los_apuntes() {
    let causa = "no se pudo pasar por el proxy http://127.0.0.1:9";
    let dominios = ["google.es", "xvideos.com", "wikipedia.org", "yahoo.com"];
    let averias = dominios.map(|dominio| (format!("https://{dominio}"), causa));
    for manera in MANERAS {
        // Un proxy que no existe: nada sale del equipo.
        let leccion = por_el_proxy(http(manera).con(["--internet"]), "http://127.0.0.1:9");
        fallan(leccion, &averias);
    }
}

#[test]
fn la_misma_url_dos_veces_se_pide_dos_veces() {
    for manera in MANERAS {
        let servidor = Servidor::iniciar().unwrap();
        let url = servidor.url("/bien");
        let hecho = bien(http(manera).con([&url, &url]));
        assert_eq!((servidor.veces("/bien"), hecho.tramos.len()), (2, 2), "{hecho}");
    }
}

#[test]
fn el_usuario_y_la_clave_de_una_url_no_se_dicen_nunca() {
    let servidor = Servidor::iniciar().unwrap();
    let urls = ["/bien", "/no-http"].map(|ruta| servidor.url(ruta));
    let [bien, no_http] = &urls;
    let con_clave = urls.each_ref().map(|url| url.replace("http://", "http://ana:secreto@"));
    for manera in MANERAS {
        let averia = (no_http.clone(), "la respuesta no es HTTP");
        let hecho = fallan(http(manera).con(&con_clave), &[averia]);
        assert_eq!(hecho.mensajes()[0], format!("[+] URL [{bien}]: 5000 bytes"), "{hecho}");
        let dicho = hecho.to_string();
        assert!(!dicho.contains("secreto") && !dicho.contains("ana"), "{hecho}");
        // Tampoco cuando la URL no vale.
        for url in ["ftp://ana:secreto@a", "http://ana:se/creto@a/", "http://ana:secreto@a:99999"] {
            let hecho = mal(http(manera).con([url]), 2, "");
            assert!(!hecho.errores.contains("creto"), "{hecho}");
        }
    }
}

#[test]
fn lo_que_no_vale_se_explica_antes_de_pedir_nada() {
    for manera in MANERAS {
        for malo in ["--intenet", "-x", "", "google.es", "ftp://google.es", "http://", "/delay/1"] {
            let hecho = mal(http(manera).con([malo]), 2, &format!("«{malo}»"));
            assert_eq!(hecho.salida, "", "{hecho}");
            let uso = format!("Uso: cargo run -p examples-http --bin {manera} ");
            assert!(hecho.errores.contains(&uso), "{hecho}");
        }
    }
    let con_async = Leccion::ejemplo("examples-http", "async");
    for (programa, clase) in [(http("threads"), "--bin threads"), (con_async, "--example async")] {
        let hecho = bien(programa.con(["--help"]));
        let uso = format!("Uso: cargo run -p examples-http {clase} ");
        assert!(hecho.salida.starts_with(&uso) && hecho.errores.is_empty(), "{hecho}");
    }
}

#[test]
#[cfg(unix)]
fn un_argumento_que_no_es_unicode_se_explica() {
    use std::os::unix::ffi::OsStringExt;
    let crudo = std::ffi::OsString::from_vec(b"http://\xff/".to_vec());
    mal(http("threads").con([crudo]), 2, "no es un texto Unicode");
}

#[test]
fn un_nombre_con_ene_viaja_en_punycode_y_se_dice_como_se_escribio() {
    let proxy = Servidor::iniciar().unwrap();
    let url = "http://señal.example/bien";
    let hecho = bien(por_el_proxy(http("threads").con([url]), &proxy.url("")));
    assert_eq!(hecho.mensajes()[0], format!("[+] URL [{url}]: 5000 bytes"), "{hecho}");
    assert_eq!(proxy.veces("http://xn--seal-hqa.example/bien"), 1);
}

#[test]
#[ignore = "hace falta IPv6 en este equipo"]
fn una_direccion_ipv6_se_pide_como_cualquiera() {
    let servidor = Servidor::en("[::1]:0".parse().unwrap()).unwrap();
    let url = servidor.url("/bien");
    let hecho = bien(http("threads").con([&url]));
    assert_eq!(hecho.mensajes()[0], format!("[+] URL [{url}]: 5000 bytes"), "{hecho}");
}

/// Mil páginas con hilos y doscientas con procesos, de 0,2 s cada una.
fn muchas(servidor: &Solo) -> [(&'static str, Vec<String>); 2] {
    // En Windows no caben tantas en una orden, que tiene 32767 caracteres como mucho.
    let maximo = if cfg!(windows) { 250 } else { 1000 };
    let url = |i| format!("{}/delay/0.2?bytes=100&pagina={i}", servidor.base());
    [("threads", maximo), ("processes", 200)].map(|(m, n)| (m, (0..n).map(url).collect()))
}

#[test]
fn mil_con_hilos_y_doscientas_con_procesos_se_responden_todas() {
    let servidor = Solo::iniciar().unwrap();
    for (manera, urls) in muchas(&servidor) {
        // Wine no añade al final de un archivo de una sola vez: con doscientos procesos, una línea de la traza
        // puede pisar a otra.
        let con_traza = cfg!(unix) || manera == "threads";
        let programa = http(manera).con(&urls);
        let hecho = bien(if con_traza { programa } else { programa.variable("TRAZA", "") });
        let dichas = BTreeSet::from_iter(urls.iter().map(|u| format!("[+] URL [{u}]: 100 bytes")));
        assert!(dichas.is_subset(&lineas(&hecho.salida)), "{hecho}");
        assert_eq!(hecho.mensajes().len(), urls.len() + 1, "{hecho}");
        assert_eq!(hecho.tramos.len(), if con_traza { urls.len() } else { 0 }, "{hecho}");
    }
}

#[test]
#[cfg(unix)]
fn lo_que_el_sistema_no_deja_abrir_se_dice_y_lo_demas_se_responde() {
    let servidor = Solo::iniciar().unwrap();
    for (manera, urls) in muchas(&servidor) {
        let programa = http(manera).construir().unwrap();
        let hecho = crate::bash("ulimit -n 256; exec \"$0\" \"$@\"", &programa, &urls);
        let dichas = |texto: &str, marca: &str, que: &str| {
            let dicha = |url: &&String| texto.contains(&format!("{marca} URL [{url}]: {que}"));
            urls.iter().filter(dicha).count()
        };
        let causa = "el sistema no deja abrir más archivos o conexiones (";
        let bien = dichas(&hecho.salida, "[+]", "100 bytes");
        let mal = dichas(&hecho.errores, "[-]", causa);
        assert_eq!(bien + mal, urls.len(), "{hecho}");
        assert!(bien >= 100, "{hecho}");
        assert!(hecho.tiempo_total().is_some(), "{hecho}");
        assert_eq!(hecho.codigo(), Some(i32::from(mal > 0)), "{hecho}");
        let cuantas = format!("Error: peticiones que han fallado: {mal}\n");
        assert_eq!(hecho.errores.contains(&cuantas), mal > 0, "{hecho}");
    }
}
