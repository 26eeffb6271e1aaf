//! El dibujo para una terminal.

use super::{Cuadro, Fila, LUGAR, escala, marca, marcas, recortar, segundos};
use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

/// Un color por proceso: al repetirse, los vecinos siguen siendo distintos.
const COLORES: [AnsiColor; 6] = {
    use AnsiColor::*;
    [Cyan, Yellow, Magenta, Green, Blue, Red]
};

/// Partes de una celda, de un octavo a siete, llenas desde la izquierda.
const OCTAVOS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// Dibuja los cuadros uno debajo de otro, en la misma escala, en líneas de `ancho` columnas como
/// mucho. Los colores van como secuencias ANSI: quien imprime decide si pasan.
///
/// ```text
/// processes: 2 procesos, 2 hilos, 2 a la vez                            2,00 s
/// ━ Proceso 1  7001·1  ██████████████████████████████████████████  0,00 → 2,00
///
/// ━ Proceso 2  7002·1  ██████████████████████████████████████████  0,00 → 2,00
/// ```
pub fn texto(cuadros: &[Cuadro], ancho: usize) -> String {
    let escala = escala(cuadros);
    let filas = || cuadros.iter().flat_map(|cuadro| &cuadro.filas);
    let nombres = filas().map(|fila| fila.nombre.width()).max().unwrap_or(0).min(ancho * 3 / 10);
    let lugares = filas().map(|fila| fila.lugar.width()).max().unwrap_or(0);
    let tiempos = filas().map(|fila| fila.intervalo().width()).max().unwrap_or(6);
    let celdas = ancho.saturating_sub(nombres + lugares + tiempos + 8).max(8);

    let mut dibujo = String::new();
    for cuadro in cuadros {
        dibujo += &titular(cuadro, ancho);
        for (i, grupo) in cuadro.grupos().enumerate() {
            if i > 0 {
                dibujo.push('\n');
            }
            for (i, fila) in grupo.iter().enumerate() {
                let llave = match (i, grupo.len() - 1 - i) {
                    _ if fila.proceso.is_none() => ' ',
                    (0, 0) => '━',
                    (0, _) => '┏',
                    (_, 0) => '┗',
                    _ => '┃',
                };
                let color = fila.proceso.map(|i| COLORES[i % COLORES.len()].on_default());
                let color = color.unwrap_or(Style::new().dimmed());
                let nombre = ajustar(&fila.nombre, nombres);
                dibujo += &format!("{color}{llave}{color:#} {nombre}  {:lugares$}  ", fila.lugar);
                let barra = barra(fila, escala, celdas);
                dibujo += &format!("{color}{barra}{color:#}  {}\n", fila.intervalo());
            }
        }
        if let Some(fallo) = &cuadro.fallo {
            dibujo += &format!("  ✗ {}\n", ajustar(fallo, ancho.saturating_sub(4)).trim_end());
        }
        dibujo.push('\n');
    }
    let margen = nombres + lugares + 4;
    dibujo + &format!("{:>margen$}  {}\n", ajustar(LUGAR, margen).trim_end(), eje(escala, celdas))
}

fn titular(cuadro: &Cuadro, ancho: usize) -> String {
    let negrita = Style::new().bold();
    let total = format!("{} s", segundos(cuadro.total));
    let hueco = ancho.saturating_sub(total.width() + 1);
    let titulo = ajustar(&format!("{}: {}", cuadro.titulo, cuadro.resumen), hueco);
    format!("{negrita}{titulo} {total}{negrita:#}\n")
}

/// Una barra de `celdas` caracteres. Los extremos se ajustan al octavo de celda: al final siempre;
/// al principio, hasta donde hay caracteres que se llenen desde la derecha.
fn barra(fila: &Fila, escala: u64, celdas: usize) -> String {
    let octavos = celdas as u64 * 8;
    let octavo = |momento: u64| (momento as f64 / escala as f64 * octavos as f64).round() as u64;
    let desde = octavo(fila.inicio).min(octavos - 1);
    let hasta = octavo(fila.fin).clamp(desde + 1, octavos);
    let celda = |izquierda: u64| {
        let derecha = izquierda + 8;
        let lleno = hasta.min(derecha).saturating_sub(desde.max(izquierda));
        match (lleno, hasta >= derecha) {
            (0, _) => ' ',
            (8, _) | (6.., true) => '█',
            (3.., true) => '▐',
            (_, true) => '▕',
            (octavos, false) => OCTAVOS[octavos as usize - 1],
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
    format!("{cortado}{}", " ".repeat(ancho - cortado.width()))
}
