//! `cargo timeline`: lo que dibuja de lecciones de verdad, y lo que dice cuando algo no va.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

use runner::python::Python;
use runner::{Ejecucion, Programa, Servidor};
use shared::ejecucion::clon::Clon;
use shared::ejecucion::construir::raiz;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// La orden, ya construida. A su vez construye, quizá después de otras.
fn timeline(argumentos: &[&str]) -> Programa {
    let orden = Programa::construido(env!("CARGO_BIN_EXE_timeline"));
    orden.con(argumentos).durante(Duration::from_secs(500))
}

fn que_va_bien(argumentos: &[&str]) -> Ejecucion {
    let hecho = timeline(argumentos).ejecutar().unwrap();
    hecho.exigir_que_vaya_bien()
}

fn que_termina(argumentos: &[&str], codigo: i32, por_que: &str) -> Ejecucion {
    let hecho = timeline(argumentos).ejecutar().unwrap();
    hecho.exigir(codigo, por_que)
}

#[test]
fn sin_nada_dibuja_las_tres_lecciones_que_duermen_y_cabe_en_una_terminal() {
    let hecho = que_va_bien(&[]);
    assert!(
        !hecho.salida.contains('\u{1b}'),
        "sin terminal no hay colores: {hecho}"
    );
    let mensajes = hecho.salida.matches("finalizando").count();
    assert_eq!(mensajes, 6, "sus mensajes se ven: {hecho}");
    let (_, dibujo) = hecho.salida.rsplit_once("\n\n\n").unwrap();
    assert!(dibujo.lines().count() <= 24, "{hecho}");
    assert!(
        dibujo.lines().all(|linea| linea.chars().count() <= 80),
        "{hecho}"
    );
    for resumen in [
        "sequential: 1 proceso, 1 hilo, en fila ",
        "threads: 1 proceso, 3 hilos: 2 con tareas a la vez ",
        "processes: 3 procesos: 2 con tareas a la vez ",
    ] {
        assert!(dibujo.contains(resumen), "no dice «{resumen}»: {hecho}");
    }
}

#[test]
fn las_paginas_se_dibujan_con_su_ruta_y_en_el_orden_en_que_se_piden() {
    let hecho = que_va_bien(&["examples-http/src/bin/sequential.rs", "http/threads"]);
    let mut nombres = Vec::new();
    for fila in hecho.salida.lines().filter(|linea| linea.contains(" → ")) {
        nombres.extend(fila.split_whitespace().nth(1));
    }
    let pedidas = ["/delay/0.4", "/delay/0.6", "/delay/0.3", "/delay/0.8"];
    assert_eq!(nombres[..4], pedidas, "{hecho}");
    assert_eq!(nombres[4], "main", "{hecho}");
    assert_eq!(nombres[5..], pedidas, "{hecho}");
    assert!(hecho.salida.ends_with(" que «http/threads».\n"), "{hecho}");
}

#[test]
fn lo_que_no_termina_se_marca_y_quien_no_anota_nada_lo_sabe() {
    let abortado = que_termina(&["threads/crash-threads", "--", "abort"], 1, "");
    let cortadas = abortado.salida.matches(" ✗\n").count();
    assert_eq!(cortadas, 2, "la 2 y la 3: {abortado}");
    assert!(abortado.salida.contains("  ✗ abortó\n"), "{abortado}");
    let hecho = que_termina(&["http/server", "--", "ochenta"], 1, "no es un puerto");
    assert!(
        hecho.salida.contains("http/server: no anotó ninguna tarea"),
        "{hecho}"
    );
}

#[test]
fn repetida_dice_lo_que_cambia_y_lo_que_no() {
    let hecho = que_va_bien(&["threads", "--repeat", "2"]);
    let mensajes = hecho.salida.matches(" iniciando\n").count();
    assert_eq!(mensajes, 2, "sus mensajes, una vez: {hecho}");
    assert!(hecho.salida.contains("\n  2 veces, de "), "{hecho}");
    let cuantos = "\n  no cambia cuántos son ni cuántos van a la vez";
    assert!(hecho.salida.contains(cuantos), "{hecho}");
}

#[test]
fn lo_que_va_detras_de_los_guiones_es_para_la_leccion_y_su_fallo_se_dice() {
    let servidor = Servidor::iniciar().unwrap();
    let buena = &servidor.paginas()[2];
    let argumentos = ["http/threads", "--", buena, "http://127.0.0.1:9/nadie"];
    let hecho = que_termina(&argumentos, 1, "conexión rechazada");
    assert_eq!(hecho.salida.matches(" → ").count(), 3, "{hecho}");
    assert!(
        hecho.salida.contains("✗ terminó con el estado 1"),
        "{hecho}"
    );
}

#[test]
fn lo_que_no_vale_se_explica_en_espanol_sin_ejecutar_nada() {
    let ayuda = que_va_bien(&["--help"]).salida;
    assert!(ayuda.contains("Uso: cargo timeline"), "{ayuda}");
    assert!(
        ayuda.lines().all(|linea| linea.chars().count() <= 85),
        "{ayuda}"
    );
    for (argumentos, dice) in [
        (&["threads", "hreads"][..], "¿Quizá «threads»?"),
        (&["cpu-threads"], "¿Quizá «threads/cpu-threads»?"),
        (&["--python", "python3"], "¿Quizá --python=python3?"),
        (&["threads", "--repeat", "101"], "«101» no vale"),
        (&["--svg"], "Falta el valor de"),
        (&["--theme", "blue"], "«blue» no vale"),
        (&["--all=3"], "--all no lleva ningún valor"),
        (&["--all", "threads"], "--all no va con"),
        (&["--python=no-hay"], "(«no-hay»: no está)"),
        (&["nada/mine"], "¿Has copiado ya la lección?"),
        (&["--nada"], "No existe «--nada»"),
    ] {
        let hecho = que_termina(argumentos, 2, dice);
        assert_eq!(hecho.salida, "", "{hecho}");
        assert!(hecho.errores.lines().count() <= 24, "{hecho}");
    }
}

#[test]
fn lo_que_no_se_puede_guardar_se_dice_antes_de_ejecutar_nada() {
    let carpeta = tempfile::tempdir().unwrap();
    let en_la_carpeta = |nombre: &str| carpeta.path().join(nombre).display().to_string();
    let svg = en_la_carpeta("d.svg");
    let traza = en_la_carpeta("t.json");
    let lejos = en_la_carpeta("no-existe/d.svg");
    let lectura = raiz().join("README.md").display().to_string();
    for (svg, traza, por_que) in [
        (&lejos, &traza, "no-existe/d.svg: no se encuentra ("),
        (&lectura, &traza, "README.md» tiene que acabar en .svg"),
    ] {
        let argumentos = ["threads", "--svg", svg, "--trace", traza];
        let hecho = que_termina(&argumentos, 1, por_que);
        assert!(
            hecho.salida.is_empty() && !Path::new(traza).exists(),
            "{hecho}"
        );
    }
    let hecho = que_va_bien(&["threads", "--svg", &svg, "--trace", &traza]);
    for bueno in [svg, traza] {
        assert!(
            fs::read_to_string(&bueno).unwrap().contains("Tarea 1"),
            "{hecho}"
        );
        assert!(hecho.errores.contains(&format!(": {bueno}\n")), "{hecho}");
    }
}

#[test]
fn pone_a_python_debajo_o_dice_que_le_falta() {
    if let Some(python) = Python::para_pruebas() {
        let hecho = que_va_bien(&["threads", "--python"]);
        for titulo in ["\nthreads, en Rust: ", "\nthreads, en Python: "] {
            let resumen = format!("{titulo}1 proceso, 3 hilos: 2 con tareas");
            assert!(hecho.salida.contains(&resumen), "{hecho}");
        }
        let este = format!("--python={}", python.interprete.display());
        let hecho = que_va_bien(&["threads", "--python", &este]);
        let en_este = format!("\nthreads, en {}: ", python.version);
        assert_eq!(hecho.salida.matches(&en_este).count(), 2, "{hecho}");
    }
    let hecho = que_termina(&["http/async", "--python"], 1, "");
    let falta = "✗ «http/async» no tiene a su lado un async.py";
    assert!(hecho.salida.contains(falta), "{hecho}");
}

/// Ejecuta un programa de un clon, y da lo que dice.
fn que_dice(clon: &Clon) -> String {
    let orden = timeline(&["threads/carpeta"]).desde(clon.ruta(""));
    let hecho = orden.ejecutar().unwrap().exigir_que_vaya_bien();
    hecho.mensajes()[1].to_string()
}

/// Escribe un archivo con la fecha de hace una hora, como quien copia otro con la suya.
fn copiar_uno_antiguo(archivo: &Path, dice: &str) {
    fs::write(archivo, dice).unwrap();
    let hace_una_hora = SystemTime::now() - Duration::from_secs(60 * 60);
    let copiado = File::options().write(true).open(archivo).unwrap();
    copiado.set_modified(hace_una_hora).unwrap();
}

#[test]
fn se_ejecuta_lo_que_dicen_ahora_todos_sus_archivos_aunque_su_fecha_sea_anterior() {
    let clon = Clon::nuevo("sources").unwrap();
    let principal = "examples-threads/examples/carpeta/main.rs";
    let otro = "examples-threads/examples/carpeta/dice.rs";
    let usa_otro = "mod dice;\nfn main() { println!(\"{}\", dice::ALGO); }\n";
    clon.escribir(principal, usa_otro).unwrap();
    clon.escribir(otro, "pub const ALGO: &str = \"uno\";\n")
        .unwrap();
    assert_eq!(que_dice(&clon), "uno");
    copiar_uno_antiguo(&clon.ruta(otro), "pub const ALGO: &str = \"dos\";\n");
    assert_eq!(que_dice(&clon), "dos");
    copiar_uno_antiguo(&clon.ruta(principal), "fn main() { println!(\"tres\"); }\n");
    assert_eq!(que_dice(&clon), "tres");
}

#[test]
fn detras_de_lo_que_dice_el_compilador_va_lo_que_significa() {
    let clon = Clon::nuevo("explained").unwrap();
    let prestado = "let u = String::new();
        let h = std::thread::spawn(|| drop(&u));";
    // El último no está en la página: de E0277 solo explica otras cosas.
    for (nombre, codigo, explicados) in [
        (
            "explained1",
            format!("{prestado} drop(h); drop(h);"),
            &["error[E0373]: El hilo", "error[E0382]: La variable"][..],
        ),
        (
            "explained2",
            format!("{prestado} h.run();"),
            &["error[E0599]: Un valor de ese tipo"],
        ),
        (
            "explained3",
            "for _ in 1 {} for _ in 0..2 { break 1; }".to_string(),
            &[],
        ),
    ] {
        let archivo = format!("examples-threads/examples/{nombre}.rs");
        let codigo = format!("fn main() {{ {codigo} }}");
        clon.escribir(archivo, &codigo).unwrap();
        let programa = format!("threads/{nombre}");
        let orden = timeline(&[&programa]).desde(clon.ruta("docs"));
        let hecho = orden.ejecutar().unwrap().exigir(1, "error[E0");
        let (_, detras) = hecho
            .errores
            .split_once("error: could not compile")
            .unwrap();
        for explicado in explicados {
            assert!(detras.contains(&format!("\n\n{explicado}")), "{hecho}");
        }
        let cuantos = detras.matches("\n\nerror").count();
        assert_eq!(cuantos, explicados.len(), "{hecho}");
        let dice_mas = detras.contains("\n\nMás: docs/compiler.md\n");
        assert_eq!(dice_mas, !explicados.is_empty(), "{hecho}");
        // El mensaje del compilador se ve una vez.
        assert!(hecho.salida.contains("no se puede construir"), "{hecho}");
    }
}

#[cfg(unix)]
mod de_unix {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Child, Command, Stdio};
    use std::thread;
    use std::time::Instant;

    /// Un proceso que no termina por sí mismo: al soltarlo se le mata, también si la prueba falla.
    struct HastaElFinal(Child);

    impl Drop for HastaElFinal {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    /// Espera a que haya tantos procesos cuya orden contiene un texto, el tiempo que haga falta en un equipo ocupado.
    fn hasta_que_haya(cuantos: usize, texto: &str) {
        let plazo = Instant::now() + Duration::from_secs(300);
        loop {
            let mut pgrep = Command::new("pgrep");
            let fin = pgrep.args(["-f", "--", texto]).output().unwrap();
            let hay = String::from_utf8(fin.stdout).unwrap();
            if hay.lines().count() == cuantos {
                return;
            }
            assert!(Instant::now() < plazo, "{texto}: {hay:?} y no {cuantos}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Ejecuta una orden; cuando hay tantos procesos suyos con un texto, le envía una señal, y no queda ninguno.
    fn termina_con_todos(senal: &str, orden: &mut Command, cuantos: usize, texto: &str) {
        let orden = orden.stdout(Stdio::null()).stderr(Stdio::null());
        let mut suyo = HastaElFinal(orden.spawn().unwrap());
        hasta_que_haya(cuantos, texto);
        let pid = suyo.0.id().to_string();
        let enviada = Command::new("kill").args([senal, &pid]).status();
        assert!(enviada.unwrap().success());
        assert!(!suyo.0.wait().unwrap().success());
        hasta_que_haya(0, texto);
    }

    #[test]
    fn una_senal_termina_con_todos() {
        let servidor = Servidor::iniciar().unwrap();
        let url = format!("{}/delay/55", servidor.base());
        let hijos = format!("[-]-hijo {url}");
        let mut orden = Command::new(env!("CARGO_BIN_EXE_timeline"));
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
        let mut orden = Command::new(env!("CARGO_BIN_EXE_timeline"));
        orden.arg("threads");
        orden.env("CARGO", &falso).env("DE_VERDAD", de_verdad);
        let texto = format!("{} build", falso.display());
        termina_con_todos("-TERM", &mut orden, 1, &texto);
    }

    #[test]
    fn si_ya_nadie_lee_o_el_disco_esta_lleno_termina_sin_panico() {
        for orden in [
            "\"$0\" \"$@\" | true",
            "[ ! -e /dev/full ] || ! \"$0\" \"$@\" > /dev/full",
        ] {
            let mut sh = Command::new("sh");
            sh.args(["-c", orden, env!("CARGO_BIN_EXE_timeline")]);
            let fin = sh.arg("threads/crash-threads").output().unwrap();
            let errores = String::from_utf8_lossy(&fin.stderr);
            assert!(fin.status.success(), "{orden}: {errores}");
            for nuestro in ["failed printing", "panicked at tools"] {
                assert!(!errores.contains(nuestro), "{orden}: {errores}");
            }
        }
    }
}
