//! El servidor local por sí solo, hasta Ctrl-C: para un navegador, curl o los programas de Python.
//!
//! Ejecútalo: cargo run -p examples-http --bin server             (en el puerto 8000)
//!            cargo run -p examples-http --bin server -- 8080     (en otro)

use anyhow::anyhow;
use shared::http::servidor;
use shared::salida::rechazar;
use std::io::{self, Write};
use std::{env, thread};

fn main() -> anyhow::Result<()> {
    let argumento = env::args_os().nth(1).unwrap_or("8000".into());
    let dicho = argumento.to_string_lossy();
    let puerto = dicho.parse().unwrap_or_else(|_| {
        let problema = format!("«{dicho}» no es un puerto, de 0 a 65535");
        rechazar(
            &problema,
            "Uso: cargo run -p examples-http --bin server -- [PUERTO]",
        )
    });
    let servidor = servidor::iniciar(puerto).map_err(|error| {
        let libre = "cargo run -p examples-http --bin server -- 0";
        anyhow!("{error}\n\nEn un puerto libre: {libre}")
    })?;

    // writeln! devuelve un error si ya no se puede escribir; println! entraría en pánico.
    let mut salida = io::stdout();
    writeln!(salida, "Cuatro páginas, hasta Ctrl-C:\n")?;
    for pagina in servidor.paginas() {
        writeln!(salida, "  {pagina}")?;
    }
    loop {
        thread::park(); // el servidor responde en su propio hilo
    }
}
