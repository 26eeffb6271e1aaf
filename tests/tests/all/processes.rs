//! La lección «Código con Multiprocessing»: las dos tareas a la vez, cada una en su proceso.

use std::thread;
use std::time::Duration;
use tests::{Leccion, tramos};

#[test]
fn cada_tarea_en_su_proceso() {
    let hecho = Leccion::binario("examples-processes", "examples-processes").ejecutar().unwrap();

    assert_eq!(hecho.codigo(), Some(0), "{hecho}");
    let mensajes = hecho.mensajes();
    let (ultimo, tareas) = mensajes.split_last().unwrap();
    assert_eq!(*ultimo, "[+] Los procesos han finalizado exitosamente", "{hecho}");
    assert!(
        hecho.salida.ends_with("\n\n[+] Los procesos han finalizado exitosamente\n\n"),
        "{hecho}"
    );
    let (inicios, finales) = tareas.split_at(2);
    assert!(inicios.iter().all(|mensaje| mensaje.ends_with(" iniciando")), "{hecho}");
    assert!(finales.iter().all(|mensaje| mensaje.ends_with(" finalizando")), "{hecho}");
    let mut en_orden = tareas.to_vec();
    en_orden.sort_unstable();
    assert_eq!(
        en_orden,
        [
            "[+] Proceso 1 finalizando",
            "[+] Proceso 1 iniciando",
            "[+] Proceso 2 finalizando",
            "[+] Proceso 2 iniciando",
        ],
        "{hecho}"
    );
    assert_eq!(hecho.errores, "", "{hecho}");
    assert!(hecho.duracion >= Duration::from_secs(2), "{hecho}");
    assert!(hecho.duracion < Duration::from_secs(12), "{hecho}");

    assert_eq!(tramos::a_la_vez(&hecho.tramos), 2, "{hecho}");
    assert_eq!(tramos::procesos(&hecho.tramos).len(), 2, "{hecho}");
    assert_eq!(tramos::hilos(&hecho.tramos).len(), 2, "{hecho}");
}

#[test]
fn a_la_vez_se_tarda_mucho_menos_que_en_fila() {
    let en_fila = Leccion::binario("examples-sequential", "examples-sequential");
    let a_la_vez = Leccion::binario("examples-processes", "examples-processes");
    // Idealmente la mitad.
    crate::tarda_menos(&a_la_vez, 0.8, &en_fila);
}

#[test]
fn diez_veces_a_la_vez_y_ningun_mensaje_se_mezcla() {
    thread::scope(|ambito| {
        for _ in 0..10 {
            ambito.spawn(|| {
                let leccion = Leccion::binario("examples-processes", "examples-processes");
                let hecho = leccion.ejecutar().unwrap();
                let enteros = hecho.salida.split("\n\n").map(str::trim);
                let enteros = enteros.filter(|mensaje| mensaje.starts_with("[+] "));
                assert_eq!(enteros.count(), 5, "{hecho}");
                assert_eq!(hecho.salida.matches('\n').count(), 11, "{hecho}");
            });
        }
    });
}
