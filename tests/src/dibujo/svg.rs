//! El dibujo para una diapositiva: un solo archivo SVG, sin nada de fuera.

use super::{Cuadro, Fila, LUGAR, escala, marca, marcas, segundos};
use std::fmt::{self, Write};

/// Colores que se distinguen también con daltonismo y, por su claridad, en blanco y negro.
const COLORES: [&str; 6] = ["#0b5fa5", "#e69f00", "#00795c", "#56b4e9", "#8f2d70", "#8a6d00"];
const GRIS: &str = "#9a9a9a";

// Medidas, en unidades del dibujo.
const ANCHO: f64 = 1000.0;
const BARRAS: (f64, f64) = (330.0, 850.0);
const FILA: f64 = 24.0;
const TITULO: f64 = 34.0;
const SEPARACION: f64 = 7.0;
const HUECO: f64 = 14.0;

/// Dibuja los cuadros uno debajo de otro, en la misma escala. Las tareas de un mismo proceso van
/// dentro de un mismo recuadro.
pub fn svg(cuadros: &[Cuadro]) -> String {
    let mut dibujo = String::new();
    // Escribir en un texto no falla nunca.
    let _ = dibujar(&mut dibujo, cuadros);
    dibujo
}

fn dibujar(dibujo: &mut String, cuadros: &[Cuadro]) -> fmt::Result {
    let escala = escala(cuadros);
    let alto = cuadros.iter().map(alto_de).sum::<f64>() + 50.0;
    let x = |momento: u64| BARRAS.0 + (BARRAS.1 - BARRAS.0) * momento as f64 / escala as f64;

    writeln!(
        dibujo,
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ANCHO} {alto}" role="img" aria-labelledby="titulo descripcion" font-family="system-ui, sans-serif" font-size="14" fill="#111">
<title id="titulo">Qué tarea se hizo cuándo, en qué proceso y en qué hilo</title>
<desc id="descripcion">{}</desc>
<rect width="{ANCHO}" height="{alto}" fill="#fff"/>"##,
        escapar(&descripcion(cuadros)),
    )?;
    for momento in marcas(escala, 10) {
        let (x, abajo) = (x(momento), alto - 34.0);
        writeln!(
            dibujo,
            r##"<path d="M{x:.1} 12V{abajo:.1}" stroke="#ccc"/><text x="{x:.1}" y="{:.1}" text-anchor="middle">{} s</text>"##,
            abajo + 20.0,
            marca(momento),
        )?;
    }

    writeln!(
        dibujo,
        r##"<text x="306" y="{:.1}" text-anchor="end" fill="#444" font-size="12">{LUGAR}</text>"##,
        alto - 14.0,
    )?;

    let mut y = 12.0;
    for cuadro in cuadros {
        titular(dibujo, cuadro, y)?;
        y += TITULO;
        for grupo in cuadro.grupos() {
            if grupo[0].proceso.is_some() {
                recuadro(dibujo, y, grupo.len() as f64 * FILA)?;
            }
            for fila in grupo {
                barra(dibujo, fila, y, x(fila.inicio), x(fila.fin))?;
                y += FILA;
            }
            y += SEPARACION;
        }
        y += HUECO;
    }
    writeln!(dibujo, "</svg>")
}

fn alto_de(cuadro: &Cuadro) -> f64 {
    let (filas, grupos) = (cuadro.filas.len(), cuadro.grupos().count());
    TITULO + filas as f64 * FILA + grupos as f64 * SEPARACION + HUECO
}

fn titular(dibujo: &mut String, cuadro: &Cuadro, y: f64) -> fmt::Result {
    let Cuadro { titulo, resumen, total, fallo, .. } = cuadro;
    let fallo = fallo.as_ref().map(|fallo| format!(" ✗ {fallo}")).unwrap_or_default();
    writeln!(
        dibujo,
        r##"<text x="16" y="{:.1}"><tspan font-weight="700" font-size="17">{}</tspan>  {}{}</text><text x="984" y="{0:.1}" text-anchor="end" font-weight="700" font-size="17">{} s</text>"##,
        y + 20.0,
        escapar(titulo),
        escapar(resumen),
        escapar(&fallo),
        segundos(*total),
    )
}

fn recuadro(dibujo: &mut String, arriba: f64, alto: f64) -> fmt::Result {
    writeln!(
        dibujo,
        r##"<rect x="12" y="{arriba:.1}" width="976" height="{alto:.1}" rx="5" fill="none" stroke="#555" stroke-width="1.5"/>"##,
    )
}

fn barra(dibujo: &mut String, fila: &Fila, arriba: f64, desde: f64, hasta: f64) -> fmt::Result {
    let color = fila.proceso.map_or(GRIS, |proceso| COLORES[proceso % COLORES.len()]);
    let base = arriba + 17.0;
    let Fila { nombre, lugar, inicio, fin, .. } = fila;
    writeln!(
        dibujo,
        r##"<text x="22" y="{base:.1}">{}</text><text x="318" y="{base:.1}" text-anchor="end" fill="#444" font-size="12">{lugar}</text><rect x="{desde:.1}" y="{:.1}" width="{:.1}" height="16" rx="2" fill="{color}"/><text x="978" y="{base:.1}" text-anchor="end" font-size="12">{} → {} s</text>"##,
        escapar(&recortar(nombre)),
        arriba + 4.0,
        (hasta - desde).max(1.5),
        segundos(*inicio),
        segundos(*fin),
    )
}

/// Lo que cabe de un nombre a la izquierda de las barras; de una URL se ve el final.
fn recortar(nombre: &str) -> String {
    const CABEN: usize = 29;
    let letras: Vec<char> = nombre.chars().collect();
    if letras.len() <= CABEN {
        nombre.to_string()
    } else if nombre.starts_with("http") {
        format!("…{}", letras[letras.len() - CABEN + 1..].iter().collect::<String>())
    } else {
        format!("{}…", letras[..CABEN - 1].iter().collect::<String>())
    }
}

/// Lo mismo que se ve, en palabras, para quien no lo ve.
fn descripcion(cuadros: &[Cuadro]) -> String {
    let mut texto = String::new();
    for Cuadro { titulo, resumen, filas, total, fallo } in cuadros {
        let _ = write!(texto, "{titulo}: {resumen}, {} segundos en total", segundos(*total));
        for Fila { nombre, inicio, fin, .. } in filas {
            let _ = write!(texto, "; {nombre}, de {} a {}", segundos(*inicio), segundos(*fin));
        }
        if let Some(fallo) = fallo {
            let _ = write!(texto, "; {fallo}");
        }
        texto += ". ";
    }
    texto.trim_end().to_string()
}

/// Como texto de XML: con sus entidades y sin los caracteres que XML no admite.
fn escapar(texto: &str) -> String {
    texto
        .replace(|letra: char| letra.is_control() || ['\u{FFFE}', '\u{FFFF}'].contains(&letra), "·")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
