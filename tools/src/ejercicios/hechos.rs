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
    plantillas.add_filter("en_lista", |nombres: Vec<String>| en_lista(&nombres));
    plantillas.add_filter("dos_decimales", |numero: f64| format!("{numero:.2}"));
    let manera = if ejercicio.partes().0 == "processes" { "procesos" } else { "hilos" };
    let palabras = &Reglas::todas()?.manera[manera];
    for (nombre, palabra) in palabras {
        plantillas.add_global(nombre, palabra);
    }
    for (nombre, valor) in valores(hecho) {
        plantillas.add_global(nombre, valor);
    }
    let sin_pedir = |url: &&String| !hecho.tramos.iter().any(|tramo| tramo.nombre == **url);
    plantillas.add_global("sin_pedir", urls.iter().filter(sin_pedir).cloned().collect::<Vec<_>>());
    plantillas.add_global("urls", urls.to_vec());
    plantillas.add_global("argumento", ejercicio.argumentos.get(vez).copied());
    plantillas.add_global("esperado", ejercicio.esperados.get(vez).copied());
    funciones(&mut plantillas, hecho, &palabras["quien"]);
    Ok(plantillas)
}

fn valores(hecho: &Ejecucion) -> BTreeMap<&'static str, Value> {
    let Ejecucion { tramos, errores, .. } = hecho;
    let en_orden = |clave: fn(&Tramo) -> u64| {
        let mut en_orden: Vec<&Tramo> = tramos.iter().collect();
        en_orden.sort_by_key(|tramo| clave(tramo));
        Value::from_iter(en_orden.iter().map(|tramo| tramo.nombre.clone()))
    };
    let pids = tramos::procesos(tramos);
    let a_medias = tramos.iter().filter(|tramo| !tramo.terminado);
    let tareas = tramos.iter().map(|t| {
        context! { nombre => t.nombre, terminada => t.terminado, de_un_hijo => t.pid != hecho.pid }
    });
    let (mensajes, total) = (hecho.mensajes(), hecho.tiempo_total().and_then(|t| t.parse().ok()));
    BTreeMap::from([
        ("bien", hecho.bien().into()),
        ("terminado", hecho.estado.is_some().into()),
        ("demasiados", (hecho.por_que == Some(DEMASIADOS)).into()),
        ("final", hecho.final_en_palabras().into()),
        ("segundos", hecho.duracion.as_secs_f64().into()),
        ("salida", hecho.salida.as_str().into()),
        ("errores", errores.as_str().into()),
        ("ultimo", mensajes.last().copied().unwrap_or_default().into()),
        ("numeros_sueltos", mensajes.iter().any(|m| m.trim().parse::<u64>().is_ok()).into()),
        ("mensajes", Value::from_iter(mensajes)),
        ("panico", panico(errores).into()),
        ("encargo", entre(errores, "Un hijo no entiende su encargo: «", "»").into()),
        ("tareas", Value::from_iter(tareas)),
        ("a_la_vez", tramos::a_la_vez(tramos).into()),
        ("hilos", tramos::hilos(tramos).len().into()),
        ("procesos", pids.len().into()),
        ("hijos", pids.iter().filter(|pid| **pid != hecho.pid).count().into()),
        ("solas", solas(tramos).into()),
        ("a_medias", Value::from_iter(a_medias.map(|tramo| tramo.nombre.clone()))),
        ("sobreviven", hecho.sobreviven.len().into()),
        ("por_final", en_orden(|tramo| tramo.fin)),
        ("por_duracion", en_orden(|tramo| tramo.fin - tramo.inicio)),
        ("total", Value::from_serialize(total.filter(|total: &f64| total.is_finite()))),
        ("minimo", duracion(tramos).into()),
    ])
}

fn funciones(plantillas: &mut Environment, hecho: &Ejecucion, quien: &'static str) {
    let mensajes: Arc<[String]> = hecho.mensajes().into_iter().map(String::from).collect();
    let tareas: Arc<[Tramo]> = hecho.tramos.clone().into();
    let errores: Arc<str> = hecho.errores.as_str().into();
    plantillas.add_function("numero", |texto: Option<String>| {
        texto.and_then(|texto| texto.parse::<u64>().ok())
    });
    let suyas = Arc::clone(&mensajes);
    plantillas.add_function("tras", move |principio: &str| -> Vec<String> {
        suyas.iter().filter_map(|m| Some(m.strip_prefix(principio)?.to_string())).collect()
    });
    let suyas = Arc::clone(&mensajes);
    plantillas.add_function("parecidos", move |mensaje: &str| -> Vec<String> {
        let sin = |texto: &str| texto.replace(|letra: char| letra.is_ascii_digit(), "");
        suyas.iter().filter(|otro| sin(otro) == sin(mensaje)).cloned().collect()
    });
    let suyas = Arc::clone(&mensajes);
    plantillas.add_function("antes", move |uno: &str, otro: &str| {
        let cuando = |texto: &str| suyas.iter().position(|mensaje| mensaje == texto);
        cuando(otro).is_some() && cuando(uno) < cuando(otro)
    });
    let suyos = Arc::clone(&errores);
    plantillas.add_function("veces", move |texto: &str| suyos.matches(texto).count());
    plantillas.add_function("nombra", move |proceso: &str, estado: u32| {
        errores.lines().any(|linea| linea.contains(proceso) && dice_estado(linea, estado))
    });
    // Solo cuenta la que llegó al final.
    let cuantas = |tareas: &[Tramo], nombre: &str| {
        tareas.iter().filter(|tarea| tarea.nombre == nombre && tarea.terminado).count()
    };
    let suyas = Arc::clone(&tareas);
    plantillas.add_function("faltan", move |hasta: u64| -> Vec<String> {
        let nombres = (1..=hasta).map(|numero| format!("{quien} {numero}"));
        nombres.filter(|nombre| cuantas(&suyas, nombre) == 0).collect()
    });
    let suyas = Arc::clone(&tareas);
    plantillas.add_function("sobran", move |hasta: u64| -> Vec<String> {
        let pedidas: Vec<String> = (1..=hasta).map(|numero| format!("{quien} {numero}")).collect();
        let mut veces: BTreeMap<&String, usize> = BTreeMap::new();
        for tarea in suyas.iter() {
            *veces.entry(&tarea.nombre).or_default() += 1;
        }
        veces.retain(|nombre, veces| *veces > 1 || !pedidas.contains(nombre));
        veces.into_keys().cloned().collect()
    });
    let suyas = Arc::clone(&tareas);
    plantillas.add_function("partes", move |todas: u64| {
        (1..=todas).filter(|n| cuantas(&suyas, &format!("Parte {n} de {todas}")) == 1).count()
    });
    let suyas = Arc::clone(&tareas);
    plantillas.add_function("acaban_antes_que", move |trozo: &str| {
        let (lentas, cortas): (Vec<_>, Vec<_>) =
            suyas.iter().partition(|tarea| tarea.nombre.contains(trozo));
        let primera = lentas.iter().map(|tarea| tarea.fin).min();
        cortas.iter().filter(|tarea| Some(tarea.fin) < primera).count()
    });
    plantillas.add_function("tiempo_de", move |cual: &str, url: &str| {
        let principio = format!("[+] {cual}: ");
        let dicho = mensajes.iter().find_map(|mensaje| mensaje.strip_prefix(&principio));
        tiempo_de(dicho, url, &tareas)
    });
}

/// Lo que se dijo de una URL, `URL (T segundos)`, frente a lo que tardó cada una.
fn tiempo_de(dicho: Option<&str>, url: &str, tareas: &[Tramo]) -> Value {
    let tiempo = dicho.and_then(|dicho| {
        dicho.strip_prefix(url)?.strip_prefix(" (")?.strip_suffix(" segundos)")?.parse::<f64>().ok()
    });
    // El de esa petición se parece más a lo que duró ella que a lo que duró cualquier otra.
    let lejos =
        |tarea: &Tramo| ((tarea.fin - tarea.inicio) as f64 / 1e6 - tiempo.unwrap_or(0.0)).abs();
    let parecida = tareas.iter().min_by(|una, otra| lejos(una).total_cmp(&lejos(otra)));
    let es_suyo = tiempo.is_some() && parecida.is_some_and(|tarea| tarea.nombre == url);
    let otras = || tareas.iter().filter(|tarea| tarea.nombre != url);
    let es_de_otra = dicho.is_some_and(|dicho| otras().any(|otra| dicho.starts_with(&otra.nombre)));
    context! { dicho, tiempo, es_suyo, es_de_otra }
}

/// Como lo escribe la biblioteca estándar en Unix y en Windows. Un 30 no es un 3.
fn dice_estado(linea: &str, estado: u32) -> bool {
    ["exit status", "exit code"].iter().any(|palabras| {
        let detras = linea.split_once(&format!("{palabras}: {estado}"));
        detras.is_some_and(|(_, d)| !d.starts_with(|letra: char| letra.is_ascii_digit()))
    })
}

fn panico(errores: &str) -> String {
    let dicho = entre(errores, " panicked at ", "\nnote:");
    dicho.split_once('\n').map_or(String::new(), |(_, dicho)| dicho.to_string())
}

fn entre(texto: &str, desde: &str, hasta: &str) -> String {
    let detras = texto.split_once(desde).map(|(_, resto)| resto);
    let dentro = detras.and_then(|resto| resto.split_once(hasta));
    dentro.map_or(String::new(), |(dentro, _)| dentro.trim().to_string())
}

/// Las que no coinciden con ninguna otra: están en el orden en que empezaron.
fn solas(tramos: &[Tramo]) -> usize {
    let (mut ocupado, mut solas) = (0, 0);
    for (i, tramo) in tramos.iter().enumerate() {
        let libre = tramos.get(i + 1).is_none_or(|siguiente| siguiente.inicio >= tramo.fin);
        solas += usize::from(libre && tramo.inicio >= ocupado);
        ocupado = ocupado.max(tramo.fin);
    }
    solas
}

/// `Tarea 1, Tarea 2`, y de muchas, las primeras.
fn en_lista(nombres: &[String]) -> String {
    match nombres {
        [una, otra, tercera, _, resto @ ..] => {
            format!("{una}, {otra}, {tercera} y {} más", resto.len() + 1)
        }
        _ => nombres.join(", "),
    }
}

/// De la primera tarea que empieza a la última que termina, en segundos.
fn duracion(tramos: &[Tramo]) -> f64 {
    let inicio = tramos.iter().map(|tramo| tramo.inicio).min().unwrap_or(0);
    let fin = tramos.iter().map(|tramo| tramo.fin).max().unwrap_or(0);
    (fin - inicio) as f64 / 1e6
}

#[cfg(test)]
#[test]
fn las_reglas_solo_preguntan_por_lo_que_hay() {
    let (ejercicios, reglas) = (super::ejercicios().unwrap(), Reglas::todas().unwrap());
    let hechos = plantillas(&ejercicios[0], 0, &Ejecucion::default(), &[]).unwrap();
    let mut sobran = std::collections::HashSet::new();
    for nombre in ejercicios.iter().flat_map(|ejercicio| &ejercicio.pide) {
        let regla = reglas.criterio(nombre.split(": ").next().unwrap()).unwrap();
        for expresion in regla.si.iter().chain([&regla.cumple]) {
            sobran
                .extend(hechos.compile_expression(expresion).unwrap().undeclared_variables(false));
        }
        for texto in reglas.frase.values().chain([&regla.texto, &regla.consejo]) {
            sobran.extend(hechos.template_from_str(texto).unwrap().undeclared_variables(false));
        }
    }
    let hay = |nombre: &str| hechos.globals().any(|(otro, _)| otro == nombre);
    sobran.retain(|n| !hay(n) && !["x", "n", "cumple", "se_pide", "de"].contains(&&**n));
    assert!(sobran.is_empty(), "{sobran:?}");
}
