//! Sumar en dos pasos, leer y escribir: si otro hilo escribe en medio, una suma se pierde.
//!
//! Apuntes: «compartición eficiente de memoria». Con procesos no hay pareja: no comparten el contador.
//! Verás: los tres leen 0 y escriben 1. Es una condición de carrera, y la barrera hace que ocurra siempre. Con `loop`,
//! cada hilo suma un millón de veces, sin barrera: lo normal es que se pierdan muchas.
//! Ejecútalo: cargo run -p examples-threads --example race-threads
//!            cargo run -p examples-threads --example race-threads -- loop
//! Compáralo: examples-threads/examples/memory-threads.rs (en un solo paso no se pierde nada)
//!
//! Un contador que no es atómico no compila: un `let mut` al que suman dos hilos da E0373 y E0499, y un `static mut` sin
//! `unsafe`, E0133. Este sí compila: el compilador no avisa de que aquí sumar son dos pasos.

use shared::traza;
use std::process::ExitCode;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, thread};

static CONTADOR: AtomicU32 = AtomicU32::new(0);

fn sumar(numero: u32) {
    static HAN_LEIDO: Barrier = Barrier::new(3); // cada uno espera aquí a los otros dos
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    let leido = CONTADOR.load(Ordering::SeqCst);
    HAN_LEIDO.wait();
    CONTADOR.store(leido + 1, Ordering::SeqCst);
    println!(
        "\n[+] Trabajador {numero}: leo {leido} y escribo {}",
        leido + 1
    );
}

fn sumar_un_millon(numero: u32) {
    let _tramo = traza::anotar(&format!("Trabajador {numero}"));
    for _ in 0..1_000_000 {
        let leido = CONTADOR.load(Ordering::SeqCst);
        CONTADOR.store(leido + 1, Ordering::SeqCst);
    }
}

fn main() -> ExitCode {
    let en_bucle = env::args_os()
        .nth(1)
        .is_some_and(|argumento| argumento == "loop");
    let trabajo: fn(u32) = if en_bucle { sumar_un_millon } else { sumar };
    let mut hilos = Vec::new();
    for numero in 1..=3 {
        let hilo = thread::spawn(move || trabajo(numero));
        hilos.push(hilo);
    }

    let mut fallos = 0;
    for hilo in hilos {
        if hilo.join().is_err() {
            fallos += 1;
        }
    }
    println!(
        "\n[+] Quien los inició ve {}",
        CONTADOR.load(Ordering::SeqCst)
    );
    if fallos == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
