//! Lo que dice cada lección: los mensajes de los apuntes, con sus líneas en blanco, y nada más.

use crate::*;

#[test]
fn sin_hilos_una_tarea_dice_todo_lo_suyo_antes_que_la_otra() {
    let tarea = |n| format!("\n[+] Tarea {n} iniciando\n\n[+] Tarea {n} finalizando\n");
    assert_eq!(SIN_HILOS.salida, tarea(1) + &tarea(2), "{}", *SIN_HILOS);
    assert_eq!(SIN_HILOS.errores, "", "{}", *SIN_HILOS);
}

#[test]
fn con_hilos_y_con_procesos_empiezan_las_dos_terminan_las_dos_y_se_dice_que_fue_bien() {
    let de_hilos = "\n[+] Los hilos han finalizado exitosamente\n";
    let de_procesos = "\n[+] Los procesos han finalizado exitosamente\n\n";
    for (hecho, quien, despedida) in
        [(&*CON_HILOS, "Tarea", de_hilos), (&*CON_PROCESOS, "Proceso", de_procesos)]
    {
        let tareas = hecho.salida.strip_suffix(despedida).unwrap_or_else(|| panic!("{hecho}"));
        assert_eq!(tareas.lines().filter(|linea| linea.is_empty()).count(), 4, "{hecho}");
        // Cuál de las dos va primero no se sabe.
        let mut mensajes = hecho.mensajes();
        mensajes[..2].sort_unstable();
        mensajes[2..4].sort_unstable();
        let los_dos = |que| [1, 2].map(|n| format!("[+] {quien} {n} {que}"));
        let esperados = [los_dos("iniciando"), los_dos("finalizando")];
        assert_eq!(mensajes[..4], *esperados.as_flattened(), "{hecho}");
        assert_eq!(hecho.errores, "", "{hecho}");
    }
}

/// Las páginas del servidor local, en el orden en que se piden, y lo que se dice de cada una.
const PAGINAS: [&str; 4] = [
    "/delay/0.4?bytes=18000]: 18000 bytes",
    "/delay/0.6?bytes=90000]: 90000 bytes",
    "/delay/0.3?bytes=75000]: 75000 bytes",
    "/delay/0.8?bytes=30000]: 30000 bytes",
];

/// Lo que dice de cada página, según lo dice, sin el puerto, que cada vez es otro.
fn paginas(hecho: &Ejecucion) -> Vec<String> {
    let mensajes = hecho.mensajes();
    let (_total, paginas) = mensajes.split_last().unwrap_or_else(|| panic!("{hecho}"));
    let sin_puerto = |mensaje: &&str| {
        let resto = mensaje.strip_prefix("[+] URL [http://127.0.0.1:");
        let resto = resto.unwrap_or_else(|| panic!("{hecho}"));
        resto.trim_start_matches(|letra: char| letra.is_ascii_digit()).to_string()
    };
    paginas.iter().map(sin_puerto).collect()
}

#[test]
fn http_dice_los_bytes_de_cada_pagina_en_fila_por_orden_y_a_la_vez_segun_llegan() {
    assert_eq!(paginas(&HTTP_EN_FILA), PAGINAS, "{}", *HTTP_EN_FILA);
    for hecho in [&*HTTP_CON_HILOS, &*HTTP_CON_PROCESOS] {
        let dichas = BTreeSet::from_iter(paginas(hecho));
        assert_eq!(dichas, PAGINAS.map(String::from).into(), "{hecho}");
        assert_eq!(hecho.mensajes().len(), 5, "{hecho}");
    }
}

#[test]
fn http_dice_al_final_lo_que_ha_tardado_y_solo_con_hilos_o_procesos_redondea_a_dos_decimales() {
    for (hecho, al_menos, redondea) in [
        (&*HTTP_EN_FILA, 2.1, false),
        (&*HTTP_CON_HILOS, 0.8, true),
        (&*HTTP_CON_PROCESOS, 0.8, true),
    ] {
        let total = hecho.tiempo_total();
        let ultimo = format!("\n\n[+] Tiempo total transcurrido: {total} segundos\n");
        assert!(hecho.salida.ends_with(&ultimo), "{hecho}");
        // Ni menos de lo que esperan sus peticiones, ni más de lo que duró el programa.
        let segundos: f64 = total.parse().unwrap();
        let mas = hecho.duracion.as_secs_f64() + 0.005;
        assert!((al_menos..mas).contains(&segundos), "{hecho}");
        let decimales = total.split_once('.').unwrap().1.len();
        assert_eq!(decimales == 2, redondea, "{hecho}");
    }
}

#[test]
fn http_avisa_por_la_salida_de_errores_de_su_servidor_y_de_como_pedir_los_dominios_de_los_apuntes()
{
    for hecho in [&*HTTP_EN_FILA, &*HTTP_CON_HILOS, &*HTTP_CON_PROCESOS] {
        assert_eq!(hecho.errores.lines().count(), 1, "{hecho}");
        assert!(hecho.errores.starts_with("[*] Servidor local en http://127.0.0.1:"), "{hecho}");
        assert!(hecho.errores.contains("-- --internet"), "{hecho}");
    }
}

#[test]
fn los_mensajes_de_varios_hilos_o_procesos_no_se_mezclan() {
    let todas = ["threads", "processes"].map(|manera| [que_duerme(manera), http(manera)]);
    con_cada_uno([todas.as_flattened(); 3].concat(), |leccion| {
        let hecho = bien(leccion);
        assert_eq!(hecho.mensajes().len(), 5, "{hecho}");
        for mensaje in hecho.mensajes() {
            assert!(mensaje.starts_with("[+] "), "{hecho}");
            assert_eq!(mensaje.matches("[+]").count(), 1, "{hecho}");
        }
    });
}
