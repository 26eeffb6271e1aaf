//! Con un mutex, que no se suelta entre leer y escribir.

use shared::experimentos::leer_numero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

static UNO: AtomicU32 = AtomicU32::new(0);
static OTRO: Mutex<u64> = Mutex::new(0);

fn sumar_mal() {
    for _ in 0..100 {
        let valor = UNO.load(Ordering::SeqCst);
        thread::sleep(Duration::from_millis(1));
        UNO.store(valor + 1, Ordering::SeqCst);
    }
}

fn sumar_bien(veces: u64) {
    for _ in 0..veces {
        *OTRO.lock().unwrap() += 1;
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
    println!("[+] Sin perder ninguna: {}", OTRO.lock().unwrap());
}
