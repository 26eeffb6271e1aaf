//! Lo que ningún equipo tranquilo hace: servidores que mienten, familias a medio terminar, trazas que no
//! lo son y salidas que ya nadie lee.

use crate::{bien, mal, por_el_proxy};
use std::fs;
use tests::averias::{OTRA_POR_LA_MISMA, Servidor, con_certificado_propio};
use tests::clon::escrito;
use tests::{MANERAS, herramienta, http};

#[test]
fn una_redireccion_que_no_lleva_a_una_pagina_es_un_fallo() {
    let servidor = Servidor::iniciar().unwrap();
    let rutas = [
        ("/lejos/file:///etc/passwd", "redirige a una dirección que no vale"),
        ("/lejos/data:,hola", "no se puede pedir esa dirección (URL scheme is not allowed)"),
        ("/lejos/http://[mal", "redirige a una dirección que no vale"),
        ("/lejos/http://127.0.0.1:99999/", "redirige a una dirección que no vale"),
        ("/lejos-sin-utf8", "redirige a una dirección que no vale"),
        ("/muy-lejos", "redirige a una dirección que no vale"),
    ];
    for manera in MANERAS {
        let hecho = mal(http(manera).con(rutas.map(|(ruta, _)| servidor.url(ruta))), 1, "");
        assert!(!hecho.salida.contains("bytes"), "{hecho}");
        for (ruta, causa) in rutas {
            let aviso = format!("[-] URL [{}]: {causa}\n", servidor.url(ruta));
            assert!(hecho.errores.contains(&aviso), "falta {aviso}: {hecho}");
        }
    }
}

#[test]
fn cada_peticion_tiene_su_conexion() {
    let servidor = Servidor::iniciar().unwrap();
    for manera in MANERAS {
        let urls: Vec<String> = (0..8).map(|i| servidor.url(&format!("/abierta/{i}"))).collect();
        let hecho = bien(http(manera).con(&urls));
        assert_eq!(hecho.salida.matches(" bytes\n").count(), 8, "{hecho}");
    }
    assert_eq!(servidor.veces(OTRA_POR_LA_MISMA), 0);
}

#[test]
fn cada_causa_se_dice_en_espanol_y_con_las_palabras_de_la_biblioteca() {
    let servidor = Servidor::iniciar().unwrap();
    let sin_tls = tests::servidor::Solo::iniciar().unwrap();
    let tls = sin_tls.base().replace("http:", "https:");
    let certificado = con_certificado_propio().unwrap();
    for (url, causa) in [
        (servidor.url("/trozos-malos"), "la respuesta no es HTTP, o no se entiende (Invalid chunk"),
        (tls, "no se pudo establecer una conexión segura ("),
        (certificado, "el certificado no es de confianza (invalid peer certificate"),
        ("http://nadie.invalid/".to_string(), "no se encuentra ese nombre"),
    ] {
        let hecho = mal(http("threads").con([&url]), 1, &format!("[-] URL [{url}]: {causa}"));
        assert!(hecho.errores.contains(")\n"), "{hecho}");
    }
    // Un proxy que no responde no es culpa de la página, tampoco sin TLS.
    let hecho = por_el_proxy(http("threads"), "http://ana:secreto@127.0.0.1:9");
    let causa =
        "[-] URL [http://a.example/]: no se pudo pasar por el proxy http://127.0.0.1:9/: conexión";
    let hecho = mal(hecho.con(["http://a.example/"]), 1, causa);
    assert!(!hecho.errores.contains("secreto"), "{hecho}");
}

#[test]
#[cfg_attr(windows, ignore = "una URL tan larga no cabe en una orden de Windows")]
fn una_url_demasiado_larga_se_dice() {
    let larga = format!("http://127.0.0.1:9/{}", "x".repeat(80_000));
    mal(http("threads").con([&larga]), 1, "]: no se puede pedir esa dirección (");
}

#[test]
fn lo_que_no_se_ve_se_escribe_con_su_numero() {
    let url = "http://127.0.0.1:9/\u{202e}fdp\u{1b}[31m";
    let visible = "[-] URL [http://127.0.0.1:9/\\u{202e}fdp\\u{1b}[31m]: conexión rechazada";
    for manera in MANERAS {
        let hecho = mal(http(manera).con([url]), 1, visible);
        assert_eq!(hecho.tramos[0].nombre, "http://127.0.0.1:9/\\u{202e}fdp\\u{1b}[31m", "{hecho}");
    }
    let hecho =
        mal(http("threads").con(["ftp://\u{202e}\u{1b}[31m"]), 2, "«ftp://\\u{202e}\\u{1b}[31m»");
    assert!(!hecho.errores.contains(['\u{202e}', '\u{1b}']), "{hecho}");
}

#[test]
fn lo_que_no_se_puede_guardar_se_dice_y_no_impide_lo_demas() {
    let carpeta = tempfile::tempdir().unwrap();
    let ruta = |nombre: &str| carpeta.path().join(nombre).to_str().unwrap().to_string();
    let malo = ruta("no-existe/d.svg");
    for (opcion, otra, bueno) in
        [("--svg", "--trace", ruta("t.json")), ("--trace", "--svg", ruta("d.svg"))]
    {
        let timeline = herramienta("timeline");
        let timeline = timeline.con(["threads/crash-threads", opcion, &malo, otra, &bueno]);
        let hecho = mal(timeline, 1, "[-] no se puede escribir ");
        // Se dice antes de ejecutar nada.
        assert!(hecho.errores.starts_with("\n[-] no se puede escribir "), "{hecho}");
        assert!(
            hecho.errores.contains("no-existe") && hecho.errores.contains(": no se encuentra ("),
            "{hecho}"
        );
        assert!(fs::read_to_string(&bueno).unwrap().contains("Trabajador 1"), "{hecho}");
    }
}

#[test]
fn una_traza_que_no_lo_es_se_dice() {
    for (nombre, que_hace) in [
        ("carpeta", "std::fs::create_dir(&traza).unwrap();"),
        ("letras", "std::fs::write(&traza, b\"\\xff\\xfe\").unwrap();"),
        ("otra_cosa", "std::fs::write(&traza, \"hola\\n\").unwrap();"),
    ] {
        let codigo = format!(
            "fn main() {{ let traza = std::env::var(\"TRAZA\").unwrap(); {que_hace} shared::tarea(1); }}"
        );
        let error = escrito("examples-threads", nombre, &codigo).ejecutar().unwrap_err();
        assert!(format!("{error:#}").contains("traza"), "{error:#}");
    }
    // Borrada a la mitad, queda lo que se anote después.
    let codigo = "fn main() { let _una = shared::traza::anotar(\"una\"); let _otra = shared::traza::anotar(\"otra\");
        std::fs::remove_file(std::env::var(\"TRAZA\").unwrap()).unwrap(); }";
    let hecho = bien(escrito("examples-threads", "borrada", codigo));
    assert!(hecho.tramos.len() == 2 && hecho.tramos.iter().all(|t| t.terminado), "{hecho}");
}

#[test]
fn cien_megas_de_mensajes_ni_cuelgan_ni_se_pierden() {
    let codigo = "fn main() { let linea = \"x\".repeat(99_999); for _ in 0..1000 { println!(\"{linea}\"); } shared::tarea(1); }";
    let programa = escrito("examples-threads", "charlatan", codigo);
    let hecho = programa.vigilada(64).ejecutar().unwrap();
    assert!(hecho.bien() && hecho.salida.len() > 100_000_000, "{} bytes", hecho.salida.len());
    assert_eq!(hecho.tramos.len(), 1);
}

#[cfg(unix)]
mod familias {
    use super::*;
    use crate::{bash, con_senales};
    use std::process::{Command, Stdio};
    use std::thread;
    use std::time::{Duration, Instant};
    use tests::clon::Clon;
    use tools::leccion::raiz;
    use tools::{Ejecucion, Leccion};

    /// Los procesos en marcha cuya orden contiene un texto.
    fn en_marcha(texto: &str) -> Vec<String> {
        let fin = Command::new("pgrep").args(["-f", "--", texto]).output().unwrap();
        String::from_utf8(fin.stdout).unwrap().lines().map(String::from).collect()
    }

    /// Espera a que haya tantos, el tiempo que haga falta en un equipo ocupado.
    fn hasta_que_haya(cuantos: usize, texto: &str) {
        let plazo = Instant::now() + Duration::from_secs(300);
        while en_marcha(texto).len() != cuantos {
            assert!(Instant::now() < plazo, "{texto}: {:?} y no {cuantos}", en_marcha(texto));
            thread::sleep(Duration::from_millis(20));
        }
    }

    #[test]
    fn al_llegar_al_limite_no_queda_nadie() {
        // Inicia tres hijos que no terminan.
        let codigo = "use shared::{encargo, este_programa};
            fn main() -> std::io::Result<()> {
                if encargo::<u32>().is_none() {
                    for n in [\"1\", \"2\", \"3\"] {
                        std::process::Command::new(este_programa()?).args([\"--hijo\", n]).spawn()?;
                    }
                }
                loop { println!(\"sigo\"); std::thread::sleep(std::time::Duration::from_secs(1)); }
            }";
        let leccion = escrito("examples-processes", "al_limite", codigo);
        let reloj = Instant::now();
        let hecho = leccion.limite(Duration::from_secs(3)).ejecutar().unwrap();
        assert!(hecho.estado.is_none(), "{hecho}");
        assert!(reloj.elapsed() < Duration::from_secs(45), "{hecho}");
        hasta_que_haya(0, &format!("{}/target/.*/al_limite", raiz().display()));
    }

    #[test]
    fn si_el_primero_termina_no_se_espera_a_un_nieto_que_sigue_escribiendo() {
        let nieto = format!("nieto-de-{}", std::process::id());
        let codigo = "fn main() -> std::io::Result<()> {
                let orden = \"while :; do echo $0; sleep 1; done\";
                let nieto = std::env::args().nth(1).unwrap();
                std::process::Command::new(\"sh\").args([\"-c\", orden, &nieto]).spawn()?;
                Ok(shared::tarea(1))
            }";
        let hecho = bien(escrito("examples-processes", "nieto", codigo).con([&nieto]));
        assert!(hecho.duracion < Duration::from_secs(45), "{hecho}");
        hasta_que_haya(0, &nieto);
    }

    #[test]
    fn una_senal_a_timeline_termina_a_toda_la_familia_y_no_deja_carpetas() {
        let clon = Clon::nuevo("senales").unwrap();
        let timeline = herramienta("timeline").construir().unwrap();
        let servidor = tests::servidor::Solo::iniciar().unwrap();
        let hijos = format!("[-]-hijo {}/delay/55", servidor.base());
        let url = format!("{}/delay/55", servidor.base());
        for senal in ["-TERM", "-INT", "-HUP"] {
            let mut orden = con_senales(&timeline);
            orden.args(["http/processes", "--", &url, &url]).current_dir(clon.ruta("tools"));
            orden.env("CARGO_TARGET_DIR", clon.ruta("built"));
            let orden = orden.stdout(Stdio::null()).stderr(Stdio::null());
            let mut timeline = orden.spawn().unwrap();
            hasta_que_haya(2, &hijos);
            let pid = timeline.id().to_string();
            assert!(Command::new("kill").args([senal, &pid]).status().unwrap().success());
            assert!(!timeline.wait().unwrap().success());
            hasta_que_haya(0, &hijos);
            let restos = fs::read_dir(clon.ruta("target")).unwrap().flatten();
            let restos: Vec<_> = restos.map(|resto| resto.file_name()).collect();
            assert_eq!(restos, [".tools"], "{senal}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn quien_no_quiere_saber_de_sus_hijos_no_los_convierte_en_fallos() {
        let timeline = herramienta("timeline").construir().unwrap();
        let orden = "exec env --ignore-signal=CHLD \"$0\" processes";
        let hecho = bash(orden, &timeline, &[]);
        assert_eq!(hecho.codigo(), Some(0), "{hecho}");
        assert!(hecho.salida.contains("han finalizado exitosamente"), "{hecho}");
    }

    #[test]
    fn los_hijos_que_esperan_terminan_con_su_padre() {
        let programa = Leccion::ejemplo("examples-processes", "spawn-cost-processes");
        let programa = programa.construir().unwrap();
        let texto = format!("{} --hijo 0", programa.display());
        let mut padre = Command::new(&programa);
        let mut padre =
            padre.arg("500").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let plazo = Instant::now() + Duration::from_secs(300);
        while en_marcha(&texto).len() < 20 {
            assert!(Instant::now() < plazo, "no llega a iniciarlos");
            thread::sleep(Duration::from_millis(20));
        }
        padre.kill().unwrap();
        padre.wait().unwrap();
        hasta_que_haya(0, &texto);
    }

    #[test]
    fn si_ya_nadie_lee_las_herramientas_terminan_sin_panico() {
        let orden = "\"$0\" \"$@\" | true; exit ${PIPESTATUS[0]}";
        sin_panico(&herramienta("exercise"), &[], orden);
        sin_panico(&herramienta("timeline"), &["threads/crash-threads"], orden);
    }

    #[test]
    #[cfg_attr(not(target_os = "linux"), ignore = "hace falta /dev/full, que es de Linux")]
    fn con_el_disco_lleno_las_herramientas_y_el_servidor_terminan_mal_y_sin_panico() {
        let orden = "exec \"$0\" \"$@\" > /dev/full";
        let servidor = Leccion::binario("examples-http", "server");
        assert!(!sin_panico(&herramienta("exercise"), &[], orden).bien());
        let dibujo = sin_panico(&herramienta("timeline"), &["threads/crash-threads"], orden);
        assert!(!dibujo.bien());
        assert!(!sin_panico(&servidor, &["0"], orden).bien());
    }

    fn sin_panico(programa: &Leccion, argumentos: &[&str], orden: &str) -> Ejecucion {
        let programa = programa.construir().unwrap();
        let argumentos: Vec<String> = argumentos.iter().map(ToString::to_string).collect();
        let hecho = bash(orden, &programa, &argumentos);
        for nuestro in ["failed printing", "panicked at tools", "panicked at examples-http"] {
            assert!(!hecho.errores.contains(nuestro), "{programa:?}: {hecho}");
        }
        hecho
    }

    #[test]
    fn una_traza_que_no_es_un_archivo_ni_cuelga_ni_calla() {
        let carpeta = tempfile::tempdir().unwrap();
        let tuberia = carpeta.path().join("tuberia");
        assert!(Command::new("mkfifo").arg(&tuberia).status().unwrap().success());
        assert!(tools::traza::leer(&tuberia, |_| 0).is_err());
        for traza in [tuberia.as_path(), carpeta.path()] {
            let hecho = bien(tests::que_duerme("threads").variable("TRAZA", traza));
            let aviso =
                format!("[-] TRAZA: no se escribe en {}: no es un archivo\n", traza.display());
            assert_eq!(hecho.errores.matches(&aviso).count(), 1, "{hecho}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    #[ignore = "hace falta ser root, para montar un disco lleno"]
    fn empezar_un_ejercicio_con_el_disco_lleno_no_deja_nada() {
        let clon = Clon::nuevo("disco-lleno").unwrap();
        let carpeta = clon.ruta("examples-threads/examples");
        let orden = format!(
            "mount -t tmpfs -o size=4k tmpfs '{0}' && head -c 4096 /dev/zero > '{0}/lleno' && cd '{1}' && \
             \"$0\" threads 1 --start; estado=$?; ls '{0}'; umount '{0}'; exit $estado",
            carpeta.display(),
            clon.ruta("tools").display(),
        );
        let exercise = herramienta("exercise").construir().unwrap();
        let hecho = bash(&orden, &exercise, &[]);
        assert_eq!((hecho.codigo(), hecho.salida.as_str()), (Some(1), "lleno\n"), "{hecho}");
        assert!(hecho.errores.contains("no queda espacio en el disco"), "{hecho}");
    }
}
