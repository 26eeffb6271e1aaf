//! `cargo timeline`: lo que dibuja de lecciones de verdad, y lo que dice cuando algo no va.

use tests::{Ejecucion, Leccion};

fn timeline(argumentos: &[&str]) -> Ejecucion {
    let orden = Leccion::binario("tests", "timeline").con(argumentos);
    orden.ejecutar().expect("cargo timeline se puede ejecutar")
}

/// Las líneas con barra: su llave, su nombre, su lugar y dónde empieza y acaba la barra.
fn barras(hecho: &Ejecucion) -> Vec<(char, String, String, usize, usize)> {
    let con_barra = hecho.salida.lines().filter(|linea| linea.contains(" → "));
    con_barra
        .map(|linea| {
            let letras: Vec<char> = linea.chars().collect();
            let es_barra = |letra: &char| ('█'..='▕').contains(letra);
            let desde = letras.iter().position(es_barra).expect("una barra");
            let hasta = letras.iter().rposition(es_barra).expect("una barra");
            let antes: String = letras[1..desde].iter().collect();
            let (nombre, lugar) = antes.trim().rsplit_once(' ').expect("nombre y lugar");
            (letras[0], nombre.trim().to_string(), lugar.to_string(), desde, hasta)
        })
        .collect()
}

#[test]
fn las_tres_lecciones_que_duermen_en_una_misma_escala() {
    let hecho = timeline(&["sequential", "threads", "processes"]);
    assert_eq!(hecho.codigo(), Some(0), "{hecho}");
    assert!(!hecho.salida.contains('\u{1b}'), "sin terminal no hay colores: {hecho}");
    assert_eq!(hecho.salida.matches("finalizando").count(), 6, "sus mensajes se ven: {hecho}");

    let barras = barras(&hecho);
    let [s1, s2, h1, h2, p1, p2] = &barras[..] else { panic!("no son seis barras: {hecho}") };
    let pid = |barra: &(char, String, String, usize, usize)| {
        barra.2.split('·').next().map(str::to_string).expect("un proceso")
    };
    // En fila: la segunda empieza donde acaba la primera, en el mismo proceso.
    assert!(s2.3 >= s1.4, "{hecho}");
    assert_eq!((s1.0, s2.0, pid(s1)), ('┏', '┗', pid(s2)), "{hecho}");
    // A la vez, en un proceso: la misma llave, la mitad de largo.
    assert!(h1.3 < h2.4 && h2.3 < h1.4, "{hecho}");
    assert_eq!((h1.0, h2.0, pid(h1)), ('┏', '┗', pid(h2)), "{hecho}");
    assert_ne!(h1.2, h2.2, "{hecho}");
    assert!(h1.4 < s2.4, "misma escala: {hecho}");
    // A la vez, en dos procesos: cada barra con su llave.
    assert!(p1.3 < p2.4 && p2.3 < p1.4, "{hecho}");
    assert_eq!((p1.0, p2.0), ('━', '━'), "{hecho}");
    assert_ne!(pid(p1), pid(p2), "{hecho}");
}

#[test]
fn los_archivos_llevan_lo_mismo_que_el_dibujo() {
    let carpeta = tempfile::tempdir().expect("una carpeta temporal");
    let [svg, traza] = ["d.svg", "t.json"].map(|nombre| carpeta.path().join(nombre));
    let [svg, traza] = [&svg, &traza].map(|ruta| ruta.to_str().expect("una ruta"));
    let hecho = timeline(&["threads", "--svg", svg, "--trace", traza]);
    assert_eq!(hecho.codigo(), Some(0), "{hecho}");

    let svg = std::fs::read_to_string(svg).expect("el SVG");
    let dibujo = roxmltree::Document::parse(&svg).expect("un XML bien formado");
    let textos: Vec<_> = dibujo.descendants().filter_map(|nodo| nodo.text()).collect();
    assert!(textos.contains(&"Tarea 1") && textos.contains(&"Tarea 2"), "{svg}");

    let traza = std::fs::read_to_string(traza).expect("la traza");
    let traza: serde_json::Value = serde_json::from_str(&traza).expect("un JSON");
    let eventos = traza["traceEvents"].as_array().expect("los eventos");
    assert_eq!(eventos.iter().filter(|evento| evento["ph"] == "X").count(), 2, "{traza}");
}

#[test]
fn lo_que_va_detras_de_los_guiones_es_para_la_leccion_y_su_fallo_se_dice() {
    let servidor = shared::servidor::iniciar(0).expect("un servidor");
    let buena = servidor.paginas().remove(2);
    let hecho = timeline(&["http/threads", "--", &buena, "http://127.0.0.1:9/nadie"]);
    assert_eq!(hecho.codigo(), Some(1), "{hecho}");
    assert_eq!(barras(&hecho).len(), 2, "{hecho}");
    assert!(hecho.salida.contains("✗ terminó con el estado 1"), "{hecho}");
    assert!(hecho.errores.contains("conexión rechazada"), "{hecho}");
}

#[test]
fn un_nombre_que_no_existe_recibe_la_lista_de_los_que_si() {
    let hecho = timeline(&["threads", "hebras"]);
    assert_eq!(hecho.codigo(), Some(2), "{hecho}");
    assert_eq!(hecho.salida, "", "no se ejecuta nada: {hecho}");
    assert!(hecho.errores.contains("«hebras»"), "{hecho}");
    for nombre in ["sequential", "threads", "processes", "http/sequential", "http/processes"] {
        assert!(hecho.errores.contains(&format!("\n  {nombre}\n")), "{hecho}");
    }
}

#[test]
fn los_argumentos_se_explican_en_espanol() {
    let hecho = timeline(&["--help"]);
    assert_eq!(hecho.codigo(), Some(0), "{hecho}");
    assert!(hecho.salida.contains("Uso: cargo timeline"), "{hecho}");
    for ingles in ["Usage", "Options", "Arguments", "Print", "default"] {
        assert!(!hecho.salida.contains(ingles), "{ingles}: {hecho}");
    }
    for (malo, explicacion) in [("--nada", "No existe «--nada»"), ("--svg", "Falta el valor de")]
    {
        let hecho = timeline(&[malo]);
        assert_eq!(hecho.codigo(), Some(2), "{hecho}");
        assert!(hecho.errores.contains(explicacion), "{hecho}");
    }
}
