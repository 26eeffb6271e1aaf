use super::cuadro::{FILAS, etiqueta};
use super::*;
use crate::programa::{Avance, Proceso};
use shared::tramos::Tramo;
use std::slice;
use unicode_width::UnicodeWidthStr;

fn tramo(pid: u32, hilo: usize, inicio: u64, fin: u64, nombre: &str) -> Tramo {
    Tramo { pid, hilo, inicio, fin, terminado: true, nombre: nombre.to_string() }
}

/// Un programa con esas tareas, que empieza en 0 y termina con la última.
fn programa(pid: u32, tramos: &[Tramo]) -> Avance {
    let fin = tramos.iter().map(|tramo| tramo.fin).max().unwrap_or(0);
    Avance {
        pid,
        inicio: 0,
        fin,
        en_marcha: false,
        tramos: tramos.to_vec(),
        procesos: Vec::new(),
        sobreviven: Vec::new(),
        cortados: Vec::new(),
        de_golpe: false,
    }
}

fn sin_colores(cuadros: &[Cuadro], ancho: usize) -> String {
    anstream::adapter::strip_str(&texto(cuadros, ancho, 0)).to_string()
}

fn barras(dibujo: &str) -> Vec<&str> {
    dibujo.lines().filter(|linea| linea.contains(" → ")).collect()
}

/// Dibuja los tramos de todas las maneras y comprueba lo que vale para cualquiera.
fn dibujar(tramos: &[Tramo]) -> Cuadro {
    let fallo = Some("falló \"así\"".to_string());
    let cuadro = Cuadro::nuevo("lección <&>", &programa(1, tramos), fallo);
    assert!(cuadro.filas.len() <= FILAS);
    for ancho in [20, 39, 40, 69, 80, 101, 400] {
        let dibujo = sin_colores(slice::from_ref(&cuadro), ancho);
        for linea in dibujo.lines() {
            assert!(linea.width() <= ancho, "{} columnas de {ancho}: {linea}", linea.width());
        }
        assert!(ancho < 40 || barras(&dibujo).len() == cuadro.filas.len(), "{dibujo}");
    }
    for (tema, fondo) in [(Tema::Light, "#fff"), (Tema::Dark, "#14161a")] {
        let dibujo = svg(slice::from_ref(&cuadro), tema);
        let documento = roxmltree::Document::parse(&dibujo).expect("un XML bien formado");
        let tiene = |nombre| documento.descendants().any(|nodo| nodo.tag_name().name() == nombre);
        assert!(tiene("svg") && tiene("title") && tiene("desc") && dibujo.contains(fondo));
        assert!(!tiene("script") && !dibujo.contains("href"), "un solo archivo");
    }
    cuadro
}

#[test]
fn sin_tramos_con_uno_y_con_uno_que_no_dura_nada() {
    assert!(dibujar(&[]).resumen.starts_with("no anotó ninguna tarea"));
    assert!(!sin_colores(&[], 80).is_empty());
    assert!(roxmltree::Document::parse(&svg(&[], Tema::Light)).is_ok());

    let cuadro = dibujar(&[tramo(1, 1, 0, 2_000_000, "Tarea 1")]);
    assert_eq!(cuadro.resumen, "1 proceso, 1 hilo, en fila");
    let dibujo = sin_colores(&[cuadro], 80);
    assert!(dibujo.contains("━ Tarea 1  proceso 1, hilo 1  ██"), "{dibujo}");
    assert!(dibujo.contains("█  0,00 → 2,00\n"), "{dibujo}");

    assert_eq!(dibujar(&[tramo(1, 1, 0, 0, "al principio")]).total, 0);
    dibujar(&[tramo(1, 1, 0, 100, "a"), tramo(1, 2, 100, 100, "al final")]);
}

const S: u64 = 1_000_000;

#[test]
fn en_fila_a_la_vez_y_en_procesos_se_distinguen() {
    let fila = dibujar(&[tramo(1, 1, 0, 2 * S, "a"), tramo(1, 1, 2 * S, 4 * S, "b")]);
    let hilos = dibujar(&[tramo(1, 2, 0, 2 * S, "a"), tramo(1, 3, 0, 2 * S, "b")]);
    let procesos = dibujar(&[tramo(4, 1, 0, 2 * S, "b"), tramo(3, 1, 0, 2 * S, "a")]);
    let resumenes = [&fila, &hilos, &procesos].map(|cuadro| cuadro.resumen.clone());
    assert_eq!(
        resumenes,
        [
            "1 proceso, 1 hilo, en fila",
            "1 proceso, 3 hilos: 1 que espera y 2 que trabajan a la vez",
            "3 procesos: 1 que espera y 2 que trabajan a la vez"
        ]
    );
    let dibujo = sin_colores(&[fila, hilos, procesos], 50);
    let esperadas = [
        "┏ a     p1·h1  ███████████             0,00 → 2,00",
        "┗ b     p1·h1             ███████████  2,00 → 4,00",
        "┏ main  p1·h1  ───────────             0,00 → 2,00",
        "┃ a     p1·h2  ███████████             0,00 → 2,00",
        "┗ b     p1·h3  ███████████             0,00 → 2,00",
        "━ main  p1·h1  ───────────             0,00 → 2,00",
        "━ a     p2·h1  ███████████             0,00 → 2,00",
        "━ b     p3·h1  ███████████             0,00 → 2,00",
    ];
    assert_eq!(barras(&dibujo), esperadas, "{dibujo}");
}

#[test]
fn cada_proceso_va_de_su_principio_a_su_final_y_lo_que_no_termino_se_marca() {
    let tramos = [Tramo { terminado: false, ..tramo(2, 1, S, 3 * S, "Tarea 2") }];
    let vida = |pid, inicio, fin| Proceso { pid, inicio, fin: Some(fin) };
    let procesos = [vida(1, 0, 4 * S), vida(2, 0, 3 * S), vida(3, S, 2 * S)];
    let avance = Avance { fin: 4 * S, procesos: procesos.to_vec(), ..programa(1, &tramos) };
    let cuadro = Cuadro::nuevo("x", &avance, None);
    assert_eq!(cuadro.resumen, "3 procesos: 1 que espera y 1 que trabaja, en fila");
    let dibujo = sin_colores(slice::from_ref(&cuadro), 50);
    let esperadas = [
        "━ main     p1·h1  ─────────────────  0,00 → 4,00",
        "━ Tarea 2  p2·h1  ────████████▊      1,00 → 3,00 ✗",
        "━ main     p3·h1      ─────          1,00 → 2,00",
    ];
    assert_eq!(barras(&dibujo), esperadas, "{dibujo}");
    assert!(svg(&[cuadro], Tema::Light).contains("stroke-dasharray"));
    // Mientras está en marcha, no ha quedado a medias, y puede haber quien no haya empezado nada.
    let procesos = [vida(1, 0, 0), vida(4, S, S)].map(|uno| Proceso { fin: None, ..uno });
    let avance = Avance { en_marcha: true, procesos: procesos.to_vec(), ..avance };
    let cuadro = Cuadro::nuevo("x", &avance, None);
    assert!(!sin_colores(&[cuadro], 50).contains('✗'));
}

#[test]
fn las_etiquetas_dicen_lo_que_distingue_a_cada_una() {
    for (nombre, dice) in [
        ("http://127.0.0.1:40001/delay/0.8?bytes=30000", "/delay/0.8"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("https://google.es", "google.es"),
        ("https://es.wikipedia.org/wiki/Hilo?x=1#y", "es.wikipedia.org/wiki/Hilo"),
        ("Tarea 1", "Tarea 1"),
        ("\u{202e}x", "\\u{202e}x"),
    ] {
        assert_eq!(etiqueta(nombre), dice);
    }
}

#[test]
fn varias_veces_se_juntan_y_se_ve_lo_que_cambia() {
    let de = |fin: u64| Cuadro::nuevo("x", &programa(1, &[tramo(1, 1, 0, fin, "a")]), None);
    let juntos = Cuadro::juntar(vec![de(2 * S), de(3 * S), de(4 * S)]).unwrap();
    let nota = "3 veces, de 2,00 a 4,00 s; no cambia cuántos son ni cuántos van a la vez; el orden de las tareas no cambia";
    assert_eq!(juntos.nota.as_deref(), Some(nota));
    let dibujo = sin_colores(slice::from_ref(&juntos), 50);
    assert!(dibujo.contains("███████████▌▒▒▒▒▒▒▒▒▒▒▒"), "{dibujo}");
    let otra = Cuadro::nuevo("x", &programa(1, &[tramo(1, 2, 0, S, "a")]), None);
    let juntos = Cuadro::juntar(vec![de(2 * S), otra]).unwrap();
    assert!(juntos.nota.unwrap().contains("; 1 fue de otra forma, y no se dibuja;"));
    let dos = |a, b| {
        Cuadro::nuevo("x", &programa(1, &[tramo(1, 2, a, S, "a"), tramo(1, 3, b, S, "b")]), None)
    };
    let juntos = Cuadro::juntar(vec![dos(0, 5), dos(5, 0)]).unwrap();
    assert!(juntos.nota.unwrap().ends_with("; cambia quién empieza antes"));
    assert!(Cuadro::juntar(Vec::new()).is_none());
}

#[test]
fn dos_se_comparan_en_palabras() {
    let [a, b] = [tramo(1, 1, 0, 2 * S, "Tarea 1"), tramo(1, 1, 2 * S, 4 * S, "Tarea 2")];
    let una = Cuadro::nuevo("mine", &programa(1, &[a.clone(), b]), None);
    let otra = Cuadro::nuevo("threads", &programa(1, &[a]), None);
    assert_eq!(
        comparar(&una, &otra),
        "«mine» tarda 2,00 s más que «threads»; hace además Tarea 2; los dos, 1 proceso, 1 hilo, en fila."
    );
    assert!(comparar(&otra, &una).contains("2,00 s menos que «mine»; no hace Tarea 2"));
    assert!(comparar(&una, &una).starts_with("«mine» tarda lo mismo que «mine»"));
}

#[test]
fn mil_tramos_caben_y_se_dice_cuantos_no_se_dibujan() {
    let uno = |i: u64| tramo(1, i as usize + 2, i, i + 5000, &format!("t{i}"));
    let cuadro = dibujar(&(0..30_000).map(uno).collect::<Vec<_>>());
    assert_eq!(
        cuadro.resumen,
        "1 proceso, 30001 hilos: 1 que espera y 30000 que trabajan, 5000 a la vez"
    );
    let resto = cuadro.filas.last().unwrap();
    assert_eq!(cuadro.filas.len(), FILAS);
    assert_eq!((resto.nombre.as_str(), resto.desde, resto.hasta), ("… y 29978 más", 22, 34_999));
}

#[test]
fn tres_lecciones_son_una_diapositiva() {
    let cuadro = dibujar(&[tramo(1, 1, 0, S, "a")]);
    for cuantos in 1..=3 {
        let dibujo = svg(&vec![cuadro.clone(); cuantos], Tema::Dark);
        let documento = roxmltree::Document::parse(&dibujo).unwrap();
        let vista = documento.root_element().attribute("viewBox").unwrap();
        let medidas: Vec<f64> = vista.split(' ').map(|numero| numero.parse().unwrap()).collect();
        assert!((medidas[2] / medidas[3] - 16.0 / 9.0).abs() < 0.01, "{vista}");
    }
}

#[test]
fn nombres_de_cualquier_ancho() {
    let largo = format!("https://{}", "日本".repeat(40));
    for nombre in ["", "ñandú", "タスク一番", "👩‍👩‍👧‍👦 familia", "e\u{301}\u{301}", &largo]
    {
        dibujar(&[tramo(1, 1, 0, 10, nombre), tramo(1, 2, 0, 10, "corto")]);
    }
    for nombre in ["\u{1b}[31mrojo\r\n\t", "\u{0}\u{FFFE}\u{FFFF}", "<b>&amp;\"'</b>", "]]>"] {
        dibujar(&[tramo(1, 1, 0, 10, nombre)]);
    }
}

#[test]
fn las_filas_van_en_el_orden_en_que_se_inicio_cada_cosa() {
    let (a, b) = (tramo(1, 2, 10, 20, "Tarea 10"), tramo(1, 3, 5, 20, "Tarea 2"));
    let mut tramos = [tramo(3, 1, 10, 30, "z"), a, b, tramo(2, 1, 15, 40, "a")];
    for _ in 0..4 {
        tramos.rotate_left(1);
        let filas = dibujar(&tramos).filas;
        let nombres: Vec<_> = filas.iter().map(|fila| fila.nombre.as_str()).collect();
        assert_eq!(nombres, ["main", "Tarea 10", "Tarea 2", "a", "z"]);
    }
    // En fila, una escalera.
    let filas = dibujar(&[tramo(1, 1, 4, 9, "/b"), tramo(1, 1, 0, 4, "/c")]).filas;
    assert_eq!([&*filas[0].nombre, &*filas[1].nombre], ["/c", "/b"]);
}

#[test]
fn a_quien_no_se_espero_se_dice_y_que_fue_de_el() {
    let hilos = [
        Tramo { terminado: false, ..tramo(1, 2, 0, 10_000, "a") },
        Tramo { terminado: false, ..tramo(1, 3, 0, 10_000, "b") },
    ];
    let cuadro = Cuadro::nuevo("x", &programa(1, &hilos), None);
    assert_eq!(cuadro.resumen, "1 proceso, 3 hilos: 2 que trabajan a la vez, y main no espera a 2");
    let aviso = "main terminó a los 0,01 s sin esperar a 2 hilos, que se quedaron a medias";
    assert_eq!(cuadro.avisos, [aviso]);
    let abortado = Avance { de_golpe: true, ..programa(1, &hilos) };
    assert!(Cuadro::nuevo("x", &abortado, None).avisos.is_empty());

    let hijos = [tramo(2, 1, 0, 2 * S, "a"), tramo(3, 1, 0, 2 * S, "b")];
    let vida = |pid| Proceso { pid, inicio: 0, fin: Some(2 * S) };
    let procesos = vec![vida(2), vida(3)];
    let avance = Avance { fin: 10_000, procesos, sobreviven: vec![2, 3], ..programa(1, &hijos) };
    let cuadro = Cuadro::nuevo("x", &avance, None);
    assert_eq!(cuadro.resumen, "3 procesos: 2 que trabajan a la vez, y main no espera a 2");
    assert_eq!(
        cuadro.avisos,
        ["el padre terminó a los 0,01 s sin esperar a 2 hijos, que acabaron solos a los 2,00 s"]
    );
    assert!(!sin_colores(&[cuadro], 80).contains('✗'));
    let cortado = Avance { cortados: vec![3], ..avance };
    assert!(Cuadro::nuevo("x", &cortado, None).avisos[0].contains("se les detuvo aquí"));
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
