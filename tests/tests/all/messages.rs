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
    for (hecho, quien, despedida) in [
        (&*CON_HILOS, "Tarea", de_hilos),
        (&*CON_PROCESOS, "Proceso", de_procesos),
    ] {
        let tareas = hecho
            .salida
            .strip_suffix(despedida)
            .unwrap_or_else(|| panic!("{hecho}"));
        assert_eq!(
            tareas.lines().filter(|linea| linea.is_empty()).count(),
            4,
            "{hecho}"
        );
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

#[test]
fn http_avisa_de_su_servidor_y_dice_los_bytes_de_cada_pagina_en_fila_por_orden() {
    for (hecho, en_fila) in [
        (&*HTTP_EN_FILA, true),
        (&*HTTP_CON_HILOS, false),
        (&*HTTP_CON_PROCESOS, false),
    ] {
        // El puerto, que cada vez es otro, lo dice el aviso.
        let aviso = hecho.errores.strip_prefix("[*] Servidor local en ");
        let (base, resto) = aviso.and_then(|aviso| aviso.split_once(',')).unwrap();
        assert!(
            resto.ends_with("-- --internet\n") && resto.lines().count() == 1,
            "{hecho}"
        );
        let paginas = [(0.4, 18_000), (0.6, 90_000), (0.3, 75_000), (0.8, 30_000)];
        let mut esperadas = paginas.map(|(segundos, bytes)| {
            format!("[+] URL [{base}/delay/{segundos}?bytes={bytes}]: {bytes} bytes")
        });
        let mut dichas = hecho.mensajes();
        dichas.pop(); // lo que ha tardado
        if !en_fila {
            dichas.sort_unstable();
            esperadas.sort_unstable();
        }
        assert_eq!(dichas, esperadas, "{hecho}");
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
