//! Tareas, hilos y procesos que fallan o se interrumpen: nada dice que fue bien, lo demás se espera y no
//! queda nadie en marcha.

use crate::*;
use shared::traza::{ABORTO, PANICO};

/// Lo que dice una tarea que no falla.
fn entera(quien: &str) -> String {
    format!("\n[+] {quien} iniciando\n\n[+] {quien} finalizando\n")
}

#[test]
fn si_un_hilo_entra_en_panico_se_espera_al_otro_y_no_se_dice_que_fue_bien() {
    let hecho = mal(que_duerme("threads").variable(PANICO, "Tarea 2"), 1, "panicked");
    assert_eq!(hecho.salida, entera("Tarea 1"), "{hecho}");
    // También si el que falla es el primero al que se espera.
    let hecho = mal(que_duerme("threads").variable(PANICO, "Tarea 1"), 1, "panicked");
    assert_eq!(hecho.salida, entera("Tarea 2"), "{hecho}");
}

#[test]
fn si_un_hijo_falla_se_dice_como_acabo_se_espera_al_otro_y_no_se_dice_que_fue_bien() {
    // Con las palabras de la biblioteca estándar, que no son las mismas en cada sistema.
    let [estado, aborto] = match cfg!(windows) {
        true => ["exit code", "exit code: 0xc0000409"],
        false => ["exit status", "signal: 6 (SIGABRT)"],
    };
    for (variable, fin) in [(PANICO, format!("{estado}: 101")), (ABORTO, aborto.to_string())] {
        let aviso = format!("\n[-] Proceso 1: {estado}: 0. Proceso 2: {fin}");
        let hecho = mal(que_duerme("processes").variable(variable, "Proceso 2"), 1, &aviso);
        assert_eq!(hecho.salida, entera("Proceso 1"), "{hecho}");
    }
}

#[test]
fn si_una_peticion_entra_en_panico_o_aborta_se_cuenta_como_fallo_y_las_demas_se_responden() {
    for (manera, variable) in [("threads", PANICO), ("processes", PANICO), ("processes", ABORTO)] {
        let servidor = Servidor::iniciar();
        let urls = ["/1", "/2", "/3"].map(|ruta| servidor.url(ruta));
        let programa = http(manera).con(&urls).variable(variable, &urls[1]);
        let hecho = mal(programa, 1, "Error: peticiones que han fallado: 1\n");
        assert_eq!(urls.each_ref().map(|url| hecho.responde(url, 5000)), [true, false, true]);
        assert!(hecho.tiempo_total().parse::<f64>().is_ok(), "{hecho}");
        assert_eq!(
            hecho.errores.matches("[-] Proceso ").count(),
            usize::from(manera == "processes")
        );
    }
}

#[test]
fn un_encargo_que_no_se_entiende_se_explica() {
    for (programa, malo) in [
        (que_duerme("processes"), "uno"),
        (experimento("cpu", "processes"), "1 2 x"),
        (experimento("messages", "processes"), "-1"),
        (experimento("memory", "processes"), "4294967296"),
        (experimento("spawn-cost", "processes"), "99999999999999999999"),
    ] {
        mal(programa.con(["--hijo", malo]), 2, &format!("«{malo}»"));
    }
    mal(que_duerme("processes").con(["--hijo"]), 2, "«»");
}

#[test]
fn si_el_sistema_no_deja_iniciar_un_hilo_se_dice_y_no_se_cuenta_como_exito() {
    // Ningún equipo tiene memoria para la pila que se le pide.
    let sin_sitio = que_duerme("threads").variable("RUST_MIN_STACK", "1000000000000000");
    let hecho = mal(sin_sitio, 101, "failed to spawn thread");
    assert!(!hecho.salida.contains("exitosamente"), "{hecho}");
}

/// Las señales, los grupos de procesos y cerrar una salida con bash son cosas de Unix.
#[cfg(unix)]
mod de_unix {
    use super::*;
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    use std::process::{Command, Stdio};
    use tests::EnMarcha;

    #[test]
    fn si_nadie_lee_la_salida_o_el_disco_esta_lleno_ninguna_dice_que_fue_bien() {
        let todas = MANERAS.map(|manera| [que_duerme(manera), http(manera)]);
        con_cada_uno(todas.as_flattened().to_vec(), |leccion| {
            for orden in ["\"$0\" | head -1; exit ${PIPESTATUS[0]}", "exec \"$0\" > /dev/full"] {
                let hecho = ejecutar(leccion.con_bash(orden));
                assert!(!hecho.estado.success(), "{hecho}");
            }
        });
    }

    #[test]
    #[cfg(target_os = "linux")] // hace falta /dev/full
    fn si_no_se_puede_escribir_en_la_salida_de_errores_hacen_lo_mismo_y_terminan_igual() {
        con_cada_uno(MANERAS.map(http), |leccion| {
            let hecho = ejecutar(leccion.con_bash("exec \"$0\" 2> /dev/full"));
            assert!(hecho.estado.success(), "{hecho}");
            assert_eq!(hecho.mensajes().len(), 5, "{hecho}");
        });
    }

    /// Una página que tarda más que cualquier prueba, y otra que no tarda.
    fn una_lenta_y_otra_no() -> [String; 2] {
        let base = shared::servidor::iniciar(0).unwrap().base();
        [format!("{base}/delay/50"), format!("{base}/delay/0?bytes=5")]
    }

    #[test]
    fn un_hijo_terminado_por_una_senal_se_nombra_y_los_demas_se_esperan() {
        let [lenta, otra] = una_lenta_y_otra_no();
        let leccion = EnMarcha::iniciar(http("processes").con([&lenta, &otra]).orden());
        let tareas = leccion.hasta_que_empiecen(2);
        let hijo = tareas.iter().find(|tarea| tarea.nombre == lenta).unwrap().pid;
        assert!(enviar("-KILL", &hijo.to_string()));
        let hecho = leccion.terminar();
        assert_eq!(hecho.estado.code(), Some(1), "{hecho}");
        let aviso = format!("[-] Proceso {hijo}: signal: 9 (SIGKILL)");
        assert!(hecho.errores.contains(&aviso), "{hecho}");
        assert!(hecho.responde(&otra, 5), "{hecho}");
    }

    #[test]
    fn ctrl_c_termina_el_programa_y_a_todos_los_que_inicio() {
        for (manera, tareas) in MANERAS.into_iter().zip([1, 2, 2]) {
            let [lenta, otra] = una_lenta_y_otra_no();
            let mut orden = que_admite_ctrl_c(http(manera));
            orden.args([lenta, otra]).process_group(0);
            let leccion = EnMarcha::iniciar(orden);
            leccion.hasta_que_empiecen(tareas);
            // Lo que hace Ctrl-C en una terminal: la señal llega a todo el grupo.
            assert!(enviar("-INT", &format!("-{}", leccion.proceso.id())));
            // Terminar es también esperar a los hijos, que comparten sus salidas.
            let hecho = leccion.terminar();
            assert_eq!(hecho.estado.signal(), Some(2), "{hecho}");
            assert!(hecho.duracion < Duration::from_secs(45), "{hecho}");
            assert!(!hecho.salida.contains("total") && hecho.errores.is_empty(), "{hecho}");
        }
    }

    fn enviar(senal: &str, a_quien: &str) -> bool {
        let mut kill = Command::new("kill");
        kill.args([senal, "--", a_quien]).stderr(Stdio::null()).status().unwrap().success()
    }

    /// Quien se inicia en segundo plano puede heredar que no se atienda a Ctrl-C; el `env` de GNU lo remedia.
    fn que_admite_ctrl_c(programa: Programa) -> Command {
        let mut env = Command::new("env");
        env.arg("--default-signal=INT");
        let remedia = env.arg("true").stderr(Stdio::null()).status().is_ok_and(|fin| fin.success());
        if !remedia {
            return programa.orden();
        }
        let mut env = Command::new("env");
        env.arg("--default-signal=INT").arg(programa.ruta());
        env
    }

    #[test]
    #[cfg(target_os = "linux")] // hace falta /proc
    fn un_programa_que_ya_no_esta_donde_estaba_no_puede_iniciar_hijos_y_lo_dice() {
        let borrado = "d=$(mktemp -d); cp \"$0\" $d/p; exec 3<$d/p; rm -r $d; exec /proc/self/fd/3";
        let hecho = ejecutar(que_duerme("processes").con_bash(borrado));
        assert_eq!((hecho.estado.code(), &*hecho.salida), (Some(1), ""), "{hecho}");
        assert!(hecho.errores.contains("No such file or directory"), "{hecho}");
    }
}
