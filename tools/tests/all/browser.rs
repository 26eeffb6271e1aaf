//! `cargo notes`: la página, y lo que se puede hacer con ella en un navegador.

use crate::navegador::Navegador;
use crate::*;
use serde_json::{Value, json};
use shared::salida::anunciar;
use tools::programa::catalogo::APUNTES;

/// La orden que escribe la página en ese archivo.
fn notes(destino: &Path) -> Programa {
    herramienta(NOTES, &["--output", destino.to_str().unwrap()])
}

#[test]
fn si_no_se_puede_escribir_se_dice_antes_de_ejecutar_nada() {
    let mut lejos = notes(&raiz().join("target/no-existe/notas.html"));
    lejos.maximo = Some(64);
    let hecho = mal(lejos, 1, "no se encuentra");
    assert_eq!(hecho.procesos.len(), 1, "no se inicia ni cargo: {hecho}");
}

#[cfg(unix)]
#[test]
fn lo_que_falta_se_dice_donde_estaria() {
    use std::os::unix::fs::PermissionsExt;
    let carpeta = tempfile::tempdir().unwrap();
    // Ni Python ni navegador que sirvan, y un cargo que no puede más que con una lección.
    let solo_una = "case \"$*\" in *\"--bin examples-sequential\"* | pkgid* | metadata*) exec \"$CARGO_DE_VERDAD\" \"$@\";; esac; exit 101";
    for (nombre, orden) in [
        ("python", "echo 3.12"),
        ("python3", "exit 38"),
        ("xdg-open", "exit 1"),
        ("cargo", solo_una),
    ] {
        let archivo = carpeta.path().join(nombre);
        fs::write(&archivo, format!("#!/bin/sh\n{orden}\n")).unwrap();
        fs::set_permissions(archivo, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let ruta = format!("{}:{}", carpeta.path().display(), std::env::var("PATH").unwrap());
    let destino = carpeta.path().join("notas.html");
    let de_verdad = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let orden = notes(&destino).variable("PATH", ruta).variable("CARGO_DE_VERDAD", de_verdad);
    let orden = orden.variable("CARGO", carpeta.path().join("cargo")).con(["--open"]);
    let hecho = mal(orden, 1, "[-] cargo run -p examples-threads: examples-threads --bin examples");
    assert!(hecho.errores.contains("no se puede abrir en el navegador: ¿hay alguno?"), "{hecho}");
    let html = leer(destino);
    let sin = |causa: &str| html.matches(&format!("Aquí iría lo que hizo: {causa}")).count();
    assert_eq!(sin("ningún Python sirve («python3»: es anterior; «python»: no "), 6, "{hecho}");
    assert_eq!((sin("examples-http --bin "), sin("examples-threads --bin ")), (3, 1), "{hecho}");
    assert_eq!(html.matches("<pre class=\"salida\"").count(), 1, "{hecho}");
    assert!(html.contains("Tarea 2 finalizando\n</span>"), "{hecho}");
    assert!(!hecho.errores.contains("Python"), "que no haya Python no es un fallo: {hecho}");
}

#[test]
#[ignore = "ejecuta la clase entera y abre un navegador: cargo test -p tools --test all -- --ignored browser"]
fn en_un_navegador_se_lee_se_maneja_y_se_ve_pasar() {
    let pagina = raiz().join("target/pagina-de-prueba.html");
    bien(notes(&pagina));
    lo_lleva_todo_en_un_solo_archivo(&leer(&pagina));
    let url = reqwest::Url::from_file_path(&pagina).unwrap();
    let Some(navegador) = Navegador::abrir(url.as_str()) else {
        return anunciar("[*] Sin probar la página en un navegador: aquí no hay chromedriver");
    };
    navegador.ejecutar("document.querySelectorAll('details').forEach((uno) => uno.open = true)");
    cabe_en_cualquier_ancho(&navegador);
    es_accesible(&navegador);
    navegador.ejecutar("document.querySelectorAll('details').forEach((uno) => uno.open = false)");
    cada_control_con_el_teclado(&navegador);
    de_una_fila_a_otra(&navegador);
    se_ve_pasar(&navegador);

    assert_eq!(navegador.apuntado("browser"), json!([]));
    let red = navegador.apuntado("performance");
    let mensajes = red.as_array().unwrap().iter().filter_map(|uno| uno["message"].as_str());
    let peticiones = mensajes.filter(|uno| uno.contains("\"Network.requestWillBeSent\""));
    let de_fuera: Vec<&str> = peticiones.filter(|una| !una.contains("\"url\":\"data:")).collect();
    assert!(de_fuera.len() == 1 && de_fuera[0].contains(url.as_str()), "{de_fuera:#?}");
}

fn lo_lleva_todo_en_un_solo_archivo(html: &str) {
    assert!(html.len() < 400 * 1024, "{} bytes", html.len());
    assert_eq!(html.matches("<section id=").count(), 9);
    let empieza = |una: &str| format!("<section id=\"{}\"", una.replace('/', "-"));
    let donde = APUNTES.map(|una| html.find(&empieza(una)).expect(una));
    assert!(donde.is_sorted(), "las secciones van en el orden de los apuntes");
    let apartados = ["Antes de ejecutar", "Lo que hizo cada uno", "Qué cambia si…", "Ejercicios"];
    assert!(apartados.iter().all(|uno| html.contains(&format!("<h3>{uno}</h3>"))));
}

fn cabe_en_cualquier_ancho(navegador: &Navegador) {
    for ancho in [390, 768, 1280] {
        let medidas =
            json!({ "width": ancho, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        navegador.cdp("Emulation.setDeviceMetricsOverride", medidas);
        let sobra =
            "const todo = document.documentElement; return todo.scrollWidth - todo.clientWidth";
        assert_eq!(navegador.ejecutar(sobra), 0, "se sale de {ancho}");
    }
}

fn es_accesible(navegador: &Navegador) {
    let Ok(axe) = fs::read_to_string(raiz().join("target/axe/package/axe.min.js")) else {
        return anunciar("[*] Sin comprobar que la página sea accesible: axe lo trae .ci/run");
    };
    navegador.ejecutar(&format!("{axe}; globalThis.axe = axe;"));
    for tema in ["light", "dark"] {
        navegador.prefiere("prefers-color-scheme", tema);
        let quejas = "const { violations } = await globalThis.axe.run({ resultTypes: ['violations'] });
            return violations.map(({ id, nodes }) => [id, nodes.length, nodes[0].html, nodes[0].failureSummary])";
        assert_eq!(navegador.ejecutar(quejas), json!([]), "{tema}");
    }
}

/// A cada uno se llega con el tabulador, y se ve dónde se está.
fn cada_control_con_el_teclado(navegador: &Navegador) {
    let cuantos = "scrollTo(0, 0); const que = 'a, button, input, summary, [tabindex=\"0\"]';
        globalThis.faltan = new Set([...document.querySelectorAll(que)].filter((uno) => uno.checkVisibility()));
        return faltan.size";
    let cuantos = navegador.ejecutar(cuantos).as_u64().unwrap();
    assert!(cuantos > 60, "{cuantos}");
    for _ in 0..cuantos {
        navegador.pulsar('\u{e004}');
        let sin_marca = "const este = document.activeElement; faltan.delete(este);
            const { outlineStyle, outlineWidth } = getComputedStyle(este);
            return outlineStyle === 'none' || parseFloat(outlineWidth) < 2 ? este.outerHTML.slice(0, 200) : null";
        assert_eq!(navegador.ejecutar(sin_marca), Value::Null);
    }
    let faltan = "return [...faltan].map((uno) => uno.outerHTML.slice(0, 200))";
    assert_eq!(navegador.ejecutar(faltan), json!([]));
}

/// Con las flechas, y se iluminan las que hacen lo mismo; y un programa se copia.
fn de_una_fila_a_otra(navegador: &Navegador) {
    navegador.ejecutar("document.querySelector('#threads .fila').focus()");
    let llegar = (0..60).any(|_| {
        navegador.pulsar('\u{e015}');
        let donde = navegador.ejecutar("return document.activeElement.textContent");
        donde.as_str().unwrap().contains("thread2.start()")
    });
    assert!(llegar, "con las flechas no se llega a thread2.start()");
    let luces = "return [...document.querySelectorAll('#threads .luz td:not(.que)')].map((uno) => uno.innerText.trim()).join(' ~ ')";
    let esperadas = "thread2 = threading.Thread(target=tarea, args=(2,)) ~ let hilo2 = thread::spawn(|| tarea(2)); ~ thread2.start() ~ ";
    assert_eq!(navegador.ejecutar(luces), esperadas);
    let copiar = "let copiado; Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (texto) => { copiado = texto } } });
        document.querySelector('#threads .copias button:last-child').click(); return copiado";
    assert_eq!(navegador.ejecutar(copiar), leer("examples-threads/src/main.rs"));
}

/// El momento (de 0 a 1), el ancho de la barra más larga y los mensajes que se ven: en cada instante, `ver()`.
const VISTA: &str = "const grabado = document.querySelector('#threads .grabado');
    const [marcha, lento, momento] = ['.marcha', '.lento', '.momento'].map((uno) => grabado.querySelector(uno));
    const ver = () => [
        Number(momento.value) / Number(momento.max),
        Math.max(...[...grabado.querySelectorAll('.barra')].map((uno) => uno.getBoundingClientRect().width)),
        [...grabado.querySelectorAll('[data-momento]')].filter((uno) => getComputedStyle(uno).visibility === 'visible').length,
    ];";

fn se_ve_pasar(navegador: &Navegador) {
    // Al principio está todo; al reproducir, crece.
    let visto = navegador.ejecutar(&format!(
        "{VISTA} const visto = [ver()]; lento.click(); marcha.click();
        do {{ visto.push(ver()); await new Promise(requestAnimationFrame); }} while (Number(momento.value) <= Number(momento.max) / 2);
        marcha.click(); lento.click(); visto.push(ver()); const quieto = momento.value;
        await new Promise((seguir) => setTimeout(seguir, 200));
        return [visto, quieto === momento.value, marcha.textContent]"
    ));
    let instantes: Vec<(f64, f64, u64)> = serde_json::from_value(visto[0].clone()).unwrap();
    assert_eq!((&visto[1], &visto[2]), (&json!(true), &json!("Reproducir")), "la pausa lo para");
    let (entero, pasando) = instantes.split_first().unwrap();
    assert_eq!((entero.0, entero.2), (1.0, 10), "cinco mensajes de cada uno: {visto}");
    let crece = |dos: &[(f64, f64, u64)]| {
        dos[0].0 <= dos[1].0 && dos[0].1 <= dos[1].1 + 0.5 && dos[0].2 <= dos[1].2
    };
    assert!(pasando.len() > 3 && pasando.windows(2).all(crece), "{visto}");
    let mitad = pasando.last().unwrap();
    assert!(mitad.1 < entero.1 * 0.9 && mitad.2 == 4, "a la mitad solo han empezado: {visto}");

    // Arrastrando, adonde se quiera; y con menos movimiento, de suceso en suceso.
    let al_principio = "momento.value = 0; momento.dispatchEvent(new Event('input')); return ver()";
    let visto = navegador.ejecutar(&format!("{VISTA} {al_principio}"));
    assert_eq!((&visto[0], &visto[2]), (&json!(0), &json!(0)), "{visto}");
    navegador.prefiere("prefers-reduced-motion", "reduce");
    let pasos = "let pasos = 0; while (momento.value !== momento.max && pasos <= 60) { marcha.click(); pasos += 1; } return pasos";
    let pasos = navegador.ejecutar(&format!("{VISTA} {pasos}"));
    assert!((4..40).contains(&pasos.as_u64().unwrap()), "{pasos}");
}
