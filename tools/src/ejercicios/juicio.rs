//! El juicio de un ejercicio: se ejecuta, y cada criterio de las reglas mira lo que hizo.

use super::hechos::plantillas;
use super::reglas::{Ejercicio, Regla, Reglas};
use crate::Programa;
use crate::programa::PROCESOS;
use anyhow::Context;
use minijinja::{Environment, Value, context};
use shared::servidor;
use std::time::Duration;

/// Una cosa que se pide, y lo que se midió.
#[derive(Clone, Debug)]
pub struct Criterio {
    /// Qué se pide y qué se encontró: `las 5 a la vez: llegó a haber 2`.
    pub texto: String,
    /// Si se cumple.
    pub cumplido: bool,
    /// Si no se cumple, a qué se parece lo que pasó y qué se puede hacer.
    pub consejo: String,
}

/// Ejecuta un programa y comprueba qué hizo. Es un error que no se pueda construir: lo que diga el compilador
/// sale por la salida de errores.
pub fn juzgar(ejercicio: &Ejercicio, programa: &Programa) -> anyhow::Result<Vec<Criterio>> {
    let mut programa = programa.clone();
    // Los hijos que lo sobreviven siguen, como siguen sin nadie que mire.
    programa.maximo = Some(PROCESOS);
    programa.limite = Duration::from_secs(ejercicio.segundos + 15);
    let mut criterios = Vec::new();
    for vez in 0..ejercicio.argumentos.len().max(1) {
        let mut hechos = ejecutar(ejercicio, vez, &programa, None)?;
        for pedido in &ejercicio.pide {
            let (nombre, dato) = pedido.split_once(": ").unwrap_or((pedido, ""));
            let regla = Reglas::todas()?.criterio.get(nombre);
            let regla =
                regla.with_context(|| format!("tools/exercises/rules.toml no tiene «{nombre}»"))?;
            if let Some(otra_vez) = &regla.otra_vez {
                if !criterios
                    .iter()
                    .all(|criterio: &Criterio| criterio.cumplido)
                {
                    continue;
                }
                hechos = ejecutar(ejercicio, vez, &programa, Some(otra_vez))?;
            }
            let criterio = mirar(&hechos, regla, dato);
            let mirado = criterio.with_context(|| format!("el criterio «{nombre}»"))?;
            criterios.extend(mirado.map(|criterio| match ejercicio.argumentos.get(vez) {
                Some(x) => Criterio {
                    texto: format!("con {x}: {}", criterio.texto),
                    ..criterio
                },
                None => criterio,
            }));
        }
    }
    Ok(criterios)
}

/// Lo ejecuta con su argumento, o pidiendo las páginas a un servidor de este equipo; otra vez, con una variable y su
/// valor, o con una URL más.
fn ejecutar(
    ejercicio: &Ejercicio,
    vez: usize,
    programa: &Programa,
    otra_vez: Option<&Vec<String>>,
) -> anyhow::Result<Environment<'static>> {
    let mut programa = programa.clone();
    if otra_vez.is_some() {
        // Lo que dice ya se ha visto.
        (programa.a_la_vista, programa.dibujo) = (false, None);
    }
    let mut urls = Vec::new();
    match otra_vez.map(Vec::as_slice) {
        Some([variable, valor]) => programa = programa.variable(variable, valor),
        Some(otras) => urls.extend(otras.iter().cloned()),
        None => {}
    }
    // Para ver si un fallo se dice, bastan dos que no tarden.
    let paginas = if urls.is_empty() {
        &*ejercicio.paginas
    } else {
        &[(0.2, 10); 2]
    };
    if !paginas.is_empty() {
        let base = servidor::iniciar(0)?.base();
        for (i, (segundos, bytes)) in paginas.iter().enumerate() {
            urls.push(format!("{base}/delay/{segundos}?bytes={bytes}&pagina={i}"));
        }
    }
    let argumento = ejercicio.argumentos.get(vez).map(u64::to_string);
    let mut hecho = programa.con(argumento).con(&urls).ejecutar()?;
    // Lo que no cabe en lo que duró, lo escribió alguien en la traza.
    let fin = hecho
        .procesos
        .iter()
        .filter_map(|proceso| proceso.fin)
        .max()
        .unwrap_or(0);
    let duro = hecho.inicio..=fin;
    hecho
        .tramos
        .retain(|t| duro.contains(&t.inicio) && (!t.terminado || duro.contains(&t.fin)));
    plantillas(ejercicio, vez, &hecho, &urls)
}

/// Lo que un criterio dice de lo que pasó; nada, si no viene al caso.
fn mirar(hechos: &Environment, regla: &Regla, dato: &str) -> anyhow::Result<Option<Criterio>> {
    let numero = dato.parse::<u64>().ok();
    let datos = context! { x => dato, n => numero };
    let es = |expresion: &str, datos: &Value| -> anyhow::Result<bool> {
        Ok(hechos.compile_expression(expresion)?.eval(datos)?.is_true())
    };
    if !es(regla.si.as_deref().unwrap_or("true"), &datos)? {
        return Ok(None);
    }
    let cumplido = es(&regla.cumple, &datos)?;
    if cumplido && regla.solo_si_falla {
        return Ok(None);
    }
    let datos = context! { cumple => cumplido, ..datos };
    let decir = |plantilla: &str| -> anyhow::Result<String> {
        // En el archivo, un texto sigue en la línea siguiente.
        let dicho = hechos.render_str(plantilla, &datos)?;
        Ok(dicho.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let (texto, consejo) = (decir(&regla.texto)?, decir(&regla.consejo)?);
    Ok(Some(Criterio {
        texto,
        cumplido,
        consejo,
    }))
}
