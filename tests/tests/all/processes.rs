//! La lección «Código con Multiprocessing»: las dos tareas a la vez, cada una en su proceso.

use crate::a_la_vez;
use tests::Leccion;

fn leccion() -> Leccion {
    Leccion::binario("examples-processes", "examples-processes")
}

#[test]
fn cada_tarea_en_su_proceso() {
    let despedida = "\n[+] Los procesos han finalizado exitosamente\n\n";
    a_la_vez::dos_tareas(&leccion(), "Proceso", despedida, 2);
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
