//! Consejo: nadie lo mata por ti

use shared::experimentos::tarea_que_dura;
use shared::{encargo, este_programa, tarea_de_proceso};
use std::io;
use std::process::Command;
use std::time::Duration;

fn main() -> io::Result<()> {
    match encargo::<u32>() {
        Some(2) => tarea_que_dura(2, Duration::from_secs(600)),
        Some(otra) => tarea_de_proceso(otra),
        None => return padre(),
    }
    Ok(())
}

fn padre() -> io::Result<()> {
    let programa = este_programa()?;
    let mut proceso1 = Command::new(&programa).args(["--hijo", "1"]).spawn()?;
    let proceso2 = Command::new(&programa).args(["--hijo", "2"]).spawn()?;
    proceso1.wait()?;
    let estado = proceso2.id();
    println!("[+] El proceso 2 terminó así: {estado}");
    Ok(())
}
