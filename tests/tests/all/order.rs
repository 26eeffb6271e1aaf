//! En qué orden van las tareas, y qué proceso y qué hilo hizo cada una.

use crate::*;
use shared::tramos::{a_la_vez, hilos, procesos};

#[test]
fn en_fila_las_hace_todas_un_hilo_y_ninguna_empieza_antes_de_que_termine_la_anterior() {
    for (hecho, tareas) in [(&*SIN_HILOS, 2), (&*HTTP_EN_FILA, 4)] {
        assert_eq!(hecho.tramos.len(), tareas, "{hecho}");
        assert!(
            hecho
                .tramos
                .windows(2)
                .all(|dos| dos[0].fin <= dos[1].inicio),
            "{hecho}"
        );
        assert_eq!(hilos(&hecho.tramos), [(hecho.pid, 1)].into(), "{hecho}");
    }
    let nombres: Vec<&str> = SIN_HILOS
        .tramos
        .iter()
        .map(|tarea| &*tarea.nombre)
        .collect();
    assert_eq!(nombres, ["Tarea 1", "Tarea 2"]);
}

#[test]
fn con_hilos_cada_tarea_la_hace_un_hilo_que_no_es_el_principal_del_mismo_proceso() {
    for (hecho, tareas) in [(&*CON_HILOS, 2), (&*HTTP_CON_HILOS, 4)] {
        assert_eq!(hecho.tramos.len(), tareas, "{hecho}");
        assert_eq!(hilos(&hecho.tramos).len(), tareas, "{hecho}");
        assert!(!hilos(&hecho.tramos).contains(&(hecho.pid, 1)), "{hecho}");
        assert_eq!(procesos(&hecho.tramos), [hecho.pid].into(), "{hecho}");
    }
}

#[test]
fn con_procesos_cada_tarea_la_hace_un_hijo_y_el_que_los_inicio_ninguna() {
    for (hecho, tareas) in [(&*CON_PROCESOS, 2), (&*HTTP_CON_PROCESOS, 4)] {
        assert_eq!(hecho.tramos.len(), tareas, "{hecho}");
        assert_eq!(procesos(&hecho.tramos).len(), tareas, "{hecho}");
        assert!(!procesos(&hecho.tramos).contains(&hecho.pid), "{hecho}");
        assert!(hecho.tramos.iter().all(|tarea| tarea.hilo == 1), "{hecho}");
    }
}

#[test]
fn a_la_vez_se_piden_las_cuatro_antes_de_que_responda_ninguna_y_lo_que_dicen_no_se_mezcla() {
    con_cada_uno(
        [http("threads"), http("processes"), programa("async")],
        |programa| {
            let urls = Servidor::iniciar().juntas();
            let hecho = bien(programa.args(&urls));
            assert_eq!(
                (hecho.tramos.len(), a_la_vez(&hecho.tramos)),
                (4, 4),
                "{hecho}"
            );
            assert!(urls.iter().all(|url| hecho.responde(url, 5000)), "{hecho}");
            assert_eq!(hecho.mensajes().len(), 5, "{hecho}");
        },
    );
}
