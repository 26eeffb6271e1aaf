//! Lo que ningún equipo tranquilo hace: procesos a medio terminar, trazas que no lo son y salidas que ya nadie lee.

use crate::clon::{Clon, escrito};
use crate::*;
use tools::programa::ahora;

#[test]
fn lo_que_no_se_puede_guardar_se_dice_antes_de_ejecutar_nada() {
    let carpeta = tempfile::tempdir().unwrap();
    let [svg, traza, lejos] =
        ["d.svg", "t.json", "no-existe/d.svg"].map(|n| carpeta.path().join(n));
    let guardar = |svg: &Path, traza: &Path| {
        let [svg, traza] = [svg, traza].map(|ruta| ruta.to_str().unwrap());
        herramienta(TIMELINE, &["threads", "--svg", svg, "--trace", traza])
    };
    for (programa, no_se_puede) in [
        (
            guardar(&lejos, &traza),
            "no-existe/d.svg: no se encuentra (",
        ),
        (guardar(&svg, carpeta.path()), ": es una carpeta ("),
    ] {
        let hecho = mal(programa, 1, no_se_puede);
        assert!(
            hecho.errores.starts_with("\n[-] no se puede escribir "),
            "{hecho}"
        );
        assert!(
            hecho.salida.is_empty() && !svg.exists() && !traza.exists(),
            "{hecho}"
        );
    }
    mal(
        guardar(&raiz().join("README.md"), &traza),
        1,
        "README.md» tiene que acabar en .svg",
    );
    let hecho = bien(guardar(&svg, &traza));
    for bueno in [svg, traza] {
        assert!(leer(&bueno).contains("Tarea 1"), "{hecho}");
        assert!(
            hecho.errores.contains(&format!(": {}\n", bueno.display())),
            "{hecho}"
        );
    }
}

#[test]
fn lo_que_esta_mal_en_el_proyecto_se_dice_antes_y_no_estropea_la_pagina_que_habia() {
    let clon = Clon::nuevo("sin-programa");
    let pagina = clon.ruta("pagina.html");
    fs::write(&pagina, "la de antes").unwrap();
    let mut notes = herramienta(NOTES, &["--output", pagina.to_str().unwrap()]);
    notes = notes.desde(clon.ruta(""));
    for (archivo, antes, despues, dice) in [
        (
            "tools/page/class.toml",
            "--example cpu-threads",
            "--example no",
            "--example no»",
        ),
        (
            "Cargo.lock",
            "version = ",
            "<<<<<<< ",
            "cargo no entiende el proyecto",
        ),
    ] {
        clon.escribir(archivo, &cambiar(&leer(archivo), antes, despues));
        let hecho = mal(notes.clone(), 1, dice);
        assert!(
            leer(&pagina) == "la de antes" && !hecho.errores.contains("Tarea"),
            "{hecho}"
        );
    }
}

#[test]
fn cien_megas_de_mensajes_ni_cuelgan_ni_se_guardan_enteros() {
    let codigo = "fn main() { let linea = \"x\".repeat(99_999); for _ in 0..1000 { println!(\"{linea}\"); } shared::tarea(1); }";
    let programa = escrito("examples-threads", "charlatan", codigo);
    let hecho = programa.ejecutar().unwrap();
    let (guardados, sin_guardar) = (hecho.salida.len(), hecho.sin_guardar);
    assert!(hecho.bien() && guardados <= 1 << 20, "{guardados} bytes");
    assert!(
        guardados + sin_guardar > 100_000_000,
        "{guardados} y {sin_guardar}"
    );
    assert_eq!(hecho.tramos.len(), 1);
}

#[test]
fn quien_anota_tareas_sin_parar_se_detiene_y_se_entiende_en_un_momento() {
    let codigo = "fn main() { loop { std::mem::forget(shared::traza::anotar(\"Tarea 1\")); } }";
    let hecho = escrito("examples-threads", "sin-fin", codigo)
        .ejecutar()
        .unwrap();
    let (todo, suyo) = (ahora() - hecho.inicio, hecho.fin() - hecho.inicio);
    let (como, muchas) = (hecho.final_en_palabras(), hecho.tramos.len() > 10_000);
    // Windows tarda en abrir la traza para cada línea, y puede que antes llegue el límite.
    assert!(
        cfg!(windows) || muchas && como.starts_with("anotaba tareas sin parar"),
        "{como}"
    );
    assert!(
        todo < suyo * 8,
        "leer lo que anotó en {suyo} microsegundos lleva hasta {todo}"
    );
}

#[cfg(unix)]
mod procesos {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::process::{self, Stdio};
    use std::time::Instant;

    /// Espera a que haya tantos procesos cuya orden contiene un texto, el tiempo que haga falta en un equipo ocupado.
    fn hasta_que_haya(cuantos: usize, texto: &str) {
        let plazo = Instant::now() + Duration::from_secs(300);
        loop {
            let fin = Command::new("pgrep")
                .args(["-f", "--", texto])
                .output()
                .unwrap();
            let hay = String::from_utf8(fin.stdout).unwrap();
            if hay.lines().count() == cuantos {
                break;
            }
            assert!(Instant::now() < plazo, "{texto}: {hay:?} y no {cuantos}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Una orden de sh, que recibe un texto: por él se la reconoce. Es un intérprete, que se queda donde está.
    fn sh(orden: &str, texto: &str) -> Programa {
        Programa::de_python("/bin/sh".into()).con(["-c", orden, texto])
    }

    #[test]
    fn una_traza_que_no_lo_es_se_dice() {
        let error = sh("echo hola > \"$TRAZA\"", "").ejecutar().unwrap_err();
        assert!(
            format!("{error:#}").contains("esto no es de una traza: \"hola\""),
            "{error:#}"
        );
    }

    #[test]
    fn ni_al_terminar_ni_al_llegar_al_limite_queda_nadie() {
        let (texto, sigo) = (
            format!("hijos-de-{}", process::id()),
            "while sleep 1; do echo; done",
        );
        for (orden, limite) in [("(SIGO) & (SIGO) & echo; wait", 3), ("(SIGO) & echo", 60)] {
            let mut programa = sh(&orden.replace("SIGO", sigo), &texto);
            programa.limite = Duration::from_secs(limite);
            let hecho = programa.ejecutar().unwrap();
            assert!(
                hecho.bien() == (limite == 60) && hecho.salida.contains('\n'),
                "{hecho}"
            );
            hasta_que_haya(0, &texto);
        }
    }

    #[test]
    fn una_senal_a_timeline_termina_con_todos() {
        let url = format!("{}/delay/55", shared::servidor::iniciar(0).unwrap().base());
        let hijos = format!("[-]-hijo {url}");
        let mut orden = Command::new(TIMELINE);
        orden.args(["http/processes", "--", &url, &url]);
        for senal in ["-TERM", "-INT", "-HUP"] {
            termina_con_todos(senal, &mut orden, 2, &hijos);
        }
    }

    #[test]
    fn una_senal_mientras_cargo_construye_termina_tambien_con_el() {
        let carpeta = tempfile::tempdir().unwrap();
        let falso = carpeta.path().join("cargo");
        let tarda = "[ \"$1\" != build ] || while sleep 1; do :; done\nexec \"$DE_VERDAD\" \"$@\"";
        fs::write(&falso, format!("#!/bin/sh\n{tarda}\n")).unwrap();
        fs::set_permissions(&falso, PermissionsExt::from_mode(0o755)).unwrap();
        let de_verdad = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut orden = Command::new(TIMELINE);
        orden
            .arg("threads")
            .env("CARGO", &falso)
            .env("DE_VERDAD", de_verdad);
        termina_con_todos(
            "-TERM",
            &mut orden,
            1,
            &format!("{} build", falso.display()),
        );
    }

    /// Ejecuta una orden; cuando hay tantos procesos suyos con un texto, le envía una señal, y no queda ninguno.
    fn termina_con_todos(senal: &str, orden: &mut Command, cuantos: usize, texto: &str) {
        let orden = orden.stdout(Stdio::null()).stderr(Stdio::null());
        let mut suyo = HastaElFinal(orden.spawn().unwrap());
        hasta_que_haya(cuantos, texto);
        let pid = suyo.0.id().to_string();
        assert!(
            Command::new("kill")
                .args([senal, &pid])
                .status()
                .unwrap()
                .success()
        );
        assert!(!suyo.0.wait().unwrap().success());
        hasta_que_haya(0, texto);
    }

    #[test]
    fn si_ya_nadie_lee_o_el_disco_esta_lleno_las_herramientas_terminan_sin_panico() {
        let lleno = "[ ! -e /dev/full ] || ! \"$0\" \"$@\" > /dev/full";
        for orden in ["\"$0\" \"$@\" | true", lleno] {
            for herramienta in [&[EXERCISE][..], &[TIMELINE, "threads/crash-threads"]] {
                let fin = Command::new("sh")
                    .args(["-c", orden])
                    .args(herramienta)
                    .output()
                    .unwrap();
                let errores = String::from_utf8_lossy(&fin.stderr);
                assert!(fin.status.success(), "{orden}: {errores}");
                for nuestro in ["failed printing", "panicked at tools"] {
                    assert!(!errores.contains(nuestro), "{orden}: {errores}");
                }
            }
        }
    }

    #[test]
    fn una_traza_que_no_es_un_archivo_ni_cuelga_ni_calla() {
        let carpeta = tempfile::tempdir().unwrap();
        let tuberia = carpeta.path().join("tuberia");
        assert!(
            Command::new("mkfifo")
                .arg(&tuberia)
                .status()
                .unwrap()
                .success()
        );
        let leccion = Programa::binario("examples-threads", "examples-threads");
        assert!(shared::tramos::leer(&tuberia, |_| 0).is_err());
        let hecho = bien(leccion.variable("TRAZA", &tuberia));
        let aviso = format!(
            "[-] TRAZA: no se escribe en {}: no es un archivo\n",
            tuberia.display()
        );
        assert_eq!(hecho.errores.matches(&aviso).count(), 1, "{hecho}");
    }
}
