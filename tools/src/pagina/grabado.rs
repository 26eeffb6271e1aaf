//! Lo que hicieron dos programas, en el mismo eje, para verlo pasar.

use crate::Ejecucion;
use crate::dibujo::{Cuadro, datos};
use serde_json::{Value, json};

/// Los de una lección, cada uno con su idioma: lo que hizo, o por qué no se sabe.
pub fn grabado(hechos: &[(&str, &Result<Ejecucion, String>)]) -> Value {
    let mut cuadros = Vec::new();
    for (idioma, hecho) in hechos {
        if let Ok(hecho) = hecho {
            let fallo = (!hecho.bien()).then(|| hecho.final_en_palabras());
            cuadros.push(Cuadro::nuevo(idioma, hecho, fallo));
        }
    }
    let mut dibujo = datos(&cuadros);
    let mut dibujados = dibujo["cuadros"].take();
    let mut dibujados = dibujados.as_array_mut().into_iter().flatten();
    let mut programas = Vec::new();
    for (idioma, hecho) in hechos {
        programas.push(match hecho {
            Ok(hecho) => {
                let mut programa = dibujados.next().map(Value::take).unwrap_or_default();
                programa["idioma"] = json!(idioma);
                programa["errores"] = json!(hecho.errores.trim());
                programa["mensajes"] = json!(hecho.mensajes_con_su_momento());
                programa
            }
            Err(causa) => json!({ "idioma": idioma, "falta": causa }),
        });
    }
    dibujo["programas"] = json!(programas);
    dibujo
}
