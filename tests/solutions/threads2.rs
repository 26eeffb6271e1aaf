//! Solución de «threads 2»: cinco tareas, nunca más de dos a la vez.

use shared::tarea;
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;

/// El número de la siguiente tarea, que comparten los dos hilos.
static SIGUIENTE: Mutex<u32> = Mutex::new(1);

fn trabajar() {
    loop {
        // Solo da un error si el otro hilo entró en pánico aquí: entonces lo dice su join.
        let Ok(mut siguiente) = SIGUIENTE.lock() else { return };
        let num_tarea = *siguiente;
        *siguiente += 1;
        drop(siguiente); // el otro hilo toma su número mientras este hace su tarea

        if num_tarea > 5 {
            return;
        }
        tarea(num_tarea);
    }
}

fn main() -> ExitCode {
    let hilo1 = thread::spawn(trabajar);
    let hilo2 = thread::spawn(trabajar);

    let final1 = hilo1.join();
    let final2 = hilo2.join();

    if final1.is_err() || final2.is_err() {
        return ExitCode::FAILURE;
    }
    println!("\n[+] Los hilos han finalizado exitosamente");
    ExitCode::SUCCESS
}
