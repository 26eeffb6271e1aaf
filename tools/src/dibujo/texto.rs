//! El dibujo para una terminal.

use super::{Cuadro, Fila, escala, marca, marcas, recortar, segundos};
use anstyle::{AnsiColor, Style};
use textwrap::Options;
use unicode_width::UnicodeWidthStr;

/// Un color por proceso: al repetirse, los vecinos siguen siendo distintos.
const COLORES: [AnsiColor; 6] = {
    use AnsiColor::*;
    [Cyan, Yellow, Magenta, Green, Blue, Red]
};

/// Partes de una celda, de un octavo a siete, llenas desde la izquierda.
const OCTAVOS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// Dibuja los cuadros uno debajo de otro, en la misma escala, en líneas de `ancho` columnas como
/// mucho. Los colores van como secuencias ANSI: quien imprime decide si pasan. Con `hasta`, la escala llega
/// al menos hasta ahí, en microsegundos.
///
/// ```text
/// threads: 1 proceso, 3 hilos: 1 que espera y 2 que trabajan a la vez   2,00 s
/// ┏ main     proceso 1, hilo 1  ───────────────────────────────────  0,00 → 2,00
/// ┃ Tarea 1  proceso 1, hilo 2  ███████████████████████████████████  0,00 → 2,00
/// ┗ Tarea 2  proceso 1, hilo 3  ███████████████████████████████████  0,00 → 2,00
/// ```
pub fn texto(cuadros: &[Cuadro], ancho: usize, hasta: u64) -> String {
    let escala = escala(cuadros).max(hasta);
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
        if let Some(fallo) = &cuadro.fallo {
            dibujo += &en_lineas(&format!("✗ {fallo}"), ancho);
        }
        for aviso in &cuadro.avisos {
            dibujo += &en_lineas(aviso, ancho);
        }
        for nota in cuadro.nota.iter().flat_map(|nota| nota.split("; ")) {
            dibujo += &en_lineas(nota, ancho);
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
            nombres = nombres.max(fila.nombre.width());
            lugares = lugares.max(lugar(fila, ancho).width());
            tiempos = tiempos.max(intervalo(fila, ancho).width());
        }
        let fijas = lugares + tiempos + 8;
        let nombres = nombres.min(ancho.saturating_sub(fijas + 8)).min(ancho * 3 / 10);
        let celdas = ancho.saturating_sub(fijas + nombres).max(3);
        Columnas { ancho, nombres, lugares, celdas }
    }

    fn linea(&self, fila: &Fila, llave: char, escala: u64) -> String {
        let color = match fila.proceso {
            Some(proceso) => COLORES[proceso % COLORES.len()].on_default(),
            None => Style::new().dimmed(),
        };
        let (nombre, lugar) = (ajustar(&fila.nombre, self.nombres), lugar(fila, self.ancho));
        let (barra, intervalo) = (barra(fila, escala, self.celdas), intervalo(fila, self.ancho));
        let lugares = self.lugares;
        let linea = format!(
            "{color}{llave}{color:#} {nombre}  {lugar:lugares$}  {color}{barra}{color:#}  {intervalo}"
        );
        linea.trim_end().to_string() + "\n"
    }
}

fn lugar(fila: &Fila, ancho: usize) -> String {
    match ancho {
        0..40 => String::new(),
        40..70 => fila.lugar.replace("proceso ", "p").replace(", hilo ", "·h"),
        _ => fila.lugar.clone(),
    }
}

fn intervalo(fila: &Fila, ancho: usize) -> String {
    if ancho < 40 { String::new() } else { fila.intervalo() }
}

/// El título y, al final de su primera línea, lo que duró.
fn titular(cuadro: &Cuadro, ancho: usize) -> String {
    let negrita = Style::new().bold();
    let total = format!("{} s", segundos(cuadro.total));
    let hueco = ancho.saturating_sub(total.width() + 1);
    let titulo = format!("{}: {}", cuadro.titulo, cuadro.resumen);
    let lineas = textwrap::wrap(&titulo, Options::new(hueco).subsequent_indent("  "));
    let mut lineas = lineas.into_iter();
    let primera = lineas.next().unwrap_or_default();
    let mut titular = format!("{negrita}{} {total}{negrita:#}\n", ajustar(&primera, hueco));
    for linea in lineas {
        titular += &format!("{negrita}{linea}{negrita:#}\n");
    }
    titular
}

/// Un texto debajo de un dibujo, en las líneas que haga falta.
fn en_lineas(texto: &str, ancho: usize) -> String {
    let sangrado = Options::new(ancho).initial_indent("  ").subsequent_indent("    ");
    textwrap::fill(texto, sangrado) + "\n"
}

/// Una fila de `celdas` caracteres: fina donde solo se está, llena donde se trabaja, y a medias donde
/// unas veces sí y otras no. Los extremos se ajustan al octavo de celda: al final siempre; al principio,
/// hasta donde hay caracteres que se llenen desde la derecha.
fn barra(fila: &Fila, escala: u64, celdas: usize) -> String {
    let octavos = celdas as u64 * 8;
    let octavo = |momento: u64| (momento as f64 / escala as f64 * octavos as f64).round() as u64;
    let tramo = |desde: u64, hasta: u64| {
        let desde = octavo(desde).min(octavos - 1);
        (desde, octavo(hasta).clamp(desde + 1, octavos))
    };
    let vida = tramo(fila.desde, fila.hasta);
    let banda = fila.barra.as_ref().map(|barra| tramo(barra.inicio.0, barra.fin.1));
    let llena = fila
        .barra
        .as_ref()
        .filter(|barra| barra.inicio.1 < barra.fin.0 || barra.inicio.0 == barra.inicio.1);
    let llena = llena.map(|barra| tramo(barra.inicio.1, barra.fin.0));
    let celda = |izquierda: u64| {
        let derecha = izquierda + 8;
        let cubre =
            |(desde, hasta): (u64, u64)| hasta.min(derecha).saturating_sub(desde.max(izquierda));
        match llena.map(|llena| (cubre(llena), llena.1 >= derecha)) {
            Some((8, _) | (6.., true)) => '█',
            Some((3.., true)) => '▐',
            Some((1.., true)) => '▕',
            Some((octavos @ 1.., false)) => OCTAVOS[octavos as usize - 1],
            _ if banda.is_some_and(|banda| cubre(banda) >= 4) => '▒',
            _ if cubre(vida) >= 4
                || octavo(fila.hasta).saturating_sub(octavo(fila.desde)) < 4 && cubre(vida) > 0 =>
            {
                '─'
            }
            _ => ' ',
        }
    };
    (0..octavos).step_by(8).map(celda).collect()
}

fn eje(escala: u64, celdas: usize) -> String {
    let mut eje = String::new();
    for momento in marcas(escala, celdas as u64 / 7) {
        let columna = (momento as f64 / escala as f64 * celdas as f64) as usize;
        let hueco = columna.saturating_sub(eje.width());
        eje = eje + &" ".repeat(hueco) + &marca(momento);
    }
    eje + " s"
}

/// Deja un texto en exactamente `ancho` columnas.
fn ajustar(texto: &str, ancho: usize) -> String {
    let cortado = recortar(texto, |texto| texto.width() <= ancho);
    format!("{cortado}{}", " ".repeat(ancho.saturating_sub(cortado.width())))
}
