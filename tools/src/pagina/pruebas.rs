use super::alineado::aparece;
use super::*;
use std::slice;

/// Las lecciones, con la página de su paquete: el archivo sin extensión y el README.
const LECCIONES: [(&str, &str); 6] = [
    ("examples-sequential/src/main", "examples-sequential/README.md"),
    ("examples-threads/src/main", "examples-threads/README.md"),
    ("examples-processes/src/main", "examples-processes/README.md"),
    ("examples-http/src/bin/sequential", "examples-http/README.md"),
    ("examples-http/src/bin/threads", "examples-http/README.md"),
    ("examples-http/src/bin/processes", "examples-http/README.md"),
];

fn leer(ruta: &str) -> String {
    fs::read_to_string(raiz().join(ruta)).expect(ruta)
}

fn generales() -> Vec<Vec<Celda>> {
    Documento::leer("README.md").unwrap().tabla("De Python a Rust").unwrap()
}

fn propias(readme: &str) -> Vec<Vec<Celda>> {
    Documento::leer(readme).unwrap().tabla("La idea, en los dos idiomas").unwrap()
}

#[test]
fn cada_linea_de_python_tiene_su_rust_a_la_vista() {
    for (leccion, readme) in LECCIONES {
        let [python, rust] = ["py", "rs"].map(|extension| leer(&format!("{leccion}.{extension}")));
        let equivalencias = Equivalencias::nuevas(&propias(readme), &generales());
        let ayudas = Ayuda::de(&rust, &python).unwrap();
        let solas = equivalencias.sin_rust(&python, &rust, &ayudas);
        assert!(solas.is_empty(), "{leccion}.py: {solas:#?}");

        // Y las dos mitades son los programas enteros.
        let filas = equivalencias.filas(&python, &rust, &ayudas).unwrap();
        let lado = |lado: &str| {
            filas.iter().flat_map(|f| f[lado].as_str()).collect::<Vec<_>>().join("\n") + "\n"
        };
        assert_eq!((lado("texto_python"), lado("texto_rust")), (python, rust), "{leccion}");
    }
}

#[test]
fn los_dos_hilos_se_inician_cada_uno_al_lado_del_suyo() {
    let (leccion, readme) = LECCIONES[1];
    let [python, rust] = ["py", "rs"].map(|extension| leer(&format!("{leccion}.{extension}")));
    let filas =
        Equivalencias::nuevas(&propias(readme), &generales()).filas(&python, &rust, &[]).unwrap();
    for (python, rust) in [
        (
            "thread1 = threading.Thread(target=tarea, args=(1,))",
            "    let hilo1 = thread::spawn(|| tarea(1));",
        ),
        (
            "thread2 = threading.Thread(target=tarea, args=(2,))",
            "    let hilo2 = thread::spawn(|| tarea(2));",
        ),
        ("thread1.join()", "    let final1 = hilo1.join();"),
        ("thread2.join()", "    let final2 = hilo2.join();"),
    ] {
        let fila = filas.iter().find(|fila| fila["texto_python"] == python).unwrap();
        assert_eq!(fila["texto_rust"], rust);
    }
}

/// Lo que dicen las tablas es lo que dicen los programas.
#[test]
fn lo_que_se_dice_de_los_dos_idiomas_esta_en_sus_programas() {
    let compartido = ["tarea", "peticion", "proceso", "dominios"];
    let compartido: String =
        compartido.iter().map(|uno| leer(&format!("shared/src/{uno}.rs"))).collect();
    let esta = |trozo: &String, codigo: &str| codigo.lines().any(|linea| aparece(trozo, linea));
    for (_, readme) in &LECCIONES[..4] {
        let suyas =
            || LECCIONES.iter().filter(|(_, otro)| otro == readme).map(|(leccion, _)| leccion);
        let todos = |extension: &str| {
            suyas().map(|l| leer(&format!("{l}.{extension}"))).collect::<String>()
        };
        let (python, rust) = (todos("py"), todos("rs") + &compartido);
        let filas = propias(readme);
        assert!(filas.len() > 2, "{readme}");
        for fila in filas {
            for (celda, codigo) in [(&fila[1], &python), (&fila[2], &rust)] {
                let falta = celda.codigo.iter().find(|trozo| !esta(trozo, codigo));
                // Detrás de la coma se explica con otro código lo que va delante.
                let primero = celda.codigo.first().is_none_or(|trozo| esta(trozo, codigo));
                assert!(
                    primero && (falta.is_none() || celda.texto.contains("que escribe")),
                    "{readme}: {falta:?}"
                );
            }
        }
    }
}

#[test]
fn el_glosario_explica_lo_que_hay_en_las_lecciones() {
    let lecciones: String =
        LECCIONES.iter().map(|(leccion, _)| leer(&format!("{leccion}.rs"))).collect();
    let glosario = Documento::leer("tools/page/glossary.md").unwrap();
    let filas = glosario.tabla("El Rust de las lecciones").unwrap();
    assert!(filas.len() > 10);
    for fila in filas {
        let esta = |trozo: &String| lecciones.lines().any(|linea| aparece(trozo, linea));
        assert!(fila[0].codigo.iter().all(esta), "{:?} no está en ninguna lección", fila[0].codigo);
    }
}

#[test]
fn un_nombre_con_etiquetas_es_texto_y_lo_que_falta_se_dice_en_su_sitio() {
    let malo = "</script><img src=x onerror=\"alert(1)\">";
    let tramo = shared::tramos::Tramo {
        pid: 7,
        hilo: 1,
        inicio: 10,
        fin: 2_000_000,
        terminado: false,
        nombre: malo.to_string(),
    };
    let salida = format!("[+] {malo}\n");
    let momentos = vec![(1_000_010, salida.len())];
    let duracion = std::time::Duration::from_secs(2);
    let hecho = Ejecucion {
        salida,
        momentos,
        pid: 7,
        inicio: 10,
        duracion,
        tramos: vec![tramo],
        ..Ejecucion::default()
    };
    let seccion = json!({
        "id": "x", "titulo": malo, "archivos": ["a", "b"], "ordenes": [malo, "b"], "filas": [],
        "grabado": grabado::grabado(&[("Rust", Ok(hecho)), ("Python", Err(malo.to_string()))]),
        "predice": null, "ejercicios": null,
    });
    let datos = json!({
        "secciones": slice::from_ref(&seccion), "colores": colores().unwrap(), "python": malo, "nucleos": 1, "sistema": malo,
        "afirmaciones": [{ "dicen": "", "ordenes": [malo], "medido": [["Con hilos", malo]], "cumple": "" }],
    });
    let html = rellenar(&datos).unwrap();
    assert!(!html.contains("<img"), "{html}");
    assert!(html.contains("&lt;img src=x onerror=&quot;"), "{html}");
    assert!(html.contains("Aquí iría lo que hizo: &lt;&#x2f;script&gt;"), "{html}");
    assert!(html.contains("data-momento=\"1000000\""), "{html}");
    assert!(html.contains("✗ no terminaba"), "{html}");
}

#[test]
fn los_pasos_son_los_que_se_dan() {
    let afirmaciones =
        Documento::leer("README.md").unwrap().tabla("Las diferencias clave, comprobadas").unwrap();
    let enlaces =
        afirmaciones.iter().flat_map(|fila| fila[1..3].iter().flat_map(|celda| &celda.enlaces));
    // Y cpu en fila, y dos veces en Python, y crash -- abort.
    assert_eq!(2 * APUNTES.len() + enlaces.count() + 4, PASOS);
}
