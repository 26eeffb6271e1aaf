//! La lección «Requests con Multiprocessing»: las cuatro peticiones a la vez, cada una en su proceso.

use crate::a_la_vez;
use tests::Leccion;

fn leccion() -> Leccion {
    Leccion::binario("examples-http", "processes")
}

#[test]
fn cada_pagina_en_su_proceso() {
    a_la_vez::cuatro_paginas(&leccion(), 4);
}

#[test]
fn se_tarda_mucho_menos_que_en_fila() {
    // Idealmente 0,8 s de 2,1 s.
    a_la_vez::tarda_menos(&leccion(), 0.8, &Leccion::binario("examples-http", "sequential"));
}

#[test]
fn ningun_mensaje_se_mezcla() {
    a_la_vez::sin_mezclas(&leccion(), 5);
}
