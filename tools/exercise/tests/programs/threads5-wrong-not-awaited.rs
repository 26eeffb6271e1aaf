//! A los que duermen no los espera nadie.
//! Consejo: tarda al menos 0,1 segundos

use shared::experimentos::leer_numero;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

static UNO: AtomicU32 = AtomicU32::new(0);
static OTRO: AtomicU64 = AtomicU64::new(0);

fn sumar_mal() {
    for _ in 0..100 {
        let valor = UNO.load(Ordering::SeqCst);
        thread::sleep(Duration::from_millis(1));
        UNO.store(valor + 1, Ordering::SeqCst);
    }
}

fn sumar_bien(veces: u64) {
    for _ in 0..veces {
        OTRO.fetch_add(1, Ordering::SeqCst);
    }
}

fn main() {
    let veces = leer_numero(1_000_000, 1..=10_000_000);

    let malos: Vec<_> = (0..4).map(|_| thread::spawn(sumar_mal)).collect();
    drop(malos);

    let buenos: Vec<_> = (0..4)
        .map(|_| thread::spawn(move || sumar_bien(veces)))
        .collect();
    for hilo in buenos {
        hilo.join().unwrap();
    }
    println!("[+] En dos pasos: {}", UNO.load(Ordering::SeqCst));
    println!("[+] Sin perder ninguna: {}", OTRO.load(Ordering::SeqCst));
}
