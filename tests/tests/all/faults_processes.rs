//! Tareas, hilos y procesos que fallan, que no se pueden iniciar o que se interrumpen: nada dice que fue
//! bien, lo demás se espera y no queda nadie en marcha.

use crate::*;

/// Una lección tal como la cambiaría alguien, con el nombre que le pone.
fn cambiada(leccion: &str, antes: &str, despues: &str, nombre: &str) -> Leccion {
    let (paquete, _) = leccion.split_once('/').unwrap();
    escrito(paquete, nombre, &cambiar(&leer(leccion), antes, despues))
}

#[test]
fn una_tarea_que_falla_no_se_cuenta_como_exito_y_la_otra_se_espera() {
    let entera = |quien| format!("\n[+] {quien} iniciando\n\n[+] {quien} finalizando\n");
    let [estado, aborto] = match cfg!(windows) {
        true => ["exit code", "exit code: 0xc0000409"],
        false => ["exit status", "signal: 6 (SIGABRT)"],
    };
    for (como, final_del_hijo) in [
        ("std::process::exit(7);", format!("{estado}: 7")),
        ("panic!(\"me rindo\");", format!("{estado}: 101")),
        ("std::process::abort();", aborto.to_string()),
    ] {
        let tarea = "        tarea_de_proceso(num_tarea);";
        let falla = format!("        if num_tarea == 2 {{ {como} }}\n{tarea}");
        let leccion = cambiada("examples-processes/src/main.rs", tarea, &falla, "roto");
        let aviso = format!("\n[-] Proceso 1: {estado}: 0. Proceso 2: {final_del_hijo}");
        let hecho = mal(leccion, 1, &aviso);
        assert_eq!(hecho.salida, entera("Proceso 1"), "{hecho}");
    }

    let [tarea, falla] = ["spawn(|| tarea(2))", "spawn(|| panic!(\"me rindo\"))"];
    let leccion = cambiada("examples-threads/src/main.rs", tarea, falla, "roto");
    let hecho = mal(leccion, 1, "me rindo");
    assert_eq!(hecho.salida, entera("Tarea 1"), "{hecho}");

    let peticion = "realizar_peticion(&url))";
    let falla = "{ assert!(!url.contains(\"0.3\")); realizar_peticion(&url) })";
    let leccion = cambiada("examples-http/src/bin/threads.rs", peticion, falla, "roto");
    let hecho = mal(leccion, 1, "panicked");
    assert_eq!(hecho.salida.matches(" bytes\n").count(), 3, "{hecho}");
    assert!(hecho.errores.ends_with("Error: peticiones que han fallado: 1\n"), "{hecho}");
}

#[test]
fn una_copia_que_olvida_su_encargo_no_se_multiplica() {
    let [encargo, olvido] = ["num_tarea) = encargo() {", "num_tarea) = None {"];
    let leccion = cambiada("examples-processes/src/main.rs", encargo, olvido, "olvido");
    let frase = "Este proceso es un hijo y no inicia otros";
    let hecho = mal(leccion, 1, frase);
    assert_eq!(hecho.salida, "", "{hecho}");
    assert_eq!(hecho.errores.matches(frase).count(), 2, "{hecho}");
}

#[test]
fn un_encargo_que_no_se_entiende_se_explica() {
    for (programa, malo) in [
        (que_duerme("processes"), "uno"),
        (experimento("cpu", "processes"), "1 5000 9"),
        (experimento("cpu", "processes"), "1 4294967295 1000000000"),
        (experimento("messages", "processes"), "-1"),
        (experimento("memory", "processes"), "4294967296"),
        (experimento("spawn-cost", "processes"), "99999999999999999999"),
    ] {
        mal(programa.con(["--hijo", malo]), 2, &format!("«{malo}»"));
    }
    for (programa, enorme) in [("memory", u64::from(u32::MAX)), ("spawn-cost", u64::MAX)] {
        bien(experimento(programa, "processes").con(["--hijo", &enorme.to_string()]));
    }
}

#[test]
#[cfg(not(unix))]
#[ignore = "señales, límites y salidas cerradas: lo que es solo de Unix"]
fn lo_que_es_solo_de_unix() {}

/// Lo que solo se puede probar donde hay bash, señales y grupos de procesos.
#[cfg(unix)]
mod de_unix {
    use super::*;
    use std::io::{BufRead, BufReader, Read};
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    use std::process::{Child, ChildStdout, Stdio};
    use std::time::Instant;
    use tests::clon::copiar_programa;

    #[test]
    fn si_la_salida_no_admite_mas_ninguna_dice_que_fue_bien() {
        ninguna_dice_que_fue_bien("\"$0\" | head -1; exit ${PIPESTATUS[0]}");
    }

    #[test]
    #[cfg_attr(not(target_os = "linux"), ignore = "hace falta /dev/full, que es de Linux")]
    fn si_el_disco_esta_lleno_ninguna_dice_que_fue_bien() {
        ninguna_dice_que_fue_bien("exec \"$0\" > /dev/full");
    }

    fn ninguna_dice_que_fue_bien(orden: &str) {
        let lecciones = MANERAS.map(|manera| [que_duerme(manera), http(manera)]);
        thread::scope(|ambito| {
            for leccion in lecciones.as_flattened() {
                ambito.spawn(|| {
                    let programa = leccion.construir().unwrap();
                    let hecho = bash(orden, &programa, &[]);
                    assert!(!hecho.bien(), "{programa:?} {orden}: {hecho}");
                });
            }
        });
    }

    #[test]
    fn sin_salida_de_errores_hacen_lo_mismo_y_terminan_igual() {
        let lecciones = MANERAS.map(|manera| [que_duerme(manera), http(manera)]);
        thread::scope(|ambito| {
            for leccion in lecciones.as_flattened() {
                ambito.spawn(|| {
                    let programa = leccion.construir().unwrap();
                    let hecho = bash("exec \"$0\" 2>&-", &programa, &[]);
                    assert!(hecho.bien(), "{programa:?}: {hecho}");
                });
            }
        });
    }

    /// Una lección en marcha, en su propio grupo de procesos: se puede saber si queda alguno.
    struct EnMarcha {
        proceso: Child,
        salida: BufReader<ChildStdout>,
        dicho: String,
    }

    impl EnMarcha {
        fn iniciar(leccion: &Leccion, argumentos: &[String]) -> Self {
            let mut orden = con_senales(&leccion.construir().unwrap());
            orden.args(argumentos).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
            let mut proceso = orden.spawn().unwrap();
            let salida = BufReader::new(proceso.stdout.take().unwrap());
            EnMarcha { proceso, salida, dicho: String::new() }
        }

        /// Lee sus mensajes hasta que ha dicho un texto.
        fn hasta(&mut self, texto: &str) {
            while !self.dicho.contains(texto) {
                assert!(self.salida.read_line(&mut self.dicho).unwrap() > 0, "{}", self.dicho);
            }
        }

        /// Espera a que tenga tantos hijos, que al principio pueden no haberse iniciado.
        fn hijos(&self, cuantos: usize) -> Vec<String> {
            let plazo = Instant::now() + Duration::from_secs(300);
            loop {
                let pgrep = ordenar(Command::new("pgrep").arg(format!("-P{}", self.proceso.id())));
                if pgrep.mensajes().len() == cuantos {
                    return pgrep.mensajes().into_iter().map(String::from).collect();
                }
                assert!(Instant::now() < plazo, "{pgrep}");
                thread::sleep(Duration::from_millis(5));
            }
        }

        /// Espera a que termine y comprueba que no queda ningún proceso de su grupo, ni vivo ni zombi.
        fn terminar(mut self) -> Ejecucion {
            self.salida.read_to_string(&mut self.dicho).unwrap();
            let grupo = format!("-{}", self.proceso.id());
            let fin = self.proceso.wait_with_output().unwrap();
            let plazo = Instant::now() + Duration::from_secs(10);
            while matar("-0", &grupo) {
                assert!(Instant::now() < plazo, "queda algo en marcha en el grupo {grupo}");
                thread::sleep(Duration::from_millis(10));
            }
            Ejecucion { salida: self.dicho, ..contar(fin) }
        }
    }

    fn matar(senal: &str, a_quien: &str) -> bool {
        let mut orden = Command::new("kill");
        orden.args([senal, "--", a_quien]).stderr(Stdio::null()).status().unwrap().success()
    }

    /// Una página que tarda más que cualquier prueba.
    const LENTA: &str = "/delay/25";

    #[test]
    fn un_hijo_terminado_por_una_senal_se_nombra_y_los_demas_se_esperan() {
        let servidor = Solo::iniciar().unwrap();
        let urls = [LENTA, "/delay/0?bytes=5"].map(|ruta| format!("{}{ruta}", servidor.base()));
        let mut leccion = EnMarcha::iniciar(&http("processes"), &urls);
        leccion.hasta("5 bytes");
        // El de la corta ha terminado, y queda sin recoger hasta que le toque: se mata al otro.
        leccion.hijos(2);
        let padre = format!("-P{}", leccion.proceso.id());
        let hijo = ordenar(Command::new("pgrep").args([&padre, "-f", LENTA])).salida;
        assert!(matar("-KILL", hijo.trim()));
        let hecho = leccion.terminar();
        assert_eq!(hecho.codigo(), Some(1), "{hecho}");
        let aviso = format!("[-] Proceso {}: signal: 9 (SIGKILL)", hijo.trim());
        assert!(hecho.errores.contains(&aviso), "{hecho}");
        assert!(hecho.errores.contains("Error: peticiones que han fallado: 1\n"), "{hecho}");
        assert!(hecho.tiempo_total().is_some(), "{hecho}");
    }

    #[test]
    fn ctrl_c_lo_termina_todo() {
        let servidor = Solo::iniciar().unwrap();
        for (manera, hijos) in MANERAS.into_iter().zip([0, 0, 3]) {
            let urls = [LENTA; 3].map(|ruta| format!("{}{ruta}", servidor.base()));
            let leccion = EnMarcha::iniciar(&http(manera), &urls);
            leccion.hijos(hijos);
            thread::sleep(Duration::from_millis(300));
            // Lo que hace Ctrl-C en una terminal: la señal llega a todo el grupo.
            matar("-INT", &format!("-{}", leccion.proceso.id()));
            let hecho = leccion.terminar();
            assert_eq!(hecho.estado.unwrap().signal(), Some(2), "{hecho}");
            assert!(!hecho.salida.contains("total"), "{hecho}");
            assert!(!hecho.errores.contains("panicked"), "{hecho}");
        }
    }

    /// Una copia del programa donde la puede ejecutar cualquier usuario.
    #[cfg(target_os = "linux")]
    fn copia(leccion: &Leccion) -> (tempfile::TempDir, std::path::PathBuf) {
        use std::os::unix::fs::PermissionsExt;
        let carpeta = tempfile::tempdir().unwrap();
        fs::set_permissions(carpeta.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let copia = carpeta.path().join("programa");
        copiar_programa(&leccion.construir().unwrap(), &copia).unwrap();
        (carpeta, copia)
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn un_programa_que_ya_no_esta_donde_estaba_no_puede_iniciar_hijos_y_lo_dice() {
        let (_carpeta, programa) = copia(&que_duerme("processes"));
        let hecho = bash("exec 3<\"$0\"; rm \"$0\"; exec /proc/self/fd/3", &programa, &[]);
        assert_eq!((hecho.codigo(), &*hecho.salida), (Some(1), ""), "{hecho}");
        assert!(hecho.errores.contains("No such file or directory"), "{hecho}");
    }

    #[test]
    #[cfg(target_os = "linux")]
    #[ignore = "hace falta ser root y tener setpriv"]
    fn lo_que_el_sistema_no_deja_iniciar_no_se_cuenta_como_exito() {
        // Un usuario que no ejecuta nada más, con sitio para dos: el principal y uno.
        let orden = "ulimit -u 2; exec setpriv --reuid=54321 --regid=54321 --clear-groups \"$0\"";
        for manera in ["threads", "processes"] {
            let (_carpeta, programa) = copia(&que_duerme(manera));
            let hecho = bash(orden, &programa, &[]);
            assert!(!hecho.bien() && !hecho.salida.contains("exitosamente"), "{hecho}");
            assert!(hecho.errores.contains("Resource temporarily unavailable"), "{hecho}");
        }
        // Con sitio para unos pocos, lo que cuesta cada uno no se reparte entre los que se pidieron.
        for manera in ["threads", "processes"] {
            let (_carpeta, programa) = copia(&experimento("spawn-cost", manera).con(["100"]));
            let orden = orden.replace("-u 2", "-u 20") + " 100";
            let hecho = bash(&orden, &programa, &[]);
            assert!(!hecho.bien() && !hecho.salida.contains("Memoria de"), "{hecho}");
            assert!(hecho.errores.contains("Resource temporarily unavailable"), "{hecho}");
        }
    }
}
