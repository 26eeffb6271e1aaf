//! Consejo: .stdout(Stdio::piped())

use shared::experimentos::leer_numero;
use shared::experimentos::primos::{self, Parte};
use shared::{encargo, este_programa};
use std::io;
use std::process::{Command, ExitCode};

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
            .spawn()?;
        procesos.push(proceso);
    }

    let mut suma = 0;
    for proceso in procesos {
        let salida = proceso.wait_with_output()?;
        if !salida.status.success() {
            return Ok(ExitCode::FAILURE);
        }
        let primos: u64 = String::from_utf8_lossy(&salida.stdout)
            .trim()
            .parse()
            .unwrap();
        suma += primos;
    }
    println!("[+] {suma} primos en total");
    Ok(ExitCode::SUCCESS)
}
