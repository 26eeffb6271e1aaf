//! Las preguntas de la página de cada lección: lo que dice la respuesta es lo que pasa. (Que estén bien escritas lo
//! comprueba `pagina`, que las muestra.)
//!
//! En una página, `<!-- archivo | expresión -->` dice qué programa se ejecuta, con los cambios del bloque `diff` que
//! haya desde el comentario anterior, y qué se cumple entonces, escrito como en `tools/exercises/rules.toml`.

use crate::cambios::cambiado;
use crate::clon::{Clon, escrito};
use crate::twins::en_python;
use crate::*;
use minijinja::UndefinedBehavior;
use tools::ejercicios::{ejercicios, plantillas};
use tools::programa::catalogo::buscar;

const LECCIONES: [&str; 4] = ["sequential", "threads", "processes", "http"];

#[test]
fn lo_que_dice_cada_respuesta_es_lo_que_pasa() {
    let (clon, carpeta) = (Clon::nuevo("questions"), tempfile::tempdir().unwrap());
    let paginas = LECCIONES.map(|leccion| (leccion, pagina(leccion)));
    thread::scope(|ambito| {
        for (leccion, pagina) in &paginas {
            let trozos: Vec<&str> = pagina.split("<!-- ").collect();
            for (i, dos) in trozos.windows(2).enumerate() {
                let comentario = dos[1].split(" -->").next().unwrap();
                let (archivo, cumple) = comentario.split_once(" | ").unwrap();
                let archivo = format!("examples-{leccion}/{archivo}");
                let original = leer(&archivo);
                let (nombre, codigo) =
                    (format!("{leccion}-{i}"), cambiado(&original, &diff(dos[0])));
                let programa = if archivo.ends_with(".py") {
                    let archivo = carpeta.path().join(nombre + ".py");
                    fs::write(&archivo, codigo).unwrap();
                    en_python(&archivo, &[])
                } else if codigo == original {
                    Some(buscar(&[archivo]).unwrap().remove(0).programa)
                } else if cumple.contains("error[") {
                    // El que no compila, con la herramienta que lo intenta.
                    let ejemplo = format!("examples-{leccion}/examples/{nombre}.rs");
                    clon.escribir(&ejemplo, &codigo);
                    Some(herramienta(TIMELINE, &[&ejemplo]).desde(clon.ruta("")))
                } else {
                    let codigo = format!("#![allow(unused)]\n{codigo}");
                    Some(escrito(&format!("examples-{leccion}"), &nombre, &codigo))
                };
                programa.map(|programa| ambito.spawn(|| comprobar(leccion, comentario, programa)));
            }
        }
    });
}

fn pagina(leccion: &str) -> String {
    leer(format!("examples-{leccion}/README.md"))
}

/// Los cambios del primer bloque `diff`, si lo hay.
fn diff(texto: &str) -> String {
    let bloque = texto.split("```diff\n").nth(1).unwrap_or_default();
    textwrap::dedent(bloque.split("```").next().unwrap_or_default())
}

fn comprobar(leccion: &str, comentario: &str, mut programa: Programa) {
    programa.maximo = Some(64);
    let hecho = programa.ejecutar().unwrap();
    let suyo = ejercicios()
        .unwrap()
        .iter()
        .find(|ejercicio| ejercicio.partes().0 == leccion);
    let mut hechos = plantillas(suyo.unwrap(), 0, &hecho, &[]).unwrap();
    hechos.set_undefined_behavior(UndefinedBehavior::Strict);
    let (_, cumple) = comentario.split_once(" | ").unwrap();
    let se_cumple = hechos
        .compile_expression(cumple)
        .unwrap()
        .eval(())
        .unwrap()
        .is_true();
    assert!(
        se_cumple,
        "examples-{leccion}: no se cumple «{comentario}»: {hecho}"
    );
}

#[test]
fn cada_respuesta_tiene_su_prueba_y_desmiente_lo_que_se_suele_creer() {
    let paginas = LECCIONES.map(pagina);
    for respuesta in paginas
        .iter()
        .flat_map(|pagina| pagina.split("<summary>Respuesta").skip(1))
    {
        let (respuesta, _) = respuesta.split_once("</details>").unwrap();
        assert!(respuesta.contains("<!-- "), "{respuesta}");
    }
    let respuestas = paginas
        .concat()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for idea in [
        "«Más hilos, más rápido siempre»",
        "«Los hilos terminan en el orden en que se inician»",
        "«`join` inicia el hilo»",
        "`target=tarea(1)`",
        "«Los procesos comparten las variables globales»",
        "«El GIL hace seguro mi contador»",
        "«Un fallo de un hilo llega a `main`»",
        "«Concurrente es lo mismo que paralelo»",
    ] {
        let dice = respuestas.contains(&format!("{idea} no es "));
        assert!(dice, "ninguna respuesta dice que {idea} no es verdad");
    }
}
