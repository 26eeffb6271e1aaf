//! La lección «Requests sin Hilos»: las cuatro peticiones en fila, y lo que vale para las tres.

use shared::redondear;
use std::time::Duration;
use tests::http::{self, LECCIONES, PAGINAS};
use tests::{Leccion, tramos};

#[test]
fn las_cuatro_paginas_en_fila_y_en_orden() {
    let hecho = Leccion::binario("examples-http", "sequential").ejecutar().unwrap();

    assert_eq!(hecho.codigo(), Some(0), "{hecho}");
    assert_eq!(http::paginas_pedidas(&hecho), PAGINAS, "{hecho}");
    let total = http::total(&hecho).unwrap();
    assert!(total.parse::<f64>().unwrap() >= 2.1, "{hecho}");
    assert_ne!(
        redondear(total.parse().unwrap(), 2).to_string(),
        total,
        "en los apuntes este total va sin redondear: {hecho}"
    );
    assert!(hecho.duracion >= Duration::from_millis(2100), "{hecho}");
    assert!(hecho.duracion < Duration::from_secs(40), "{hecho}");
    assert_eq!(hecho.tramos.len(), 4, "{hecho}");
    assert_eq!(tramos::a_la_vez(&hecho.tramos), 1, "{hecho}");
    assert_eq!(tramos::hilos(&hecho.tramos).len(), 1, "{hecho}");
}

#[test]
fn el_aviso_del_servidor_local_va_por_la_salida_de_errores() {
    for leccion in LECCIONES {
        let hecho = Leccion::binario("examples-http", leccion).ejecutar().unwrap();
        assert_eq!(hecho.errores.lines().count(), 1, "{hecho}");
        assert!(hecho.errores.contains("http://127.0.0.1:"), "{hecho}");
        assert!(hecho.errores.contains("--internet"), "{hecho}");
    }
}

#[test]
fn internet_pide_los_cuatro_dominios_y_dice_cada_fallo() {
    for leccion in LECCIONES {
        // Un proxy que no existe: nada sale del equipo.
        let hecho = Leccion::binario("examples-http", leccion)
            .con(["--internet"])
            .variable("HTTPS_PROXY", "http://127.0.0.1:9")
            .variable("https_proxy", "http://127.0.0.1:9")
            .variable("NO_PROXY", "")
            .variable("no_proxy", "")
            .ejecutar()
            .unwrap();
        assert_eq!(hecho.codigo(), Some(1), "{hecho}");
        for dominio in ["google.es", "xvideos.com", "wikipedia.org", "yahoo.com"] {
            let fallo = format!("[-] URL [https://{dominio}]: ");
            assert_eq!(hecho.errores.matches(&fallo).count(), 1, "{hecho}");
        }
        assert_eq!(hecho.errores.lines().last(), Some("[-] Fallaron 4 de 4 peticiones"), "{hecho}");
        assert_eq!(hecho.mensajes().len(), 1, "{hecho}");
        assert!(http::total(&hecho).is_some(), "{hecho}");
    }
}

#[test]
fn el_servidor_local_no_necesita_el_proxy_del_aula() {
    for leccion in LECCIONES {
        let hecho = Leccion::binario("examples-http", leccion)
            .variable("HTTP_PROXY", "http://127.0.0.1:9")
            .variable("http_proxy", "http://127.0.0.1:9")
            .variable("ALL_PROXY", "http://127.0.0.1:9")
            .ejecutar()
            .unwrap();
        assert_eq!(hecho.codigo(), Some(0), "{hecho}");
    }
}

#[test]
fn un_fallo_no_impide_los_demas() {
    let servidor = shared::servidor::iniciar(0).unwrap();
    let buena = servidor.paginas().remove(2);
    let mala = "http://127.0.0.1:9/nadie";
    for leccion in LECCIONES {
        let hecho = Leccion::binario("examples-http", leccion)
            .con([mala, &buena, &buena])
            .ejecutar()
            .unwrap();
        assert_eq!(hecho.codigo(), Some(1), "{hecho}");
        assert_eq!(
            hecho.errores,
            format!(
                "\n[-] URL [{mala}]: conexión rechazada: ahí no escucha nadie\n\
                 \n[-] Fallaron 1 de 3 peticiones\n"
            ),
            "{hecho}"
        );
        let respondida = format!("[+] URL [{buena}]: 75000 bytes");
        assert_eq!(hecho.mensajes()[..2], [respondida.as_str(); 2], "{hecho}");
        assert!(http::total(&hecho).is_some(), "{hecho}");
    }
}

#[test]
fn un_404_no_es_un_error_y_se_cuentan_sus_bytes() {
    let base = shared::servidor::iniciar(0).unwrap().base();
    for leccion in LECCIONES {
        for estado in [404, 500] {
            let url = format!("{base}/status/{estado}");
            let hecho = Leccion::binario("examples-http", leccion).con([&url]).ejecutar().unwrap();
            assert_eq!(hecho.codigo(), Some(0), "{hecho}");
            assert_eq!(hecho.mensajes()[0], format!("[+] URL [{url}]: 11 bytes"), "{hecho}");
        }
    }
}

#[test]
fn lo_que_no_vale_se_explica_antes_de_pedir_nada() {
    for leccion in LECCIONES {
        for malo in ["--intenet", "-x", "", "google.es", "ftp://google.es", "http://", "/delay/1"] {
            let hecho = Leccion::binario("examples-http", leccion).con([malo]).ejecutar().unwrap();
            assert_eq!(hecho.codigo(), Some(2), "{hecho}");
            assert_eq!(hecho.salida, "", "{hecho}");
            assert!(hecho.errores.contains(&format!("«{malo}»")), "{hecho}");
            let uso = format!("Uso: cargo run -p examples-http --bin {leccion} ");
            assert!(hecho.errores.contains(&uso), "{hecho}");
        }
    }
}

#[test]
fn la_ayuda_se_pide_y_sale_por_la_salida_estandar() {
    for leccion in LECCIONES {
        let hecho = Leccion::binario("examples-http", leccion).con(["--help"]).ejecutar().unwrap();
        assert_eq!(hecho.codigo(), Some(0), "{hecho}");
        assert!(hecho.salida.starts_with("Uso: "), "{hecho}");
        assert_eq!(hecho.errores, "", "{hecho}");
    }
}
