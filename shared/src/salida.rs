//! Lo que un programa dice por la salida de errores, que ni se mezcla ni impide seguir.

use std::io::{self, Write};
use std::process;

/// Escribe `[-] mensaje` en la salida de errores, tras una línea en blanco.
///
/// Python: `print(f"\n[-] {mensaje}", file=sys.stderr)`.
pub fn avisar(mensaje: &str) {
    anunciar(&format!("\n[-] {mensaje}"));
}

/// Avisa de un argumento que no vale, con el `uso` que sí, y termina el programa con el estado 2.
pub fn rechazar(problema: &str, uso: &str) -> ! {
    avisar(&format!("{}\n\n{uso}", visible(problema)));
    process::exit(2);
}

/// Escribe una línea en la salida de errores, de una sola vez: así las de varios procesos no se mezclan.
pub fn anunciar(linea: &str) {
    // `eprintln!` escribe a trozos, y entra en pánico si no puede. Aquí no se pierde nada: lo que
    // cuenta entonces es el estado de salida.
    let _ = io::stderr().write_all(format!("{linea}\n").as_bytes());
}

/// El mismo texto sin nada que mueva el cursor o cambie el sentido de la escritura: esos caracteres se
/// ven con su número, `\u{1b}`.
pub fn visible(texto: &str) -> String {
    let oculto = |letra: char| {
        letra.is_control()
            || matches!(letra, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let ver = |letra: char| match oculto(letra) {
        true => letra.escape_unicode().to_string(),
        false => letra.to_string(),
    };
    texto.chars().map(ver).collect()
}
