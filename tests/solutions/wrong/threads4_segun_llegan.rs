//! Respuesta equivocada de «threads 4»: cada resultado se dice en cuanto llega por un canal.

use shared::{decir, tarea_que_dura};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn main() {
    let (envio, buzon) = mpsc::channel();
    for num_tarea in 1..=3 {
        let envio = envio.clone();
        thread::spawn(move || {
            tarea_que_dura(num_tarea, Duration::from_secs((4 - num_tarea).into()));
            let _ = envio.send((num_tarea, num_tarea * 10));
        });
    }
    drop(envio);
    for (num_tarea, resultado) in buzon {
        decir(&format!("Resultado de la tarea {num_tarea}: {resultado}"));
    }
}
