//! Consejo: Un ExitCode solo guarda de 0 a 255

use shared::experimentos::leer_numero;
use shared::experimentos::primos::{self, Parte};
use shared::{encargo, este_programa};
use std::io;
use std::process::{Command, ExitCode};

fn main() -> io::Result<ExitCode> {
    if let Some(parte) = encargo::<Parte>() {
        return Ok(ExitCode::from(parte.contar().primos as u8));
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
    for mut proceso in procesos {
        let estado = proceso.wait()?;
        suma += estado.code().unwrap_or(0) as u64;
    }
    println!("[+] {suma} primos en total");
    Ok(ExitCode::SUCCESS)
}
