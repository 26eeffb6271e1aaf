//! Leer y escribir son dos pasos también sin dormir en medio.
//! Consejo: Con un atómico, fetch_add

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
        let valor = OTRO.load(Ordering::SeqCst);
        OTRO.store(valor + 1, Ordering::SeqCst);
    }
}

fn main() {
    let veces = leer_numero(1_000_000, 1..=10_000_000);

    let malos: Vec<_> = (0..4).map(|_| thread::spawn(sumar_mal)).collect();
    for hilo in malos {
        hilo.join().unwrap();
    }

    let buenos: Vec<_> = (0..4)
        .map(|_| thread::spawn(move || sumar_bien(veces)))
        .collect();
    for hilo in buenos {
        hilo.join().unwrap();
    }
    println!("[+] En dos pasos: {}", UNO.load(Ordering::SeqCst));
    println!("[+] Sin perder ninguna: {}", OTRO.load(Ordering::SeqCst));
}
