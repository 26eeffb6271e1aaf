//! Lo que tarda cada lección. Solo esto: `cargo test timing`.
//!
//! | lección | al menos | porque | y sus tareas |
//! | --- | --- | --- | --- |
//! | sin hilos | 4 s | 2 s de una tarea (shared/src/tarea.rs) y 2 s de la otra | van en fila |
//! | con hilos | 2 s | las dos de 2 s | van a la vez |
//! | con procesos | 2 s | las dos de 2 s | van a la vez |
//! | HTTP, en fila | 2,1 s | 0,4 + 0,6 + 0,3 + 0,8 s de sus cuatro páginas (servidor.rs) | van en fila |
//! | HTTP, con hilos | 0,8 s | lo que tarda la página más lenta | van a la vez |
//! | HTTP, con procesos | 0,8 s | lo que tarda la página más lenta | van a la vez |
//!
//! **Ni menos**: nadie duerme menos de lo que pide, así que ese límite es exacto y se exige al reloj.
//! **Ni más**: cuánto más depende de lo ocupado que esté el equipo, así que no se exige en segundos. Se
//! compara con lo que tardaron las tareas de esa misma ejecución, que están en su traza: si van a la vez,
//! entre el principio de la primera y el final de la última pasa menos que lo que suman todas; si van en
//! fila, no puede pasar menos.

use crate::*;

#[test]
fn sin_hilos_tarda_al_menos_4_segundos_y_lo_que_suman_sus_dos_tareas() {
    let hecho = medir("sin hilos", &SIN_HILOS);
    tarda_al_menos(hecho, 4.0);
    van_en_fila(hecho);
}

#[test]
fn con_hilos_tarda_al_menos_2_segundos_y_menos_de_lo_que_suman_sus_dos_tareas() {
    let hecho = medir("con hilos", &CON_HILOS);
    tarda_al_menos(hecho, 2.0);
    van_a_la_vez(hecho);
}

#[test]
fn con_procesos_tarda_al_menos_2_segundos_y_menos_de_lo_que_suman_sus_dos_tareas() {
    let hecho = medir("con procesos", &CON_PROCESOS);
    tarda_al_menos(hecho, 2.0);
    van_a_la_vez(hecho);
}

#[test]
fn http_en_fila_tarda_al_menos_2_1_segundos_y_lo_que_suman_sus_cuatro_peticiones() {
    let hecho = medir("HTTP en fila", &HTTP_EN_FILA);
    tarda_al_menos(hecho, 2.1);
    van_en_fila(hecho);
}

#[test]
fn http_con_hilos_tarda_al_menos_0_8_segundos_y_menos_de_lo_que_suman_sus_cuatro_peticiones() {
    let hecho = medir("HTTP con hilos", &HTTP_CON_HILOS);
    tarda_al_menos(hecho, 0.8);
    van_a_la_vez(hecho);
}

#[test]
fn http_con_procesos_tarda_al_menos_0_8_segundos_y_menos_de_lo_que_suman_sus_cuatro_peticiones() {
    let hecho = medir("HTTP con procesos", &HTTP_CON_PROCESOS);
    tarda_al_menos(hecho, 0.8);
    van_a_la_vez(hecho);
}

/// Lo que hizo una lección. Deja apuntado lo que tardó, que verdict.rs dice al final de `cargo test`.
fn medir(nombre: &str, leccion: &'static Leccion) -> &'static Ejecucion {
    let apunte = Path::new(env!("CARGO_TARGET_TMPDIR")).join(nombre);
    // Si la lección falla, que no quede el de otra vez.
    let _ = fs::remove_file(&apunte);
    let hecho = leccion.hecho();
    let segundos = hecho.duracion.as_secs_f64();
    fs::write(apunte, format!("{segundos:.2}")).unwrap();
    hecho
}

fn tarda_al_menos(hecho: &Ejecucion, minimo: f64) {
    let segundos = hecho.duracion.as_secs_f64();
    assert!(segundos >= minimo, "tarda menos de {minimo} s: {hecho}");
}

fn van_en_fila(hecho: &Ejecucion) {
    let pasa = de_principio_a_fin(hecho);
    let suman = suma(hecho);
    assert!(
        pasa >= suman,
        "no van en fila: suman {suman} µs, y solo pasan {pasa}: {hecho}"
    );
}

fn van_a_la_vez(hecho: &Ejecucion) {
    let pasa = de_principio_a_fin(hecho);
    let suman = suma(hecho);
    assert!(
        pasa < suman,
        "no van a la vez: suman {suman} µs, y pasan {pasa}: {hecho}"
    );
}

/// Lo que pasa entre el principio de la primera tarea y el final de la última, en microsegundos.
fn de_principio_a_fin(hecho: &Ejecucion) -> u64 {
    let principio = hecho.tramos.iter().map(|tarea| tarea.inicio).min();
    let fin = hecho.tramos.iter().map(|tarea| tarea.fin).max();
    fin.expect("alguna tarea") - principio.expect("alguna tarea")
}

/// Lo que tardaron todas sus tareas, una más otra, en microsegundos.
fn suma(hecho: &Ejecucion) -> u64 {
    hecho.tramos.iter().map(|tarea| tarea.dura()).sum()
}
