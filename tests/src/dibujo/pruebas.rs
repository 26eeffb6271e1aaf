use super::*;
use unicode_width::UnicodeWidthStr;

const ANCHOS: [usize; 4] = [60, 80, 101, 120];

fn tramo(pid: u32, hilo: u64, inicio: u64, fin: u64, nombre: &str) -> Tramo {
    Tramo { pid, hilo, inicio, fin, nombre: nombre.to_string() }
}

fn sin_colores(cuadros: &[Cuadro], ancho: usize) -> String {
    anstream::adapter::strip_str(&texto(cuadros, ancho)).to_string()
}

/// Dibuja los tramos de todas las maneras y comprueba lo que vale para cualquiera.
fn dibujar(tramos: &[Tramo]) -> Cuadro {
    let cuadro = Cuadro::nuevo("lección <&>", tramos, Some("falló \"así\"".to_string()));
    assert!(cuadro.filas.len() <= FILAS);
    for ancho in ANCHOS {
        let dibujo = sin_colores(std::slice::from_ref(&cuadro), ancho);
        for linea in dibujo.lines() {
            assert!(linea.width() <= ancho, "{} columnas de {ancho}: {linea}", linea.width());
        }
        let barras: Vec<&str> = dibujo.lines().filter(|linea| linea.contains(" → ")).collect();
        assert_eq!(barras.len(), cuadro.filas.len());
        for barra in barras {
            assert!(barra.contains(|letra| ('█'..='▕').contains(&letra)), "sin barra: {barra}");
        }
    }
    let dibujo = svg(std::slice::from_ref(&cuadro));
    let documento = roxmltree::Document::parse(&dibujo).expect("un XML bien formado");
    let con_nombre = |nombre: &str| documento.descendants().any(|n| n.has_tag_name(nombre));
    assert_eq!(documento.root_element().tag_name().name(), "svg");
    assert!(documento.descendants().any(|nodo| nodo.tag_name().name() == "title"));
    assert!(documento.descendants().any(|nodo| nodo.tag_name().name() == "desc"));
    assert!(!con_nombre("script") && !dibujo.contains("href"), "un solo archivo");
    cuadro
}

#[test]
fn ningun_tramo() {
    let cuadro = dibujar(&[]);
    assert_eq!(cuadro.resumen, "ninguna tarea");
    assert!(!sin_colores(&[], 80).is_empty());
    assert!(roxmltree::Document::parse(&svg(&[])).is_ok());
}

#[test]
fn un_tramo_llena_la_escala() {
    let cuadro = dibujar(&[tramo(7, 1, 5_000_000, 7_000_000, "Tarea 1")]);
    assert_eq!(cuadro.resumen, "1 proceso, 1 hilo, en fila");
    let dibujo = sin_colores(&[cuadro], 80);
    assert!(dibujo.contains("━ Tarea 1  7·1  ██"), "{dibujo}");
    assert!(dibujo.contains("█  0,00 → 2,00\n"), "{dibujo}");
}

#[test]
fn en_fila_a_la_vez_y_en_procesos_se_distinguen() {
    const S: u64 = 1_000_000;
    let fila = dibujar(&[tramo(1, 1, 0, 2 * S, "a"), tramo(1, 1, 2 * S, 4 * S, "b")]);
    let hilos = dibujar(&[tramo(2, 1, 0, 2 * S, "a"), tramo(2, 2, 0, 2 * S, "b")]);
    let procesos = dibujar(&[tramo(3, 1, 0, 2 * S, "a"), tramo(4, 1, 0, 2 * S, "b")]);
    let dibujo = sin_colores(&[fila, hilos, procesos], 60);
    assert!(dibujo.starts_with("lección <&>: 1 proceso, 1 hilo, en fila"), "{dibujo}");
    let barras: Vec<&str> = dibujo.lines().filter(|linea| linea.contains(" → ")).collect();
    assert_eq!(
        barras,
        [
            "┏ a  1·1  ██████████████████▌                    0,00 → 2,00",
            "┗ b  1·1                    ▐██████████████████  2,00 → 4,00",
            "┏ a  2·1  ██████████████████▌                    0,00 → 2,00",
            "┗ b  2·2  ██████████████████▌                    0,00 → 2,00",
            "━ a  3·1  ██████████████████▌                    0,00 → 2,00",
            "━ b  4·1  ██████████████████▌                    0,00 → 2,00",
        ],
        "{dibujo}"
    );
    assert!(dibujo.contains("0,00 → 2,00\n\n━ b"), "los procesos van separados:\n{dibujo}");
}

#[test]
fn un_tramo_que_no_dura_nada_tambien_se_ve() {
    let cuadro = dibujar(&[tramo(1, 1, 0, 0, "al principio")]);
    assert_eq!(cuadro.total, 0);
    dibujar(&[tramo(1, 1, 0, 100, "a"), tramo(1, 2, 100, 100, "al final")]);
}

#[test]
fn mil_tramos_caben_y_se_dice_cuantos_no_se_dibujan() {
    let tramos: Vec<_> = (0..1000).map(|i| tramo(1, i, i, i + 5000, &format!("t{i}"))).collect();
    let cuadro = dibujar(&tramos);
    assert_eq!(cuadro.resumen, "1 proceso, 1000 hilos, 1000 a la vez");
    let resto = cuadro.filas.last().unwrap();
    assert_eq!(cuadro.filas.len(), FILAS);
    assert_eq!(resto.nombre, "… y 977 más");
    assert_eq!((resto.inicio, resto.fin), (23, 5999));
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
    let mut tramos = vec![
        tramo(2, 1, 10, 30, "c"),
        tramo(1, 1, 10, 20, "a"),
        tramo(1, 2, 10, 20, "b"),
        tramo(2, 2, 5, 40, "d"),
    ];
    let nombres = |cuadro: Cuadro| cuadro.filas.into_iter().map(|f| f.nombre).collect::<Vec<_>>();
    let en_orden = nombres(dibujar(&tramos));
    assert_eq!(en_orden, ["d", "c", "a", "b"]);
    for _ in 0..4 {
        tramos.rotate_left(1);
        assert_eq!(nombres(dibujar(&tramos)), en_orden);
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
