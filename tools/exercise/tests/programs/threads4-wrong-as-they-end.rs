//! Según acaban, por un canal.
//! Consejo: primero el hilo 1, luego el 2

use shared::experimentos::tarea_que_dura;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn main() {
    let (emisor, receptor) = mpsc::channel();
    for num_tarea in 1..=3 {
        let emisor = emisor.clone();
        thread::spawn(move || {
            tarea_que_dura(num_tarea, Duration::from_secs(4 - u64::from(num_tarea)));
            emisor.send(num_tarea).unwrap();
        });
    }
    drop(emisor);
    for num_tarea in receptor {
        println!("[+] Resultado de la tarea {num_tarea}: {}", num_tarea * 10);
    }
}
