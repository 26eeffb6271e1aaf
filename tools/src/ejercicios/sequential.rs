//! Lo que se mira en los ejercicios de `examples-sequential`.

use super::juicio::Juicio;

pub fn el_tiempo_total(juicio: &mut Juicio) -> anyhow::Result<()> {
    juicio.ejecutar()?;
    juicio.termina_bien();
    juicio.hace_las_tareas(2);
    juicio.en_fila();
    juicio.dice_el_tiempo_total();
    Ok(())
}

pub fn cinco_tareas(juicio: &mut Juicio) -> anyhow::Result<()> {
    juicio.ejecutar()?;
    juicio.termina_bien();
    juicio.hace_las_tareas(5);
    juicio.en_fila();
    Ok(())
}
