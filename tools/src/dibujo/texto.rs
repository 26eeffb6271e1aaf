//! El dibujo para una terminal.

use super::{Cuadro, Fila, escala, marca, marcas, recortar, segundos};
use anstyle::{AnsiColor, Style};
use console::{Alignment, measure_text_width, pad_str};
use textwrap::Options;

/// Un color por proceso: al repetirse, los vecinos siguen siendo distintos.
const COLORES: [AnsiColor; 6] = {
    use AnsiColor::*;
    [Cyan, Yellow, Magenta, Green, Blue, Red]
};

/// Dibuja los cuadros uno debajo de otro, en la misma escala, en líneas de `ancho` columnas como
/// mucho, o de 40. Los colores van como secuencias ANSI: quien imprime decide si pasan. Con `hasta`, la escala llega
/// al menos hasta ahí, en microsegundos.
///
/// ```text
/// threads: 1 proceso, 3 hilos: 1 que espera y 2 con tareas a la vez   2,00 s
/// ┏ main     proceso 1, hilo 1  ───────────────────────────────────  0,00 → 2,00
/// ┃ Tarea 1  proceso 1, hilo 2  ███████████████████████████████████  0,00 → 2,00
/// ┗ Tarea 2  proceso 1, hilo 3  ███████████████████████████████████  0,00 → 2,00
/// ```
pub fn texto(cuadros: &[Cuadro], ancho: usize, hasta: u64) -> String {
    let (escala, ancho) = (escala(cuadros).max(hasta), ancho.max(40));
    let columnas = Columnas::para(cuadros, ancho);
    let mut dibujo = String::new();
    for cuadro in cuadros {
        dibujo += &titular(cuadro, ancho);
        for grupo in cuadro.grupos() {
            for (i, fila) in grupo.iter().enumerate() {
                let llave = match (i, grupo.len() - 1 - i) {
                    _ if fila.proceso.is_none() => ' ',
                    (0, 0) => '━',
                    (0, _) => '┏',
                    (_, 0) => '┗',
                    _ => '┃',
                };
                dibujo += &columnas.linea(fila, llave, escala);
            }
        }
        let fallo = cuadro.fallo.iter().map(|fallo| format!("✗ {fallo}"));
        let notas = cuadro
            .nota
            .iter()
            .flat_map(|nota| nota.split("; "))
            .map(String::from);
        for debajo in fallo.chain(cuadro.avisos.iter().cloned()).chain(notas) {
            let sangrado = Options::new(ancho)
                .initial_indent("  ")
                .subsequent_indent("    ");
            dibujo += &(textwrap::fill(&debajo, sangrado) + "\n");
        }
        dibujo.push('\n');
    }
    if cuadros.iter().all(|cuadro| cuadro.filas.is_empty()) {
        return dibujo;
    }
    let margen = columnas.nombres + columnas.lugares + 6;
    let eje = format!("{}{}", " ".repeat(margen), eje(escala, columnas.celdas));
    dibujo + ajustar(&eje, ancho).trim_end() + "\n"
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
        let (mut nombres, mut lugares, mut tiempos) = (0, 0, 0);
        for fila in cuadros.iter().flat_map(|cuadro| &cuadro.filas) {
            nombres = nombres.max(measure_text_width(&fila.nombre));
            lugares = lugares.max(measure_text_width(&lugar(fila, ancho)));
            tiempos = tiempos.max(measure_text_width(&fila.intervalo()));
        }
        let fijas = lugares + tiempos + 8;
        let nombres = nombres
            .min(ancho.saturating_sub(fijas + 8))
            .min(ancho * 3 / 10);
        let celdas = ancho.saturating_sub(fijas + nombres).max(3);
        Columnas {
            ancho,
            nombres,
            lugares,
            celdas,
        }
    }

    fn linea(&self, fila: &Fila, llave: char, escala: u64) -> String {
        let color = match fila.proceso {
            Some(proceso) => COLORES[proceso % COLORES.len()].on_default(),
            None => Style::new().dimmed(),
        };
        let (nombre, lugar) = (ajustar(&fila.nombre, self.nombres), lugar(fila, self.ancho));
        let (barra, intervalo) = (barra(fila, escala, self.celdas), fila.intervalo());
        let lugares = self.lugares;
        let linea = format!(
            "{color}{llave}{color:#} {nombre}  {lugar:lugares$}  {color}{barra}{color:#}  {intervalo}"
        );
        linea.trim_end().to_string() + "\n"
    }
}

fn lugar(fila: &Fila, ancho: usize) -> String {
    match ancho {
        0..70 => fila.lugar.replace("proceso ", "p").replace(", hilo ", "·h"),
        _ => fila.lugar.clone(),
    }
}

/// El título y, al final de su primera línea, lo que duró.
fn titular(cuadro: &Cuadro, ancho: usize) -> String {
    let negrita = Style::new().bold();
    let total = format!("{} s", segundos(cuadro.total));
    let hueco = ancho.saturating_sub(measure_text_width(&total) + 1);
    let titulo = format!("{}: {}", cuadro.titulo, cuadro.resumen);
    let mut lineas = textwrap::wrap(&titulo, Options::new(hueco).subsequent_indent("  "));
    lineas[0] = format!("{} {total}", ajustar(&lineas[0], hueco)).into();
    lineas
        .iter()
        .map(|linea| format!("{negrita}{linea}{negrita:#}\n"))
        .collect()
}

/// Una fila de `celdas` caracteres: fina donde solo se está, llena donde se trabaja. Lo que empieza cuando otra cosa
/// termina, empieza en la celda siguiente; lo más corto ocupa una.
fn barra(fila: &Fila, escala: u64, celdas: usize) -> String {
    let celda = |momento: u64| (momento as f64 / escala as f64 * celdas as f64).round() as usize;
    let tramo = |desde: u64, hasta: u64| {
        let desde = celda(desde).min(celdas - 1);
        desde..celda(hasta).clamp(desde + 1, celdas)
    };
    let vida = tramo(fila.desde, fila.hasta);
    let llena = fila
        .barra
        .as_ref()
        .map_or(0..0, |barra| tramo(barra.inicio, barra.fin));
    let letra = |celda| match () {
        () if llena.contains(&celda) => '█',
        () if vida.contains(&celda) => '─',
        () => ' ',
    };
    (0..celdas).map(letra).collect()
}

fn eje(escala: u64, celdas: usize) -> String {
    let mut eje = String::new();
    for momento in marcas(escala, celdas as u64 / 7) {
        let columna = (momento as f64 / escala as f64 * celdas as f64) as usize;
        let hueco = columna.saturating_sub(measure_text_width(&eje));
        eje = eje + &" ".repeat(hueco) + &marca(momento);
    }
    eje + " s"
}

/// Deja un texto en exactamente `ancho` columnas.
fn ajustar(texto: &str, ancho: usize) -> String {
    pad_str(&recortar(texto, ancho), ancho, Alignment::Left, None).into_owned()
}
