//! Lo que hicieron varios programas, en el mismo eje, para verlo pasar.

use crate::Ejecucion;
use crate::dibujo::{Cuadro, datos};
use serde_json::{Value, json};

/// Los programas, cada uno con su título: lo que hizo, o por qué no se sabe.
pub fn grabado(hechos: &[(String, &Result<Ejecucion, String>)]) -> Value {
    let cuadro = |(titulo, hecho): &(String, &Result<Ejecucion, String>)| match hecho {
        Ok(hecho) => Cuadro::nuevo(titulo, hecho),
        Err(_) => Cuadro {
            titulo: titulo.clone(),
            ..Cuadro::default()
        },
    };
    let cuadros: Vec<Cuadro> = hechos.iter().map(cuadro).collect();
    let mut dibujo = datos(&cuadros);
    for (i, (_, hecho)) in hechos.iter().enumerate() {
        let programa = &mut dibujo["cuadros"][i];
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
