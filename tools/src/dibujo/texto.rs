//! El dibujo para una terminal.

use super::{Cuadro, Fila, escala, marca, marcas, recortar, segundos};
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
/// mucho. Los colores van como secuencias ANSI: quien imprime decide si pasan. Con `hasta`, la escala llega
/// al menos hasta ahí, en microsegundos.
///
/// ```text
/// threads: 1 proceso, 3 hilos: 1 que espera y 2 que trabajan a la vez   2,00 s
/// ┏ main     proceso 1, hilo 1  7001  ─────────────────────────────  0,00 → 2,00
/// ┃ Tarea 1  proceso 1, hilo 2        █████████████████████████████  0,00 → 2,00
/// ┗ Tarea 2  proceso 1, hilo 3        █████████████████████████████  0,00 → 2,00
/// ```
pub fn texto(cuadros: &[Cuadro], ancho: usize, hasta: u64) -> String {
    let escala = escala(cuadros).max(hasta);
    let filas = || cuadros.iter().flat_map(|cuadro| &cuadro.filas);
    // Según haya sitio, se dice más o menos de cada fila.
    let lugar = |fila: &Fila| match ancho {
        0..40 => String::new(),
        40..70 => fila.lugar.replace("proceso ", "p").replace(", hilo ", "·h"),
        _ => fila.lugar.clone(),
    };
    let pid = |fila: &Fila| match ancho {
        0..70 => String::new(),
        _ => fila.pid.map(|pid| pid.to_string()).unwrap_or_default(),
    };
    let intervalo = |fila: &Fila| if ancho < 40 { String::new() } else { fila.intervalo() };
    let mas_ancho = |texto: &dyn Fn(&Fila) -> String| {
        filas().map(|fila| texto(fila).width()).max().unwrap_or(0)
    };
    let (lugares, pids) = (mas_ancho(&lugar), mas_ancho(&pid));
    let tiempos = mas_ancho(&intervalo);
    let fijas = lugares + pids + tiempos + 2 + 8;
    let nombres = mas_ancho(&|fila| fila.nombre.clone())
        .min(ancho.saturating_sub(fijas + 8))
        .min(ancho * 3 / 10);
    let celdas = ancho.saturating_sub(fijas + nombres).max(3);

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
                let color = fila.proceso.map(|i| COLORES[i % COLORES.len()].on_default());
                let (color, gris) = (color.unwrap_or(Style::new().dimmed()), Style::new().dimmed());
                let (nombre, lugar, pid) = (ajustar(&fila.nombre, nombres), lugar(fila), pid(fila));
                let (barra, intervalo) = (barra(fila, escala, celdas), intervalo(fila));
                let linea = format!(
                    "{color}{llave}{color:#} {nombre}  {lugar:lugares$}  {gris}{pid:pids$}{gris:#}  \
                     {color}{barra}{color:#}  {intervalo}"
                );
                dibujo += linea.trim_end();
                dibujo.push('\n');
            }
        }
        if let Some(fallo) = &cuadro.fallo {
            dibujo += &format!("  ✗ {}\n", ajustar(fallo, ancho.saturating_sub(4)).trim_end());
        }
        for nota in cuadro.nota.iter().flat_map(|nota| nota.split("; ")) {
            dibujo += &format!("  {}\n", ajustar(nota, ancho.saturating_sub(2)).trim_end());
        }
        dibujo.push('\n');
    }
    let margen = nombres + lugares + pids + 8;
    let eje = format!("{}{}", " ".repeat(margen), eje(escala, celdas));
    dibujo + ajustar(&eje, ancho).trim_end() + "\n"
}

fn titular(cuadro: &Cuadro, ancho: usize) -> String {
    let negrita = Style::new().bold();
    let total = format!("{} s", segundos(cuadro.total));
    let hueco = ancho.saturating_sub(total.width() + 1);
    let titulo = ajustar(&format!("{}: {}", cuadro.titulo, cuadro.resumen), hueco);
    format!("{negrita}{titulo} {total}{negrita:#}\n")
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
