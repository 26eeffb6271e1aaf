//! Lo que hicieron dos programas, en el mismo eje, para verlo pasar.

use crate::Ejecucion;
use crate::dibujo::{Cuadro, datos};
use serde_json::{Value, json};

/// Los de una lección, cada uno con su idioma: lo que hizo, o por qué no se sabe.
pub fn grabado(hechos: &[(&str, &Result<Ejecucion, String>)]) -> Value {
    let cuadro = |(idioma, hecho): &(&str, &Result<Ejecucion, String>)| match hecho {
        Ok(hecho) => Cuadro::nuevo(idioma, hecho),
        Err(_) => Cuadro::default(),
    };
    let cuadros: Vec<Cuadro> = hechos.iter().map(cuadro).collect();
    let mut dibujo = datos(&cuadros);
    for (i, (idioma, hecho)) in hechos.iter().enumerate() {
        let programa = &mut dibujo["cuadros"][i];
        programa["idioma"] = json!(idioma);
        match hecho {
            Ok(hecho) => {
                programa["errores"] = json!(hecho.errores.trim());
                programa["mensajes"] = json!(hecho.mensajes_con_su_momento());
            }
            Err(causa) => programa["falta"] = json!(causa),
        }
    }
    dibujo
}
