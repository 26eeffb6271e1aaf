//! El dibujo para una diapositiva: un solo archivo SVG, sin nada de fuera.

use super::{Cuadro, Fila, LUGAR, escala, marca, marcas, recortar, segundos};

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
    let escala = escala(cuadros);
    let alto = cuadros.iter().map(alto_de).sum::<f64>() + 50.0;
    let x = |momento: u64| BARRAS.0 + (BARRAS.1 - BARRAS.0) * momento as f64 / escala as f64;

    let descripcion = escapar(&descripcion(cuadros));
    let mut lineas = vec![format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ANCHO} {alto}" role="img" aria-labelledby="titulo descripcion" font-family="system-ui, sans-serif" font-size="14" fill="#111">
<title id="titulo">Qué tarea se hizo cuándo, en qué proceso y en qué hilo</title>
<desc id="descripcion">{descripcion}</desc>
<rect width="{ANCHO}" height="{alto}" fill="#fff"/>"##
    )];
    let (abajo, base) = (alto - 34.0, alto - 14.0);
    for momento in marcas(escala, 10) {
        let (x, marca) = (x(momento), marca(momento));
        lineas.push(format!(
            r##"<path d="M{x:.1} 12V{abajo:.1}" stroke="#ccc"/><text x="{x:.1}" y="{base:.1}" text-anchor="middle">{marca} s</text>"##
        ));
    }
    lineas.push(format!(
        r##"<text x="306" y="{base:.1}" text-anchor="end" fill="#444" font-size="12">{LUGAR}</text>"##
    ));

    let mut y = 12.0;
    for cuadro in cuadros {
        lineas.push(titular(cuadro, y));
        y += TITULO;
        for grupo in cuadro.grupos() {
            if grupo[0].proceso.is_some() {
                let alto = grupo.len() as f64 * FILA;
                lineas.push(format!(
                    r##"<rect x="12" y="{y:.1}" width="976" height="{alto:.1}" rx="5" fill="none" stroke="#555" stroke-width="1.5"/>"##
                ));
            }
            for fila in grupo {
                lineas.push(barra(fila, y, x(fila.inicio), x(fila.fin)));
                y += FILA;
            }
            y += SEPARACION;
        }
        y += HUECO;
    }
    lineas.join("\n") + "\n</svg>\n"
}

fn alto_de(cuadro: &Cuadro) -> f64 {
    let (filas, grupos) = (cuadro.filas.len(), cuadro.grupos().count());
    TITULO + filas as f64 * FILA + grupos as f64 * SEPARACION + HUECO
}

fn titular(cuadro: &Cuadro, arriba: f64) -> String {
    let fallo = cuadro.fallo.as_ref().map(|fallo| format!(" ✗ {fallo}")).unwrap_or_default();
    let [titulo, resumen, fallo] = [&cuadro.titulo, &cuadro.resumen, &fallo].map(|t| escapar(t));
    let (base, total) = (arriba + 20.0, segundos(cuadro.total));
    format!(
        r##"<text x="16" y="{base:.1}"><tspan font-weight="700" font-size="17">{titulo}</tspan>  {resumen}{fallo}</text><text x="984" y="{base:.1}" text-anchor="end" font-weight="700" font-size="17">{total} s</text>"##
    )
}

fn barra(fila: &Fila, arriba: f64, desde: f64, hasta: f64) -> String {
    let color = fila.proceso.map_or(GRIS, |proceso| COLORES[proceso % COLORES.len()]);
    // De un nombre, lo que cabe a la izquierda de las barras.
    let nombre = escapar(&recortar(&fila.nombre, |nombre| nombre.chars().count() <= 29));
    let (lugar, tiempo) = (&fila.lugar, fila.intervalo());
    let (y, base, ancho) = (arriba + 4.0, arriba + 17.0, (hasta - desde).max(1.5));
    format!(
        r##"<text x="22" y="{base:.1}">{nombre}</text><text x="318" y="{base:.1}" text-anchor="end" fill="#444" font-size="12">{lugar}</text><rect x="{desde:.1}" y="{y:.1}" width="{ancho:.1}" height="16" rx="2" fill="{color}"/><text x="978" y="{base:.1}" text-anchor="end" font-size="12">{tiempo} s</text>"##
    )
}

/// Lo mismo que se ve, en palabras, para quien no lo ve.
fn descripcion(cuadros: &[Cuadro]) -> String {
    let mut texto = String::new();
    for Cuadro { titulo, resumen, filas, total, fallo } in cuadros {
        texto += &format!("{titulo}: {resumen}, {} segundos en total", segundos(*total));
        for Fila { nombre, inicio, fin, .. } in filas {
            texto += &format!("; {nombre}, de {} a {}", segundos(*inicio), segundos(*fin));
        }
        texto += &fallo.as_ref().map(|fallo| format!("; {fallo}")).unwrap_or_default();
        texto += ". ";
    }
    texto.trim_end().to_string()
}

/// Como texto de XML: con sus entidades y sin los caracteres que XML no admite.
fn escapar(texto: &str) -> String {
    texto
        .replace(|letra: char| letra.is_control() || "\u{FFFE}\u{FFFF}".contains(letra), "·")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
