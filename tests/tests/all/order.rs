//! En qué orden van las tareas, y qué proceso y qué hilo hizo cada una.

use crate::*;
use shared::ejecucion::Lugar;

/// El hilo en que empieza el programa.
fn hilo_de_main(hecho: &Ejecucion) -> Lugar {
    Lugar {
        proceso: hecho.pid,
        hilo: 1,
    }
}

#[test]
fn en_fila_las_hace_todas_el_hilo_de_main_y_ninguna_empieza_antes_de_que_termine_la_anterior() {
    comprobar_en_fila(SIN_HILOS.hecho(), 2);
    comprobar_en_fila(HTTP_EN_FILA.hecho(), 4);
    assert_eq!(SIN_HILOS.hecho().hechas(), ["Tarea 1", "Tarea 2"]);
}

fn comprobar_en_fila(hecho: &Ejecucion, tareas: usize) {
    assert_eq!(hecho.tramos.len(), tareas, "{hecho}");
    assert_eq!(hecho.hilos(), [hilo_de_main(hecho)].into(), "{hecho}");
    for dos in hecho.tramos.windows(2) {
        assert!(dos[0].fin <= dos[1].inicio, "{hecho}");
    }
}

#[test]
fn con_hilos_cada_tarea_la_hace_un_hilo_que_no_es_el_de_main_del_mismo_proceso() {
    comprobar_con_hilos(CON_HILOS.hecho(), 2);
    comprobar_con_hilos(HTTP_CON_HILOS.hecho(), 4);
}

fn comprobar_con_hilos(hecho: &Ejecucion, tareas: usize) {
    assert_eq!(hecho.tramos.len(), tareas, "{hecho}");
    assert_eq!(hecho.hilos().len(), tareas, "{hecho}");
    assert!(!hecho.hilos().contains(&hilo_de_main(hecho)), "{hecho}");
    assert_eq!(hecho.procesos_con_tareas(), [hecho.pid].into(), "{hecho}");
}

#[test]
fn con_procesos_cada_tarea_la_hace_un_hijo_y_el_que_los_inicio_ninguna() {
    comprobar_con_procesos(CON_PROCESOS.hecho(), 2);
    comprobar_con_procesos(HTTP_CON_PROCESOS.hecho(), 4);
}

fn comprobar_con_procesos(hecho: &Ejecucion, tareas: usize) {
    assert_eq!(hecho.tramos.len(), tareas, "{hecho}");
    assert_eq!(hecho.hijos().len(), tareas, "{hecho}");
    assert_eq!(hecho.procesos_con_tareas(), hecho.hijos(), "{hecho}");
    for lugar in hecho.hilos() {
        assert_eq!(lugar.hilo, 1, "{hecho}");
    }
}

#[test]
fn a_la_vez_se_piden_las_cuatro_antes_de_que_responda_ninguna_y_lo_que_dicen_no_se_mezcla() {
    let programas = [http("threads"), http("processes"), programa("async")];
    con_cada_uno(programas, |programa| {
        let urls = Servidor::iniciar().juntas();
        let hecho = bien(programa.args(&urls));
        assert_eq!(hecho.tramos.len(), 4, "{hecho}");
        assert_eq!(hecho.a_la_vez(), 4, "{hecho}");
        assert_eq!(hecho.mensajes().len(), 5, "{hecho}");
        for url in urls {
            assert!(hecho.responde(&url, 5000), "{hecho}");
        }
    });
}
