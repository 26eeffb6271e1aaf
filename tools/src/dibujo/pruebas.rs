use super::*;
use std::slice;
use unicode_width::UnicodeWidthStr;

fn tramo(pid: u32, hilo: usize, inicio: u64, fin: u64, nombre: &str) -> Tramo {
    Tramo { pid, hilo, inicio, fin, nombre: nombre.to_string() }
}

fn sin_colores(cuadros: &[Cuadro], ancho: usize) -> String {
    anstream::adapter::strip_str(&texto(cuadros, ancho)).to_string()
}

fn barras(dibujo: &str) -> Vec<&str> {
    dibujo.lines().filter(|linea| linea.contains(" → ")).collect()
}

/// Dibuja los tramos de todas las maneras y comprueba lo que vale para cualquiera.
fn dibujar(tramos: &[Tramo]) -> Cuadro {
    let cuadro = Cuadro::nuevo("lección <&>", tramos, Some("falló \"así\"".to_string()));
    assert!(cuadro.filas.len() <= FILAS);
    for ancho in [60, 80, 101, 120] {
        let dibujo = sin_colores(slice::from_ref(&cuadro), ancho);
        for linea in dibujo.lines() {
            assert!(linea.width() <= ancho, "{} columnas de {ancho}: {linea}", linea.width());
        }
        assert_eq!(barras(&dibujo).len(), cuadro.filas.len());
        for barra in barras(&dibujo) {
            assert!(barra.contains(|letra| ('█'..='▕').contains(&letra)), "sin barra: {barra}");
        }
    }
    let dibujo = svg(slice::from_ref(&cuadro));
    let documento = roxmltree::Document::parse(&dibujo).expect("un XML bien formado");
    let tiene = |nombre| documento.descendants().any(|nodo| nodo.tag_name().name() == nombre);
    assert_eq!(documento.root_element().tag_name().name(), "svg");
    assert!(tiene("title") && tiene("desc"));
    assert!(!tiene("script") && !dibujo.contains("href"), "un solo archivo");
    cuadro
}

#[test]
fn sin_tramos_con_uno_y_con_uno_que_no_dura_nada() {
    assert_eq!(dibujar(&[]).resumen, "ninguna tarea terminada");
    assert!(!sin_colores(&[], 80).is_empty());
    assert!(roxmltree::Document::parse(&svg(&[])).is_ok());

    let cuadro = dibujar(&[tramo(7, 1, 5_000_000, 7_000_000, "Tarea 1")]);
    assert_eq!(cuadro.resumen, "1 proceso, 1 hilo, en fila");
    let dibujo = sin_colores(&[cuadro], 80);
    assert!(dibujo.contains("━ Tarea 1  7·1  ██"), "{dibujo}");
    assert!(dibujo.contains("█  0,00 → 2,00\n"), "{dibujo}");

    assert_eq!(dibujar(&[tramo(1, 1, 0, 0, "al principio")]).total, 0);
    dibujar(&[tramo(1, 1, 0, 100, "a"), tramo(1, 2, 100, 100, "al final")]);
}

#[test]
fn en_fila_a_la_vez_y_en_procesos_se_distinguen() {
    const S: u64 = 1_000_000;
    let fila = dibujar(&[tramo(1, 1, 0, 2 * S, "a"), tramo(1, 1, 2 * S, 4 * S, "b")]);
    let hilos = dibujar(&[tramo(2, 1, 0, 2 * S, "a"), tramo(2, 2, 0, 2 * S, "b")]);
    let procesos = dibujar(&[tramo(3, 1, 0, 2 * S, "a"), tramo(4, 1, 0, 2 * S, "b")]);
    let dibujo = sin_colores(&[fila, hilos, procesos], 60);
    assert!(dibujo.starts_with("lección <&>: 1 proceso, 1 hilo, en fila"), "{dibujo}");
    let esperadas = [
        "┏ a  1·1  ██████████████████▌                    0,00 → 2,00",
        "┗ b  1·1                    ▐██████████████████  2,00 → 4,00",
        "┏ a  2·1  ██████████████████▌                    0,00 → 2,00",
        "┗ b  2·2  ██████████████████▌                    0,00 → 2,00",
        "━ a  3·1  ██████████████████▌                    0,00 → 2,00",
        "━ b  4·1  ██████████████████▌                    0,00 → 2,00",
    ];
    assert_eq!(barras(&dibujo), esperadas, "{dibujo}");
    assert!(dibujo.contains("0,00 → 2,00\n\n━ b"), "los procesos van separados:\n{dibujo}");
}

#[test]
fn mil_tramos_caben_y_se_dice_cuantos_no_se_dibujan() {
    let uno = |i: u64| tramo(1, i as usize, i, i + 5000, &format!("t{i}"));
    let cuadro = dibujar(&(0..30_000).map(uno).collect::<Vec<_>>());
    assert_eq!(cuadro.resumen, "1 proceso, 30000 hilos, 5000 a la vez");
    let resto = cuadro.filas.last().unwrap();
    assert_eq!(cuadro.filas.len(), FILAS);
    assert_eq!((resto.nombre.as_str(), resto.inicio, resto.fin), ("… y 29977 más", 23, 34_999));
}

#[test]
fn nombres_de_cualquier_ancho() {
    for nombre in [
        "",
        "ñandú",
        "タスク一番",
        "👩‍👩‍👧‍👦 familia",
        "e\u{301}\u{301}\u{301}",
        "\u{1b}[31mrojo\r\n\tsalto",
        "\u{0}\u{FFFE}\u{FFFF}",
        "<b>&amp;\"'</b>",
        "]]>",
        "مهمة",
        &"ancho 幅".repeat(40),
        &format!("https://{}", "日本".repeat(40)),
    ] {
        dibujar(&[tramo(1, 1, 0, 10, nombre), tramo(1, 2, 0, 10, "corto")]);
    }
}

#[test]
fn empezar_a_la_vez_o_llegar_desordenados_no_cambia_el_dibujo() {
    let (a, b) = (tramo(1, 1, 10, 20, "a"), tramo(1, 2, 10, 20, "b"));
    let mut tramos = [tramo(2, 1, 10, 30, "c"), a, b, tramo(2, 2, 5, 40, "d")];
    for _ in 0..4 {
        tramos.rotate_left(1);
        let filas = dibujar(&tramos).filas;
        let nombres: Vec<_> = filas.iter().map(|fila| fila.nombre.as_str()).collect();
        assert_eq!(nombres, ["d", "c", "a", "b"]);
    }
}

#[test]
fn las_marcas_del_eje_son_redondas_y_caben() {
    assert_eq!(marcas(4_000_000, 5), [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000]);
    assert_eq!(marcas(2_114_000, 10).last(), Some(&2_000_000));
    for escala in [1, 7, 999, 123_456_789, u64::MAX / 4] {
        for cuantos in 0..20 {
            let marcas = marcas(escala, cuantos);
            assert!(marcas.len() as u64 <= cuantos.max(2), "{escala} {cuantos} {marcas:?}");
        }
    }
}

#[test]
fn la_traza_de_chrome_lleva_un_evento_por_tramo() {
    let tramos = vec![tramo(7, 1, 100, 300, "a\"b"), tramo(8, 1, 150, 200, "c")];
    let json = chrome(&[("processes".to_string(), tramos)]);
    let eventos = json["traceEvents"].as_array().unwrap();
    let completos: Vec<_> = eventos.iter().filter(|evento| evento["ph"] == "X").collect();
    assert_eq!(completos.len(), 2);
    assert_eq!(completos[0]["name"], "a\"b");
    assert_eq!((&completos[0]["ts"], &completos[0]["dur"]), (&0.into(), &200.into()));
    assert_eq!((&completos[1]["pid"], &completos[1]["tid"]), (&8.into(), &1.into()));
}
