//! Parar un hilo: se le pide con una variable, y él la mira entre un paso y otro. Un hilo no tiene `kill`.
//!
//! Apuntes: «compartición eficiente de memoria y recursos entre hilos».
//! Verás: al cabo de un segundo, `main` pide que paren; cada hilo acaba el paso que estaba haciendo, y deja su trabajo.
//! Ejecútalo: cargo run -p examples-threads --example stop-threads
//! Compáralo: examples-threads/examples/no-join-threads.rs (al terminar `main`, un hilo se queda a medias)

use shared::traza;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

// Un sí o un no que varios hilos pueden mirar y cambiar a la vez. En Python, un threading.Event.
static PARAR: AtomicBool = AtomicBool::new(false);

fn trabajar(numero: u32) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    while !PARAR.load(Ordering::SeqCst) {
        thread::sleep(Duration::from_millis(100)); // un paso de su trabajo
    }
    println!("\n[+] Trabajador {numero}: dejo mi trabajo");
}

fn main() -> ExitCode {
    let hilo1 = thread::spawn(|| trabajar(1));
    let hilo2 = thread::spawn(|| trabajar(2));

    thread::sleep(Duration::from_secs(1));
    println!("\n[+] main pide que paren");
    PARAR.store(true, Ordering::SeqCst);

    let resultado1 = hilo1.join();
    let resultado2 = hilo2.join();

    if resultado1.is_err() || resultado2.is_err() {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los dos han parado");
    ExitCode::SUCCESS
}
