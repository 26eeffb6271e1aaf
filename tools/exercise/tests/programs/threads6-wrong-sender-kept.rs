//! main se queda con un emisor, y el canal no se cierra nunca.
//! Consejo: drop(emisor) lo suelta

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
    let un_emisor = emisor.clone();
    let otro_emisor = emisor.clone();
    let hilo1 = thread::spawn(move || producir([1, 2, 3], un_emisor));
    let hilo2 = thread::spawn(move || producir([4, 5, 6], otro_emisor));
    let mut total = 0;
    for numero in receptor {
        println!("[+] Recibido: {numero}");
        total += numero;
    }
    hilo1.join().unwrap();
    hilo2.join().unwrap();
    drop(emisor);
    println!("[+] Total: {total}");
}
