//! Solución de «threads 5»: una carrera, y cómo se evita.

use shared::experimentos::leer_numero;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

static EN_DOS_PASOS: AtomicU64 = AtomicU64::new(0);
static DE_UNA_VEZ: AtomicU64 = AtomicU64::new(0);

fn sumar_en_dos_pasos(veces: u64) {
    for _ in 0..veces {
        let valor = EN_DOS_PASOS.load(Ordering::SeqCst);
        thread::sleep(Duration::from_millis(1)); // otro hilo puede escribir mientras
        EN_DOS_PASOS.store(valor + 1, Ordering::SeqCst);
    }
}

fn sumar_de_una_vez(veces: u64) {
    for _ in 0..veces {
        DE_UNA_VEZ.fetch_add(1, Ordering::SeqCst);
    }
}

/// Ejecuta la función en cuatro hilos, y dice si los cuatro terminaron bien.
fn en_cuatro_hilos(sumar: fn(u64), veces: u64) -> bool {
    let mut hilos = Vec::new();
    for _ in 0..4 {
        let hilo = thread::spawn(move || sumar(veces));
        hilos.push(hilo);
    }
    let mut bien = true;
    for hilo in hilos {
        bien &= hilo.join().is_ok();
    }
    bien
}

fn main() -> ExitCode {
    let veces = leer_numero(1_000_000, 1..=10_000_000);

    let bien = en_cuatro_hilos(sumar_en_dos_pasos, 100);
    println!(
        "\n[+] En dos pasos: {}",
        EN_DOS_PASOS.load(Ordering::SeqCst)
    );

    let bien = en_cuatro_hilos(sumar_de_una_vez, veces) && bien;
    println!(
        "\n[+] Sin perder ninguna: {}",
        DE_UNA_VEZ.load(Ordering::SeqCst)
    );
    if bien {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
