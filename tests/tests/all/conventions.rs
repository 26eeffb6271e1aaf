//! Las costumbres de la casa, comprobadas para que nadie tenga que recordarlas.

use crate::*;
use std::collections::BTreeMap;

/// El archivo de cada programa, y la orden que lo ejecuta; las copias de cada cual no cuentan.
fn programas() -> BTreeMap<String, String> {
    let mut programas = BTreeMap::new();
    for (paquete, clase, nombres) in PROGRAMAS {
        for nombre in nombres.split(' ') {
            let (archivo, cual) = match clase {
                "--bin" if nombre == paquete => ("src/main.rs".to_string(), String::new()),
                "--bin" => (format!("src/bin/{nombre}.rs"), format!(" --bin {nombre}")),
                _ => (
                    format!("examples/{nombre}.rs"),
                    format!(" --example {nombre}"),
                ),
            };
            let orden = format!("cargo run -p {paquete}{cual}");
            programas.insert(format!("{paquete}/{archivo}"), orden);
        }
    }
    programas
}

#[test]
fn cada_programa_empieza_por_la_orden_que_lo_ejecuta_y_cabe_en_la_pantalla() {
    for (archivo, orden) in programas() {
        let codigo = leer(&archivo);
        assert!(codigo.starts_with("//! "), "{archivo} no empieza por //!");
        assert!(
            ordenes(&codigo).contains(&orden),
            "{archivo} no dice «{orden}»"
        );
        let caben = if archivo.contains("/examples/") {
            55
        } else {
            40
        };
        assert!(
            codigo.lines().count() <= caben,
            "{archivo} no cabe en {caben} líneas"
        );
    }
}

#[test]
fn dos_programas_nunca_se_llaman_igual() {
    let nombres = PROGRAMAS.map(|(_, _, nombres)| nombres).join(" ");
    let distintos: BTreeSet<&str> = nombres.split(' ').collect();
    assert_eq!(distintos.len(), programas().len(), "{nombres}");
}

#[test]
fn en_cada_leccion_se_ven_los_verbos_de_los_apuntes() {
    let de_hilos = ["thread::spawn(", ".join()"];
    let de_procesos = [
        "Command::new(&programa).args([\"--hijo\", ",
        ".spawn()?",
        ".wait()?",
    ];
    let de_peticiones = [
        "realizar_peticion(&url)",
        "Instant::now()",
        ".elapsed()",
        "for url in ",
    ];
    for (leccion, verbos) in [
        ("examples-threads/src/main.rs", &de_hilos[..]),
        ("examples-processes/src/main.rs", &de_procesos),
        ("examples-http/src/bin/sequential.rs", &de_peticiones),
        ("examples-http/src/bin/threads.rs", &de_peticiones),
        ("examples-http/src/bin/threads.rs", &de_hilos),
        ("examples-http/src/bin/threads.rs", &["hilos.push(hilo)"]),
        ("examples-http/src/bin/processes.rs", &de_peticiones),
        ("examples-http/src/bin/processes.rs", &de_procesos),
        (
            "shared/src/tarea.rs",
            &["thread::sleep(Duration::from_secs(2));"],
        ),
        (
            "shared/src/peticion.rs",
            &[".get(url).send()?", ".bytes()?.len()"],
        ),
    ] {
        let codigo = leer(leccion);
        for verbo in verbos {
            assert!(codigo.contains(verbo), "{leccion} no muestra «{verbo}»");
        }
    }
}

#[test]
fn al_lado_de_cada_programa_de_los_apuntes_y_de_cada_experimento_esta_el_mismo_en_python() {
    let solo_en_rust = [
        "examples-http/examples/async.rs",
        "examples-http/src/bin/server.rs",
    ];
    for archivo in programas()
        .into_keys()
        .filter(|archivo| !solo_en_rust.contains(&&**archivo))
    {
        let gemelo = archivo.replace(".rs", ".py");
        let codigo = leer(&gemelo);
        let nombre = archivo.rsplit('/').next().unwrap();
        let cabecera = codigo.split("\n\"\"\"\n").next().unwrap();
        assert!(
            cabecera.starts_with("\"\"\""),
            "{gemelo} no empieza por su explicación"
        );
        for dice in [
            format!("Ejecútalo: python3 {gemelo}"),
            format!("Compáralo: {nombre} ("),
        ] {
            assert!(cabecera.contains(&dice), "{gemelo} no dice «{dice}»");
        }
        assert!(
            codigo.lines().count() <= 60,
            "{gemelo} no cabe en la pantalla"
        );
    }
}

#[test]
fn el_mapa_nombra_las_lecciones_y_la_documentacion_todos_los_programas_y_ninguno_mas() {
    let enlazados = |documento: &str| -> BTreeSet<String> {
        let texto = leer(documento);
        let archivos = enlaces(&texto).map(|enlace| enlace.trim_start_matches("../").to_string());
        archivos
            .filter(|uno| uno.starts_with("examples-") && uno.ends_with(".rs"))
            .collect()
    };
    assert_eq!(enlazados("README.md").len(), 6);
    let todos: BTreeSet<String> = documentos().iter().flat_map(|uno| enlazados(uno)).collect();
    assert_eq!(todos, programas().into_keys().collect());
}

#[test]
fn lo_que_nombra_la_documentacion_existe() {
    let hay: BTreeSet<String> = programas().into_values().collect();
    for documento in documentos() {
        let texto = leer(&documento);
        for orden in ordenes(&texto) {
            // De la copia de cada cual solo se puede saber que no está.
            let otra = orden.contains("mine") || !orden.starts_with("cargo run -p examples-");
            let existe = hay.contains(&orden) || orden == "cargo run -p examples-http";
            assert!(
                otra || existe,
                "{documento} nombra «{orden}», que no existe"
            );
        }
        for resto in texto.split("python3 examples-").skip(1) {
            let archivo = format!("examples-{}", resto.split([' ', '`', '\n']).next().unwrap());
            assert!(
                raiz().join(&archivo).is_file(),
                "{documento} nombra {archivo}, que no existe"
            );
        }
        for destino in enlaces(&texto).filter(|enlace| !enlace.starts_with("http")) {
            // El de una parte de la misma página no tiene nada delante de «#».
            let existe =
                destino.is_empty() || raiz().join(&documento).with_file_name(destino).exists();
            assert!(existe, "{documento} enlaza {destino}, que no existe");
        }
    }
}

/// Los documentos: los de la raíz, la página de cada lección y lo que haya en `docs`.
fn documentos() -> BTreeSet<String> {
    let mut documentos = BTreeSet::new();
    for carpeta in PROGRAMAS
        .map(|(paquete, _, _)| paquete)
        .into_iter()
        .chain([".", "docs"])
    {
        for entrada in fs::read_dir(raiz().join(carpeta)).unwrap() {
            let nombre = entrada.unwrap().file_name().to_string_lossy().into_owned();
            documentos.insert(format!("{carpeta}/{nombre}"));
        }
    }
    documentos.retain(|documento| documento.ends_with(".md"));
    documentos
}

/// A dónde enlaza un texto, sin lo que va detrás de `#`.
fn enlaces(texto: &str) -> impl Iterator<Item = &str> {
    texto
        .split("](")
        .skip(1)
        .map(|resto| resto.split([')', '#']).next().unwrap())
}

/// Las órdenes de cargo de un texto, sin los argumentos del programa: desde «cargo run» hasta la
/// comilla, los dos espacios, el comentario o el `--` que la cierra.
fn ordenes(texto: &str) -> BTreeSet<String> {
    let mut ordenes = BTreeSet::new();
    for (desde, _) in texto.match_indices("cargo run") {
        let linea = texto[desde..].lines().next().unwrap();
        let orden = linea.split(['`', '»', '#', '(', '|']).next().unwrap();
        let orden = orden
            .split("  ")
            .next()
            .unwrap()
            .split(" -- ")
            .next()
            .unwrap();
        ordenes.insert(orden.trim().to_string());
    }
    ordenes
}

#[test]
fn el_rust_de_las_lecciones_esta_en_el_glosario() {
    let otros = [
        "shared/src/tarea.rs",
        "shared/src/peticion.rs",
        "examples-http/README.md",
    ];
    let archivos = programas().into_keys().chain(otros.map(String::from));
    let codigo: String = archivos.map(|archivo| leer(&archivo)).collect();
    let glosario = leer("docs/glossary.md").replace("\\|", "|");
    let piezas = "//!  ///  use crate::  ::{self,  pub fn  -> ExitCode  let mut  static  u32  usize  &str  \
        String  Vec::new()  .push(  .len()  .iter()  ::<u32>()  println!(  eprintln!(  format!(  \
        panic!(  {}  :.2}  :?}  ||  !estado1.success()  == 0  } else {  if let Some(  \
        while let Some(  match  Ok(Ok(_)) => {}  _ =>  in 1..=3  loop {  += 1;  return  \
        || tarea(1)  move ||  &url  for mut  .clone()  drop(  let _tramo =  let _ =  \
        io::Result<ExitCode>  anyhow::Result<()>  ?  Ok(())  ExitCode::FAILURE  anyhow::ensure!(  \
        process::exit(  .is_err()  .is_ok()  .inspect_err(  thread::spawn(  .join()  AtomicU32  \
        Ordering::SeqCst  Mutex<  .lock()  mpsc::channel()  .send(  Command::new(  .args(  \
        .spawn()?  .wait()?  .id()  Stdio::piped()  .elapsed()  .as_secs_f64()  \
        Duration::from_secs(2)  .bytes()?  .status()  .headers()  async fn  .await";
    for pieza in piezas.split("  ") {
        assert!(codigo.contains(pieza), "nadie escribe ya «{pieza}»");
        assert!(glosario.contains(pieza), "el glosario no explica «{pieza}»");
    }
}
