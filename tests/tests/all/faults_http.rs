//! Averías de verdad, pedidas por las tres lecciones HTTP: ninguna pasa en silencio ni cuelga nada.

use std::collections::BTreeSet;
use std::time::Duration;
use tests::averias::{BUENAS, MALAS, Servidor, url_sin_nadie};
use tests::http::{self, LECCIONES};
use tests::servidor::Solo;
use tests::{Ejecucion, Leccion};

const MIB: u64 = 1 << 20;

/// Una lección con los límites de tiempo acortados: 3 s para conectar (Windows tarda 2 en saber que
/// nadie escucha), 4 s en total.
fn leccion(nombre: &str) -> Leccion {
    Leccion::binario("examples-http", nombre).variable("LIMITES_DE_PRUEBA", "3000,4000")
}

fn con_poca_memoria(hecho: &Ejecucion) {
    if let Some(memoria) = hecho.memoria {
        assert!(memoria < 32 * MIB, "{} MiB: {hecho}", memoria / MIB);
    }
}

/// Que los avisos de la salida de errores sean exactamente esos, en cualquier orden, y el último el
/// que los cuenta.
fn avisos(hecho: &Ejecucion) -> (BTreeSet<&str>, &str) {
    let mut avisos: Vec<&str> = hecho.errores.lines().filter(|l| !l.is_empty()).collect();
    let ultimo = avisos.pop().unwrap();
    let cuantos = avisos.len();
    let distintos: BTreeSet<&str> = avisos.into_iter().collect();
    assert_eq!(distintos.len(), cuantos, "avisos repetidos: {hecho}");
    (distintos, ultimo)
}

#[test]
fn cada_averia_se_dice_y_lo_demas_se_responde() {
    for nombre in LECCIONES {
        let servidor = Servidor::iniciar().unwrap();
        let nadie = url_sin_nadie().unwrap();
        let mut urls: Vec<String> = Vec::new();
        urls.extend(MALAS.map(|(ruta, _)| servidor.url(ruta)));
        urls.push(nadie.clone());
        urls.extend(BUENAS.map(|(ruta, _)| servidor.url(ruta)));
        let hecho = leccion(nombre).con(&urls).ejecutar().unwrap();

        assert_eq!(hecho.codigo(), Some(1), "{hecho}");
        let (avisos, ultimo) = avisos(&hecho);
        assert_eq!(ultimo, format!("[-] Fallaron 10 de {} peticiones", urls.len()), "{hecho}");
        assert_eq!(avisos.len(), 10, "{hecho}");
        for (ruta, causa) in MALAS {
            let aviso = format!("[-] URL [{}]: {causa}", servidor.url(ruta));
            assert!(avisos.iter().any(|dicho| dicho.starts_with(&aviso)), "falta {aviso}: {hecho}");
        }
        let rechazada = format!("[-] URL [{nadie}]: conexión rechazada: ahí no escucha nadie");
        assert!(avisos.contains(rechazada.as_str()), "{hecho}");

        let respondidas: BTreeSet<String> =
            hecho.mensajes().iter().map(|m| m.to_string()).collect();
        assert_eq!(hecho.mensajes().len(), BUENAS.len() + 1, "{hecho}");
        for (ruta, bytes) in BUENAS {
            let mensaje = format!("[+] URL [{}]: {bytes} bytes", servidor.url(ruta));
            assert!(respondidas.contains(&mensaje), "falta {mensaje}: {hecho}");
            assert_eq!(servidor.veces(ruta), 1, "{ruta} se pide una vez");
        }
        assert!(http::total(&hecho).is_some(), "{hecho}");
        for ruta in ["/mudo", "/cierra", "/cabeceras-a-medias", "/no-http", "/goteo"] {
            assert_eq!(servidor.veces(ruta), 1, "{ruta} se pide una vez, aunque falle");
        }
        con_poca_memoria(&hecho);
    }
}

#[test]
fn dos_gigabytes_se_cuentan_sin_guardarlos() {
    let servidor = Servidor::iniciar().unwrap();
    // Basta con que una lección pida los 2 GiB: las tres cuentan igual.
    for (nombre, mib) in [("threads", 2048), ("sequential", 100), ("processes", 100)] {
        let url = servidor.url(&format!("/enorme/{mib}"));
        // En un equipo muy ocupado 2 GiB pueden llevar más de 30 segundos.
        let leccion = leccion(nombre).variable("LIMITES_DE_PRUEBA", "1000,120000");
        let hecho = leccion.limite(Duration::from_secs(180)).con([&url]).ejecutar().unwrap();
        assert_eq!(hecho.codigo(), Some(0), "{hecho}");
        let bytes = mib * MIB;
        assert_eq!(hecho.mensajes()[0], format!("[+] URL [{url}]: {bytes} bytes"), "{hecho}");
        con_poca_memoria(&hecho);
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
    for nombre in LECCIONES {
        let url = format!("http://{direccion}/");
        let leccion = leccion(nombre).variable("LIMITES_DE_PRUEBA", "1000,4000");
        let hecho = leccion.con([&url]).ejecutar().unwrap();
        assert_eq!(hecho.codigo(), Some(1), "{hecho}");
        let aviso = format!("[-] URL [{url}]: no se pudo conectar en 1 s");
        assert!(avisos(&hecho).0.contains(aviso.as_str()), "{hecho}");
    }
}

#[test]
fn la_misma_url_dos_veces_se_pide_dos_veces() {
    for nombre in LECCIONES {
        let servidor = Servidor::iniciar().unwrap();
        let url = servidor.url("/bien");
        let hecho = leccion(nombre).con([&url, &url]).ejecutar().unwrap();
        assert_eq!(hecho.codigo(), Some(0), "{hecho}");
        assert_eq!(servidor.veces("/bien"), 2, "{hecho}");
        assert_eq!(hecho.tramos.len(), 2, "{hecho}");
    }
}

#[test]
fn el_usuario_y_la_clave_de_una_url_no_se_dicen_nunca() {
    let servidor = Servidor::iniciar().unwrap();
    let con_clave = |ruta| servidor.url(ruta).replace("http://", "http://ana:secreto@");
    for nombre in LECCIONES {
        let urls = [con_clave("/bien"), con_clave("/no-http")];
        let hecho = leccion(nombre).con(&urls).ejecutar().unwrap();
        assert_eq!(hecho.codigo(), Some(1), "{hecho}");
        let bien = format!("[+] URL [{}]: 5000 bytes", servidor.url("/bien"));
        assert_eq!(hecho.mensajes()[0], bien, "{hecho}");
        let mal = format!("[-] URL [{}]: la respuesta no es HTTP", servidor.url("/no-http"));
        assert!(hecho.errores.contains(&mal), "{hecho}");
        for dicho in [hecho.to_string(), format!("{:?}", hecho.tramos)] {
            assert!(!dicho.contains("secreto") && !dicho.contains("ana"), "{hecho}");
        }
        // Tampoco cuando la URL no vale.
        let hecho = leccion(nombre).con(["ftp://ana:secreto@a.example/"]).ejecutar().unwrap();
        assert_eq!(hecho.codigo(), Some(2), "{hecho}");
        assert!(!hecho.errores.contains("secreto"), "{hecho}");
    }
}

#[test]
fn una_direccion_ipv6_se_pide_como_cualquiera() {
    let Ok(servidor) = Servidor::en("[::1]:0".parse().unwrap()) else {
        eprintln!("este equipo no tiene IPv6: no se comprueba");
        return;
    };
    for nombre in LECCIONES {
        let url = servidor.url("/bien");
        assert!(url.starts_with("http://[::1]:"), "{url}");
        let hecho = leccion(nombre).con([&url]).ejecutar().unwrap();
        assert_eq!(hecho.mensajes()[0], format!("[+] URL [{url}]: 5000 bytes"), "{hecho}");
    }
}

#[test]
fn un_nombre_con_ene_viaja_en_punycode_y_se_dice_como_se_escribio() {
    let proxy = Servidor::iniciar().unwrap();
    for nombre in LECCIONES {
        let hecho = leccion(nombre)
            .con(["http://señal.example/bien"])
            .variable("HTTP_PROXY", proxy.url(""))
            .variable("http_proxy", proxy.url(""))
            .variable("NO_PROXY", "")
            .variable("no_proxy", "")
            .ejecutar()
            .unwrap();
        let mensaje = "[+] URL [http://señal.example/bien]: 5000 bytes";
        assert_eq!(hecho.mensajes()[0], mensaje, "{hecho}");
    }
    assert_eq!(proxy.veces("http://xn--seal-hqa.example/bien"), 3);
}

#[test]
#[cfg(unix)]
fn un_argumento_que_no_es_unicode_se_explica() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    for nombre in LECCIONES {
        let crudo = OsString::from_vec(b"http://\xff/".to_vec());
        let hecho = leccion(nombre).con([crudo]).ejecutar().unwrap();
        assert_eq!(hecho.codigo(), Some(2), "{hecho}");
        assert!(hecho.errores.contains("no es un texto Unicode"), "{hecho}");
        assert!(!hecho.errores.contains("panicked"), "{hecho}");
    }
}

/// Mil páginas con hilos y doscientas con procesos, de 0,2 s cada una.
const MUCHAS: [(&str, usize); 2] = [("threads", 1000), ("processes", 200)];

fn muchas(servidor: &Solo, nombre: &str, cuantas: usize) -> Leccion {
    let base = servidor.base();
    let urls = (0..cuantas).map(|i| format!("{base}/delay/0.2?bytes=100&pagina={i}"));
    Leccion::binario("examples-http", nombre).con(urls)
}

#[test]
fn mil_con_hilos_y_doscientas_con_procesos_se_responden_todas() {
    let servidor = Solo::iniciar().unwrap();
    let base = servidor.base();
    for (nombre, cuantas) in MUCHAS {
        let hecho = muchas(&servidor, nombre, cuantas).ejecutar().unwrap();
        assert_eq!(hecho.codigo(), Some(0), "{hecho}");
        let respondidas: BTreeSet<&str> = hecho
            .mensajes()
            .into_iter()
            .filter(|mensaje| mensaje.starts_with(&format!("[+] URL [{base}/")))
            .collect();
        assert_eq!(respondidas.len(), cuantas, "{hecho}");
        assert_eq!(hecho.mensajes().len(), cuantas + 1, "{hecho}");
        assert_eq!(hecho.tramos.len(), cuantas, "{hecho}");
    }
}

#[test]
#[cfg(unix)]
fn lo_que_el_sistema_no_deja_abrir_se_dice_y_lo_demas_se_responde() {
    let servidor = Solo::iniciar().unwrap();
    let base = servidor.base();
    for (nombre, cuantas) in MUCHAS {
        let leccion = muchas(&servidor, nombre, cuantas).tras("ulimit -n 256");
        let hecho = leccion.ejecutar().unwrap();
        let bien = hecho.mensajes().iter().filter(|m| m.contains(&format!("[{base}/"))).count();
        let mal = hecho.errores.matches(&format!("[-] URL [{base}/")).count();
        assert_eq!(bien + mal, cuantas, "{hecho}");
        assert!(!hecho.errores.contains("panicked"), "{hecho}");
        assert!(bien >= 100, "{hecho}");
        assert!(http::total(&hecho).is_some(), "{hecho}");
        assert_eq!(hecho.codigo(), Some(i32::from(mal > 0)), "{hecho}");
        if mal > 0 {
            let ultimo = format!("[-] Fallaron {mal} de {cuantas} peticiones\n");
            assert!(hecho.errores.ends_with(&ultimo), "{hecho}");
            let causa = "]: el sistema no deja abrir más archivos o conexiones";
            assert_eq!(hecho.errores.matches(causa).count(), mal, "{hecho}");
        }
    }
}
