//! Los hijos cuentan, y el padre también, que es quien lo dice.
//! Consejo: se encarga uno: Parte { numero, partes: 3, limite }

use shared::experimentos::leer_numero;
use shared::experimentos::primos::{self, Parte};
use shared::{encargo, este_programa};
use std::io;
use std::process::{Command, ExitCode, Stdio};

fn main() -> io::Result<ExitCode> {
    if let Some(parte) = encargo::<Parte>() {
        println!("{}", parte.contar().primos);
        return Ok(ExitCode::SUCCESS);
    }
    let limite = leer_numero(1_000_000, 0..=primos::MAXIMO);
    let programa = este_programa()?;

    let mut procesos = Vec::new();
    for numero in 1..=3 {
        let parte = Parte {
            numero,
            partes: 3,
            limite,
        };
        let proceso = Command::new(&programa)
            .args(["--hijo", &parte.to_string()])
            .stdout(Stdio::piped())
            .spawn()?;
        procesos.push(proceso);
    }

    for proceso in procesos {
        proceso.wait_with_output()?;
    }
    let todo = Parte {
        numero: 1,
        partes: 1,
        limite,
    };
    println!("[+] {} primos en total", todo.contar().primos);
    Ok(ExitCode::SUCCESS)
}
