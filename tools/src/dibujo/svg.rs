//! El dibujo para una diapositiva: un solo archivo SVG, sin nada de fuera.

use super::{Cuadro, Fila, escala, marca, marcas, recortar, segundos};
use clap::ValueEnum;

/// Los colores del dibujo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tema {
    /// Sobre blanco.
    Light,
    /// Sobre negro, para un proyector en una sala a oscuras.
    Dark,
}

struct Paleta {
    fondo: &'static str,
    texto: &'static str,
    suave: &'static str,
    linea: &'static str,
    /// Se distinguen también con daltonismo y, por su claridad, en blanco y negro.
    procesos: [&'static str; 6],
}

impl Tema {
    /// El color de cada proceso, para la página.
    #[cfg(feature = "notes")]
    pub(crate) fn procesos(self) -> [&'static str; 6] {
        self.paleta().procesos
    }

    fn paleta(self) -> Paleta {
        match self {
            Tema::Light => Paleta {
                fondo: "#fff",
                texto: "#111",
                suave: "#555",
                linea: "#ccc",
                procesos: ["#0b5fa5", "#e69f00", "#00795c", "#56b4e9", "#8f2d70", "#8a6d00"],
            },
            Tema::Dark => Paleta {
                fondo: "#14161a",
                texto: "#f2f2f2",
                suave: "#b4b8c0",
                linea: "#3a3f47",
                procesos: ["#5aa9ff", "#f2b632", "#3ccf9f", "#a5d8ff", "#e07bc0", "#d8c25a"],
            },
        }
    }
}

// Medidas, en unidades del dibujo.
const ANCHO: f64 = 1000.0;
const BARRAS: (f64, f64) = (350.0, 860.0);
const FILA: f64 = 24.0;
const TITULO: f64 = 34.0;
const SEPARACION: f64 = 7.0;
const HUECO: f64 = 14.0;
const EJE: f64 = 50.0;

/// Dibuja los cuadros uno debajo de otro, en la misma escala. Las filas de un mismo proceso van dentro de
/// un mismo recuadro. Con tres o menos, el dibujo tiene la forma de una diapositiva, 16:9.
pub fn svg(cuadros: &[Cuadro], tema: Tema) -> String {
    let escala = escala(cuadros);
    let Paleta { fondo, texto, suave, linea, .. } = tema.paleta();
    let contenido = cuadros.iter().map(alto_de).sum::<f64>() + EJE;
    let (ancho, alto) = match cuadros.len() {
        0..=3 => (ANCHO.max(contenido * 16.0 / 9.0), contenido.max(ANCHO * 9.0 / 16.0)),
        _ => (ANCHO, contenido),
    };
    // Lo que sobra se reparte: las filas crecen, hasta el doble, y todo va centrado.
    let crece = ((alto - EJE) / (contenido - EJE)).clamp(1.0, 2.0);
    let (margen, arriba) = ((ANCHO - ancho) / 2.0, (alto - EJE - (contenido - EJE) * crece) / 2.0);
    let x = |momento: u64| BARRAS.0 + (BARRAS.1 - BARRAS.0) * momento as f64 / escala as f64;

    let descripcion = escapar(&descripcion(cuadros));
    let mut lineas = vec![format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{margen:.1} 0 {ancho:.1} {alto:.1}" role="img" aria-labelledby="titulo descripcion" font-family="system-ui, sans-serif" font-size="14" fill="{texto}">
<title id="titulo">Qué tarea se hizo cuándo, en qué proceso y en qué hilo</title>
<desc id="descripcion">{descripcion}</desc>
<rect x="{margen:.1}" width="{ancho:.1}" height="{alto:.1}" fill="{fondo}"/>"##
    )];
    let (abajo, base) = (alto - 34.0, alto - 14.0);
    for momento in marcas(escala, 10) {
        let (x, marca) = (x(momento), marca(momento));
        lineas.push(format!(
            r##"<path d="M{x:.1} 12V{abajo:.1}" stroke="{linea}"/><text x="{x:.1}" y="{base:.1}" text-anchor="middle" fill="{suave}">{marca} s</text>"##
        ));
    }

    let mut y = arriba + 12.0;
    for cuadro in cuadros {
        lineas.push(titular(cuadro, y + TITULO * (crece - 1.0), suave));
        y += TITULO * crece;
        for grupo in cuadro.grupos() {
            if grupo[0].proceso.is_some() {
                let alto = grupo.len() as f64 * FILA * crece;
                lineas.push(format!(
                    r##"<rect x="12" y="{y:.1}" width="976" height="{alto:.1}" rx="5" fill="none" stroke="{suave}" stroke-width="1.5"/>"##
                ));
            }
            for fila in grupo {
                lineas.push(dibujar(fila, y + FILA * (crece - 1.0) / 2.0, &x, tema));
                y += FILA * crece;
            }
            y += SEPARACION * crece;
        }
        y += HUECO * crece;
    }
    lineas.join("\n") + "\n</svg>\n"
}

fn alto_de(cuadro: &Cuadro) -> f64 {
    let (filas, grupos) = (cuadro.filas.len(), cuadro.grupos().count());
    TITULO + filas as f64 * FILA + grupos as f64 * SEPARACION + HUECO
}

fn titular(cuadro: &Cuadro, arriba: f64, suave: &str) -> String {
    let fallo = cuadro.fallo.as_ref().map(|fallo| format!(" ✗ {fallo}")).unwrap_or_default();
    let nota = cuadro.nota.as_ref().map(|nota| format!(" ({nota})")).unwrap_or_default();
    let resumen =
        recortar(&format!("{}{fallo}{nota}", cuadro.resumen), |texto| texto.chars().count() <= 105);
    let [titulo, resumen] = [&cuadro.titulo, &resumen].map(|t| escapar(t));
    let (base, total) = (arriba + 22.0, segundos(cuadro.total));
    format!(
        r##"<text x="16" y="{base:.1}"><tspan font-weight="700" font-size="18">{titulo}</tspan>  <tspan fill="{suave}">{resumen}</tspan></text><text x="984" y="{base:.1}" text-anchor="end" font-weight="700" font-size="18">{total} s</text>"##
    )
}

fn dibujar(fila: &Fila, arriba: f64, x: &dyn Fn(u64) -> f64, tema: Tema) -> String {
    let Paleta { suave, procesos, .. } = tema.paleta();
    let color = fila.proceso.map_or(suave, |proceso| procesos[proceso % procesos.len()]);
    // De un nombre, lo que cabe a la izquierda de su lugar.
    let nombre = escapar(&recortar(&fila.nombre, |nombre| nombre.chars().count() <= 21));
    let (lugar, tiempo) = (&fila.lugar, fila.intervalo());
    let (y, medio, base) = (arriba + 4.0, arriba + 12.0, arriba + 17.0);
    let (desde, hasta) = (x(fila.desde), x(fila.hasta).max(x(fila.desde) + 1.5));
    let mut dibujo = format!(
        r##"<text x="22" y="{base:.1}">{nombre}</text><text x="196" y="{base:.1}" fill="{suave}" font-size="12">{lugar}</text><path d="M{desde:.1} {medio:.1}H{hasta:.1}" stroke="{color}" stroke-width="2"/>"##
    );
    if let Some(barra) = &fila.barra {
        let mut rectangulo = |desde: u64, hasta: u64, estilo: &str| {
            let (desde, ancho) = (x(desde), (x(hasta) - x(desde)).max(1.5));
            dibujo += &format!(
                r##"<rect x="{desde:.1}" y="{y:.1}" width="{ancho:.1}" height="16" rx="2" fill="{color}"{estilo}/>"##
            );
        };
        let a_medias = format!(r##" fill-opacity="0.35" stroke="{color}" stroke-dasharray="4 3""##);
        if !barra.terminada {
            rectangulo(barra.inicio.0, barra.fin.1, &a_medias);
        } else {
            if barra.inicio.0 != barra.inicio.1 || barra.fin.0 != barra.fin.1 {
                rectangulo(barra.inicio.0, barra.fin.1, r##" fill-opacity="0.35""##);
            }
            if barra.inicio.1 <= barra.fin.0 {
                rectangulo(barra.inicio.1, barra.fin.0, "");
            }
        }
    }
    dibujo
        + &format!(
            r##"<text x="978" y="{base:.1}" text-anchor="end" font-size="12">{tiempo} s</text>"##
        )
}

/// Lo mismo que se ve, en palabras, para quien no lo ve.
fn descripcion(cuadros: &[Cuadro]) -> String {
    let mut texto = String::new();
    for Cuadro { titulo, resumen, filas, total, fallo, .. } in cuadros {
        texto += &format!("{titulo}: {resumen}, {} segundos en total", segundos(*total));
        for fila in filas {
            texto += &format!("; {}, de {}", fila.nombre, fila.intervalo().replace(" → ", " a "));
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
