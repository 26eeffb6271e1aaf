//! Las pruebas de las lecciones, un archivo por lección y por asunto.
//!
//! Van en un solo programa para que cada lección se construya una sola vez; y muchas a la vez
//! (`RUST_TEST_THREADS`, en .cargo/config.toml), porque esperan mucho más de lo que calculan.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

mod a_la_vez;
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
