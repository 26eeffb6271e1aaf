use super::*;
use crate::clase::Programas;
use crate::ejecutar::Hecho;
use crate::programas::{Archivo, Fila, Origen, filas};
use crate::seccion::secciones_de_una_pagina;
use shared::ejecucion::Ejecucion;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

#[test]
fn cada_linea_de_los_dos_programas_esta_en_una_fila() {
    let programas = de_las_lecciones(&buscar_parejas().unwrap());
    for seccion in secciones(&programas).unwrap() {
        let mut de_python = 0;
        let mut de_rust = 0;
        for fila in &seccion.filas {
            de_python += fila.python.len();
            de_rust += fila.rust.iter().filter(|linea| !linea.ajena).count();
        }
        let id = &seccion.id;
        assert_eq!(de_python, seccion.python.codigo.lines().count(), "{id}");
        assert_eq!(de_rust, seccion.rust.codigo.lines().count(), "{id}");
    }
}

const DE_PYTHON: &str = "import time\n\n# La tarea.\ndef tarea():\n    time.sleep(2)\n";
const DE_RUST: &str = "//! Una.\nuse shared::tarea;\n\nfn main() {\n    tarea(1);\n}\n";
const DE_SHARED: &str = "use std::thread;\nuse std::fs;\n\npub fn tarea(n: u32) {\n    dormir();\n}\n\nfn dormir() {\n    \
    thread::sleep(DOS);\n}\n";
const FILAS: &str = "\
# Dos maneras.

Traer
main.py  | import time
main.rs  | …
main.rs  | use shared::tarea;
tarea.rs | use std::thread;

Definir la tarea
main.py  | def tarea():
tarea.rs | pub fn tarea(n: u32) {

Dormir
main.py  | time.sleep(2)
tarea.rs | dormir();
tarea.rs | }
tarea.rs > dormir

Empezar
main.rs  | fn main() {
main.rs  | tarea(1);
main.rs  | }
";

/// Las filas de esos tres archivos.
fn emparejar(texto: &str) -> anyhow::Result<Vec<Fila>> {
    let carpeta = tempfile::tempdir().unwrap();
    let archivos = [
        escribir(carpeta.path(), "main.py", DE_PYTHON, Origen::Python),
        escribir(carpeta.path(), "main.rs", DE_RUST, Origen::Rust),
        escribir(carpeta.path(), "tarea.rs", DE_SHARED, Origen::Shared),
    ];
    filas("r.txt", texto, &archivos)
}

fn escribir(carpeta: &Path, nombre: &str, texto: &str, origen: Origen) -> Archivo {
    let ruta = carpeta.join(nombre);
    fs::write(&ruta, texto).unwrap();
    let ruta = ruta.to_str().unwrap().replace('\\', "/");
    Archivo::leer(&ruta, origen).unwrap()
}

#[test]
fn lo_que_no_se_escribe_va_con_lo_que_tiene_al_lado() {
    let filas = emparejar(FILAS).unwrap();
    let [traer, definir, dormir, empezar] = &filas[..] else {
        panic!("son cuatro filas");
    };
    // La línea en blanco, con la de arriba; el comentario, con la de abajo.
    assert_eq!(traer.python.len(), 2);
    assert_eq!(definir.python.len(), 2);
    // De shared, las que están escritas; en cada cambio de archivo se dice cuál es.
    let de_otro: Vec<bool> = traer.rust.iter().map(|una| una.cambia_de_archivo).collect();
    assert_eq!(de_otro, [false, false, false, true]);
    assert_eq!(definir.rust.len(), 1);
    assert!(!definir.rust[0].cambia_de_archivo && definir.rust[0].ajena);
    assert!(empezar.rust[0].cambia_de_archivo && !empezar.rust[0].ajena);
    assert_eq!(dormir.rust[0].sangria, 4);
    assert_eq!(dormir.plegadas[0].html.lines().count(), 3);
}

#[test]
fn si_las_filas_no_dicen_lo_que_el_programa_se_sabe_donde() {
    for (antes, despues, esperado) in [
        (
            "main.py  | def tarea():\n",
            "",
            "r.txt:13: antes falta «def tarea():», la línea 4 de ",
        ),
        (
            "main.rs  | }\n",
            "",
            "r.txt: antes falta «}», la línea 6 de ",
        ),
        (
            "dormir();",
            "espera();",
            "r.txt:15: antes falta «dormir();», la línea 5 de ",
        ),
        (
            "| use std::thread;",
            "| use std::io;",
            "tarea.rs no dice «use std::io;»",
        ),
        (
            "\nDormir\n",
            "\n",
            "r.txt:13: antes va qué se hace en esta fila",
        ),
        (
            "\n\nDormir\n",
            "\nDormir\n",
            "r.txt:12: aquí va una línea en blanco",
        ),
        (
            "main.py  | import",
            "mian.py  | import",
            "r.txt:4: no se sabe qué es «mian.py»",
        ),
        ("> dormir", "> despertar", "tarea.rs no tiene esa función"),
    ] {
        assert!(FILAS.contains(antes), "{antes}");
        let error = emparejar(&FILAS.replacen(antes, despues, 1)).unwrap_err();
        assert!(error.to_string().contains(esperado), "{antes}: {error}");
    }
}

const PAGINA: &str = "\
# Con hilos

## Antes de ejecutar

Elige.

1. **¿Cuánto tardará?**

   - **A.** Cuatro segundos.
   - **B.** Dos segundos: `tarea` duerme.

   <details><summary>Respuesta</summary>

   **B.** A la vez.

   - **A:** no una detrás de otra.

   </details>

## Ejecútalo

<details><summary>Lo que se ve, y por qué</summary>

```text
[+] Tarea 1 iniciando
```

Dos segundos.

</details>

## La idea, en los dos idiomas

| Python | Rust |
| --- | --- |
| `join()` | `join()` |
| `a` | `\\|\\| a` |

## Qué cambia si…

En una copia.

## Ejercicios

1. Cinco.
";

/// La sección de la lección con hilos, con esa página.
fn con_pagina(texto: &str) -> anyhow::Result<Seccion> {
    let mut secciones = con_pagina_de_varias(texto, 1)?;
    Ok(secciones.remove(0))
}

/// Las de varias lecciones con la misma página.
fn con_pagina_de_varias(texto: &str, lecciones: usize) -> anyhow::Result<Vec<Seccion>> {
    static CON_HILOS: LazyLock<Programas> = LazyLock::new(|| {
        let parejas = buscar_parejas().unwrap();
        de_las_lecciones(&parejas).remove(1)
    });
    let carpeta = tempfile::tempdir().unwrap();
    let ruta = carpeta.path().join("R.md");
    fs::write(&ruta, texto).unwrap();
    let mut programas = CON_HILOS.clone();
    // Dura lo que la prueba, como las de la tabla.
    programas.leccion.pagina = ruta.display().to_string().leak();
    secciones_de_una_pagina(&vec![programas; lecciones])
}

#[test]
fn de_una_pagina_sale_lo_que_se_pregunta_y_lo_que_se_explica() {
    let seccion = con_pagina(PAGINA).unwrap();
    assert_eq!(seccion.entrada.trim(), "<p>Elige.</p>");
    let pregunta = &seccion.antes[0];
    assert_eq!(pregunta.buena, "B");
    assert_eq!(
        pregunta.opciones[1].texto,
        "Dos segundos: <code>tarea</code> duerme."
    );
    assert_eq!(
        pregunta.opciones[0].razon.trim(),
        "<p>no una detrás de otra.</p>"
    );
    let explicacion = seccion.explicacion.unwrap();
    assert_eq!(explicacion.por_que.trim(), "<p>Dos segundos.</p>");
    assert_eq!(explicacion.para_cambiar.trim(), "<p>En una copia.</p>");
}

#[test]
fn si_la_pagina_de_una_leccion_no_se_entiende_se_sabe_donde() {
    for (antes, despues, esperado) in [
        (
            "## Antes de ejecutar\n",
            "",
            "R.md no tiene un apartado «Antes de ejecutar»",
        ),
        (
            "`\\|\\| a`",
            "`|| a`",
            "R.md:37: esta fila de la tabla no tiene las columnas",
        ),
        (
            "| --- | --- |\n",
            "",
            "R.md:35: aquí va la raya de la tabla: | --- |",
        ),
        (
            "<summary>Respuesta",
            "<summary>La respuesta",
            "R.md:7: la pregunta no tiene su",
        ),
        (
            "   - **A:** no",
            "   - no",
            "R.md:16: aquí va una letra: - **A:** …",
        ),
        (
            "   - **A:** no una detrás de otra.\n",
            "",
            "R.md:7: falta por qué no es la A",
        ),
        (
            "**B.** A la vez",
            "A la vez",
            "R.md:7: la respuesta no empieza así: **A.** …",
        ),
        (
            "   - **A.** Cuatro segundos.\n",
            "",
            "R.md:7: la pregunta no tiene opciones",
        ),
        ("**A:** no", "**C:** no", "R.md:7: falta por qué no es la A"),
        (
            "   - **A:** no",
            "   - **C:** no\n   - **A:** no",
            "R.md:7: ninguna opción es la C",
        ),
        (
            "Cuatro segundos",
            "[Cuatro](http://x.es)",
            "R.md:9: la opción A es un solo párrafo",
        ),
        (
            "<summary>Lo que se ve, y",
            "<summary>Y",
            "R.md:21: no está «Lo que se ve, y",
        ),
    ] {
        assert!(PAGINA.contains(antes), "{antes}");
        let error = con_pagina(&PAGINA.replacen(antes, despues, 1)).unwrap_err();
        assert!(error.to_string().contains(esperado), "{antes}: {error}");
    }
}

#[test]
fn si_las_preguntas_no_se_pueden_repartir_se_sabe_donde() {
    let error = con_pagina_de_varias(PAGINA, 2).unwrap_err().to_string();
    let esperado =
        "R.md:4: las preguntas (1) no se pueden repartir por igual entre las lecciones (2)";
    assert!(error.contains(esperado), "{error}");
}

#[test]
fn un_nombre_con_etiquetas_es_texto_y_lo_que_falta_se_dice_en_su_sitio() {
    let malo = "</script><img src=x onerror=\"alert(1)\">";
    let hecho = Hecho::Ejecutado(Box::new(Ejecucion {
        salida: format!("[+] {malo}\n"),
        errores: malo.to_string(),
        ..Ejecucion::default()
    }));
    let hechos = Hechos {
        programa: "threads",
        python: Hecho::SinEjecutar(malo.to_string()),
        rust: hecho,
    };
    let mut seccion = con_pagina(PAGINA).unwrap();
    seccion.rust.codigo = malo.to_string();
    seccion.python.orden = malo.to_string();
    let html = rellenar(&Datos {
        partes: partes(vec![seccion], &BTreeMap::from([("threads", hechos)])),
        documentos: Vec::new(),
        hojas: Vec::new(),
        equipo: Equipo::default(),
        colores: colores(),
    });
    let html = html.unwrap();
    assert!(!html.contains("<img"), "{html}");
    let falta = "Aquí iría lo que hizo: &lt;&#x2f;script&gt;";
    assert_eq!(html.matches(falta).count(), 1, "{html}");
}
