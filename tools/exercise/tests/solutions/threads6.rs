//! Solución de «threads 6»: dos hilos producen, y main consume según llega.

use shared::experimentos::tarea_que_dura;
use std::process::ExitCode;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

fn producir(numeros: [u32; 3], emisor: Sender<u32>) {
    for numero in numeros {
        tarea_que_dura(numero, Duration::from_millis(500));
        // Solo falla si main ya no recibe.
        if emisor.send(numero * 10).is_err() {
            return;
        }
    }
}

fn main() -> ExitCode {
    let (emisor, receptor) = mpsc::channel();
    let otro_emisor = emisor.clone();
    let hilo1 = thread::spawn(move || producir([1, 2, 3], emisor));
    let hilo2 = thread::spawn(move || producir([4, 5, 6], otro_emisor));

    // Termina cuando los dos emisores se han soltado, al acabar sus hilos.
    let mut total = 0;
    for numero in receptor {
        println!("\n[+] Recibido: {numero}");
        total += numero;
    }

    let resultado1 = hilo1.join();
    let resultado2 = hilo2.join();
    if resultado1.is_err() || resultado2.is_err() {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Total: {total}");
    ExitCode::SUCCESS
}
