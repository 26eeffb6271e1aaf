//! Respuesta equivocada de «http 1»: nunca hay más de tres a la vez, porque solo hay una.

use shared::{leer_dominios, realizar_peticion, redondear, resumir};
use std::process::ExitCode;
use std::time::Instant;

fn main() -> anyhow::Result<ExitCode> {
    let dominios = leer_dominios()?;
    let inicio = Instant::now();
    let fallos = dominios.iter().filter(|url| realizar_peticion(url).is_err()).count();
    let total = redondear(inicio.elapsed().as_secs_f64(), 2);
    println!("\n[+] Tiempo total transcurrido: {total:?} segundos");
    Ok(resumir(fallos, dominios.len()))
}
