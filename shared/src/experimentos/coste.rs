//! Lo que necesitan los experimentos que miden: un número que se pide por argumento, la memoria de
//! un proceso y una señal de vida mientras trabajan.

use crate::salida::{anunciar, rechazar};
use std::ops::RangeInclusive;
use std::time::{Duration, Instant};
use std::{env, fs};

/// El número que se pide en el argumento del programa, o el predeterminado.
/// Si no es un número entero que esté entre los `admitidos`, termina el programa con el estado 2.
pub fn leer_numero(predeterminado: u64, admitidos: RangeInclusive<u64>) -> u64 {
    let Some(argumento) = env::args_os().nth(1) else { return predeterminado };
    let numero = argumento.to_str().and_then(|texto| texto.parse().ok());
    numero.filter(|numero| admitidos.contains(numero)).unwrap_or_else(|| {
        let (dicho, programa) =
            (argumento.to_string_lossy(), env::current_exe().unwrap_or_default());
        let programa = programa.file_stem().unwrap_or_default().to_string_lossy();
        let (desde, hasta) = admitidos.into_inner();
        let orden = format!("cargo run -p … --example {programa} -- [NÚMERO]");
        rechazar(
            &format!("«{dicho}» no es un número entero de {desde} a {hasta}"),
            &format!("Uso: {orden}    ({predeterminado} si no se dice)"),
        )
    })
}

/// La memoria que ocupan esos procesos juntos, en bytes: lo que comparten se cuenta una sola vez.
/// `None` donde no se sabe: la biblioteca estándar no lo dice, y aquí solo se lee de Linux.
pub fn memoria(procesos: &[u32]) -> Option<u64> {
    let mut kib = 0;
    for pid in procesos {
        // Pss: cada página compartida por n procesos cuenta 1/n en cada uno.
        let cuentas = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
        let pss = cuentas.lines().find_map(|linea| linea.strip_prefix("Pss:"))?;
        kib += pss.trim().strip_suffix(" kB")?.parse::<u64>().ok()?;
    }
    Some(kib * 1024)
}

/// Dice el tiempo de cada uno: lo que se tardó en total, repartido.
pub fn decir_tiempo(cuantos: u64, total: Duration) {
    let cada_uno = total.as_secs_f64() * 1e6 / cuantos.max(1) as f64;
    println!("\n[+] Iniciar y esperar {cuantos}, uno a uno: {cada_uno:.0} µs cada uno");
}

/// Dice la memoria de cada uno, dada la de todos.
pub fn decir_memoria(cuantos: u64, bytes: Option<u64>) {
    let cada_uno = match bytes {
        Some(bytes) => format!("{} KiB cada uno", bytes / 1024 / cuantos.max(1)),
        None => "no se sabe en este sistema".to_string(),
    };
    println!("\n[+] Memoria de {cuantos} esperando a la vez: {cada_uno}");
}

/// La señal de vida de lo que tarda: un mensaje por la salida de errores cada segundo y medio.
#[derive(Debug)]
pub struct Latido(Instant);

impl Latido {
    /// Empieza a contar.
    pub fn nuevo() -> Self {
        Latido(Instant::now())
    }

    /// Dice por dónde va el trabajo, si ya toca.
    pub fn decir(&mut self, por_donde: impl FnOnce() -> String) {
        if self.0.elapsed() >= Duration::from_millis(1500) {
            anunciar(&format!("[*] {}", por_donde()));
            *self = Self::nuevo();
        }
    }
}
