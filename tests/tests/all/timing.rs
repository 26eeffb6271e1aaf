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
    comprobar("sin hilos", &SIN_HILOS, 4.0, en_fila);
}

#[test]
fn con_hilos_tarda_al_menos_2_segundos_y_menos_de_lo_que_suman_sus_dos_tareas() {
    comprobar("con hilos", &CON_HILOS, 2.0, a_la_vez);
}

#[test]
fn con_procesos_tarda_al_menos_2_segundos_y_menos_de_lo_que_suman_sus_dos_tareas() {
    comprobar("con procesos", &CON_PROCESOS, 2.0, a_la_vez);
}

#[test]
fn http_en_fila_tarda_al_menos_2_1_segundos_y_lo_que_suman_sus_cuatro_peticiones() {
    comprobar("HTTP en fila", &HTTP_EN_FILA, 2.1, en_fila);
}

#[test]
fn http_con_hilos_tarda_al_menos_0_8_segundos_y_menos_de_lo_que_suman_sus_cuatro_peticiones() {
    comprobar("HTTP con hilos", &HTTP_CON_HILOS, 0.8, a_la_vez);
}

#[test]
fn http_con_procesos_tarda_al_menos_0_8_segundos_y_menos_de_lo_que_suman_sus_cuatro_peticiones() {
    comprobar("HTTP con procesos", &HTTP_CON_PROCESOS, 0.8, a_la_vez);
}

/// Comprueba una lección, y deja apuntado lo que tardó: verdict.rs lo dice al final de `cargo test`.
fn comprobar(nombre: &str, leccion: &LazyLock<Ejecucion>, al_menos: f64, van: fn(&Ejecucion)) {
    let apunte = Path::new(env!("CARGO_TARGET_TMPDIR")).join(nombre);
    let _ = fs::remove_file(&apunte); // si esto falla, que no quede el de otra vez

    let hecho: &Ejecucion = leccion;
    let segundos = hecho.duracion.as_secs_f64();
    assert!(segundos >= al_menos, "tarda menos de {al_menos} s: {hecho}");
    van(hecho);

    fs::write(
        apunte,
        format!("{nombre} {segundos:.2} s").replace('.', ","),
    )
    .unwrap();
}

fn en_fila(hecho: &Ejecucion) {
    let [pasa, suman] = [de_principio_a_fin(hecho), suma(hecho)];
    assert!(
        pasa >= suman,
        "no van en fila: suman {suman} µs, y solo pasan {pasa}: {hecho}"
    );
}

fn a_la_vez(hecho: &Ejecucion) {
    let [pasa, suman] = [de_principio_a_fin(hecho), suma(hecho)];
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
    hecho
        .tramos
        .iter()
        .map(|tarea| tarea.fin - tarea.inicio)
        .sum()
}
