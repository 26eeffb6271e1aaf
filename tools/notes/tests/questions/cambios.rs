//! Un código con los cambios de un bloque `diff` de una página.

use std::mem;

/// Lo que hay en un sitio de un código, y lo que tiene que haber.
#[derive(Default)]
struct Cambio {
    antes: String,
    despues: String,
}

/// Un código con los cambios de un diff sin números de línea. Cada cambio se busca detrás del anterior, con las líneas que
/// hay a su alrededor, si se escriben. Los separa una línea en blanco, o que detrás de un «+» venga un «-». El error dice
/// qué no está.
pub fn cambiado(codigo: &str, diff: &str) -> Result<String, String> {
    let mut hecho = String::new();
    let mut resto = codigo;
    for Cambio { antes, despues } in cambios(diff) {
        let Some((igual, detras)) = resto.split_once(&antes) else {
            return Err(format!("el código ya no dice «{antes}»:\n{resto}"));
        };
        hecho += igual;
        hecho += &despues;
        resto = detras;
    }
    Ok(hecho + resto)
}

fn cambios(diff: &str) -> Vec<Cambio> {
    let mut cambios = Vec::new();
    let mut este = Cambio::default();
    let mut anterior = None;
    for linea in diff.lines() {
        let signo = linea.chars().next();
        let otra_vez_menos = anterior == Some('+') && signo == Some('-');
        if signo.is_none() || otra_vez_menos {
            cambios.push(mem::take(&mut este));
        }
        if signo == Some('-') || signo == Some(' ') {
            este.antes += &format!("{}\n", &linea[1..]);
        }
        if signo == Some('+') || signo == Some(' ') {
            este.despues += &format!("{}\n", &linea[1..]);
        }
        anterior = signo;
    }
    cambios.push(este);
    cambios.retain(|cambio| !cambio.antes.is_empty());
    cambios
}
