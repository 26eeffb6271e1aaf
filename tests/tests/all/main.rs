//! Las pruebas de las lecciones, un archivo por lección y por asunto.
//!
//! Van en un solo programa para que cada lección se construya una sola vez; y muchas a la vez
//! (`RUST_TEST_THREADS`, en .cargo/config.toml), porque esperan mucho más de lo que calculan.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

mod conventions;
mod copies;
mod exercises;
mod experiments;
mod faults_http;
mod faults_processes;
mod http_processes;
mod http_sequential;
mod http_threads;
mod processes;
mod sequential;
mod server;
mod threads;
mod timeline;

use tests::Leccion;

/// Comprueba que una lección tarda menos que esa parte de lo que tarda otra. Lo que estorba el resto
/// del equipo solo puede alargar una ejecución, así que vale la mejor de varias.
fn tarda_menos(corta: &Leccion, parte: f64, larga: &Leccion) {
    let larga = larga.ejecutar().unwrap();
    let mut medidas = Vec::new();
    for _ in 0..5 {
        let corta = corta.ejecutar().unwrap();
        if corta.duracion < larga.duracion.mul_f64(parte) {
            return;
        }
        medidas.push(corta.duracion);
    }
    panic!("{medidas:?} no es menos de {parte} veces lo de\n{larga}");
}
