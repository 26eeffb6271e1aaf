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
    let hecho = mal(que_duerme("threads").env(PANICO, "Tarea 2"), 1, "panicked");
    assert_eq!(hecho.salida, entera("Tarea 1"), "{hecho}");
    // También si el que falla es el primero al que se espera.
    let hecho = mal(que_duerme("threads").env(PANICO, "Tarea 1"), 1, "panicked");
    assert_eq!(hecho.salida, entera("Tarea 2"), "{hecho}");
}

#[test]
fn si_un_hijo_falla_se_dice_como_acabo_se_espera_al_otro_y_no_se_dice_que_fue_bien() {
    // Con las palabras de la biblioteca estándar, que no son las mismas en cada sistema.
    let [estado, aborto] = match cfg!(windows) {
        true => ["exit code", "exit code: 0xc0000409"],
        false => ["exit status", "signal: 6 (SIGABRT)"],
    };
    for (variable, fin) in [
        (PANICO, format!("{estado}: 101")),
        (ABORTO, aborto.to_string()),
    ] {
        let aviso = format!("\n[-] Proceso 1: {estado}: 0. Proceso 2: {fin}");
        let hecho = mal(
            que_duerme("processes").env(variable, "Proceso 2"),
            1,
            &aviso,
        );
        assert_eq!(hecho.salida, entera("Proceso 1"), "{hecho}");
    }
}

#[test]
fn si_una_peticion_entra_en_panico_o_aborta_se_cuenta_como_fallo_y_las_demas_se_responden() {
    for (manera, variable) in [
        ("threads", PANICO),
        ("processes", PANICO),
        ("processes", ABORTO),
    ] {
        let servidor = Servidor::iniciar();
        let urls = ["/1", "/2", "/3"].map(|ruta| servidor.url(ruta));
        let mut leccion = http(manera);
        leccion.args(&urls).env(variable, &urls[1]);
        let hecho = mal(&mut leccion, 1, "Error: peticiones que han fallado: 1\n");
        assert_eq!(
            urls.each_ref().map(|url| hecho.responde(url, 5000)),
            [true, false, true]
        );
        assert!(hecho.tiempo_total().parse::<f64>().is_ok(), "{hecho}");
        assert_eq!(
            hecho.errores.matches("[-] Proceso ").count(),
            usize::from(manera == "processes")
        );
    }
}

#[test]
fn un_encargo_que_no_se_entiende_se_explica() {
    mal(que_duerme("processes").args(["--hijo", "uno"]), 2, "«uno»");
    mal(que_duerme("processes").arg("--hijo"), 2, "«»");
    for malo in ["1 2", "1 2 x", "1 2 3 4"] {
        let mut cpu = experimento("cpu", "processes");
        mal(cpu.args(["--hijo", malo]), 2, &format!("«{malo}»"));
    }
}

#[test]
fn si_el_sistema_no_deja_iniciar_un_hilo_se_dice_y_no_se_cuenta_como_exito() {
    // Ningún equipo tiene memoria para la pila que se le pide.
    let mut sin_sitio = que_duerme("threads");
    sin_sitio.env("RUST_MIN_STACK", "1000000000000000");
    let hecho = mal(&mut sin_sitio, 101, "failed to spawn thread");
    assert!(!hecho.salida.contains("exitosamente"), "{hecho}");
}

/// Las señales, los grupos de procesos y cerrar una salida con bash son cosas de Unix.
#[cfg(unix)]
mod de_unix {
    use super::*;
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    use std::process::Stdio;

    #[test]
    fn si_nadie_lee_la_salida_o_el_disco_esta_lleno_ninguna_dice_que_fue_bien() {
        let todas = MANERAS.map(|manera| [que_duerme(manera), http(manera)]);
        con_cada_uno(todas.into_iter().flatten(), |leccion| {
            for orden in [
                "\"$0\" | head -1; exit ${PIPESTATUS[0]}",
                "exec \"$0\" > /dev/full",
            ] {
                let hecho = ejecutar(&mut con_bash(leccion, orden));
                assert!(!hecho.estado.success(), "{hecho}");
            }
        });
    }

    /// Una página que tarda más que cualquier prueba, y otra que no tarda.
    fn una_lenta_y_otra_no() -> [String; 2] {
        let base = shared::servidor::iniciar(0).unwrap().base();
        [
            format!("{base}/delay/50"),
            format!("{base}/delay/0?bytes=5"),
        ]
    }

    #[test]
    fn un_hijo_terminado_por_una_senal_se_nombra_y_los_demas_se_esperan() {
        let [lenta, otra] = una_lenta_y_otra_no();
        let leccion = EnMarcha::iniciar(http("processes").args([&lenta, &otra]));
        let tareas = leccion.hasta_que_empiecen(2);
        let hijo = tareas
            .iter()
            .find(|tarea| tarea.nombre == lenta)
            .unwrap()
            .pid;
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
            let mut orden = http(manera);
            orden.args(una_lenta_y_otra_no()).process_group(0);
            let leccion = EnMarcha::iniciar(&mut orden);
            leccion.hasta_que_empiecen(tareas);
            // En una terminal, Ctrl-C envía INT a todo el grupo. TERM hace lo mismo, y no lo desatiende quien se inicia
            // en segundo plano.
            assert!(enviar("-TERM", &format!("-{}", leccion.proceso.id())));
            // Terminar es también esperar a los hijos, que comparten sus salidas.
            let hecho = leccion.terminar();
            assert_eq!(hecho.estado.signal(), Some(15), "{hecho}");
            assert!(hecho.duracion < Duration::from_secs(45), "{hecho}");
            assert!(
                !hecho.salida.contains("total") && hecho.errores.is_empty(),
                "{hecho}"
            );
        }
    }

    fn enviar(senal: &str, a_quien: &str) -> bool {
        let mut kill = Command::new("kill");
        kill.args([senal, "--", a_quien])
            .stderr(Stdio::null())
            .status()
            .unwrap()
            .success()
    }

    #[test]
    #[cfg(target_os = "linux")] // hace falta /proc
    fn si_el_sistema_no_deja_iniciar_un_proceso_se_dice_y_no_se_cuenta_como_exito() {
        // Un programa que ya no está donde estaba no se puede iniciar otra vez.
        let borrado = "d=$(mktemp -d); cp \"$0\" $d/p; exec 3<$d/p; rm -r $d; exec /proc/self/fd/3";
        let hecho = mal(
            &mut con_bash(&que_duerme("processes"), borrado),
            1,
            "No such file",
        );
        assert_eq!(hecho.salida, "", "{hecho}");
    }
}
