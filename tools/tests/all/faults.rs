//! Lo que ningún equipo tranquilo hace: procesos a medio terminar, trazas que no lo son y salidas que ya nadie lee.

use crate::clon::escrito;
use crate::*;

#[test]
fn lo_que_no_se_puede_guardar_se_dice_antes_y_no_impide_lo_demas() {
    let carpeta = tempfile::tempdir().unwrap();
    let ruta = |nombre: &str| carpeta.path().join(nombre).to_str().unwrap().to_string();
    let malo = ruta("no-existe/d.svg");
    for (opcion, otra, bueno) in
        [("--svg", "--trace", ruta("t.json")), ("--trace", "--svg", ruta("d.svg"))]
    {
        let argumentos = ["threads/crash-threads", opcion, &malo, otra, &bueno];
        let hecho = mal(herramienta!("timeline").con(argumentos), 1, "");
        assert!(hecho.errores.starts_with("\n[-] no se puede escribir "), "{hecho}");
        assert!(hecho.errores.contains("no-existe/d.svg: no se encuentra ("), "{hecho}");
        assert!(leer(&bueno).contains("Trabajador 1"), "{hecho}");
    }
    let una_carpeta = herramienta!("timeline").con(["threads", "--svg", &ruta("")]);
    mal(una_carpeta, 1, ": no es un archivo");
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
fn cien_megas_de_mensajes_ni_cuelgan_ni_se_guardan_enteros() {
    let codigo = "fn main() { let linea = \"x\".repeat(99_999); for _ in 0..1000 { println!(\"{linea}\"); } shared::tarea(1); }";
    let mut programa = escrito("examples-threads", "charlatan", codigo);
    programa.maximo = Some(64);
    let hecho = programa.ejecutar().unwrap();
    let (guardados, sin_guardar) = (hecho.salida.len(), hecho.sin_guardar);
    assert!(hecho.bien() && guardados <= 16 << 20, "{guardados} bytes");
    assert!(guardados + sin_guardar > 100_000_000, "{guardados} y {sin_guardar}");
    assert_eq!(hecho.tramos.len(), 1);
}

#[cfg(unix)]
mod procesos {
    use super::*;
    use crate::clon::Clon;
    use std::process::{Output, Stdio};
    use std::time::Instant;

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

    /// Un programa que atiende a Ctrl-C: quien se inicia en segundo plano puede heredar no hacerlo, y el `env`
    /// de GNU lo remedia.
    fn con_senales(programa: &str) -> Command {
        let con = ["env", "--default-signal=INT,TERM,HUP"];
        let puede = Command::new(con[0]).args([con[1], "true"]).stderr(Stdio::null()).status();
        if !puede.is_ok_and(|estado| estado.success()) {
            return Command::new(programa);
        }
        let mut orden = Command::new(con[0]);
        orden.arg(con[1]).arg(programa);
        orden
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
        let mut programa = escrito("examples-processes", "al_limite", codigo);
        programa.limite = Duration::from_secs(3);
        let hecho = programa.ejecutar().unwrap();
        assert!(hecho.estado.is_none(), "{hecho}");
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
        bien(escrito("examples-processes", "nieto", codigo).con([&nieto]));
        hasta_que_haya(0, &nieto);
    }

    #[test]
    fn una_senal_a_timeline_termina_con_todos_y_no_deja_carpetas() {
        let clon = Clon::nuevo("senales");
        let url = format!("{}/delay/55", shared::servidor::iniciar(0).unwrap().base());
        let hijos = format!("[-]-hijo {url}");
        for senal in ["-TERM", "-INT", "-HUP"] {
            let mut orden = con_senales(env!("CARGO_BIN_EXE_timeline"));
            orden.args(["http/processes", "--", &url, &url]).current_dir(clon.ruta("tools"));
            orden.env("CARGO_TARGET_DIR", clon.ruta("built"));
            let mut timeline = orden.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            hasta_que_haya(2, &hijos);
            let pid = timeline.id().to_string();
            assert!(Command::new("kill").args([senal, &pid]).status().unwrap().success());
            assert!(!timeline.wait().unwrap().success());
            hasta_que_haya(0, &hijos);
            let lugar = Path::new(env!("CARGO_BIN_EXE_timeline")).with_file_name("");
            let suya = format!("tools-{pid}-");
            let nombres = fs::read_dir(lugar).unwrap().flatten().map(|resto| resto.file_name());
            let resto =
                nombres.map(|n| n.to_string_lossy().into_owned()).find(|n| n.starts_with(&suya));
            assert_eq!(resto, None, "{senal}");
        }
    }

    /// Ejecuta una orden de bash en la que `$0` es un programa y `$@` sus argumentos: termina sin que entre en
    /// pánico nada nuestro.
    fn sin_panico(orden: &str, programa: &str, argumentos: &[&str]) -> Output {
        let fin = Command::new("bash").args(["-c", orden, programa]).args(argumentos).output();
        let fin = fin.unwrap();
        let errores = String::from_utf8_lossy(&fin.stderr);
        for nuestro in ["failed printing", "panicked at tools", "panicked at examples-http"] {
            assert!(!errores.contains(nuestro), "{programa} {argumentos:?}: {errores}");
        }
        fin
    }

    #[test]
    fn si_ya_nadie_lee_las_herramientas_terminan_sin_panico() {
        let orden = "\"$0\" \"$@\" | true; exit ${PIPESTATUS[0]}";
        sin_panico(orden, env!("CARGO_BIN_EXE_exercise"), &[]);
        sin_panico(orden, env!("CARGO_BIN_EXE_timeline"), &["threads/crash-threads"]);
    }

    #[test]
    #[cfg_attr(not(target_os = "linux"), ignore = "hace falta /dev/full, que es de Linux")]
    fn con_el_disco_lleno_las_herramientas_terminan_mal_y_sin_panico() {
        let orden = "exec \"$0\" \"$@\" > /dev/full";
        let lista = sin_panico(orden, env!("CARGO_BIN_EXE_exercise"), &[]);
        let dibujo = sin_panico(orden, env!("CARGO_BIN_EXE_timeline"), &["threads/crash-threads"]);
        assert!(!lista.status.success() && !dibujo.status.success());
    }

    #[test]
    fn una_traza_que_no_es_un_archivo_ni_cuelga_ni_calla() {
        let carpeta = tempfile::tempdir().unwrap();
        let tuberia = carpeta.path().join("tuberia");
        assert!(Command::new("mkfifo").arg(&tuberia).status().unwrap().success());
        assert!(shared::tramos::leer(&tuberia, |_| 0).is_err());
        for traza in [tuberia.as_path(), carpeta.path()] {
            let hecho = bien(que_duerme("threads").variable("TRAZA", traza));
            let aviso =
                format!("[-] TRAZA: no se escribe en {}: no es un archivo\n", traza.display());
            assert_eq!(hecho.errores.matches(&aviso).count(), 1, "{hecho}");
        }
    }
}
