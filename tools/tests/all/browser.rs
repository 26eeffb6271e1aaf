//! `cargo notes`: la página, y lo que se puede hacer con ella en un navegador.

use crate::*;
use serde_json::{Value, json};
use shared::salida::anunciar;
use std::path::PathBuf;
use std::sync::LazyLock;
use tests::navegador::Navegador;

fn notes(argumentos: &[&str]) -> Leccion {
    herramienta("notes").con(argumentos)
}

/// La página de este proyecto, escrita una sola vez.
static PAGINA: LazyLock<PathBuf> = LazyLock::new(|| {
    let ruta = raiz().join("target/pagina-de-prueba.html");
    let hecho = bien(notes(&["--output", &ruta.to_string_lossy()]));
    assert!(hecho.salida.starts_with("La página: "), "{hecho}");
    ruta
});

#[test]
#[ignore = "ejecuta la clase entera, medio minuto: cargo test --test all -- --ignored browser"]
fn la_pagina_lo_lleva_todo_en_un_solo_archivo() {
    let html = leer(&*PAGINA);
    assert!(html.len() < 1_500_000, "{} bytes", html.len());
    let titulos = [
        "Código sin Hilos",
        "Código con Hilos",
        "Código con Multiprocessing",
        "Requests sin Hilos",
    ];
    let titulos = titulos.into_iter().chain(["Requests con Hilos", "Requests con Multiprocessing"]);
    let donde: Vec<usize> =
        titulos.map(|titulo| html.find(&format!(">{titulo}</h2>")).expect(titulo)).collect();
    assert!(donde.is_sorted(), "las secciones van en el orden de los apuntes");
    for fuera in ["<link rel=\"stylesheet", "src=", "@import", "url("] {
        assert!(!html.contains(fuera), "trae algo de fuera: {fuera}");
    }
    for apartado in ["Predice, ejecuta, explica", "Ejercicios", "Lo que hizo cada uno"] {
        assert!(html.contains(&format!("<h3>{apartado}</h3>")), "{apartado}");
    }
}

#[test]
fn si_no_se_puede_escribir_se_dice_antes_de_ejecutar_nada() {
    let lejos = raiz().join("target/no-existe/notas.html");
    let hecho = notes(&["--output", &lejos.to_string_lossy()]).vigilada(64);
    let hecho = mal(hecho, 1, "no se puede escribir");
    assert!(hecho.errores.contains("no se encuentra"), "{hecho}");
    assert_eq!(hecho.procesos.len(), 1, "no se inicia ni cargo: {hecho}");
    mal(notes(&["--nada"]), 2, "No existe «--nada»");
    assert!(bien(notes(&["--help"])).salida.contains("Uso: cargo notes"));
}

#[cfg(unix)]
#[test]
fn lo_que_falta_se_dice_donde_estaria() {
    let (carpeta, ruta) = sin_python();
    // Un cargo que no puede más que con una lección.
    let fingido = "#!/bin/sh
case \"$*\" in *\"--bin examples-sequential\"*|*metadata*) exec \"$CARGO_DE_VERDAD\" \"$@\";; esac
exit 101
";
    ejecutable(&carpeta.path().join("cargo"), fingido);
    let destino = carpeta.path().join("notas.html");
    let hecho = notes(&["--output", &destino.to_string_lossy()]).variable("PATH", ruta);
    let de_verdad = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let hecho = hecho
        .variable("CARGO", carpeta.path().join("cargo"))
        .variable("CARGO_DE_VERDAD", de_verdad);
    let hecho =
        mal(hecho, 1, "[-] threads: examples-threads --bin examples-threads no se puede construir");
    let html = leer(destino);
    let sin = |causa: &str| html.matches(&format!("Aquí iría lo que hizo: {causa}")).count();
    assert_eq!(sin("aquí no hay Python 3.8 o posterior"), 6, "{hecho}");
    assert_eq!((sin("examples-http --bin "), sin("examples-threads --bin ")), (3, 1), "{hecho}");
    // Lo demás está.
    assert_eq!(html.matches("<pre class=\"salida\"").count(), 1, "{hecho}");
    assert!(html.contains("Tarea 2 finalizando\n</span>"), "{hecho}");
    assert!(!hecho.errores.contains("Python"), "que no haya Python no es un fallo: {hecho}");
}

#[test]
#[ignore = "ejecuta la clase entera y abre un navegador: cargo test --test all -- --ignored browser"]
fn en_un_navegador_se_lee_se_maneja_y_se_ve_pasar() {
    let pagina = PAGINA.clone();
    let Some(navegador) = Navegador::iniciar().unwrap() else {
        anunciar("[*] Sin probar la página en un navegador: aquí no hay chromedriver");
        return;
    };
    let ejecutar = |codigo: &str| navegador.ejecutar(codigo).unwrap();
    let ancho = |ancho: u32| {
        let medidas =
            json!({ "width": ancho, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        navegador.cdp("Emulation.setDeviceMetricsOverride", &medidas).unwrap();
    };
    let url = reqwest::Url::from_file_path(&pagina).unwrap();
    navegador.abrir(url.as_str()).unwrap();
    assert_eq!(ejecutar("return document.querySelectorAll('main > section').length"), 9);

    // Ni de ancho se sale, con todo abierto.
    ejecutar("document.querySelectorAll('details').forEach((uno) => uno.open = true)");
    for cuanto in [390, 768, 1280] {
        ancho(cuanto);
        let sobra = ejecutar(
            "const todo = document.documentElement; return todo.scrollWidth - todo.clientWidth",
        );
        assert_eq!(sobra, 0, "se sale de {cuanto}");
    }

    // Accesible según axe, en los dos temas.
    let axe = leer("tests/vendor/axe.min.js");
    ejecutar(&format!("{axe}; globalThis.axe = axe;"));
    for tema in ["light", "dark"] {
        let tema = json!({ "features": [{ "name": "prefers-color-scheme", "value": tema }] });
        navegador.cdp("Emulation.setEmulatedMedia", &tema).unwrap();
        let quejas = ejecutar(
            "const { violations } = await globalThis.axe.run({ resultTypes: ['violations'] });
            return violations.map(({ id, nodes }) => [id, nodes.length, nodes[0].html, nodes[0].failureSummary]);",
        );
        assert_eq!(quejas, json!([]), "{tema}");
    }

    se_maneja_con_el_teclado(&navegador);
    se_ve_pasar(&navegador);

    let consola = navegador.apuntado("browser").unwrap();
    assert!(consola.is_empty(), "{consola:#?}");
    let red: Vec<Value> = navegador.apuntado("performance").unwrap();
    let pedidas = red.iter().filter_map(|uno| {
        let mensaje: Value = serde_json::from_str(uno["message"].as_str()?).ok()?;
        Some(mensaje["message"]["params"]["request"]["url"].as_str()?.to_string())
    });
    let pedidas: Vec<String> = pedidas.filter(|una| !una.starts_with("data:")).collect();
    assert_eq!(pedidas, [url.as_str()], "solo se pide ella misma");
}

fn se_maneja_con_el_teclado(navegador: &Navegador) {
    let ejecutar = |codigo: &str| navegador.ejecutar(codigo).unwrap();
    ejecutar(
        "document.querySelectorAll('details').forEach((uno) => uno.open = false); scrollTo(0, 0)",
    );
    // Cada control, con el tabulador; y se ve dónde se está.
    let cuantos = ejecutar(
        "globalThis.faltan = new Set([...document.querySelectorAll('a, button, input, summary, [tabindex=\"0\"]')]
            .filter((uno) => uno.checkVisibility()));
        return faltan.size",
    );
    assert!(cuantos.as_u64().unwrap() > 60, "{cuantos}");
    for _ in 0..cuantos.as_u64().unwrap() {
        navegador.pulsar('\u{e004}').unwrap();
        let sin_marca = ejecutar(
            "const este = document.activeElement; faltan.delete(este);
            const { outlineStyle, outlineWidth } = getComputedStyle(este);
            return outlineStyle === 'none' || parseFloat(outlineWidth) < 2 ? este.outerHTML.slice(0, 200) : null",
        );
        assert_eq!(sin_marca, Value::Null);
    }
    assert_eq!(ejecutar("return [...faltan].map((uno) => uno.outerHTML.slice(0, 200))"), json!([]));

    // De una línea a otra, con las flechas: se ilumina con la que dice lo mismo.
    ejecutar("document.querySelector('#threads .fila').focus()");
    let hasta_la_de = |texto: &str| {
        for _ in 0..60 {
            navegador.pulsar('\u{e015}').unwrap();
            let donde = ejecutar("return document.activeElement.textContent");
            if donde.as_str().unwrap().contains(texto) {
                return;
            }
        }
        panic!("con las flechas no se llega a {texto}");
    };
    hasta_la_de("thread2.start()");
    let luces = ejecutar(
        "return [...document.querySelectorAll('#threads .luz td')].map((uno) => uno.textContent.trim())",
    );
    let luces: Vec<&str> = luces
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .filter(|l| !l.is_empty())
        .collect();
    let esperadas = [
        "thread2 = threading.Thread(target=tarea, args=(2,))",
        "let hilo2 = thread::spawn(|| tarea(2));",
        "thread2.start()",
    ];
    assert_eq!(luces, esperadas);
    assert_eq!(
        ejecutar("return document.querySelector('#threads .que').textContent"),
        "crear e iniciar"
    );

    // Lo que está en otro archivo se abre aquí mismo; y un programa se copia entero.
    ejecutar("document.querySelector('#threads .rust a').click()");
    let abierta = ejecutar("return document.querySelector('#threads details[open]').textContent");
    assert!(abierta.as_str().unwrap().contains("pub fn tarea(num_tarea: u32) {"), "{abierta}");
    let copiado = ejecutar(
        "let copiado; Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (texto) => { copiado = texto } } });
        document.querySelector('#threads [data-programa=rust]').click();
        await new Promise(requestAnimationFrame);
        return copiado",
    );
    assert_eq!(copiado, leer("examples-threads/src/main.rs"));
}

fn se_ve_pasar(navegador: &Navegador) {
    let ejecutar = |codigo: &str| navegador.ejecutar(codigo).unwrap();
    let vista = "const grabado = document.querySelector('#threads .grabado');
        const [marcha, lento, momento] = ['.marcha', '.lento', '.momento'].map((uno) => grabado.querySelector(uno));
        const ver = () => [
            Number(momento.value) / Number(momento.max),
            Math.max(...[...grabado.querySelectorAll('.barra')].map((uno) => uno.getBoundingClientRect().width)),
            [...grabado.querySelectorAll('[data-momento]')].filter((uno) => getComputedStyle(uno).visibility === 'visible').length,
        ];";
    // Al principio está todo; al reproducir, crece.
    let visto = ejecutar(&format!(
        "{vista} const visto = [ver()]; lento.click(); marcha.click();
        do {{ visto.push(ver()); await new Promise(requestAnimationFrame); }} while (Number(momento.value) <= Number(momento.max) / 2);
        marcha.click(); lento.click(); visto.push(ver()); const quieto = momento.value;
        await new Promise((seguir) => setTimeout(seguir, 200));
        return [visto, quieto === momento.value, marcha.textContent]"
    ));
    let instantes: Vec<(f64, f64, u64)> = serde_json::from_value(visto[0].clone()).unwrap();
    assert_eq!((&visto[1], &visto[2]), (&json!(true), &json!("Reproducir")), "la pausa lo para");
    let (entero, pasando) = instantes.split_first().unwrap();
    assert_eq!((entero.0, entero.2), (1.0, 10), "cinco mensajes de cada uno: {visto}");
    assert!(pasando.len() > 3, "{visto}");
    for dos in pasando.windows(2) {
        assert!(
            dos[0].0 <= dos[1].0 && dos[0].1 <= dos[1].1 + 0.5 && dos[0].2 <= dos[1].2,
            "{visto}"
        );
    }
    let mitad = pasando.last().unwrap();
    assert!(mitad.1 < entero.1 * 0.9 && mitad.2 == 4, "a la mitad solo han empezado: {visto}");

    // Arrastrando, adonde se quiera; y con menos movimiento, de suceso en suceso.
    let al_principio = "momento.value = 0; momento.dispatchEvent(new Event('input'));";
    let visto = ejecutar(&format!("{vista} {al_principio} return ver()"));
    assert_eq!((&visto[0], &visto[2]), (&json!(0), &json!(0)), "{visto}");
    let menos = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    navegador.cdp("Emulation.setEmulatedMedia", &menos).unwrap();
    let pasos = ejecutar(&format!(
        "{vista} const pasos = [];
        while (momento.value !== momento.max) {{ marcha.click(); pasos.push(momento.value); if (pasos.length > 60) break; }}
        await new Promise(requestAnimationFrame);
        return pasos.length"
    ));
    assert!((4..40).contains(&pasos.as_u64().unwrap()), "{pasos}");
}
