use super::cuadro::{FILAS, etiqueta};
use super::*;
use crate::Ejecucion;
use crate::programa::Proceso;
use shared::tramos::Tramo;
use std::process::ExitStatus;
use std::slice;
use std::time::Duration;

const S: u64 = 1_000_000;

fn tramo(pid: u32, hilo: usize, inicio: u64, fin: u64, nombre: &str) -> Tramo {
    Tramo {
        pid,
        hilo,
        inicio,
        fin,
        terminado: true,
        nombre: nombre.to_string(),
    }
}

/// Lo que hizo un programa con esas tareas, que empieza en 0 y termina con la última.
fn hecho(tramos: &[Tramo]) -> Ejecucion {
    let fin = tramos.iter().map(|tramo| tramo.fin).max().unwrap_or(0);
    let (estado, duracion) = (Some(ExitStatus::default()), Duration::from_micros(fin));
    Ejecucion {
        pid: 1,
        estado,
        duracion,
        tramos: tramos.to_vec(),
        ..Ejecucion::default()
    }
}

fn cuadro(tramos: &[Tramo]) -> Cuadro {
    Cuadro::nuevo("x", &hecho(tramos))
}

fn sin_colores(cuadros: &[Cuadro], ancho: usize) -> String {
    anstream::adapter::strip_str(&texto(cuadros, ancho, 0)).to_string()
}

fn barras(dibujo: &str) -> Vec<&str> {
    dibujo
        .lines()
        .filter(|linea| linea.contains(" → "))
        .collect()
}

/// Dibuja los tramos de todas las maneras y comprueba lo que vale para cualquiera.
fn dibujar(tramos: &[Tramo]) -> Cuadro {
    let mut cuadro = Cuadro::nuevo("lección <&>", &hecho(tramos));
    cuadro.fallo = Some("falló \"así\"".to_string());
    assert!(cuadro.filas.len() <= FILAS);
    for ancho in [40, 69, 80, 101, 400] {
        let dibujo = sin_colores(slice::from_ref(&cuadro), ancho);
        for linea in dibujo.lines() {
            assert!(
                console::measure_text_width(linea) <= ancho,
                "más de {ancho}: {linea}"
            );
        }
        assert_eq!(barras(&dibujo).len(), cuadro.filas.len(), "{dibujo}");
    }
    for (tema, fondo) in [("light", "#fff"), ("dark", "#14161a")] {
        let dibujo = svg(slice::from_ref(&cuadro), tema).unwrap();
        let documento = roxmltree::Document::parse(&dibujo).expect("un XML bien formado");
        let hay = |nombre| {
            documento
                .descendants()
                .filter(move |n| n.has_tag_name(nombre))
                .count()
        };
        assert_eq!(["title", "desc", "script", "image"].map(hay), [1, 1, 0, 0]);
        assert!(
            dibujo.contains(fondo) && !dibujo.contains("href"),
            "un solo archivo"
        );
    }
    cuadro
}

#[test]
fn sin_tramos_con_uno_y_con_uno_que_no_dura_nada() {
    assert!(dibujar(&[]).resumen.starts_with("no anotó ninguna tarea"));
    assert_eq!(sin_colores(&[], 80), "", "sin filas no hay eje");
    let cuadro = dibujar(&[tramo(1, 1, 0, 2 * S, "Tarea 1")]);
    assert_eq!(cuadro.resumen, "1 proceso, 1 hilo, en fila");
    let dibujo = sin_colores(&[cuadro], 80);
    assert!(
        dibujo.contains("━ Tarea 1  proceso 1, hilo 1  ██"),
        "{dibujo}"
    );
    assert!(dibujo.contains("█  0,00 → 2,00\n"), "{dibujo}");
    assert_eq!(dibujar(&[tramo(1, 1, 0, 0, "nada")]).total, 0);
}

#[test]
fn en_fila_a_la_vez_y_en_procesos_se_distinguen() {
    let fila = cuadro(&[tramo(1, 1, 0, 2 * S, "b"), tramo(1, 1, 2 * S, 4 * S, "a")]);
    let hilos = cuadro(&[tramo(1, 3, 0, 2 * S, "a"), tramo(1, 2, 0, 2 * S, "b")]);
    let procesos = cuadro(&[tramo(4, 1, 0, 2 * S, "b"), tramo(3, 1, 0, 2 * S, "a")]);
    // Cada cosa, en el orden en que se inició.
    let dibujo = sin_colores(&[fila, hilos, procesos], 50);
    assert_eq!(dibujo, include_str!("drawing.txt"), "{dibujo}");
}

#[test]
fn a_quien_no_se_espero_se_dice_y_que_fue_de_el() {
    let a_medias = |hilo| Tramo {
        terminado: false,
        ..tramo(1, hilo, 0, 10_000, "a")
    };
    let hilos = hecho(&[a_medias(2), a_medias(3)]);
    let cuadro = Cuadro::nuevo("x", &hilos);
    assert_eq!(
        cuadro.resumen,
        "1 proceso, 3 hilos: 2 con tareas a la vez, 2 sin esperar"
    );
    let aviso = "main terminó a los 0,01 s sin esperar a 2 hilos, que se quedaron a medias";
    assert_eq!(cuadro.avisos, [aviso]);
    assert!(sin_colores(slice::from_ref(&cuadro), 50).contains(" ✗\n"));
    assert!(
        svg(&[cuadro], "light")
            .unwrap()
            .contains("stroke-dasharray")
    );
    // Mientras está en marcha, nada ha quedado a medias.
    let en_marcha = Cuadro::nuevo(
        "x",
        &Ejecucion {
            en_marcha: true,
            ..hilos
        },
    );
    assert!(en_marcha.avisos.is_empty() && !sin_colores(&[en_marcha], 50).contains('✗'));

    let vida = |pid| Proceso {
        pid,
        inicio: 0,
        fin: Some(2 * S),
    };
    let padre = Ejecucion {
        duracion: Duration::from_millis(10),
        procesos: vec![vida(2), vida(3)],
        sobreviven: vec![2, 3],
        ..hecho(&[tramo(2, 1, 0, 2 * S, "a"), tramo(3, 1, 0, 2 * S, "b")])
    };
    let cuadro = Cuadro::nuevo("x", &padre);
    assert_eq!(
        cuadro.resumen,
        "3 procesos: 2 con tareas a la vez, 2 sin esperar"
    );
    assert_eq!(
        cuadro.avisos,
        ["el padre terminó a los 0,01 s sin esperar a 2 hijos, que acabaron solos a los 2,00 s"]
    );
    assert!(!sin_colores(&[cuadro], 80).contains('✗'));
    let cortado = Cuadro::nuevo(
        "x",
        &Ejecucion {
            cortados: vec![3],
            ..padre
        },
    );
    assert!(cortado.avisos[0].contains("se les detuvo aquí"));
}

#[test]
fn las_etiquetas_dicen_lo_que_distingue_a_cada_una() {
    for (nombre, dice) in [
        ("http://127.0.0.1:40001/delay/0.8?bytes=30000", "/delay/0.8"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("https://google.es", "google.es"),
        (
            "https://es.wikipedia.org/wiki/Hilo?x=1#y",
            "es.wikipedia.org/wiki/Hilo",
        ),
        ("Tarea 1", "Tarea 1"),
        ("\u{202e}x", "\\u{202e}x"),
    ] {
        assert_eq!(etiqueta(nombre), dice);
    }
}

#[test]
fn varias_veces_se_juntan_y_se_ve_lo_que_cambia() {
    let de = |fin: u64| cuadro(&[tramo(1, 1, 0, fin, "a")]);
    let juntos = Cuadro::juntar(&[de(2 * S), de(3 * S), de(4 * S)]);
    let nota = "3 veces, de 2,00 a 4,00 s, y se dibuja la primera; no cambia cuántos son ni cuántos van a la vez; el orden de las tareas no cambia";
    assert_eq!((juntos.nota.as_deref(), juntos.total), (Some(nota), 2 * S));
    let otra = cuadro(&[tramo(1, 2, 0, S, "a")]);
    let juntos = Cuadro::juntar(&[de(2 * S), otra]);
    assert!(
        juntos
            .nota
            .unwrap()
            .contains("; en 1 cambia cuántos son o cuántos van a la vez;")
    );
    let dos = |a, b| cuadro(&[tramo(1, 2, a, S, "a"), tramo(1, 3, b, S, "b")]);
    let juntos = Cuadro::juntar(&[dos(0, 5), dos(5, 0)]);
    assert!(
        juntos
            .nota
            .unwrap()
            .ends_with("; cambia quién empieza antes")
    );
}

#[test]
fn dos_se_comparan_en_palabras() {
    let que_dura = |titulo, fin| Cuadro::nuevo(titulo, &hecho(&[tramo(1, 1, 0, fin, "a")]));
    let (una, otra) = (que_dura("mine", 4 * S), que_dura("threads", 2 * S));
    assert_eq!(
        comparar(&una, &otra),
        "«mine» tarda 2,00 s más que «threads»."
    );
    assert_eq!(
        comparar(&otra, &una),
        "«threads» tarda 2,00 s menos que «mine»."
    );
    assert_eq!(comparar(&una, &una), "«mine» tarda lo mismo que «mine».");
}

#[test]
fn muchas_tareas_y_nombres_de_cualquier_ancho_caben() {
    let uno = |i: u64| tramo(1, i as usize + 2, i, i + 5000, &format!("t{i}"));
    let cuadro = dibujar(&(0..30_000).map(uno).collect::<Vec<_>>());
    let resumen = "1 proceso, 30001 hilos: 1 que espera y 30000 con tareas, 5000 a la vez";
    assert_eq!(cuadro.resumen, resumen);
    let resto = cuadro.filas.last().unwrap();
    assert_eq!(
        (&*resto.nombre, resto.desde, resto.hasta),
        ("… y 29978 más", 22, 34_999)
    );

    // Sin su parte «unicode-width», console cuenta una columna por letra.
    assert_eq!(console::measure_text_width("日本"), 4);
    let largo = format!("https://{}", "日本".repeat(40));
    let anchos = [
        "",
        "ñandú",
        "タスク一番",
        "👩‍👩‍👧‍👦 familia",
        "e\u{301}\u{301}",
        &largo,
    ];
    let raros = [
        "\u{1b}[31mrojo\r\n\t",
        "\u{0}\u{FFFE}\u{FFFF}",
        "<b>&amp;\"'</b>",
        "]]>",
    ];
    for nombre in anchos.into_iter().chain(raros) {
        dibujar(&[tramo(1, 1, 0, 10, nombre), tramo(1, 2, 0, 10, "corto")]);
    }
}

#[test]
fn las_marcas_del_eje_son_redondas_y_caben() {
    assert_eq!(
        marcas(4_000_000, 5),
        [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000]
    );
    assert_eq!(marcas(2_114_000, 10).last(), Some(&2_000_000));
    for escala in [1, 7, 999, 123_456_789, u64::MAX / 4] {
        for cuantos in 0..20 {
            assert!(
                marcas(escala, cuantos).len() as u64 <= cuantos.max(2),
                "{escala} {cuantos}"
            );
        }
    }
}

#[test]
fn la_traza_de_chrome_lleva_un_evento_por_tramo() {
    let tramos = [tramo(7, 1, 100, 300, "a\"b"), tramo(8, 1, 150, 200, "c")];
    let json = chrome(&[cuadro(&tramos)]);
    let eventos = json["traceEvents"].as_array().unwrap();
    let completos: Vec<_> = eventos
        .iter()
        .filter(|evento| evento["ph"] == "X")
        .collect();
    let dice = |i: usize| ["name", "pid", "tid", "ts", "dur"].map(|dato| &completos[i][dato]);
    assert_eq!(completos.len(), 2);
    assert_eq!(
        serde_json::json!(dice(0)),
        serde_json::json!(["a\"b", 7, 1, 0, 200])
    );
}
