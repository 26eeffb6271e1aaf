use super::*;

#[test]
fn cada_linea_de_los_dos_programas_esta_en_una_fila() {
    for leccion in datos::todos().unwrap().lecciones {
        let seccion = seccion(&leccion).unwrap();
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
    let archivos: Vec<_> = (0..3).map(|i| Archivo::leer(&rutas[i], i < 2).unwrap()).collect();
    for (antes, despues, esperado) in [
        (
            "main.py  | thread1.join()\n",
            "",
            "main.py:24 dice «thread1.join()», y aquí va la línea ",
        ),
        ("time.sleep(2)", "time.sleep(3)", "r.txt: examples-threads/src/main.py:14 dice «time."),
        ("SUCCESS\nmain.rs  | }", "SUCCESS", "«}», y aquí va nada más"),
        ("main.py  | import time", "mian.py  | import time", "no se sabe qué es «mian.py"),
        ("main.py  | import time", "main.py", "aquí va la línea "),
        ("tarea.rs | use std::time::Duration;", "tarea.rs | use x;", "tarea.rs no dice"),
    ] {
        let filas = filas("r.txt", &texto.replacen(antes, despues, 1), &archivos);
        let error = filas.err().map(|error| format!("{error:#}")).unwrap_or_default();
        assert!(error.contains(esperado), "{antes}: {error}");
    }
}

#[test]
fn un_nombre_con_etiquetas_es_texto_y_lo_que_falta_se_dice_en_su_sitio() {
    let malo = "</script><img src=x onerror=\"alert(1)\">";
    let hecho = Ok(Ejecucion { salida: format!("[+] {malo}\n"), ..Ejecucion::default() });
    let grabado = grabado::grabado(&[("Rust", &hecho), ("Python", &Err(malo.to_string()))]);
    let fila = json!({ "que": malo, "lineas": [], "plegadas": [] });
    let seccion = json!({ "titulo": malo, "archivos": [malo], "filas": [fila], "grabado": grabado,
        "rust": { "texto": malo }, "python": { "texto": malo } });
    let medida = json!({ "con": malo, "orden": { "texto": malo }, "dice": malo });
    let una = json!({ "dicen": malo, "programas": [medida] });
    let datos = json!({ "secciones": [seccion], "equipo": {}, "afirmaciones": [una] });
    let html = rellenar(&datos).unwrap();
    assert!(!html.contains("<img"), "{html}");
    assert!(html.contains("Aquí iría lo que hizo: &lt;&#x2f;script&gt;"), "{html}");
    assert!(html.contains("✗ no terminaba"), "{html}");
}
