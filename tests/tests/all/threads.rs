//! La lección «Código con Hilos»: las dos tareas a la vez, en un proceso.

use crate::a_la_vez;
use tests::Leccion;

fn leccion() -> Leccion {
    Leccion::binario("examples-threads", "examples-threads")
}

#[test]
fn las_dos_tareas_a_la_vez_en_un_proceso() {
    let despedida = "\n[+] Los hilos han finalizado exitosamente\n";
    a_la_vez::dos_tareas(&leccion(), "Tarea", despedida, 1);
}

#[test]
fn se_tarda_mucho_menos_que_en_fila() {
    // Idealmente la mitad.
    a_la_vez::tarda_menos(
        &leccion(),
        0.8,
        &Leccion::binario("examples-sequential", "examples-sequential"),
    );
}

#[test]
fn ningun_mensaje_se_mezcla() {
    a_la_vez::sin_mezclas(&leccion(), 5);
}
