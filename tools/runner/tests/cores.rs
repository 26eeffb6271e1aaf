//! Los núcleos que ocupa cada programa: lo que distingue a quien espera de quien calcula, y a la vez de en paralelo.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

use runner::python::Python;
use runner::{EN_PARALELO, Ejecucion, Programa, hay_dos_nucleos_libres};
use shared::ejecucion::clon::Clon;
use shared::ejecucion::construir::raiz;
use shared::ejecucion::{Final, Motivo, Ocupacion};
use shared::salida::anunciar;
use std::sync::Mutex;
use std::time::Duration;

/// De uno en uno: si no, se quitan los núcleos unos a otros.
static TURNO: Mutex<()> = Mutex::new(());

fn ejecutar(programa: &Programa) -> Ejecucion {
    let contado = programa.clone().contando_procesos(64);
    contado.ejecutar().unwrap().exigir_que_vaya_bien()
}

fn nucleos(programa: &Programa) -> f64 {
    ejecutar(programa).nucleos().unwrap()
}

fn experimento(manera: &str) -> Programa {
    Programa::ejemplo(&format!("examples-{manera}"), &format!("cpu-{manera}"))
}

fn en_python(python: &Python, manera: &str) -> Programa {
    let archivo = format!("examples-{manera}/examples/cpu-{manera}.py");
    python.programa(&raiz().join(archivo), &[]).unwrap()
}

/// En un equipo ocupado, los demás también quieren los núcleos: se mide otra vez y, si no hay dos libres, se dice.
fn se_llega_a_ver(medir: impl Fn() -> bool) -> bool {
    if (0..5).any(|_| medir()) {
        return true;
    }
    let hay_dos_libres = hay_dos_nucleos_libres();
    if !hay_dos_libres {
        anunciar("[*] Sin comprobar: aquí no hay dos núcleos libres");
    }
    !hay_dos_libres
}

#[test]
fn quien_duerme_no_ocupa_ninguno() {
    let _turno = TURNO.lock();
    for manera in ["sequential", "threads", "processes"] {
        let leccion = format!("examples-{manera}");
        let hecho = ejecutar(&Programa::binario(&leccion, &leccion));
        assert!(hecho.nucleos().unwrap() < 0.1, "{hecho}");
    }
    let Some(python) = Python::para_pruebas() else {
        return;
    };
    // Arrancar Python ya es algo.
    let gemelo = raiz().join("examples-threads/src/main.py");
    let gemelo = python.programa(&gemelo, &[]).unwrap();
    assert!(nucleos(&gemelo) < 0.4);
}

#[test]
fn los_hilos_y_los_procesos_de_rust_calculan_en_paralelo() {
    let _turno = TURNO.lock();
    for manera in ["threads", "processes"] {
        let programa = experimento(manera);
        assert!(
            se_llega_a_ver(|| nucleos(&programa) > EN_PARALELO),
            "{manera}"
        );
    }
}

#[test]
fn con_el_gil_los_hilos_de_python_van_a_la_vez_y_no_en_paralelo() {
    let _turno = TURNO.lock();
    let Some(python) = Python::para_pruebas() else {
        return;
    };
    if python.sin_gil() {
        anunciar("[*] Sin comprobar: este Python no tiene GIL");
        return;
    }
    let hecho = ejecutar(&en_python(python, "threads"));
    assert!(hecho.a_la_vez() >= 2, "{hecho}");
    assert!(hecho.nucleos().unwrap() < 1.1, "{hecho}");
    let con_procesos = en_python(python, "processes");
    assert!(se_llega_a_ver(|| nucleos(&con_procesos) > EN_PARALELO));
}

/// Lo que hace un programa que no termina.
struct Interminable {
    nombre: &'static str,
    codigo: &'static str,
    hace: Ocupacion,
}

/// Los que se ven en una clase.
const INTERMINABLES: [Interminable; 4] = [
    Interminable {
        nombre: "endless-double",
        codigo: "use std::sync::Mutex;
            static CUENTA: Mutex<u32> = Mutex::new(0);
            fn main() {
                let _mia = CUENTA.lock();
                let hilo = std::thread::spawn(|| drop(CUENTA.lock()));
                let _ = hilo.join();
            }",
        hace: Ocupacion::Esperar,
    },
    Interminable {
        nombre: "endless-sender",
        codigo: "use std::sync::mpsc;
            fn main() {
                let (emisor, receptor) = mpsc::channel();
                let otro = emisor.clone();
                std::thread::spawn(move || otro.send(1));
                for numero in receptor { println!(\"{numero}\"); }
                drop(emisor);
            }",
        hace: Ocupacion::Esperar,
    },
    Interminable {
        nombre: "endless-output",
        codigo: "fn main() {
                let _salida = std::io::stdout().lock();
                let hilo = std::thread::spawn(|| println!(\"hilo\"));
                let _ = hilo.join();
            }",
        hace: Ocupacion::Esperar,
    },
    Interminable {
        nombre: "endless-loop",
        codigo: "fn main() {
                let _tramo = shared::traza::anotar(\"Tarea 1\");
                loop { std::hint::spin_loop(); }
            }",
        hace: Ocupacion::Calcular,
    },
];

#[test]
fn de_quien_no_termina_se_sabe_si_espera_o_calcula() {
    let _turno = TURNO.lock();
    let clon = Clon::nuevo("endless").unwrap();
    let mut nombres = Vec::new();
    for Interminable { nombre, codigo, .. } in &INTERMINABLES {
        let archivo = format!("examples-threads/examples/{nombre}.rs");
        clon.escribir(archivo, codigo).unwrap();
        nombres.push(*nombre);
    }
    let construidos = clon.construir(&["examples-threads"], &nombres).unwrap();
    for (caso, construido) in INTERMINABLES.iter().zip(construidos) {
        let programa = Programa::construido(construido).contando_procesos(64);
        let programa = programa.durante(Duration::from_secs(3));
        let hace_lo_suyo = || {
            let hecho = programa.ejecutar().unwrap();
            assert_eq!(hecho.fin, Final::Detenido(Motivo::NoTerminaba), "{hecho}");
            hecho.ocupacion_al_final() == caso.hace
        };
        // En un equipo muy ocupado, quien calcula apenas avanza; quien espera no gasta nunca.
        let visto = match caso.hace {
            Ocupacion::Esperar => hace_lo_suyo(),
            _ => se_llega_a_ver(hace_lo_suyo),
        };
        assert!(visto, "{}", caso.nombre);
    }
}
