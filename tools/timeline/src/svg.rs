//! El dibujo para una diapositiva: un solo archivo SVG, sin nada de fuera.

use crate::colores::Tema;
use crate::cuadro::{Barra, Cuadro, Fila, Intervalo, escala};
use crate::tiempo::{marca, marcas};
use console::truncate_str;

/// Lo que mide cada cosa. La imagen es de 16 por 9 y tiene 1000 de ancho.
const ANCHO: f64 = 1000.0;
const FILA: f64 = 24.0;
const TITULO: f64 = 50.0;
const ENTRE_PROCESOS: f64 = 7.0;
const ENTRE_CUADROS: f64 = 14.0;
const ARRIBA: f64 = 12.0;
const EJE: f64 = 38.0;

/// Dónde empiezan y acaban las barras.
const PISTA: std::ops::Range<f64> = 350.0..860.0;

/// Dibuja los cuadros uno debajo de otro, en la misma escala, en una imagen con la forma de una diapositiva. Las filas de
/// un mismo proceso van dentro de un mismo recuadro.
pub fn svg(cuadros: &[Cuadro], tema: &Tema) -> String {
    let mut dibujo = Dibujo {
        tema,
        escala: escala(cuadros),
        y: ARRIBA,
        piezas: String::new(),
    };
    for cuadro in cuadros {
        dibujo.cuadro(cuadro);
    }
    let alto = dibujo.y + EJE;
    let eje = dibujo.eje(alto);
    let Tema { fondo, texto, .. } = tema;
    let descripcion = escapar(&describir(cuadros));
    let piezas = &dibujo.piezas;
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900" viewBox="0 0 {ANCHO} {alto}" role="img" aria-labelledby="titulo descripcion" font-family="system-ui, sans-serif" font-size="14" fill="{texto}">
<title id="titulo">Qué tarea se hizo cuándo, en qué proceso y en qué hilo</title>
<desc id="descripcion">{descripcion}</desc>
<rect x="-10000" y="-10000" width="20000" height="20000" fill="{fondo}"/>
{eje}{piezas}</svg>
"#
    )
}

struct Dibujo<'a> {
    tema: &'a Tema,
    escala: u64,
    /// Hasta dónde llega lo dibujado.
    y: f64,
    piezas: String,
}

impl Dibujo<'_> {
    fn cuadro(&mut self, cuadro: &Cuadro) {
        let y = self.y + 22.0;
        let titulo = escapar(&cuadro.titulo);
        let suave = self.tema.suave;
        let resumen = en_una_frase(cuadro);
        let resumen = escapar(&truncate_str(&resumen, 105, "…"));
        let total = cuadro.duracion();
        let debajo = y + 20.0;
        self.pieza(&format!(
            r#"<text x="16" y="{y}" font-weight="700" font-size="18">{titulo}</text><text x="16" y="{debajo}" fill="{suave}">{resumen}</text>"#
        ));
        self.pieza(&format!(
            r#"<text x="984" y="{y}" text-anchor="end" font-weight="700" font-size="18">{total}</text>"#
        ));
        self.y += TITULO;
        for proceso in &cuadro.procesos {
            self.recuadro(proceso.filas.len());
            let color = self.tema.procesos[(proceso.numero - 1) % self.tema.procesos.len()];
            for fila in &proceso.filas {
                self.fila(fila, color);
            }
            self.y += ENTRE_PROCESOS;
        }
        if let Some(resto) = &cuadro.resto {
            let nombre = format!("… y {} más", resto.cuantas);
            self.nombre(&nombre, "", &resto.vida.en_segundos());
            self.raya(resto.vida, suave);
            self.y += FILA + ENTRE_PROCESOS;
        }
        self.y += ENTRE_CUADROS;
    }

    fn recuadro(&mut self, filas: usize) {
        let y = self.y;
        let alto = filas as f64 * FILA;
        let color = self.tema.suave;
        self.pieza(&format!(
            r#"<rect x="12" y="{y}" width="976" height="{alto}" rx="5" fill="none" stroke="{color}" stroke-width="1.5"/>"#
        ));
    }

    fn fila(&mut self, fila: &Fila, color: &str) {
        let lugar = format!("proceso {}, hilo {}", fila.proceso, fila.hilo);
        self.nombre(&fila.nombre, &lugar, &fila.intervalo());
        self.raya(fila.vida, color);
        if let Some(barra) = fila.barra {
            self.barra(barra, color);
        }
        self.y += FILA;
    }

    fn nombre(&mut self, nombre: &str, lugar: &str, intervalo: &str) {
        let y = self.y + 17.0;
        let suave = self.tema.suave;
        let nombre = escapar(&truncate_str(nombre, 21, "…"));
        self.pieza(&format!(
            r#"<text x="22" y="{y}">{nombre}</text><text x="196" y="{y}" fill="{suave}" font-size="12">{lugar}</text><text x="978" y="{y}" text-anchor="end" font-size="12">{intervalo} s</text>"#
        ));
    }

    /// La línea fina de quien está, aunque no haga ninguna tarea.
    fn raya(&mut self, vida: Intervalo, color: &str) {
        let x = self.sitio(vida.desde);
        let y = self.y + 12.0;
        let largo = self.largo(vida);
        self.pieza(&format!(
            r#"<path d="M{x:.1} {y}h{largo:.1}" stroke="{color}" stroke-width="2"/>"#
        ));
    }

    fn barra(&mut self, barra: Barra, color: &str) {
        let x = self.sitio(barra.dura.desde);
        let y = self.y + 4.0;
        let largo = self.largo(barra.dura);
        let estilo = match barra.terminada {
            true => format!(r#"fill="{color}""#),
            false => format!(
                r#"fill="{color}" fill-opacity="0.35" stroke="{color}" stroke-dasharray="4 3""#
            ),
        };
        self.pieza(&format!(
            r#"<rect x="{x:.1}" y="{y}" width="{largo:.1}" height="16" rx="2" {estilo}/>"#
        ));
    }

    fn eje(&self, alto: f64) -> String {
        let Tema { linea, suave, .. } = self.tema;
        let abajo = alto - 34.0;
        let letras = alto - 14.0;
        let mut eje = String::new();
        for momento in marcas(self.escala, 8) {
            let x = self.sitio(momento);
            let marca = marca(momento);
            eje += &format!(
                r#"<path d="M{x:.1} 12V{abajo}" stroke="{linea}"/><text x="{x:.1}" y="{letras}" text-anchor="middle" fill="{suave}">{marca} s</text>"#
            );
            eje.push('\n');
        }
        eje
    }

    /// El lugar de un momento en la pista.
    fn sitio(&self, momento: u64) -> f64 {
        let parte = momento as f64 / self.escala as f64;
        PISTA.start + parte * (PISTA.end - PISTA.start)
    }

    /// Lo que ocupa; lo más corto se ve.
    fn largo(&self, dura: Intervalo) -> f64 {
        let largo = self.sitio(dura.hasta) - self.sitio(dura.desde);
        largo.max(1.5)
    }

    fn pieza(&mut self, pieza: &str) {
        self.piezas += pieza;
        self.piezas.push('\n');
    }
}

/// El resumen y todo lo que se dice debajo.
fn en_una_frase(cuadro: &Cuadro) -> String {
    let mut frase = cuadro.resumen.to_string();
    if let Some(fallo) = &cuadro.fallo {
        frase += &format!("; {fallo}");
    }
    for otra in cuadro.frases() {
        frase += &format!("; {otra}");
    }
    frase
}

/// Lo mismo que se ve, para quien no lo ve.
fn describir(cuadros: &[Cuadro]) -> String {
    let mut descripcion = String::new();
    for cuadro in cuadros {
        let total = cuadro.duracion();
        let frase = en_una_frase(cuadro);
        descripcion += &format!("{}: {frase}, {total}", cuadro.titulo);
        for fila in cuadro.filas() {
            let cuando = fila.intervalo().replace(" → ", " a ");
            descripcion += &format!("; {}, de {cuando}", fila.nombre);
        }
        descripcion += ". ";
    }
    descripcion
}

/// Un texto dentro de XML, que hay caracteres que no admite de ninguna manera.
fn escapar(texto: &str) -> String {
    let mut escapado = String::new();
    for letra in texto.chars() {
        match letra {
            '&' => escapado += "&amp;",
            '<' => escapado += "&lt;",
            '>' => escapado += "&gt;",
            '"' => escapado += "&quot;",
            '\u{FFFE}' | '\u{FFFF}' => escapado.push('·'),
            _ => escapado.push(letra),
        }
    }
    escapado
}
