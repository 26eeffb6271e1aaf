use super::*;
use std::{fs, slice};

#[test]
fn cada_linea_de_los_dos_programas_esta_en_una_fila() {
    let lecciones = datos::todos().unwrap().lecciones;
    for (leccion, seccion) in lecciones.iter().zip(secciones(&lecciones).unwrap()) {
        let filas = seccion["filas"].to_string();
        for (cual, ruta) in leccion.archivos[..2].iter().enumerate() {
            let lineas = filas.matches(&format!("\"archivo\":\"{ruta}\"")).count();
            let codigo = seccion["codigos"][cual].as_str().unwrap();
            assert_eq!(lineas, codigo.lines().count(), "{ruta}");
        }
    }
}

#[test]
fn si_las_filas_no_dicen_lo_que_el_programa_se_sabe_donde() {
    let texto = leer("tools/page/rows/threads.txt").unwrap();
    let rutas = &datos::todos().unwrap().lecciones[1].archivos;
    let archivos: Vec<_> = (0..3)
        .map(|i| Archivo::leer(&rutas[i], i < 2).unwrap())
        .collect();
    for (antes, despues, esperado) in [
        (
            "main.py  | thread1.join()\n",
            "",
            "r.txt:63: antes falta «thread1.join()», la línea 24",
        ),
        (
            "\nEsperar al hilo 2\n",
            "\n",
            "r.txt:63: antes va qué se hace en esta fila",
        ),
        (
            "\n\nEsperar al hilo 2\n",
            "\nEsperar al hilo 2\n",
            "r.txt:62: aquí va una línea en blanco",
        ),
        (
            "time.sleep(2)",
            "time.sleep(3)",
            "r.txt:34: antes falta «time.sleep(2)», la línea 14 de",
        ),
        (
            "SUCCESS\nmain.rs  | }",
            "SUCCESS",
            "r.txt: antes falta «}», la línea 24 de examples-threads",
        ),
        (
            "main.py  | import time",
            "mian.py  | import time",
            "r.txt:19: no se sabe qué es «mian.py»",
        ),
        (
            "tarea.rs | use std::time::Duration;",
            "tarea.rs | use x;",
            "r.txt:20: shared/src/tarea.rs no",
        ),
    ] {
        let filas = filas("r.txt", &texto.replacen(antes, despues, 1), &archivos);
        let error = filas
            .err()
            .map(|error| format!("{error:#}"))
            .unwrap_or_default();
        assert!(error.contains(esperado), "{antes}: {error}");
    }
}

#[test]
fn si_la_pagina_de_una_leccion_no_se_entiende_se_sabe_donde() {
    let mut leccion = datos::todos().unwrap().lecciones.remove(1);
    let texto = leer(&leccion.pagina).unwrap();
    let carpeta = tempfile::tempdir().unwrap();
    let ruta = carpeta.path().join("R.md");
    leccion.pagina = ruta.display().to_string();
    for (antes, despues, esperado) in [
        (
            "\n## Antes de ejecutar",
            "",
            "R.md no tiene un apartado «Antes de ejecutar»",
        ),
        (
            "\\|\\| resultado2",
            "|| resultado2",
            "R.md:78: esta fila de la tabla no tiene las",
        ),
        (
            "\n| --- | --- | --- |",
            "",
            "R.md:75: aquí va la raya de la tabla: | --- |",
        ),
        (
            "| esperar | ",
            "| ",
            "R.md:77: esta fila de la tabla no tiene las columnas",
        ),
        (
            "<summary>Respuesta",
            "<summary>La respuesta",
            "R.md:10: la pregunta no tiene su",
        ),
        (
            "   - **A:** se duerme",
            "   - se duerme",
            "R.md:10: falta por qué no es la A",
        ),
        (
            "   **B.** Los dos",
            "   Los dos",
            "R.md:10: la respuesta no empieza así: **A.** …",
        ),
        (
            "   - **C.** `main`",
            "   - `main`",
            "R.md:28: ninguna opción es la C",
        ),
        (
            "segundos: duermen",
            "[segundos](http://x.es)",
            "R.md:10: la opción B es un solo",
        ),
        (
            "<summary>Lo que se ve, y",
            "<summary>Y",
            "R.md:47: no está «Lo que se ve, y",
        ),
    ] {
        fs::write(&ruta, texto.replacen(antes, despues, 1)).unwrap();
        let error = secciones(slice::from_ref(&leccion))
            .unwrap_err()
            .to_string();
        assert!(error.contains(esperado), "{antes}: {error}");
    }
}

#[test]
fn un_nombre_con_etiquetas_es_texto_y_lo_que_falta_se_dice_en_su_sitio() {
    let malo = "</script><img src=x onerror=\"alert(1)\">";
    let hecho = Ok(Ejecucion {
        salida: format!("[+] {malo}\n"),
        ..Ejecucion::default()
    });
    let falta = Err(malo.to_string());
    let grabado = grabado(&[(malo.to_string(), &hecho), (malo.to_string(), &falta)]);
    let fila = json!({ "que": malo, "lineas": [], "plegadas": [] });
    let seccion = json!({ "titulo": malo, "archivos": [malo], "filas": [fila], "grabado": grabado,
        "antes": [], "explicacion": { "cambios": [] }, "juntas": malo, "juntos": grabado, "rust": { "texto": malo }, "python": { "texto": malo } });
    let medida = json!({ "con": malo, "orden": { "texto": malo }, "dice": malo });
    let una = json!({ "dicen": malo, "programas": [medida] });
    let datos = json!({ "secciones": [seccion], "equipo": {}, "afirmaciones": [una] });
    let html = rellenar(&datos).unwrap();
    assert!(!html.contains("<img"), "{html}");
    assert!(
        html.contains("Aquí iría lo que hizo: &lt;&#x2f;script&gt;"),
        "{html}"
    );
    assert!(html.contains("✗ no terminaba"), "{html}");
}
