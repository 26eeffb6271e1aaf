//! Las seis lecciones: lo que dicen, lo que tardan, y si sus tareas van en fila o a la vez.

use crate::*;

/// Ejecuta una lección y comprueba lo mismo en todas: que termina bien, y cuántas tareas hubo, a la vez y
/// en qué procesos.
fn ejecutar(leccion: Leccion, manera: &str, tareas: usize, segundos: f64) -> Ejecucion {
    let hecho = bien(leccion);
    assert!(hecho.duracion >= Duration::from_secs_f64(segundos), "{hecho}");
    assert!(hecho.duracion < Duration::from_secs(50), "{hecho}");
    assert_eq!(hecho.tramos.len(), tareas, "{hecho}");
    let procesos = if manera == "processes" { tareas } else { 1 };
    let hilos = if manera == "sequential" { 1 } else { tareas };
    assert_eq!(traza::procesos(&hecho.tramos).len(), procesos, "{hecho}");
    assert_eq!(traza::hilos(&hecho.tramos).len(), hilos, "{hecho}");
    // Los hijos hacen las tareas; el que los inició, ninguna.
    let el_primero = hecho.tramos.iter().any(|tramo| tramo.pid == hecho.pid);
    assert_eq!(el_primero, manera != "processes", "{hecho}");
    assert!(manera != "sequential" || traza::a_la_vez(&hecho.tramos) == 1, "{hecho}");
    hecho
}

#[test]
fn en_fila_una_tarea_detras_de_otra() {
    let hecho = ejecutar(que_duerme("sequential"), "sequential", 2, 4.0);
    let tarea = |n| format!("\n[+] Tarea {n} iniciando\n\n[+] Tarea {n} finalizando\n");
    assert_eq!(hecho.salida, tarea(1) + &tarea(2), "{hecho}");
    assert_eq!(hecho.errores, "", "{hecho}");
}

#[test]
fn con_hilos_y_con_procesos_las_dos_tareas_a_la_vez() {
    for (manera, quien, despedida) in [
        ("threads", "Tarea", "\n[+] Los hilos han finalizado exitosamente\n"),
        ("processes", "Proceso", "\n[+] Los procesos han finalizado exitosamente\n\n"),
    ] {
        let hecho = ejecutar(que_duerme(manera), manera, 2, 2.0);
        assert_eq!(traza::a_la_vez(&hecho.tramos), 2, "{hecho}");
        let tareas = hecho.salida.strip_suffix(despedida).unwrap_or_else(|| panic!("{hecho}"));
        // Antes de cada mensaje hay una línea en blanco; entre procesos, su orden no se sabe.
        assert_eq!(tareas.lines().filter(|linea| linea.is_empty()).count(), 4, "{hecho}");
        for (dos, que) in hecho.mensajes().chunks(2).zip(["iniciando", "finalizando"]) {
            let dos: BTreeSet<String> = dos.iter().map(ToString::to_string).collect();
            assert_eq!(dos, [1, 2].map(|n| format!("[+] {quien} {n} {que}")).into(), "{hecho}");
        }
        assert_eq!(hecho.errores, "", "{hecho}");
    }
}

/// Las páginas del servidor local, en el orden en que se piden.
const PAGINAS: [&str; 4] = [
    "/delay/0.4?bytes=18000]: 18000 bytes",
    "/delay/0.6?bytes=90000]: 90000 bytes",
    "/delay/0.3?bytes=75000]: 75000 bytes",
    "/delay/0.8?bytes=30000]: 30000 bytes",
];

#[test]
fn las_cuatro_paginas_del_servidor_local() {
    for (manera, espera) in MANERAS.into_iter().zip([2.1, 0.8, 0.8]) {
        // Un proxy al que no se llega: para este equipo no hace falta.
        let leccion = por_el_proxy(http(manera), "http://127.0.0.1:9");
        let hecho = ejecutar(leccion, manera, 4, espera);
        let pagina = |mensaje: &&str| {
            let resto = mensaje.strip_prefix("[+] URL [http://127.0.0.1:").expect(mensaje);
            resto.trim_start_matches(|letra: char| letra.is_ascii_digit()).to_string()
        };
        let pedidas: Vec<String> = hecho.mensajes()[..4].iter().map(pagina).collect();
        if manera == "sequential" {
            assert_eq!(pedidas, PAGINAS, "{hecho}");
        }
        assert_eq!(BTreeSet::from_iter(pedidas), PAGINAS.map(String::from).into(), "{hecho}");
        let total = hecho.tiempo_total().unwrap_or_else(|| panic!("{hecho}"));
        let ultimo = format!("\n\n[+] Tiempo total transcurrido: {total} segundos\n");
        assert!(hecho.salida.ends_with(&ultimo), "{hecho}");
        assert!(total.parse::<f64>().unwrap() >= espera, "{hecho}");
        // Como en los apuntes: sin redondear en fila, con dos decimales en las otras.
        let decimales = total.split_once('.').unwrap().1.len();
        assert_eq!(decimales == 2, manera != "sequential", "{hecho}");
        assert_eq!(hecho.errores.lines().count(), 1, "{hecho}");
        assert!(hecho.errores.starts_with("[*] Servidor local en http://127.0.0.1:"), "{hecho}");
        assert!(hecho.errores.contains("-- --internet"), "{hecho}");
    }
}

#[test]
fn a_la_vez_se_piden_todas_antes_de_que_responda_ninguna() {
    let servidor = Servidor::iniciar().unwrap();
    for manera in ["threads", "processes"] {
        let hecho = ejecutar(http(manera).con(servidor.juntas()), manera, 4, 0.0);
        assert_eq!(traza::a_la_vez(&hecho.tramos), 4, "{hecho}");
    }
}

#[test]
fn ningun_mensaje_se_mezcla() {
    let todas = ["threads", "processes"].map(|manera| [que_duerme(manera), http(manera)]);
    thread::scope(|ambito| {
        for leccion in [todas.as_flattened(); 5].concat() {
            ambito.spawn(|| {
                let hecho = bien(leccion);
                assert_eq!(lineas(&hecho.salida).len(), 5, "{hecho}");
                for mensaje in hecho.mensajes() {
                    assert!(mensaje.starts_with("[+] "), "{hecho}");
                    assert_eq!(mensaje.matches("[+]").count(), 1, "{hecho}");
                }
            });
        }
    });
}
