//! Los ejercicios de la lección sin hilos.

use crate::criterios::*;
use crate::{Juez, Prueba};

/// El tiempo total: medir lo que tarda algo.
pub fn sequential_1(juez: &mut Juez) -> anyhow::Result<()> {
    let hecho = juez.ejecutar(&Prueba::normal())?;
    termina_bien(juez, &hecho);
    empieza_alguna(juez, &hecho);
    acaban_todas(juez, &hecho);
    hace_las_tareas(juez, &hecho, 1..=2);
    cada_una_dura(juez, &hecho, UNA_TAREA);
    en_fila(juez, &hecho);
    al_final_dice_el_tiempo(juez, &hecho);
    ese_tiempo_es_el_que_paso(juez, &hecho);

    if juez.va_bien() {
        let mas_larga = Prueba::normal().tarda("Tarea", 800);
        let hecho = juez.ejecutar_otra_vez(&mas_larga)?;
        ese_tiempo_cambia(juez, &hecho, "con tareas más largas");
    }
    Ok(())
}

/// Cinco tareas: un bucle.
pub fn sequential_2(juez: &mut Juez) -> anyhow::Result<()> {
    let hecho = juez.ejecutar(&Prueba::normal())?;
    termina_bien(juez, &hecho);
    empieza_alguna(juez, &hecho);
    acaban_todas(juez, &hecho);
    hace_las_tareas(juez, &hecho, 1..=5);
    cada_una_dura(juez, &hecho, UNA_TAREA);
    en_fila(juez, &hecho);
    Ok(())
}
