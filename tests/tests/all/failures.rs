//! Tareas, hilos y procesos que fallan o se interrumpen: nada dice que fue bien, lo demás se espera y no
//! queda nadie en marcha.

use crate::messages::tarea_entera;
use crate::*;
use shared::traza::fallos::{ABORTO, PANICO};

#[test]
fn si_un_hilo_entra_en_panico_se_espera_al_otro_y_no_se_dice_que_fue_bien() {
    let hecho = mal(que_duerme("threads").env(PANICO, "Tarea 2"), 1, "panicked");
    assert_eq!(hecho.salida, tarea_entera("Tarea 1"), "{hecho}");
    // También si el que falla es el primero al que se espera.
    let hecho = mal(que_duerme("threads").env(PANICO, "Tarea 1"), 1, "panicked");
    assert_eq!(hecho.salida, tarea_entera("Tarea 2"), "{hecho}");
}

#[test]
fn si_un_hijo_entra_en_panico_o_aborta_se_dice_como_termino_y_se_espera_al_otro() {
    // Con las palabras de la biblioteca estándar, que no son las mismas en cada sistema.
    let [bien, panico, aborto] = match cfg!(windows) {
        true => ["exit code: 0", "exit code: 101", "exit code: 0xc0000409"],
        false => ["exit status: 0", "exit status: 101", "signal: 6 (SIGABRT)"],
    };
    for (variable, estado) in [(PANICO, panico), (ABORTO, aborto)] {
        let mut leccion = que_duerme("processes");
        leccion.env(variable, "Proceso 2");
        let aviso = format!("\n[-] Proceso 1: {bien}. Proceso 2: {estado}");
        let hecho = mal(&mut leccion, 1, &aviso);
        assert_eq!(hecho.salida, tarea_entera("Proceso 1"), "{hecho}");
    }
}

#[test]
fn si_una_peticion_entra_en_panico_o_aborta_se_cuenta_como_fallo_y_las_demas_se_responden() {
    falla_la_segunda_de_tres("threads", PANICO);
    for variable in [PANICO, ABORTO] {
        let hecho = falla_la_segunda_de_tres("processes", variable);
        assert_eq!(hecho.errores.matches("[-] Proceso ").count(), 1, "{hecho}");
    }
}

fn falla_la_segunda_de_tres(manera: &str, variable: &str) -> Ejecucion {
    let servidor = Servidor::iniciar();
    let urls = ["/1", "/2", "/3"].map(|ruta| servidor.url(ruta));
    let mut leccion = http(manera);
    leccion.args(&urls).env(variable, &urls[1]);
    let hecho = mal(&mut leccion, 1, "Error: peticiones que han fallado: 1\n");
    let responden = urls.map(|url| hecho.responde(&url, 5000));
    assert_eq!(responden, [true, false, true], "{hecho}");
    segundos_dichos(&hecho);
    hecho
}

#[test]
fn un_encargo_que_no_se_entiende_se_explica() {
    let mut leccion = que_duerme("processes");
    mal(leccion.args(["--hijo", "uno"]), 2, "«uno»");
    let mut leccion = que_duerme("processes");
    mal(leccion.arg("--hijo"), 2, "«»");
    for malo in ["1 2", "1 2 x", "1 2 3 4"] {
        let mut cpu = experimento("cpu", "processes");
        let dicho = format!("«{malo}»");
        mal(cpu.args(["--hijo", malo]), 2, &dicho);
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
    use std::process::{ChildStdin, Stdio};

    /// Todas las lecciones: las que duermen y las que piden páginas.
    fn todas() -> Vec<Command> {
        let mut lecciones = Vec::new();
        for manera in MANERAS {
            lecciones.push(que_duerme(manera));
            lecciones.push(http(manera));
        }
        lecciones
    }

    const NO_SE_PUEDE_ESCRIBIR: &str = "failed printing to stdout";

    #[test]
    fn si_nadie_lee_la_salida_ninguna_dice_que_fue_bien() {
        con_cada_uno(todas(), |leccion| {
            let fin = leccion.stdout(tuberia_que_nadie_lee()).output().unwrap();
            let errores = String::from_utf8_lossy(&fin.stderr);
            assert!(!fin.status.success(), "{errores}");
            assert!(errores.contains(NO_SE_PUEDE_ESCRIBIR), "{errores}");
        });
    }

    /// La de un programa que ya ha terminado.
    fn tuberia_que_nadie_lee() -> ChildStdin {
        let mut lector = Command::new("true").stdin(Stdio::piped()).spawn().unwrap();
        // Esperar a un hijo cierra su tubería, si no se ha tomado antes.
        let tuberia = lector.stdin.take().unwrap();
        lector.wait().unwrap();
        tuberia
    }

    #[test]
    fn si_la_salida_no_cabe_en_su_archivo_ninguna_dice_que_fue_bien() {
        // El archivo no puede crecer. Quien lo intenta recibe un error, como con el disco lleno, y no una señal.
        let sin_sitio = "f=$(mktemp); exec > $f; rm $f; trap '' XFSZ; ulimit -f 0; exec \"$0\"";
        con_cada_uno(todas(), |leccion| {
            let hecho = ejecutar(&mut con_bash(leccion, sin_sitio));
            assert!(!hecho.bien(), "{hecho}");
            assert!(hecho.errores.contains(NO_SE_PUEDE_ESCRIBIR), "{hecho}");
        });
    }

    /// Una página que tarda más que cualquier prueba, y otra que no tarda.
    fn una_lenta_y_otra_no() -> [String; 2] {
        let base = shared::http::servidor::iniciar(0).unwrap().base();
        let lenta = format!("{base}/delay/50");
        let otra = format!("{base}/delay/0?bytes=5");
        [lenta, otra]
    }

    #[test]
    fn un_hijo_matado_por_una_senal_se_nombra_y_los_demas_se_esperan() {
        let [lenta, otra] = una_lenta_y_otra_no();
        let leccion = EnMarcha::iniciar(http("processes").args([&lenta, &otra]));
        let tareas = leccion.hasta_que_empiecen(2);
        let la_lenta = tareas.iter().find(|tarea| tarea.nombre == lenta).unwrap();
        let hijo = la_lenta.lugar.proceso;
        assert!(enviar("-KILL", &hijo.to_string()));

        let hecho = leccion.terminar();
        assert_eq!(hecho.codigo(), Some(1), "{hecho}");
        let aviso = format!("[-] Proceso {hijo}: signal: 9 (SIGKILL)");
        assert!(hecho.errores.contains(&aviso), "{hecho}");
        assert!(hecho.responde(&otra, 5), "{hecho}");
    }

    #[test]
    fn ctrl_c_mata_al_programa_y_a_todos_los_que_inicio() {
        for (manera, tareas) in [("sequential", 1), ("threads", 2), ("processes", 2)] {
            let mut orden = http(manera);
            orden.args(una_lenta_y_otra_no());
            let leccion = EnMarcha::iniciar(orden.process_group(0));
            leccion.hasta_que_empiecen(tareas);
            // En una terminal, Ctrl-C envía INT a todo el grupo. TERM hace lo mismo, y no lo desatiende quien se inicia
            // en segundo plano.
            let grupo = format!("-{}", leccion.proceso.id());
            assert!(enviar("-TERM", &grupo));

            // Terminar es también esperar a los hijos, que comparten sus salidas.
            let hecho = leccion.terminar();
            let estado = hecho.estado().unwrap();
            assert_eq!(estado.signal(), Some(15), "{hecho}");
            assert!(hecho.duracion < Duration::from_secs(45), "{hecho}");
            assert!(!hecho.salida.contains("total"), "{hecho}");
            assert_eq!(hecho.errores, "", "{hecho}");
        }
    }

    fn enviar(senal: &str, a_quien: &str) -> bool {
        let mut kill = Command::new("kill");
        kill.args([senal, "--", a_quien]).stderr(Stdio::null());
        kill.status().unwrap().success()
    }

    #[test]
    #[cfg(target_os = "linux")] // hace falta /proc
    fn si_el_sistema_no_deja_iniciar_un_proceso_se_dice_y_no_se_cuenta_como_exito() {
        // Un programa que ya no está donde estaba no se puede iniciar otra vez.
        let borrado = "d=$(mktemp -d); cp \"$0\" $d/p; exec 3<$d/p; rm -r $d; exec /proc/self/fd/3";
        let leccion = que_duerme("processes");
        let hecho = mal(&mut con_bash(&leccion, borrado), 1, "No such file");
        assert_eq!(hecho.salida, "", "{hecho}");
    }
}
