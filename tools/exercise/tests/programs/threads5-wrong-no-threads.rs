//! Ni un hilo.
//! Consejo: o no lo sumó ningún hilo

use shared::experimentos::leer_numero;

fn main() {
    let veces = leer_numero(1_000_000, 1..=10_000_000);
    println!("[+] En dos pasos: 117");
    println!("[+] Sin perder ninguna: {}", 4 * veces);
}
