//! El dibujo para una terminal.

use crate::cuadro::{Cuadro, Fila, Intervalo, escala};
use crate::resumen::Resumen;
use crate::tiempo::{marca, marcas};
use anstyle::{AnsiColor, Style};
use console::{Alignment, measure_text_width, pad_str, truncate_str};
use textwrap::Options;

/// Un color por proceso: al repetirse, los vecinos siguen siendo distintos.
const COLORES: [AnsiColor; 6] = [
    AnsiColor::Cyan,
    AnsiColor::Yellow,
    AnsiColor::Magenta,
    AnsiColor::Green,
    AnsiColor::Blue,
    AnsiColor::Red,
];

/// Las columnas con que se puede dibujar, por lo menos.
pub(crate) const MINIMO: usize = 40;

/// Dibuja los cuadros uno debajo de otro, en la misma escala, en líneas de `ancho` columnas como mucho; si son menos de
/// 40, dice que no caben. Los colores van como secuencias ANSI: quien imprime decide si pasan. Con `hasta`, la escala llega
/// al menos hasta ahí.
///
/// ```text
/// threads: 1 proceso, 3 hilos: 2 con tareas a la vez         2,00 s, 0,0 núcleos
/// ┏ main     proceso 1, hilo 1  ───────────────────────────────────  0,00 → 2,00
/// ┃ Tarea 1  proceso 1, hilo 2  ███████████████████████████████████  0,00 → 2,00
/// ┗ Tarea 2  proceso 1, hilo 3  ███████████████████████████████████  0,00 → 2,00
/// ```
pub fn texto(cuadros: &[Cuadro], ancho: usize, hasta: u64) -> String {
    if ancho < MINIMO {
        return format!("El dibujo necesita\n{MINIMO} columnas.\n");
    }
    let escala = escala(cuadros).max(hasta);
    let columnas = Columnas::para(cuadros, ancho);
    let mut dibujo = String::new();
    for cuadro in cuadros {
        dibujo += &titular(cuadro, ancho);
        for proceso in &cuadro.procesos {
            let ultima = proceso.filas.len() - 1;
            for (i, fila) in proceso.filas.iter().enumerate() {
                let llave = match i {
                    0 if ultima == 0 => '━',
                    0 => '┏',
                    _ if i == ultima => '┗',
                    _ => '┃',
                };
                dibujo += &columnas.fila(fila, llave, escala);
            }
        }
        if let Some(resto) = &cuadro.resto {
            let nombre = format!("… y {} más", resto.cuantas);
            dibujo += &columnas.resto(&nombre, resto.vida, escala);
        }
        let fallo = cuadro.fallo.iter().map(|fallo| format!("✗ {fallo}"));
        for frase in fallo.chain(cuadro.frases()) {
            let sangrado = Options::new(ancho)
                .initial_indent("  ")
                .subsequent_indent("    ");
            dibujo += &textwrap::fill(&frase, sangrado);
            dibujo.push('\n');
        }
        dibujo.push('\n');
    }
    if cuadros.iter().any(|cuadro| cuadro.filas().next().is_some()) {
        dibujo += &columnas.eje(escala);
    }
    dibujo
}

/// Cuánto ocupa cada cosa de una fila: según haya sitio, se dice más o menos.
struct Columnas {
    ancho: usize,
    nombres: usize,
    lugares: usize,
    celdas: usize,
}

impl Columnas {
    fn para(cuadros: &[Cuadro], ancho: usize) -> Self {
        let mut nombres = 0;
        let mut lugares = 0;
        let mut tiempos = 0;
        for fila in cuadros.iter().flat_map(Cuadro::filas) {
            nombres = nombres.max(measure_text_width(&fila.nombre));
            lugares = lugares.max(measure_text_width(&lugar(fila, ancho)));
            tiempos = tiempos.max(measure_text_width(&fila.intervalo()));
        }
        // La llave, y los huecos entre una cosa y otra.
        let fijas = lugares + tiempos + 8;
        let quedan = ancho.saturating_sub(fijas + 8);
        let nombres = nombres.min(quedan).min(ancho * 3 / 10);
        let celdas = ancho.saturating_sub(fijas + nombres).max(3);
        Columnas {
            ancho,
            nombres,
            lugares,
            celdas,
        }
    }

    fn fila(&self, fila: &Fila, llave: char, escala: u64) -> String {
        let color = COLORES[(fila.proceso - 1) % COLORES.len()].on_default();
        let lugar = lugar(fila, self.ancho);
        let vida = self.trozo(fila.vida, escala);
        let llenas = match fila.barra {
            Some(barra) => self.trozo(barra.dura, escala),
            None => 0..0,
        };
        let mut barra = String::new();
        for celda in 0..self.celdas {
            barra.push(match celda {
                _ if llenas.contains(&celda) => '█',
                _ if vida.contains(&celda) => '─',
                _ => ' ',
            });
        }
        let intervalo = fila.intervalo();
        self.linea(color, llave, &fila.nombre, &lugar, &barra, &intervalo)
    }

    fn resto(&self, nombre: &str, vida: Intervalo, escala: u64) -> String {
        let llenas = self.trozo(vida, escala);
        let mut barra = String::new();
        for celda in 0..self.celdas {
            barra.push(if llenas.contains(&celda) { '█' } else { ' ' });
        }
        let color = Style::new().dimmed();
        self.linea(color, ' ', nombre, "", &barra, &vida.en_segundos())
    }

    fn linea(
        &self,
        color: Style,
        llave: char,
        nombre: &str,
        lugar: &str,
        barra: &str,
        intervalo: &str,
    ) -> String {
        let nombre = ajustar(nombre, self.nombres);
        let lugar = ajustar(lugar, self.lugares);
        let linea = format!(
            "{color}{llave}{color:#} {nombre}  {lugar}  {color}{barra}{color:#}  {intervalo}"
        );
        linea.trim_end().to_string() + "\n"
    }

    /// Las celdas de un intervalo: lo que empieza cuando otra cosa termina, empieza en la celda siguiente; lo más corto
    /// ocupa una.
    fn trozo(&self, intervalo: Intervalo, escala: u64) -> std::ops::Range<usize> {
        let desde = self.celda(intervalo.desde, escala).min(self.celdas - 1);
        let hasta = self.celda(intervalo.hasta, escala);
        desde..hasta.clamp(desde + 1, self.celdas)
    }

    fn celda(&self, momento: u64, escala: u64) -> usize {
        let parte = momento as f64 / escala as f64;
        (parte * self.celdas as f64).round() as usize
    }

    fn eje(&self, escala: u64) -> String {
        let mut eje = " ".repeat(self.nombres + self.lugares + 6);
        let margen = eje.len();
        for momento in marcas(escala, self.celdas as u64 / 7) {
            let parte = momento as f64 / escala as f64;
            let columna = margen + (parte * self.celdas as f64) as usize;
            let hueco = columna.saturating_sub(eje.len());
            eje += &" ".repeat(hueco);
            eje += &marca(momento);
        }
        eje += " s";
        ajustar(&eje, self.ancho).trim_end().to_string() + "\n"
    }
}

fn lugar(fila: &Fila, ancho: usize) -> String {
    let proceso = fila.proceso;
    let hilo = fila.hilo;
    match ancho {
        0..70 => format!("p{proceso}·h{hilo}"),
        _ => format!("proceso {proceso}, hilo {hilo}"),
    }
}

/// El título y, al final de su primera línea, lo que duró y los núcleos que tuvo ocupados.
fn titular(cuadro: &Cuadro, ancho: usize) -> String {
    let negrita = Style::new().bold();
    if cuadro.resumen == Resumen::Nada {
        return format!("{negrita}{}{negrita:#}\n", cuadro.titulo);
    }
    let total = cuadro.duracion();
    let hueco = ancho.saturating_sub(measure_text_width(&total) + 1);
    let titulo = format!("{}: {}", cuadro.titulo, cuadro.resumen);
    let opciones = Options::new(hueco).subsequent_indent("  ");
    let mut titular = String::new();
    for (i, linea) in textwrap::wrap(&titulo, opciones).iter().enumerate() {
        let linea = match i {
            0 => format!("{} {total}", ajustar(linea, hueco)),
            _ => linea.to_string(),
        };
        titular += &format!("{negrita}{linea}{negrita:#}\n");
    }
    titular
}

/// Deja un texto en exactamente `ancho` columnas, con «…» donde se corta.
fn ajustar(texto: &str, ancho: usize) -> String {
    let cortado = truncate_str(texto, ancho, "…");
    pad_str(&cortado, ancho, Alignment::Left, None).into_owned()
}
