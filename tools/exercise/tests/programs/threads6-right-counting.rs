//! Cuenta seis, en lugar de esperar a que el canal se cierre.

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
    let mut total = 0;
    for _ in 0..6 {
        let numero = receptor.recv().unwrap();
        println!("[+] Recibido: {numero}");
        total += numero;
    }
    hilo1.join().unwrap();
    hilo2.join().unwrap();
    println!("[+] Total: {total}");
}
