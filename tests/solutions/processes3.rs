//! Solución de «processes 3»: cada hijo devuelve un número y el padre dice la suma.

use experiments::coste::leer_numero;
use experiments::primos::Parte;
use shared::{decir, encargo, esperar_respuesta};
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
        hijo.args(["--hijo", &parte.to_string()]).stdout(Stdio::piped());
        procesos.push(hijo.spawn());
    }

    let mut numeros: Vec<u64> = Vec::new();
    for (proceso, numero) in procesos.into_iter().zip(1..) {
        numeros.extend(esperar_respuesta::<u64>(&format!("Proceso {numero}"), proceso));
    }
    if numeros.len() < 3 {
        return Ok(ExitCode::FAILURE);
    }
    decir(&format!("{} primos en total", numeros.iter().sum::<u64>()));
    Ok(ExitCode::SUCCESS)
}
