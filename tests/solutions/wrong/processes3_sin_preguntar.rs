//! Respuesta equivocada de «processes 3»: los hijos cuentan, pero el padre dice lo que cuenta él.

use experiments::coste::leer_numero;
use experiments::primos::Parte;
use shared::{decir, encargo, esperar_proceso};
use std::process::{Command, ExitCode, Stdio};
use std::{env, io};

fn main() -> io::Result<ExitCode> {
    if let Some(parte) = encargo::<Parte>() {
        println!("{}", parte.contar().primos);
        return Ok(ExitCode::SUCCESS);
    }
    let programa = env::current_exe()?;
    let limite = leer_numero("exercise3", 1_000_000);

    let mut procesos = Vec::new();
    for numero in 1..=3 {
        let parte = Parte { numero, partes: 3, limite };
        let mut hijo = Command::new(&programa);
        hijo.args(["--hijo", &parte.to_string()]).stdout(Stdio::null());
        procesos.push(hijo.spawn());
    }
    for proceso in procesos {
        esperar_proceso("Proceso", proceso)?;
    }
    let todos = Parte { numero: 1, partes: 1, limite };
    decir(&format!("{} primos en total", todos.contar().primos));
    Ok(ExitCode::SUCCESS)
}
