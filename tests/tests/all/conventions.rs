//! Las costumbres de la casa, comprobadas para que nadie tenga que recordarlas.

use crate::*;

/// Las carpetas de las lecciones de este proyecto; las copias de cada cual no cuentan.
const LECCIONES: [&str; 4] =
    ["examples-sequential", "examples-threads", "examples-processes", "examples-http"];

/// Los experimentos, sin el nombre de su lección detrás; lo demás que haya en `examples/` es de quien
/// aprende.
const EXPERIMENTOS: [&str; 6] = ["async", "cpu", "crash", "memory", "messages", "spawn-cost"];

#[test]
fn cada_programa_empieza_por_su_orden_y_cabe_en_la_pantalla() {
    for archivo in archivos() {
        let codigo = leer(&archivo);
        let suya = orden_de(&archivo);
        assert!(codigo.starts_with("//! "), "{archivo} no empieza por //!");
        assert!(ordenes(&codigo).contains(&suya), "{archivo} no dice «{suya}»");
        let caben = if archivo.contains("/examples/") { 55 } else { 35 };
        assert!(codigo.lines().count() <= caben, "{archivo} no cabe en {caben} líneas");
    }
}

#[test]
fn en_cada_leccion_se_ven_los_verbos_de_los_apuntes() {
    let de_hilos = ["thread::spawn(", ".join()"];
    let de_procesos = ["Command::new(&programa).args([\"--hijo\", ", ".spawn()?", ".wait()?"];
    let de_peticiones = ["realizar_peticion(&url)", "Instant::now()", ".elapsed()"];
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
        ("shared/src/peticion.rs", &[".get(url).send()?", ".copy_to("]),
    ] {
        let codigo = leer(leccion);
        for verbo in verbos {
            assert!(codigo.contains(verbo), "{leccion} no enseña «{verbo}»");
        }
    }
}

#[test]
fn las_ordenes_de_las_cabeceras_funcionan() {
    let archivos = archivos();
    let se_terminan = || archivos.iter().filter(|archivo| !archivo.ends_with("server.rs"));
    thread::scope(|ambito| {
        for leccion in LECCIONES {
            ambito.spawn(move || {
                for archivo in se_terminan().filter(|archivo| archivo.starts_with(leccion)) {
                    let orden = orden_de(archivo);
                    let hecho = ordenar(cargo().args(orden.split(' ').skip(1)));
                    assert_eq!(
                        hecho.bien(),
                        !orden.contains("--example crash"),
                        "{orden}: {hecho}"
                    );
                    assert!(hecho.salida.contains("[+] "), "{orden}: {hecho}");
                }
            });
        }
    });
}

#[test]
fn cada_programa_de_python_acompana_a_uno_de_rust_y_dice_su_orden() {
    let mut cuantos = 0;
    for archivo in archivos() {
        let gemelo = archivo.replace(".rs", ".py");
        if !raiz().join(&gemelo).exists() {
            assert!(
                archivo.contains("/examples/") || archivo.ends_with("server.rs"),
                "falta {gemelo}"
            );
            continue;
        }
        cuantos += 1;
        let codigo = leer(&gemelo);
        let nombre = archivo.rsplit('/').next().unwrap();
        let cabecera = codigo.split("\n\"\"\"\n").next().unwrap();
        assert!(cabecera.starts_with("\"\"\""), "{gemelo} no empieza por su explicación");
        assert!(
            cabecera.contains(&format!("Ejecútalo: python3 {gemelo}")),
            "{gemelo} no dice su orden"
        );
        assert!(
            cabecera.contains(&format!("Compáralo: {nombre} (")),
            "{gemelo} no dice con quién compararlo"
        );
        assert!(codigo.lines().count() <= 60, "{gemelo} no cabe en la pantalla");
    }
    assert_eq!(cuantos, 15, "seis lecciones y nueve experimentos");
}

#[test]
fn dos_programas_nunca_se_llaman_igual() {
    let archivos = archivos();
    let nombres = archivos.iter().map(|archivo| orden_de(archivo).replace("run -p ", ""));
    let nombres: BTreeSet<String> =
        nombres.map(|orden| orden.rsplit(' ').next().unwrap().to_string()).collect();
    assert_eq!(nombres.len(), archivos.len());
}

#[test]
fn el_mapa_nombra_todos_los_programas_y_ninguno_mas() {
    // Los enlaces a un archivo de Rust en las filas de tabla: | … | [ruta](ruta) | …
    let readme = leer("README.md");
    let filas = readme.lines().filter(|linea| linea.starts_with('|'));
    let nombrados = filas.flat_map(enlaces).map(String::from);
    let nombrados = nombrados.filter(|a| a.ends_with(".rs") && a.starts_with("examples-"));
    assert_eq!(nombrados.collect::<BTreeSet<_>>(), archivos());
}

#[test]
fn lo_que_nombra_la_documentacion_existe() {
    let hay: BTreeSet<String> = archivos().iter().map(|archivo| orden_de(archivo)).collect();
    let de_lecciones = LECCIONES.map(|leccion| format!("{leccion}/README.md"));
    let de_lecciones = de_lecciones.iter().map(String::as_str);
    for documento in de_lecciones.chain(["README.md", "CONTRIBUTING.md"]) {
        let texto = leer(documento);
        assert!(!texto.contains("@@"), "{documento} está a medio escribir");
        for orden in ordenes(&texto) {
            // De la copia de cada cual solo se puede saber que no está.
            let orden = orden.replace("--offline ", "");
            let suya = orden.contains("mine") || !orden.starts_with("cargo run -p examples-");
            let existe = hay.contains(&orden) || orden == "cargo run -p examples-http";
            assert!(suya || existe, "{documento} nombra «{orden}», que no existe");
        }
        for resto in texto.split("python3 examples-").skip(1) {
            let archivo = format!("examples-{}", resto.split([' ', '`', '\n']).next().unwrap());
            assert!(raiz().join(&archivo).is_file(), "{documento} nombra {archivo}, que no existe");
        }
        for destino in enlaces(&texto).filter(|destino| !destino.starts_with("http")) {
            let archivo = raiz().join(documento).with_file_name(destino);
            assert!(archivo.exists(), "{documento} enlaza {destino}, que no existe");
        }
    }
}

/// Los programas, por su ruta: `src/main.rs`, `src/bin/*.rs` y los experimentos de cada lección.
fn archivos() -> BTreeSet<String> {
    let mut archivos = BTreeSet::new();
    let en_cada = |leccion| ["src", "src/bin", "examples"].map(|carpeta| (leccion, carpeta));
    for (leccion, carpeta) in LECCIONES.into_iter().flat_map(en_cada) {
        let Ok(entradas) = fs::read_dir(raiz().join(leccion).join(carpeta)) else { continue };
        for nombre in entradas.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()) {
            let manera = leccion.trim_start_matches("examples-");
            let de_aqui = |e: &&str| nombre == format!("{e}-{manera}.rs") || nombre == "async.rs";
            let de_aqui = EXPERIMENTOS.iter().any(de_aqui);
            if nombre.ends_with(".rs") && (de_aqui || carpeta != "examples") {
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
    let desde = texto.lines().flat_map(|l| l.match_indices("cargo run").map(|(i, _)| &l[i..]));
    desde
        .map(|resto| resto.split(['`', '»', '#', '(', '|']).next().unwrap())
        .map(|resto| resto.split("  ").next().unwrap())
        .map(|resto| resto.split(" -- ").next().unwrap().trim().to_string())
        .collect()
}
