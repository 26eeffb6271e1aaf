//! El dibujo: de unos tramos inventados, lo que se ve.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

use shared::ejecucion::{Ejecucion, Final, Lugar, Motivo, Proceso, Tramo};
use std::process::ExitStatus;
use std::slice;
use std::time::Duration;
use timeline::colores::{CLARO, OSCURO};
use timeline::{Cuadro, Nota, chrome, comparar, juntar, svg, texto};

const SEGUNDO: u64 = 1_000_000;

fn tramo(proceso: u32, hilo: usize, inicio: u64, fin: u64, nombre: &str) -> Tramo {
    Tramo {
        lugar: Lugar { proceso, hilo },
        inicio,
        fin,
        terminado: true,
        nombre: nombre.to_string(),
    }
}

/// Lo que hizo un programa con esas tareas, que empieza en 0 y termina con la última.
fn hecho(tramos: &[Tramo]) -> Ejecucion {
    let fin = tramos.iter().map(|tramo| tramo.fin).max().unwrap_or(0);
    Ejecucion {
        pid: 1,
        fin: Final::Solo(ExitStatus::default()),
        duracion: Duration::from_micros(fin),
        tramos: tramos.to_vec(),
        ..Ejecucion::default()
    }
}

fn cuadro(tramos: &[Tramo]) -> Cuadro {
    Cuadro::nuevo("x", &hecho(tramos))
}

fn sin_colores(cuadros: &[Cuadro], ancho: usize) -> String {
    let dibujo = texto(cuadros, ancho, 0);
    anstream::adapter::strip_str(&dibujo).to_string()
}

fn resumen(tramos: &[Tramo]) -> String {
    cuadro(tramos).resumen.to_string()
}

/// Dibuja los tramos de todas las maneras y comprueba lo que vale para cualquiera.
fn dibujar(tramos: &[Tramo]) -> Cuadro {
    let mut cuadro = Cuadro::nuevo("lección <&>", &hecho(tramos));
    cuadro.fallo = Some("falló \"así\"".to_string());
    let filas = cuadro.filas().count() + usize::from(cuadro.resto.is_some());
    assert!(filas <= 24);
    for ancho in [40, 69, 80, 101, 400] {
        let dibujo = sin_colores(slice::from_ref(&cuadro), ancho);
        for linea in dibujo.lines() {
            let ocupa = console::measure_text_width(linea);
            assert!(ocupa <= ancho, "más de {ancho}: {linea}");
        }
        let con_barra = dibujo.lines().filter(|linea| linea.contains(" → "));
        assert_eq!(con_barra.count(), filas, "{dibujo}");
    }
    for (tema, fondo) in [(CLARO, "#fff"), (OSCURO, "#14161a")] {
        let dibujo = svg(slice::from_ref(&cuadro), &tema);
        let documento = roxmltree::Document::parse(&dibujo).expect("un XML bien formado");
        for (nombre, cuantos) in [("title", 1), ("desc", 1), ("script", 0), ("image", 0)] {
            let hay = documento
                .descendants()
                .filter(|nodo| nodo.has_tag_name(nombre));
            assert_eq!(hay.count(), cuantos, "{nombre}");
        }
        assert!(dibujo.contains(fondo));
        assert!(!dibujo.contains("href"), "es un solo archivo");
    }
    cuadro
}

#[test]
fn sin_tramos_con_uno_y_con_uno_que_no_dura_nada() {
    let nada = dibujar(&[]);
    assert!(
        nada.resumen
            .to_string()
            .starts_with("no anotó ninguna tarea")
    );
    assert_eq!(sin_colores(&[], 80), "", "sin filas no hay eje");
    let uno = dibujar(&[tramo(1, 1, 0, 2 * SEGUNDO, "Tarea 1")]);
    assert_eq!(uno.resumen.to_string(), "1 proceso, 1 hilo, en fila");
    let dibujo = sin_colores(&[uno], 80);
    assert!(
        dibujo.contains("━ Tarea 1  proceso 1, hilo 1  ██"),
        "{dibujo}"
    );
    assert!(dibujo.contains("█  0,00 → 2,00\n"), "{dibujo}");
    assert_eq!(dibujar(&[tramo(1, 1, 0, 0, "nada")]).total, 0);
}

#[test]
fn en_fila_a_la_vez_y_en_procesos_se_distinguen() {
    let fila = cuadro(&[
        tramo(1, 1, 0, 2 * SEGUNDO, "b"),
        tramo(1, 1, 2 * SEGUNDO, 4 * SEGUNDO, "a"),
    ]);
    let hilos = cuadro(&[
        tramo(1, 3, 0, 2 * SEGUNDO, "a"),
        tramo(1, 2, 0, 2 * SEGUNDO, "b"),
    ]);
    // Los procesos van según empezaron sus tareas, y no según sus números.
    let procesos = cuadro(&[
        tramo(4, 1, 0, 2 * SEGUNDO, "a"),
        tramo(3, 1, 0, 2 * SEGUNDO, "b"),
    ]);
    let dibujo = sin_colores(&[fila, hilos, procesos], 50);
    assert_eq!(dibujo, include_str!("drawing.txt"), "{dibujo}");
}

#[test]
fn los_hilos_a_los_que_no_se_espero_se_cuentan_y_su_barra_se_corta() {
    let a_medias = |hilo| Tramo {
        terminado: false,
        ..tramo(1, hilo, 0, 10_000, "a")
    };
    let hilos = hecho(&[a_medias(2), a_medias(3)]);
    let cuadro = Cuadro::nuevo("x", &hilos);
    let dice = cuadro.resumen.to_string();
    assert_eq!(
        dice,
        "1 proceso, 3 hilos: 2 con tareas a la vez, 2 sin esperar"
    );
    let aviso = "main terminó a los 0,01 s sin esperar a 2 hilos, que se quedaron a medias";
    assert_eq!(cuadro.notas[0].to_string(), aviso);
    assert!(sin_colores(slice::from_ref(&cuadro), 50).contains(" ✗\n"));
    assert!(svg(&[cuadro], &CLARO).contains("stroke-dasharray"));
    // Mientras está en marcha, nada ha quedado a medias.
    let en_marcha = Ejecucion {
        fin: Final::EnMarcha,
        ..hilos
    };
    let cuadro = Cuadro::nuevo("x", &en_marcha);
    assert_eq!(cuadro.notas, []);
    assert!(!sin_colores(&[cuadro], 50).contains('✗'));
}

#[test]
fn los_hijos_a_los_que_no_se_espero_se_cuentan_y_se_dice_que_fue_de_ellos() {
    let hijo = |pid| Proceso {
        pid,
        fin: Some(2 * SEGUNDO),
        sobrevive: true,
        ..Proceso::default()
    };
    let tareas = [
        tramo(2, 1, 0, 2 * SEGUNDO, "a"),
        tramo(3, 1, 0, 2 * SEGUNDO, "b"),
    ];
    let mut padre = Ejecucion {
        duracion: Duration::from_millis(10),
        procesos: vec![hijo(2), hijo(3)],
        ..hecho(&tareas)
    };
    let cuadro = Cuadro::nuevo("x", &padre);
    let dice = cuadro.resumen.to_string();
    assert_eq!(dice, "3 procesos: 2 con tareas a la vez, 2 sin esperar");
    let aviso =
        "el padre terminó a los 0,01 s sin esperar a 2 hijos, que acabaron solos a los 2,00 s";
    assert_eq!(cuadro.notas[0].to_string(), aviso);
    assert!(!sin_colores(&[cuadro], 80).contains('✗'));
    padre.procesos[1].cortado = true;
    let cuadro = Cuadro::nuevo("x", &padre);
    assert!(cuadro.notas[0].to_string().contains("se les detuvo aquí"));
}

#[test]
fn lo_que_pasa_fuera_de_la_vida_del_programa_no_estira_el_eje() {
    let mut raro = hecho(&[
        tramo(1, 1, 0, SEGUNDO, "a"),
        tramo(1, 1, 0, 900 * SEGUNDO, "de otro"),
    ]);
    raro.duracion = Duration::from_secs(1);
    let cuadro = Cuadro::nuevo("x", &raro);
    assert_eq!(cuadro.total, SEGUNDO);
    assert!(cuadro.filas().all(|fila| fila.vida.hasta <= SEGUNDO));
}

#[test]
fn si_ninguna_tarea_dura_nada_se_pregunta_por_que() {
    let nada = |hilo| tramo(1, hilo, 10, 12, "a");
    assert_eq!(cuadro(&[nada(2), nada(3)]).notas, [Nota::NadaDura]);
    assert_eq!(cuadro(&[nada(2), tramo(1, 3, 0, 5000, "b")]).notas, []);
}

#[test]
fn del_panico_de_reqwest_sin_preparar_se_dice_la_linea_que_falta() {
    let mut alumno = hecho(&[tramo(1, 1, 0, 5000, "main")]);
    alumno.errores = "No rustls crypto provider is configured. Call".to_string();
    let cuadro = Cuadro::nuevo("x", &alumno);
    assert_eq!(cuadro.notas, [Nota::ReqwestSinPreparar]);
}

#[test]
fn de_quien_no_anota_nada_se_dice_lo_que_se_sabe() {
    let detenido = Ejecucion {
        fin: Final::Detenido(Motivo::NoTerminaba),
        ..hecho(&[])
    };
    let dice = Cuadro::nuevo("x", &detenido).resumen.to_string();
    assert!(dice.ends_with("traza::anotar, de shared?"), "{dice}");
    let dice = Cuadro::nuevo("x", &hecho(&[])).resumen.to_string();
    assert!(dice.ends_with("sin esperarlas?"), "{dice}");
    let uno = Ejecucion {
        sin_guardar: 1,
        ..hecho(&[])
    };
    let nota = Cuadro::nuevo("x", &uno).notas[0].to_string();
    assert_eq!(nota, "dijo 1 byte más, que aquí no se guarda");
}

#[test]
fn de_quien_hubo_que_detener_se_dice_si_esperaba_o_calculaba() {
    let sin_terminar = |hilo, nombre| Tramo {
        terminado: false,
        ..tramo(1, hilo, 0, 10_000, nombre)
    };
    let detenido = |tramos: &[Tramo], nucleos| Ejecucion {
        fin: Final::Detenido(Motivo::NoTerminaba),
        nucleos_al_final: Some(nucleos),
        ..hecho(tramos)
    };
    let dice = |hecho: &Ejecucion| Cuadro::nuevo("x", hecho).notas[0].to_string();
    let dos = [sin_terminar(2, "Tarea 1"), sin_terminar(3, "Tarea 2")];
    assert_eq!(
        dice(&detenido(&dos, 0.01)),
        "no gasta procesador: sus 2 tareas sin terminar (Tarea 1, Tarea 2) duermen o esperan a algo que no llega"
    );
    assert_eq!(
        dice(&detenido(&dos[..1], 1.0)),
        "no para de calcular: ¿un bucle sin salida en Tarea 1?"
    );
    assert_eq!(
        dice(&detenido(&[], 0.0)),
        "no gasta procesador: duerme, o espera a algo que no llega"
    );
    assert_eq!(Cuadro::nuevo("x", &detenido(&dos, 0.4)).notas, []);
}

#[test]
fn en_una_terminal_estrecha_se_dice_lo_que_hace_falta() {
    let estrecho = sin_colores(&[cuadro(&[])], 39);
    assert_eq!(estrecho, "El dibujo necesita\n40 columnas.\n");
}

#[test]
fn las_etiquetas_dicen_lo_que_distingue_a_cada_una() {
    for (nombre, dice) in [
        ("http://127.0.0.1:40001/delay/0.8?bytes=30000", "/delay/0.8"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("https://google.es", "google.es"),
        ("https://127.0.0.1.example/x", "127.0.0.1.example/x"),
        (
            "https://es.wikipedia.org/wiki/Hilo?x=1#y",
            "es.wikipedia.org/wiki/Hilo",
        ),
        ("Tarea 1", "Tarea 1"),
        ("\u{202e}x", "\\u{202e}x"),
    ] {
        let cuadro = cuadro(&[tramo(1, 1, 0, 10, nombre)]);
        let fila = cuadro.filas().next().unwrap();
        assert_eq!(fila.nombre, dice);
    }
}

#[test]
fn varias_veces_se_juntan_y_se_ve_lo_que_cambia() {
    let que_dura = |fin: u64| cuadro(&[tramo(1, 1, 0, fin, "a")]);
    let juntos = juntar(&[
        que_dura(2 * SEGUNDO),
        que_dura(3 * SEGUNDO),
        que_dura(4 * SEGUNDO),
    ]);
    let frases = juntos.repeticion.unwrap().frases();
    let esperadas = [
        "3 veces, de 2,00 a 4,00 s, y se dibuja la primera",
        "no cambia cuántos son ni cuántos van a la vez",
        "el orden de las tareas no cambia",
    ];
    assert_eq!(frases, esperadas);
    assert_eq!(juntos.total, 2 * SEGUNDO);

    let en_un_hilo = cuadro(&[tramo(1, 2, 0, SEGUNDO, "a")]);
    let juntos = juntar(&[que_dura(2 * SEGUNDO), en_un_hilo]);
    let frases = juntos.repeticion.unwrap().frases();
    assert_eq!(frases[1], "en 1 cambia cuántos son o cuántos van a la vez");

    let que_empiezan = |a, b| cuadro(&[tramo(1, 2, a, SEGUNDO, "a"), tramo(1, 3, b, SEGUNDO, "b")]);
    let juntos = juntar(&[que_empiezan(0, 5), que_empiezan(5, 0)]);
    let frases = juntos.repeticion.unwrap().frases();
    assert_eq!(frases[2], "cambia qué tarea empieza antes");
}

#[test]
fn dos_se_comparan_en_palabras() {
    let que_dura = |titulo, fin| Cuadro::nuevo(titulo, &hecho(&[tramo(1, 1, 0, fin, "a")]));
    let una = que_dura("mine", 4 * SEGUNDO);
    let otra = que_dura("threads", 2 * SEGUNDO);
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
fn lo_que_duro_va_con_los_nucleos_que_ocupo_y_de_dos_que_calculan_se_dice_lo_que_gastan() {
    let que_gasta = |titulo, fin, gasta| {
        let calcula = Ejecucion {
            procesador: Some(Duration::from_millis(gasta)),
            ..hecho(&[tramo(1, 1, 0, fin, "a")])
        };
        Cuadro::nuevo(titulo, &calcula)
    };
    let a_la_vez = que_gasta("a", SEGUNDO, 1960);
    assert_eq!(a_la_vez.duracion(), "1,00 s, 2,0 núcleos");
    assert!(svg(slice::from_ref(&a_la_vez), &CLARO).contains(">1,00 s, 2,0 núcleos<"));
    let en_fila = que_gasta("b", 2 * SEGUNDO, 2000);
    assert_eq!(
        comparar(&a_la_vez, &en_fila),
        "«a» tarda 1,00 s menos que «b», y gastan casi lo mismo de procesador: 1,96 y 2,00 s."
    );
    let en_python = que_gasta("c", 2 * SEGUNDO, 9000);
    assert!(
        comparar(&a_la_vez, &en_python).ends_with("gastan distinto de procesador: 1,96 y 9,00 s.")
    );
    let uno_breve = que_gasta("a", 100_000, 90);
    let otro_breve = que_gasta("b", 100_000, 60);
    let dicho = "«a» tarda lo mismo que «b».";
    assert_eq!(comparar(&uno_breve, &otro_breve), dicho);
    let duerme = que_gasta("d", 2 * SEGUNDO, 10);
    assert_eq!(duerme.duracion(), "2,00 s, 0,0 núcleos");
    let arranca_despacio = que_gasta("e", 2 * SEGUNDO, 500);
    for espera in [duerme, arranca_despacio] {
        let dicho = format!("«a» tarda 1,00 s menos que «{}».", espera.titulo);
        assert_eq!(comparar(&a_la_vez, &espera), dicho);
    }
}

#[test]
fn muchas_tareas_y_nombres_de_cualquier_ancho_caben() {
    let mut muchas = Vec::new();
    for i in 0..30_000 {
        muchas.push(tramo(1, i as usize + 2, i, i + 5000, &format!("t{i}")));
    }
    let dice = resumen(&muchas);
    assert_eq!(
        dice,
        "1 proceso, 30001 hilos: 30000 con tareas, 5000 a la vez"
    );
    let resto = dibujar(&muchas).resto.unwrap();
    assert_eq!(resto.cuantas, 29_978);
    assert_eq!(resto.vida.desde, 22);
    assert_eq!(resto.vida.hasta, 34_999);

    // Sin su parte «unicode-width», console cuenta una columna por letra.
    assert_eq!(console::measure_text_width("日本"), 4);
    let largo = format!("https://{}", "日本".repeat(40));
    for nombre in [
        "",
        "ñandú",
        "タスク一番",
        "👩‍👩‍👧‍👦 familia",
        "e\u{301}\u{301}",
        &largo,
        "\u{1b}[31mrojo\r\n\t",
        "\u{0}\u{FFFE}\u{FFFF}",
        "<b>&amp;\"'</b>",
        "]]>",
    ] {
        dibujar(&[tramo(1, 1, 0, 10, nombre), tramo(1, 2, 0, 10, "corto")]);
    }
}

#[test]
fn la_traza_de_chrome_lleva_un_evento_por_tramo() {
    let tramos = [tramo(7, 1, 100, 300, "a\"b"), tramo(8, 1, 150, 200, "c")];
    let json = chrome(&[cuadro(&tramos)]);
    let eventos = json["traceEvents"].as_array().unwrap();
    let mut completos = eventos.iter().filter(|evento| evento["ph"] == "X");
    let primero = completos.next().unwrap();
    assert_eq!(primero["name"], "a\"b");
    assert_eq!(primero["pid"], 7);
    assert_eq!(primero["ts"], 100);
    assert_eq!(primero["dur"], 200);
    assert_eq!(completos.count(), 1);
}
