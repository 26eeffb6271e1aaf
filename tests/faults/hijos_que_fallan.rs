//! Un padre cuyos hijos fallan cada uno a su manera, y uno que no.

use shared::{decir, encargo, esperar_respuesta};
use std::process::{self, Command, ExitCode, Stdio};
use std::time::Duration;
use std::{env, io, thread};

fn main() -> io::Result<ExitCode> {
    match encargo::<String>().as_deref() {
        Some("estado") => process::exit(7),
        Some("pánico") => panic!("me rindo"),
        Some("aborto") => process::abort(),
        Some("silencio") => return Ok(ExitCode::SUCCESS),
        Some("bien") => {
            thread::sleep(Duration::from_millis(500));
            println!("42");
            return Ok(ExitCode::SUCCESS);
        }
        _ => {}
    }
    let mut hijos = Vec::new();
    for encargo in ["estado", "pánico", "aborto", "silencio", "bien"] {
        let mut hijo = Command::new(env::current_exe()?);
        hijos.push((encargo, hijo.args(["--hijo", encargo]).stdout(Stdio::piped()).spawn()));
    }
    for (encargo, hijo) in hijos {
        if let Ok(respuesta) = esperar_respuesta::<u32>(encargo, hijo) {
            decir(&format!("{encargo}: {respuesta}"));
        }
    }
    Ok(ExitCode::FAILURE)
}
