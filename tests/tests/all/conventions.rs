//! Las costumbres de la casa, comprobadas para que nadie tenga que recordarlas.

use crate::*;
use shared::ejecucion::construir::Clase;

/// Un programa del proyecto; las copias de cada cual no cuentan.
struct Programa {
    nombre: &'static str,
    /// Desde la carpeta del proyecto.
    archivo: String,
    /// La que lo ejecuta.
    orden: String,
}

fn programas() -> Vec<Programa> {
    let mut programas = Vec::new();
    for Programas {
        paquete,
        clase,
        nombres,
        ..
    } in &PROGRAMAS
    {
        for nombre in *nombres {
            programas.push(Programa::de(paquete, *clase, nombre));
        }
    }
    programas
}

impl Programa {
    fn de(paquete: &str, clase: Clase, nombre: &'static str) -> Programa {
        let orden = format!("cargo run -p {paquete}");
        if nombre == paquete {
            let archivo = format!("{paquete}/src/main.rs");
            return Programa {
                nombre,
                archivo,
                orden,
            };
        }
        let carpeta = match clase {
            Clase::Binario => "src/bin",
            Clase::Ejemplo => "examples",
        };
        Programa {
            nombre,
            archivo: format!("{paquete}/{carpeta}/{nombre}.rs"),
            orden: format!("{orden} {} {nombre}", clase.opcion()),
        }
    }

    fn es_una_leccion(&self) -> bool {
        self.archivo.contains("/src/") && self.nombre != "server"
    }
}

fn archivos() -> BTreeSet<String> {
    let programas = programas().into_iter();
    programas.map(|programa| programa.archivo).collect()
}

#[test]
fn cada_programa_empieza_por_la_orden_que_lo_ejecuta() {
    for Programa { archivo, orden, .. } in programas() {
        let codigo = leer(&archivo);
        assert!(codigo.starts_with("//! "), "{archivo} no empieza por //!");
        let la_dice = ordenes(&codigo).contains(&orden);
        assert!(la_dice, "{archivo} no dice «{orden}»");
    }
}

#[test]
fn cada_leccion_se_lee_de_una_vez() {
    for programa in programas() {
        if programa.es_una_leccion() {
            let archivo = programa.archivo;
            let lineas = leer(&archivo).lines().count();
            assert!((12..=45).contains(&lineas), "{archivo}: {lineas} líneas");
        }
    }
}

#[test]
fn dos_programas_nunca_se_llaman_igual() {
    let mut nombres = BTreeSet::new();
    for programa in programas() {
        let nombre = programa.nombre;
        assert!(nombres.insert(nombre), "hay dos que se llaman {nombre}");
    }
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
    muestra("examples-threads/src/main.rs", &de_hilos);
    muestra("examples-processes/src/main.rs", &de_procesos);
    muestra("examples-http/src/bin/sequential.rs", &de_peticiones);
    muestra("examples-http/src/bin/threads.rs", &de_peticiones);
    muestra("examples-http/src/bin/threads.rs", &de_hilos);
    muestra("examples-http/src/bin/threads.rs", &["hilos.push(hilo)"]);
    muestra("examples-http/src/bin/processes.rs", &de_peticiones);
    muestra("examples-http/src/bin/processes.rs", &de_procesos);

    let de_la_tarea = ["thread::sleep(Duration::from_secs(2));"];
    let de_la_peticion = [".get(url).send()?", ".bytes()?.len()"];
    muestra("shared/src/tarea.rs", &de_la_tarea);
    muestra("shared/src/peticion.rs", &de_la_peticion);
}

fn muestra(archivo: &str, verbos: &[&str]) {
    let codigo = leer(archivo);
    for verbo in verbos {
        assert!(codigo.contains(verbo), "{archivo} no muestra «{verbo}»");
    }
}

#[test]
fn al_lado_de_cada_programa_de_los_apuntes_y_de_cada_experimento_esta_el_mismo_en_python() {
    let solo_en_rust = ["arc-threads", "async", "scope-threads", "server"];
    for Programa {
        nombre, archivo, ..
    } in programas()
    {
        if solo_en_rust.contains(&nombre) {
            continue;
        }
        let gemelo = archivo.replace(".rs", ".py");
        let codigo = leer(&gemelo);
        let cabecera = hasta(&codigo, "\n\"\"\"\n");
        let explica = cabecera.starts_with("\"\"\"");
        assert!(explica, "{gemelo} no empieza por su explicación");

        let (_, en_rust) = archivo.rsplit_once('/').unwrap();
        let ejecutalo = format!("Ejecútalo: python3 {gemelo}");
        let comparalo = format!("Compáralo: {en_rust} (");
        for dice in [ejecutalo, comparalo] {
            assert!(cabecera.contains(&dice), "{gemelo} no dice «{dice}»");
        }
    }
}

#[test]
fn el_mapa_nombra_las_lecciones_y_la_documentacion_todos_los_programas_y_ninguno_mas() {
    assert_eq!(programas_enlazados("README.md").len(), 6);
    let mut enlazados = BTreeSet::new();
    for documento in documentos() {
        enlazados.extend(programas_enlazados(&documento));
    }
    assert_eq!(enlazados, archivos());
}

fn programas_enlazados(documento: &str) -> BTreeSet<String> {
    let mut programas = BTreeSet::new();
    for enlace in enlaces(&leer(documento)) {
        let archivo = enlace.trim_start_matches("../");
        if archivo.starts_with("examples-") && archivo.ends_with(".rs") {
            programas.insert(archivo.to_string());
        }
    }
    programas
}

#[test]
fn las_ordenes_que_nombra_la_documentacion_existen() {
    let mut hay = BTreeSet::from(["cargo run -p examples-http".to_string()]);
    for programa in programas() {
        hay.insert(programa.orden);
    }
    for documento in documentos() {
        for orden in ordenes(&leer(&documento)) {
            // De la copia de cada cual solo se puede saber que no está.
            let del_proyecto = orden.starts_with("cargo run -p examples-");
            if del_proyecto && !orden.contains("mine") {
                let existe = hay.contains(&orden);
                assert!(existe, "{documento} nombra «{orden}», que no existe");
            }
        }
    }
}

#[test]
fn los_programas_de_python_que_nombra_la_documentacion_existen() {
    for documento in documentos() {
        for resto in leer(&documento).split("python3 examples-").skip(1) {
            let mut nombre = resto;
            for corte in [" ", "`", "\n"] {
                nombre = hasta(nombre, corte);
            }
            let archivo = format!("examples-{nombre}");
            let existe = raiz().join(&archivo).is_file();
            assert!(existe, "{documento} nombra {archivo}, que no existe");
        }
    }
}

#[test]
fn los_enlaces_de_la_documentacion_llevan_a_algo() {
    let mut rotos = Vec::new();
    for documento in documentos() {
        for destino in enlaces(&leer(&documento)) {
            // El de una parte de la misma página no tiene nada delante de «#».
            if destino.is_empty() || destino.starts_with("http") {
                continue;
            }
            let archivo = raiz().join(&documento).with_file_name(destino);
            if !archivo.exists() {
                rotos.push(format!("{documento} enlaza {destino}"));
            }
        }
    }
    assert!(rotos.is_empty(), "no llevan a nada: {rotos:#?}");
}

/// Los documentos: los de la raíz, la página de cada lección y lo que haya en `docs`.
fn documentos() -> BTreeSet<String> {
    let mut carpetas = BTreeSet::from([".", "docs"]);
    for programas in &PROGRAMAS {
        carpetas.insert(programas.paquete);
    }
    let mut documentos = BTreeSet::new();
    for carpeta in carpetas {
        for entrada in fs::read_dir(raiz().join(carpeta)).unwrap() {
            let nombre = entrada.unwrap().file_name();
            let nombre = nombre.to_string_lossy();
            if nombre.ends_with(".md") {
                documentos.insert(format!("{carpeta}/{nombre}"));
            }
        }
    }
    documentos
}

/// Lo que hay delante de ese corte; si no está, todo.
fn hasta<'a>(texto: &'a str, corte: &str) -> &'a str {
    match texto.split_once(corte) {
        Some((delante, _)) => delante,
        None => texto,
    }
}

/// A dónde enlaza un texto, sin lo que va detrás de `#`.
fn enlaces(texto: &str) -> BTreeSet<&str> {
    let mut enlaces = BTreeSet::new();
    for resto in texto.split("](").skip(1) {
        let enlace = hasta(resto, ")");
        enlaces.insert(hasta(enlace, "#"));
    }
    enlaces
}

/// Las órdenes de cargo de un texto, sin los argumentos del programa: desde «cargo run» hasta la
/// comilla, los dos espacios, el comentario o el `--` que la cierra.
fn ordenes(texto: &str) -> BTreeSet<String> {
    let mut ordenes = BTreeSet::new();
    for (desde, _) in texto.match_indices("cargo run") {
        let mut orden = &texto[desde..];
        for corte in ["\n", "`", "»", "#", "(", "|", "  ", " -- "] {
            orden = hasta(orden, corte);
        }
        ordenes.insert(orden.trim().to_string());
    }
    ordenes
}

/// Las piezas de Rust que hay en las lecciones y en los experimentos, con dos espacios entre una y otra.
const PIEZAS: &str = "\
    //!  ///  use crate::  ::{self,  pub fn  -> ExitCode  let mut  static  u32  usize  &str  \
    String  Vec::new()  .push(  .len()  .iter()  ::<u32>()  print!(  println!(  eprintln!(  \
    format!(  \
    panic!(  {}  :.2}  :?}  ||  !estado1.success()  == 0  } else {  if let Some(  \
    while let Some(  match  Ok(Ok(_)) => {}  _ =>  in 1..=3  loop {  += 1;  return  \
    || tarea(1)  move ||  &url  for mut  .clone()  drop(  let _tramo =  let _ =  \
    io::Result<ExitCode>  anyhow::Result<()>  ?  Ok(())  ExitCode::FAILURE  anyhow::ensure!(  \
    process::exit(  .is_err()  .is_ok()  .inspect_err(  thread::spawn(  .join()  thread::scope(  \
    ambito.spawn(  AtomicBool  AtomicU32  Arc::new(  Arc::clone(  Barrier::new(2)  .sort()  \
    Ordering::SeqCst  Mutex<  .lock()  mpsc::channel()  .send(  Command::new(  .args(  \
    .spawn()?  .wait()?  .id()  Stdio::piped()  .elapsed()  .as_secs_f64()  \
    Duration::from_secs(2)  .bytes()?  .status()  .headers()  async fn  .await";

#[test]
fn el_rust_de_las_lecciones_esta_en_el_glosario() {
    let mut codigo = String::new();
    for archivo in archivos() {
        codigo += &leer(archivo);
    }
    codigo += &leer("shared/src/tarea.rs");
    codigo += &leer("shared/src/peticion.rs");
    codigo += &leer("examples-http/README.md");
    let glosario = leer("docs/glossary.md").replace("\\|", "|");
    for pieza in PIEZAS.split("  ") {
        assert!(codigo.contains(pieza), "nadie escribe ya «{pieza}»");
        assert!(glosario.contains(pieza), "el glosario no explica «{pieza}»");
    }
}
