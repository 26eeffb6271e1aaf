//! El servidor local por sí solo, hasta Ctrl-C: para un navegador, curl o los programas de Python.
//!
//! Ejecútalo: cargo run -p examples-http --bin server             (en el puerto 8000)
//!            cargo run -p examples-http --bin server -- 8080     (en otro)

use shared::servidor;
use std::env;
use std::io::{self, Write};

fn main() -> anyhow::Result<()> {
    let puerto = servidor::leer_puerto(env::args_os().nth(1));
    let servidor = servidor::iniciar(puerto)?;

    // writeln! devuelve un error si ya no se puede escribir; println! entraría en pánico.
    let mut salida = io::stdout();
    writeln!(salida, "Cuatro páginas, hasta Ctrl-C:\n")?;
    for pagina in servidor.paginas() {
        writeln!(salida, "  {pagina}")?;
    }
    servidor.esperar();
    Ok(())
}
