//! Lo que hizo un programa, como se pregunta en las reglas.

use super::reglas::{Ejercicio, Reglas};
use crate::Ejecucion;
use crate::programa::DEMASIADOS;
use minijinja::{Environment, Value, context};
use shared::tramos::{self, Tramo};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Las plantillas de las reglas, con lo que pasó: sus nombres y sus funciones están explicados en `rules.toml`.
pub fn plantillas(
    ejercicio: &Ejercicio,
    vez: usize,
    hecho: &Ejecucion,
    urls: &[String],
) -> anyhow::Result<Environment<'static>> {
    let mut plantillas = Environment::new();
    for (nombre, frase) in &Reglas::todas()?.frase {
        plantillas.add_template(nombre, frase)?;
    }
    let manera = if ejercicio.partes().0 == "processes" {
        "procesos"
    } else {
        "hilos"
    };
    let palabras = &Reglas::todas()?.manera[manera];
    for (nombre, palabra) in palabras {
        plantillas.add_global(nombre, palabra);
    }
    for (nombre, valor) in valores(hecho) {
        plantillas.add_global(nombre, valor);
    }
    plantillas.add_global("urls", urls.to_vec());
    plantillas.add_global("argumento", ejercicio.argumentos.get(vez).copied());
    plantillas.add_global("esperado", ejercicio.esperados.get(vez).copied());
    funciones(&mut plantillas, hecho, &palabras["quien"]);
    Ok(plantillas)
}

fn valores(hecho: &Ejecucion) -> BTreeMap<&'static str, Value> {
    let Ejecucion {
        tramos, errores, ..
    } = hecho;
    let mut por_final: Vec<&Tramo> = tramos.iter().collect();
    por_final.sort_by_key(|tramo| tramo.fin);
    let pids = tramos::procesos(tramos);
    let (hechas, a_medias): (Vec<&Tramo>, Vec<_>) = tramos.iter().partition(|t| t.terminado);
    let nombres = |cuales: &[&Tramo]| cuales.iter().map(|tramo| tramo.nombre.as_str()).collect();
    let tareas = tramos.iter().map(|t| {
        let (dura, de_un_hijo) = ((t.fin - t.inicio) as f64 / 1e6, t.pid != hecho.pid);
        let Tramo {
            nombre,
            inicio,
            fin,
            terminado: terminada,
            ..
        } = t;
        context! { nombre, inicio, fin, dura, terminada, de_un_hijo }
    });
    let (mensajes, total) = (
        hecho.mensajes(),
        hecho.tiempo_total().and_then(|t| t.parse().ok()),
    );
    BTreeMap::from([
        ("bien", hecho.bien().into()),
        ("terminado", hecho.estado.is_some().into()),
        ("demasiados", (hecho.por_que == Some(DEMASIADOS)).into()),
        ("final", hecho.final_en_palabras().into()),
        ("segundos", hecho.duracion.as_secs_f64().into()),
        ("salida", hecho.salida.as_str().into()),
        ("errores", errores.as_str().into()),
        (
            "ultimo",
            mensajes.last().copied().unwrap_or_default().into(),
        ),
        (
            "numeros_sueltos",
            mensajes
                .iter()
                .any(|m| m.trim().parse::<u64>().is_ok())
                .into(),
        ),
        ("mensajes", Value::from_iter(mensajes)),
        ("tareas", Value::from_iter(tareas)),
        ("a_la_vez", tramos::a_la_vez(tramos).into()),
        ("hilos", tramos::hilos(tramos).len().into()),
        ("procesos", pids.len().into()),
        (
            "hijos",
            pids.iter().filter(|pid| **pid != hecho.pid).count().into(),
        ),
        ("solas", solas(tramos).into()),
        ("hechas", nombres(&hechas)),
        ("a_medias", nombres(&a_medias)),
        ("sobreviven", hecho.sobreviven.len().into()),
        ("por_final", nombres(&por_final)),
        (
            "total",
            Value::from_serialize(total.filter(|total: &f64| total.is_finite())),
        ),
    ])
}

fn funciones(plantillas: &mut Environment, hecho: &Ejecucion, quien: &'static str) {
    let mensajes: Arc<[String]> = hecho.mensajes().into_iter().map(String::from).collect();
    let errores = hecho.errores.clone();
    plantillas.add_function("pedidas", move |hasta: u64| -> Vec<String> {
        (1..=hasta)
            .map(|numero| format!("{quien} {numero}"))
            .collect()
    });
    plantillas.add_function("entre", entre);
    plantillas.add_function("numero", |texto: Option<String>| {
        texto
            .and_then(|texto| texto.parse::<f64>().ok())
            .filter(|numero| numero.is_finite())
    });
    let suyas = Arc::clone(&mensajes);
    plantillas.add_function("tras", move |principio: &str| -> Vec<String> {
        suyas
            .iter()
            .filter_map(|m| Some(m.strip_prefix(principio)?.to_string()))
            .collect()
    });
    let suyas = Arc::clone(&mensajes);
    plantillas.add_function("parecidos", move |mensaje: &str| -> Vec<String> {
        let sin = |texto: &str| texto.replace(|letra: char| letra.is_ascii_digit(), "");
        suyas
            .iter()
            .filter(|otro| sin(otro) == sin(mensaje))
            .cloned()
            .collect()
    });
    let suyas = Arc::clone(&mensajes);
    plantillas.add_function("antes", move |uno: &str, otro: &str| {
        let cuando = |texto: &str| suyas.iter().position(|mensaje| mensaje == texto);
        cuando(otro).is_some() && cuando(uno) < cuando(otro)
    });
    let suyos = errores.clone();
    plantillas.add_function("veces", move |texto: &str| suyos.matches(texto).count());
    plantillas.add_function("nombra", move |proceso: &str, estado: u32| {
        errores
            .lines()
            .any(|linea| linea.contains(proceso) && dice_estado(linea, estado))
    });
}

/// Como lo escribe la biblioteca estándar en Unix y en Windows. Un 30 no es un 3.
fn dice_estado(linea: &str, estado: u32) -> bool {
    ["exit status", "exit code"].iter().any(|palabras| {
        let detras = linea.split_once(&format!("{palabras}: {estado}"));
        detras.is_some_and(|(_, d)| !d.starts_with(|letra: char| letra.is_ascii_digit()))
    })
}

/// Lo que hay en un texto detrás de otro y antes de un tercero; nada, si no están.
fn entre(texto: &str, desde: &str, hasta: &str) -> String {
    let detras = texto.split_once(desde).map(|(_, resto)| resto);
    let dentro = detras.and_then(|resto| resto.split_once(hasta));
    dentro.map_or(String::new(), |(dentro, _)| dentro.trim().to_string())
}

/// Las que no coinciden con ninguna otra: están en el orden en que empezaron.
fn solas(tramos: &[Tramo]) -> usize {
    let (mut ocupado, mut solas) = (0, 0);
    for (i, tramo) in tramos.iter().enumerate() {
        let libre = tramos
            .get(i + 1)
            .is_none_or(|siguiente| siguiente.inicio >= tramo.fin);
        solas += usize::from(libre && tramo.inicio >= ocupado);
        ocupado = ocupado.max(tramo.fin);
    }
    solas
}

#[cfg(test)]
#[test]
fn las_reglas_solo_preguntan_por_lo_que_hay() {
    use super::reglas::Regla;
    let (ejercicios, reglas) = (super::ejercicios().unwrap(), Reglas::todas().unwrap());
    let hechos = plantillas(&ejercicios[0], 0, &Ejecucion::default(), &[]).unwrap();
    let mut sobran = std::collections::HashSet::new();
    let criterios = reglas.criterio.values().map(
        |Regla {
             si,
             cumple,
             texto,
             consejo,
             ..
         }| {
            let si = si.as_deref().unwrap_or("true");
            format!("{{% if {si} and {cumple} %}}{texto}{consejo}{{% endif %}}")
        },
    );
    for texto in criterios.chain(reglas.frase.values().cloned()) {
        sobran.extend(
            hechos
                .template_from_str(&texto)
                .unwrap()
                .undeclared_variables(false),
        );
    }
    let hay = |nombre: &str| hechos.globals().any(|(otro, _)| otro == nombre);
    sobran.retain(|n| !hay(n) && !["x", "n", "cumple", "se_pide", "dicho", "url"].contains(&&**n));
    assert!(sobran.is_empty(), "{sobran:?}");
}
