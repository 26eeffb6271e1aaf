//! Lo que ningún equipo tranquilo hace: procesos que no acaban o se multiplican, y trazas que no lo son.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

use runner::Programa;
use shared::ejecucion::clon::Clon;
use shared::ejecucion::{Final, Motivo, ahora};
use std::sync::{LazyLock, Mutex};

/// Escribe un programa en `examples/` de un clon que todas las pruebas comparten, y lo construye. Cada prueba le pone
/// otro nombre.
fn escrito(nombre: &str, codigo: &str) -> Programa {
    static COMUN: LazyLock<Mutex<Clon>> =
        LazyLock::new(|| Mutex::new(Clon::nuevo("faults").unwrap()));
    let clon = COMUN.lock().unwrap();
    let archivo = format!("examples-threads/examples/{nombre}.rs");
    clon.escribir(archivo, codigo).unwrap();
    let construidos = clon.construir(&["examples-threads"], &[nombre]).unwrap();
    Programa::construido(&construidos[0])
}

#[test]
fn cien_megas_de_mensajes_ni_cuelgan_ni_se_guardan_enteros() {
    let codigo = "fn main() {
        let linea = \"x\".repeat(99_999);
        for _ in 0..1000 { println!(\"{linea}\"); }
        shared::tarea(1);
    }";
    let hecho = escrito("charlatan", codigo).ejecutar().unwrap();
    let guardados = hecho.salida.len();
    let todos = guardados + hecho.sin_guardar;
    assert!(hecho.bien() && guardados <= 1 << 20, "{guardados} bytes");
    assert!(todos > 100_000_000, "{todos} bytes");
    assert_eq!(hecho.tramos.len(), 1);
}

#[test]
fn a_quien_anota_tareas_sin_parar_se_le_detiene_y_se_entiende_en_un_momento() {
    let codigo = "fn main() {
        loop { std::mem::forget(shared::traza::anotar(\"Tarea 1\")); }
    }";
    let hecho = escrito("sin-fin", codigo).ejecutar().unwrap();
    let suyo = hecho.termina() - hecho.inicio;
    let todo = ahora() - hecho.inicio;
    // Windows tarda en abrir la traza para cada línea, y puede que antes llegue el límite.
    if !cfg!(windows) {
        assert_eq!(hecho.fin, Final::Detenido(Motivo::AnotabaSinParar));
        assert!(hecho.tramos.len() > 10_000, "{}", hecho.tramos.len());
    }
    assert!(
        todo < suyo * 8,
        "leer lo que anotó en {suyo} microsegundos lleva hasta {todo}"
    );
}

#[test]
fn a_quien_inicia_procesos_sin_parar_se_le_detiene() {
    let codigo = "fn main() {
        let yo = std::env::current_exe().unwrap();
        let _hijo = std::process::Command::new(yo).spawn();
        std::thread::sleep(std::time::Duration::from_secs(50));
    }";
    let programa = escrito("sin-freno", codigo).contando_procesos(20);
    let hecho = programa.ejecutar().unwrap();
    assert_eq!(
        hecho.fin,
        Final::Detenido(Motivo::SeMultiplicaba),
        "{hecho}"
    );
    assert!(hecho.procesos.len() > 20, "{hecho}");
}

#[cfg(unix)]
mod procesos {
    use super::*;
    use std::process::{self, Command};
    use std::thread;
    use std::time::{Duration, Instant};

    /// Espera a que no quede ningún proceso cuya orden contiene un texto, el tiempo que haga falta en un equipo ocupado.
    fn hasta_que_no_quede_nadie(texto: &str) {
        let plazo = Instant::now() + Duration::from_secs(300);
        loop {
            let mut pgrep = Command::new("pgrep");
            let fin = pgrep.args(["-f", "--", texto]).output().unwrap();
            if fin.stdout.is_empty() {
                return;
            }
            assert!(Instant::now() < plazo, "sigue en marcha {texto}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Una orden de sh, que recibe un texto: por él se la reconoce.
    fn sh(orden: &str, texto: &str) -> Programa {
        Programa::construido("/bin/sh").con(["-c", orden, texto])
    }

    #[test]
    fn una_traza_que_no_lo_es_se_dice() {
        let error = sh("echo hola > \"$TRAZA\"", "").ejecutar().unwrap_err();
        let dice = format!("{error:#}");
        assert!(dice.contains("esto no es de una traza: \"hola\""), "{dice}");
    }

    #[test]
    fn cuando_el_primero_termina_no_queda_nadie() {
        let texto = format!("hijos-de-{}", process::id());
        let orden = "(while sleep 1; do echo; done) & echo";
        let hecho = sh(orden, &texto).ejecutar().unwrap();
        assert!(hecho.bien() && hecho.salida.contains('\n'), "{hecho}");
        hasta_que_no_quede_nadie(&texto);
    }

    #[test]
    fn cuando_llega_el_limite_no_queda_nadie() {
        let texto = format!("nietos-de-{}", process::id());
        let orden = "(while sleep 1; do echo; done) & (while sleep 1; do echo; done) & wait";
        let programa = sh(orden, &texto).durante(Duration::from_secs(3));
        let hecho = programa.ejecutar().unwrap();
        assert_eq!(hecho.fin, Final::Detenido(Motivo::NoTerminaba), "{hecho}");
        hasta_que_no_quede_nadie(&texto);
    }

    #[test]
    fn una_traza_que_no_es_un_archivo_ni_cuelga_ni_calla() {
        let carpeta = tempfile::tempdir().unwrap();
        let tuberia = carpeta.path().join("tuberia");
        let mut mkfifo = Command::new("mkfifo");
        assert!(mkfifo.arg(&tuberia).status().unwrap().success());
        let leccion = Programa::binario("examples-threads", "examples-threads");
        let hecho = leccion.variable("TRAZA", &tuberia).ejecutar().unwrap();
        let hecho = hecho.exigir_que_vaya_bien();
        let tuberia = tuberia.display();
        let aviso = format!("[-] TRAZA: no se escribe en {tuberia}: no es un archivo\n");
        assert_eq!(hecho.errores.matches(&aviso).count(), 1, "{hecho}");
    }
}
