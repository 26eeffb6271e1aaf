//! Lo que necesitan los experimentos que miden.

use crate::salida::rechazar;
use std::ops::RangeInclusive;
use std::time::Duration;
use std::{env, fs};

/// El número del argumento del programa, o el predeterminado. Si no es de los `admitidos`, termina con estado 2.
pub fn leer_numero(predeterminado: u64, admitidos: RangeInclusive<u64>) -> u64 {
    let Some(argumento) = env::args_os().nth(1) else {
        return predeterminado;
    };
    let dicho = argumento.to_string_lossy();
    dicho
        .parse()
        .ok()
        .filter(|numero| admitidos.contains(numero))
        .unwrap_or_else(|| {
            let (desde, hasta) = admitidos.into_inner();
            let problema = format!("«{dicho}» no es un número entero de {desde} a {hasta}");
            let uso = format!("Uso: cargo run … -- [NÚMERO]    ({predeterminado} si no se dice)");
            rechazar(&problema, &uso)
        })
}

/// Los bytes que ocupan esos procesos juntos: lo que comparten, una sola vez. `None` fuera de Linux.
pub fn memoria(procesos: &[u32]) -> Option<u64> {
    let de_uno = |pid| {
        // Pss: cada página compartida por n procesos cuenta 1/n en cada uno.
        let cuentas = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
        let pss = cuentas
            .lines()
            .find_map(|linea| linea.strip_prefix("Pss:"))?;
        Some(1024 * pss.trim().strip_suffix(" kB")?.parse::<u64>().ok()?)
    };
    procesos.iter().map(de_uno).sum()
}

/// Dice el tiempo de cada uno: lo que se tardó en total, repartido.
pub fn decir_tiempo(cuantos: u64, total: Duration) {
    let cada_uno = total.as_secs_f64() * 1e6 / cuantos.max(1) as f64;
    println!("\n[+] Iniciar y esperar {cuantos}, uno a uno: {cada_uno:.0} µs cada uno");
}

/// Dice la memoria de cada uno, dada la de todos.
pub fn decir_memoria(cuantos: u64, bytes: Option<u64>) {
    let cada_uno = memoria_en_palabras(cuantos, bytes);
    println!("\n[+] Memoria de {cuantos} esperando a la vez: {cada_uno}");
}

/// La memoria de cada uno, dada la de todos: la que es poca no es la que no se sabe.
pub fn memoria_en_palabras(cuantos: u64, bytes: Option<u64>) -> String {
    let Some(bytes) = bytes else {
        return "no se sabe en este sistema".to_string();
    };
    match bytes / 1024 / cuantos.max(1) {
        0 => "menos de 1 KiB cada uno".to_string(),
        kib => format!("{kib} KiB cada uno"),
    }
}
