//! Consejo: y no después de esperarlos con join()

use shared::experimentos::tarea_que_dura;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

fn producir(numeros: [u32; 3], emisor: Sender<u32>) {
    for numero in numeros {
        tarea_que_dura(numero, Duration::from_millis(500));
        let _ = emisor.send(numero * 10);
    }
}

fn main() {
    let (emisor, receptor) = mpsc::channel();
    let otro_emisor = emisor.clone();
    let hilo1 = thread::spawn(move || producir([1, 2, 3], emisor));
    let hilo2 = thread::spawn(move || producir([4, 5, 6], otro_emisor));
    hilo1.join().unwrap();
    hilo2.join().unwrap();
    let mut total = 0;
    for numero in receptor {
        println!("[+] Recibido: {numero}");
        total += numero;
    }

    println!("[+] Total: {total}");
}
