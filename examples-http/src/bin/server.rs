//! El servidor local por sí solo, hasta Ctrl-C: para un navegador, curl o los programas de Python.
//!
//! Ejecútalo: cargo run -p examples-http --bin server             (en el puerto 8000)
//!            cargo run -p examples-http --bin server -- 8080     (en otro)

use shared::servidor;
use std::env;

fn main() -> anyhow::Result<()> {
    let puerto = servidor::leer_puerto(env::args_os().nth(1));
    let servidor = servidor::iniciar(puerto)?;

    println!("Cuatro páginas, hasta Ctrl-C:\n");
    for pagina in servidor.paginas() {
        println!("  {pagina}");
    }
    servidor.esperar();
    Ok(())
}
