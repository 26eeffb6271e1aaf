//! Las costumbres de la casa, comprobadas para que nadie tenga que recordarlas.

use crate::*;

/// Las carpetas de las lecciones de este proyecto; las copias de cada cual no cuentan.
const LECCIONES: [&str; 4] =
    ["examples-sequential", "examples-threads", "examples-processes", "examples-http"];

/// Los experimentos, sin el nombre de su lección detrás; lo demás que haya en `examples/` es de quien
/// aprende.
const EXPERIMENTOS: [&str; 6] = ["async", "cpu", "crash", "memory", "messages", "spawn-cost"];

#[test]
fn cada_programa_empieza_por_la_orden_que_lo_ejecuta_y_cabe_en_la_pantalla() {
    for archivo in archivos() {
        let codigo = leer(&archivo);
        let suya = orden_de(&archivo);
        assert!(codigo.starts_with("//! "), "{archivo} no empieza por //!");
        assert!(ordenes(&codigo).contains(&suya), "{archivo} no dice «{suya}»");
        let caben = if archivo.contains("/examples/") { 55 } else { 40 };
        assert!(codigo.lines().count() <= caben, "{archivo} no cabe en {caben} líneas");
    }
}

#[test]
fn la_orden_de_cada_programa_es_la_que_lo_construye() {
    for archivo in archivos() {
        // La misma que ejecuta las demás pruebas, que lo encuentran por su paquete y su nombre.
        let nombre = archivo.trim_end_matches(".rs").rsplit('/').next().unwrap();
        let paquete = archivo.split('/').next().unwrap();
        let programa = match (paquete, nombre.split_once('-')) {
            (_, None) if nombre == "main" => que_duerme(paquete.trim_start_matches("examples-")),
            (_, None) if nombre == "async" => con_async(),
            (_, None) => http(nombre),
            _ => {
                let (que, manera) = nombre.rsplit_once('-').unwrap();
                experimento(que, manera)
            }
        };
        assert!(programa.ruta().is_file(), "{archivo}");
    }
}

#[test]
fn en_cada_leccion_se_ven_los_verbos_de_los_apuntes() {
    let de_hilos = ["thread::spawn(", ".join()"];
    let de_procesos = ["Command::new(&programa).args([\"--hijo\", ", ".spawn()?", ".wait()?"];
    let de_peticiones = ["realizar_peticion(&url)", "Instant::now()", ".elapsed()", "for url in "];
    for (leccion, verbos) in [
        ("examples-threads/src/main.rs", &de_hilos[..]),
        ("examples-processes/src/main.rs", &de_procesos),
        ("examples-http/src/bin/sequential.rs", &de_peticiones),
        ("examples-http/src/bin/threads.rs", &de_peticiones),
        ("examples-http/src/bin/threads.rs", &de_hilos),
        ("examples-http/src/bin/threads.rs", &["hilos.push(hilo)"]),
        ("examples-http/src/bin/processes.rs", &de_peticiones),
        ("examples-http/src/bin/processes.rs", &de_procesos),
        ("shared/src/tarea.rs", &["thread::sleep(Duration::from_secs(2));"]),
        ("shared/src/peticion.rs", &[".get(url).send()?", ".bytes()?.len()"]),
    ] {
        let codigo = leer(leccion);
        for verbo in verbos {
            assert!(codigo.contains(verbo), "{leccion} no enseña «{verbo}»");
        }
    }
}

#[test]
fn cada_programa_de_python_acompana_a_uno_de_rust_y_dice_su_orden() {
    let mut cuantos = 0;
    for archivo in archivos() {
        let gemelo = archivo.replace(".rs", ".py");
        if !raiz().join(&gemelo).exists() {
            let puede = archivo.contains("/examples/") || archivo.ends_with("server.rs");
            assert!(puede, "falta {gemelo}");
            continue;
        }
        cuantos += 1;
        let codigo = leer(&gemelo);
        let nombre = archivo.rsplit('/').next().unwrap();
        let cabecera = codigo.split("\n\"\"\"\n").next().unwrap();
        assert!(cabecera.starts_with("\"\"\""), "{gemelo} no empieza por su explicación");
        for dice in [format!("Ejecútalo: python3 {gemelo}"), format!("Compáralo: {nombre} (")] {
            assert!(cabecera.contains(&dice), "{gemelo} no dice «{dice}»");
        }
        assert!(codigo.lines().count() <= 60, "{gemelo} no cabe en la pantalla");
    }
    assert_eq!(cuantos, 15, "seis lecciones y nueve experimentos");
}

#[test]
fn dos_programas_nunca_se_llaman_igual() {
    let archivos = archivos();
    let nombre = |archivo: &String| orden_de(archivo).rsplit(' ').next().unwrap().to_string();
    assert_eq!(archivos.iter().map(nombre).collect::<BTreeSet<_>>().len(), archivos.len());
}

#[test]
fn el_mapa_nombra_todos_los_programas_y_ninguno_mas() {
    let readme = leer("README.md");
    let de_programas = |enlace: &&str| enlace.starts_with("examples-") && enlace.ends_with(".rs");
    let nombrados = enlaces(&readme).filter(de_programas).map(String::from);
    assert_eq!(nombrados.collect::<BTreeSet<_>>(), archivos());
}

#[test]
fn lo_que_nombra_la_documentacion_existe() {
    let hay: BTreeSet<String> = archivos().iter().map(|archivo| orden_de(archivo)).collect();
    for documento in documentos() {
        let texto = leer(&documento);
        for orden in ordenes(&texto) {
            // De la copia de cada cual solo se puede saber que no está.
            let orden = orden.replace("--offline ", "");
            let otra = orden.contains("mine") || !orden.starts_with("cargo run -p examples-");
            let existe = hay.contains(&orden) || orden == "cargo run -p examples-http";
            assert!(otra || existe, "{documento} nombra «{orden}», que no existe");
        }
        for resto in texto.split("python3 examples-").skip(1) {
            let archivo = format!("examples-{}", resto.split([' ', '`', '\n']).next().unwrap());
            assert!(raiz().join(&archivo).is_file(), "{documento} nombra {archivo}, que no existe");
        }
        for destino in enlaces(&texto).filter(|destino| !destino.starts_with("http")) {
            // Un enlace a una parte de la misma página no tiene nada delante de «#».
            let archivo = raiz().join(&documento).with_file_name(destino);
            assert!(destino.is_empty() || archivo.exists(), "{documento} enlaza {destino}, que no existe");
        }
    }
}

/// Los documentos: los de la raíz, la página de cada lección y lo que haya en `docs`.
fn documentos() -> BTreeSet<String> {
    let mut documentos = BTreeSet::new();
    for carpeta in ["", "docs/"].iter().map(ToString::to_string).chain(LECCIONES.map(|l| format!("{l}/"))) {
        for entrada in fs::read_dir(raiz().join(&carpeta)).unwrap() {
            let nombre = entrada.unwrap().file_name().to_string_lossy().into_owned();
            if nombre.ends_with(".md") {
                documentos.insert(format!("{carpeta}{nombre}"));
            }
        }
    }
    assert!(documentos.len() >= 6, "solo se encuentran {documentos:?}");
    documentos
}

/// Los programas, por su ruta: `src/main.rs`, `src/bin/*.rs` y los experimentos de cada lección.
fn archivos() -> BTreeSet<String> {
    let mut archivos = BTreeSet::new();
    let en_cada = |leccion| ["src", "src/bin", "examples"].map(|carpeta| (leccion, carpeta));
    for (leccion, carpeta) in LECCIONES.into_iter().flat_map(en_cada) {
        let manera = leccion.trim_start_matches("examples-");
        let Ok(entradas) = fs::read_dir(raiz().join(leccion).join(carpeta)) else { continue };
        for entrada in entradas {
            let nombre = entrada.unwrap().file_name().to_string_lossy().into_owned();
            let experimento = |e: &&str| nombre == format!("{e}-{manera}.rs") || nombre == "async.rs";
            let de_aqui = carpeta != "examples" || EXPERIMENTOS.iter().any(experimento);
            if nombre.ends_with(".rs") && de_aqui {
                archivos.insert(format!("{leccion}/{carpeta}/{nombre}"));
            }
        }
    }
    assert!(archivos.len() >= 19, "solo se encuentran {archivos:?}");
    archivos
}

/// La orden que ejecuta el programa de un archivo.
fn orden_de(archivo: &str) -> String {
    let (ruta, nombre) = archivo.trim_end_matches(".rs").rsplit_once('/').unwrap();
    match ruta.split_once('/').unwrap() {
        (paquete, "src/bin") => format!("cargo run -p {paquete} --bin {nombre}"),
        (paquete, "examples") => format!("cargo run -p {paquete} --example {nombre}"),
        (paquete, _) => format!("cargo run -p {paquete}"),
    }
}

/// A dónde enlaza un texto, sin lo que va detrás de `#`.
fn enlaces(texto: &str) -> impl Iterator<Item = &str> {
    texto.split("](").skip(1).map(|resto| resto.split([')', '#']).next().unwrap())
}

/// Las órdenes de cargo de un texto, sin los argumentos del programa: desde «cargo run» hasta la
/// comilla, los dos espacios, el comentario o el `--` que la cierra.
fn ordenes(texto: &str) -> BTreeSet<String> {
    let mut ordenes = BTreeSet::new();
    for (desde, _) in texto.match_indices("cargo run") {
        let linea = texto[desde..].lines().next().unwrap();
        let orden = linea.split(['`', '»', '#', '(', '|']).next().unwrap();
        let orden = orden.split("  ").next().unwrap().split(" -- ").next().unwrap();
        ordenes.insert(orden.trim().to_string());
    }
    ordenes
}
