//! La lección «Código sin Hilos»: las dos tareas, en fila.

use std::time::Duration;
use tests::{Leccion, tramos};

#[test]
fn una_tarea_detras_de_otra() {
    let hecho = Leccion::binario("examples-sequential", "examples-sequential").ejecutar().unwrap();

    assert_eq!(hecho.codigo(), Some(0), "{hecho}");
    assert_eq!(
        hecho.salida,
        "\n[+] Tarea 1 iniciando\n\n[+] Tarea 1 finalizando\n\
         \n[+] Tarea 2 iniciando\n\n[+] Tarea 2 finalizando\n",
        "{hecho}"
    );
    assert_eq!(hecho.errores, "", "{hecho}");
    assert!(hecho.duracion >= Duration::from_secs(4), "{hecho}");
    assert!(hecho.duracion < Duration::from_secs(40), "{hecho}");

    assert_eq!(hecho.tramos.len(), 2, "{hecho}");
    assert_eq!(tramos::a_la_vez(&hecho.tramos), 1, "{hecho}");
    assert_eq!(tramos::hilos(&hecho.tramos).len(), 1, "{hecho}");
}
