//! Solución de «processes 3»: cada hijo devuelve un número y el padre dice la suma.

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
    let programa = este_programa()?;
    let limite = leer_numero(1_000_000, 0..=primos::MAXIMO);

    let mut procesos = Vec::new();
    for numero in 1..=3 {
        let parte = Parte {
            numero,
            partes: 3,
            limite,
        };
        let mut hijo = Command::new(&programa);
        hijo.args(["--hijo", &parte.to_string()])
            .stdout(Stdio::piped());
        procesos.push((numero, hijo.spawn()?));
    }

    let mut suma = 0;
    let mut fallos = 0;
    for (numero, proceso) in procesos {
        let salida = proceso.wait_with_output()?; // espera, y lee de la tubería hasta el final
        let texto = String::from_utf8_lossy(&salida.stdout);
        match texto.trim().parse::<u64>() {
            Ok(primos) if salida.status.success() => suma += primos,
            _ => {
                eprintln!(
                    "\n[-] Parte {numero}: {}, y respondió {texto:?}",
                    salida.status
                );
                fallos += 1;
            }
        }
    }
    if fallos > 0 {
        return Ok(ExitCode::FAILURE);
    }
    println!("\n[+] {suma} primos en total");
    Ok(ExitCode::SUCCESS)
}
