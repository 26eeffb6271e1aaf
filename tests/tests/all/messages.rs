//! Lo que dice cada lección: los mensajes de los apuntes, con sus líneas en blanco, y nada más.

use crate::*;

/// Lo que dice una tarea que va en fila, o que va sola.
pub fn tarea_entera(quien: &str) -> String {
    format!("\n[+] {quien} iniciando\n\n[+] {quien} finalizando\n")
}

#[test]
fn sin_hilos_una_tarea_dice_todo_lo_suyo_antes_que_la_otra() {
    let hecho = SIN_HILOS.hecho();
    let esperado = tarea_entera("Tarea 1") + &tarea_entera("Tarea 2");
    assert_eq!(hecho.salida, esperado, "{hecho}");
    assert_eq!(hecho.errores, "", "{hecho}");
}

#[test]
fn con_hilos_empiezan_las_dos_terminan_las_dos_y_se_dice_que_fue_bien() {
    let despedida = "\n[+] Los hilos han finalizado exitosamente\n";
    comprobar_las_dos(CON_HILOS.hecho(), "Tarea", despedida);
}

#[test]
fn con_procesos_empiezan_los_dos_terminan_los_dos_y_se_dice_que_fue_bien() {
    let despedida = "\n[+] Los procesos han finalizado exitosamente\n\n";
    comprobar_las_dos(CON_PROCESOS.hecho(), "Proceso", despedida);
}

fn comprobar_las_dos(hecho: &Ejecucion, quien: &str, despedida: &str) {
    let Some(tareas) = hecho.salida.strip_suffix(despedida) else {
        panic!("no acaba con {despedida:?}: {hecho}");
    };
    // Cada mensaje va tras una línea en blanco; las de dos procesos pueden salir juntas.
    let en_blanco = tareas.lines().filter(|linea| linea.is_empty());
    assert_eq!(en_blanco.count(), 4, "{hecho}");

    // Cuál de las dos empieza o termina antes no se sabe.
    let mut mensajes = hecho.mensajes();
    mensajes[..2].sort_unstable();
    mensajes[2..4].sort_unstable();
    let esperados = [
        format!("[+] {quien} 1 iniciando"),
        format!("[+] {quien} 2 iniciando"),
        format!("[+] {quien} 1 finalizando"),
        format!("[+] {quien} 2 finalizando"),
    ];
    assert_eq!(mensajes[..4], esperados, "{hecho}");
    assert_eq!(hecho.errores, "", "{hecho}");
}

#[test]
fn http_avisa_de_su_servidor_y_dice_los_bytes_de_cada_pagina_en_fila_por_orden() {
    let hecho = HTTP_EN_FILA.hecho();
    assert_eq!(paginas_dichas(hecho), paginas_esperadas(hecho), "{hecho}");
    for leccion in [&HTTP_CON_HILOS, &HTTP_CON_PROCESOS] {
        let hecho = leccion.hecho();
        let mut dichas = paginas_dichas(hecho);
        let mut esperadas = paginas_esperadas(hecho);
        dichas.sort_unstable();
        esperadas.sort_unstable();
        assert_eq!(dichas, esperadas, "{hecho}");
    }
}

/// Todos sus mensajes menos el último, que es lo que ha tardado.
fn paginas_dichas(hecho: &Ejecucion) -> Vec<&str> {
    let mut dichas = hecho.mensajes();
    dichas.pop();
    dichas
}

/// Lo que tiene que decir de las cuatro páginas, en el orden en que se piden.
fn paginas_esperadas(hecho: &Ejecucion) -> [String; 4] {
    // El puerto, que cada vez es otro, lo dice el aviso, que es lo único que hay en la salida de errores.
    let Some(aviso) = hecho.errores.strip_prefix("[*] Servidor local en ") else {
        panic!("no avisa de su servidor: {hecho}");
    };
    let (base, resto) = aviso.split_once(',').unwrap();
    assert_eq!(resto, " sin Internet\n", "{hecho}");
    [
        format!("[+] URL [{base}/delay/0.4?bytes=18000]: 18000 bytes"),
        format!("[+] URL [{base}/delay/0.6?bytes=90000]: 90000 bytes"),
        format!("[+] URL [{base}/delay/0.3?bytes=75000]: 75000 bytes"),
        format!("[+] URL [{base}/delay/0.8?bytes=30000]: 30000 bytes"),
    ]
}

#[test]
fn http_en_fila_dice_al_final_lo_que_ha_tardado_sin_redondear() {
    let decimales = decimales_del_total(HTTP_EN_FILA.hecho(), 2.1);
    assert_ne!(decimales, 2, "{}", HTTP_EN_FILA.hecho());
}

#[test]
fn http_con_hilos_o_procesos_dice_al_final_lo_que_ha_tardado_con_dos_decimales() {
    for leccion in [&HTTP_CON_HILOS, &HTTP_CON_PROCESOS] {
        let decimales = decimales_del_total(leccion.hecho(), 0.8);
        assert_eq!(decimales, 2, "{}", leccion.hecho());
    }
}

/// Comprueba que el total que dice no es menos de lo que esperan sus peticiones, ni más de lo que duró el programa.
fn decimales_del_total(hecho: &Ejecucion, al_menos: f64) -> usize {
    let segundos = segundos_dichos(hecho);
    let duro = hecho.duracion.as_secs_f64();
    assert!(segundos >= al_menos, "{hecho}");
    assert!(segundos < duro + 0.005, "{hecho}"); // lo que puede subir al redondear

    let total = hecho.tiempo_total().unwrap();
    let ultimo = format!("\n\n[+] Tiempo total transcurrido: {total} segundos\n");
    assert!(hecho.salida.ends_with(&ultimo), "{hecho}");
    let (_, decimales) = total.split_once('.').unwrap();
    decimales.len()
}
