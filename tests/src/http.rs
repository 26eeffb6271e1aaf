//! Lo que tienen en común las ejecuciones de las tres lecciones HTTP.

use crate::Ejecucion;

/// Los binarios de las tres lecciones, en el orden de los apuntes.
pub const LECCIONES: [&str; 3] = ["sequential", "threads", "processes"];

/// Las páginas del servidor local, en el orden en que se piden: ruta y bytes.
pub const PAGINAS: [&str; 4] = [
    "/delay/0.4?bytes=18000]: 18000 bytes",
    "/delay/0.6?bytes=90000]: 90000 bytes",
    "/delay/0.3?bytes=75000]: 75000 bytes",
    "/delay/0.8?bytes=30000]: 30000 bytes",
];

/// Lo que dicen los mensajes de las páginas respondidas, en su orden, sin la parte que cambia de una
/// ejecución a otra: el puerto.
pub fn paginas_pedidas(hecho: &Ejecucion) -> Vec<String> {
    let mensajes = hecho.mensajes().into_iter();
    mensajes
        .filter_map(|mensaje| mensaje.strip_prefix("[+] URL [http://127.0.0.1:"))
        .map(|mensaje| mensaje.trim_start_matches(|letra: char| letra.is_ascii_digit()).to_string())
        .collect()
}

/// El tiempo total tal como lo escribe, si es su último mensaje.
pub fn total(hecho: &Ejecucion) -> Option<String> {
    let ultimo = hecho.salida.strip_suffix(" segundos\n")?;
    let (_, total) = ultimo.rsplit_once("\n[+] Tiempo total transcurrido: ")?;
    Some(total.to_string())
}
