//! `cargo timeline`: lo que dibuja de lecciones de verdad, y lo que dice cuando algo no va.

use crate::*;

fn timeline(argumentos: &[&str]) -> Leccion {
    Leccion::binario("tools", "timeline").con(argumentos)
}

/// Las líneas con barra: su llave, su proceso, su lugar y dónde empieza y acaba la barra.
fn barras(hecho: &Ejecucion) -> Vec<(char, String, String, usize, usize)> {
    let barra = |linea: &str| {
        let letras: Vec<char> = linea.chars().collect();
        let es_barra = |letra: &char| ('█'..='▕').contains(letra);
        let desde = letras.iter().position(es_barra).expect("una barra");
        let hasta = letras.iter().rposition(es_barra).expect("una barra");
        let antes: String = letras[1..desde].iter().collect();
        let (_, lugar) = antes.trim().rsplit_once(' ').expect("nombre y lugar");
        let proceso = lugar.split('·').next().expect("un proceso").to_string();
        (letras[0], proceso, lugar.to_string(), desde, hasta)
    };
    hecho.salida.lines().filter(|linea| linea.contains(" → ")).map(barra).collect()
}

#[test]
fn las_tres_lecciones_que_duermen_en_una_misma_escala() {
    let hecho = bien(timeline(&["sequential", "threads", "processes"]));
    assert!(!hecho.salida.contains('\u{1b}'), "sin terminal no hay colores: {hecho}");
    assert_eq!(hecho.salida.matches("finalizando").count(), 6, "sus mensajes se ven: {hecho}");

    let barras = barras(&hecho);
    let [s1, s2, h1, h2, p1, p2] = &barras[..] else { panic!("no son seis barras: {hecho}") };
    // En fila: la segunda empieza donde acaba la primera, en el mismo proceso.
    assert!(s2.3 >= s1.4, "{hecho}");
    assert_eq!((s1.0, s2.0, &s1.1), ('┏', '┗', &s2.1), "{hecho}");
    // A la vez, en un proceso: la misma llave, la mitad de largo.
    assert!(h1.3 < h2.4 && h2.3 < h1.4, "{hecho}");
    assert_eq!((h1.0, h2.0, &h1.1), ('┏', '┗', &h2.1), "{hecho}");
    assert_ne!(h1.2, h2.2, "{hecho}");
    assert!(h1.4 < s2.4, "misma escala: {hecho}");
    // A la vez, en dos procesos: cada barra con su llave.
    assert!(p1.3 < p2.4 && p2.3 < p1.4, "{hecho}");
    assert_eq!((p1.0, p2.0), ('━', '━'), "{hecho}");
    assert_ne!(p1.1, p2.1, "{hecho}");
}

#[test]
fn los_archivos_llevan_lo_mismo_que_el_dibujo() {
    let carpeta = tempfile::tempdir().expect("una carpeta temporal");
    let [svg, traza] = ["d.svg", "t.json"].map(|nombre| carpeta.path().join(nombre));
    let [svg, traza] = [&svg, &traza].map(|ruta| ruta.to_str().expect("una ruta"));
    bien(timeline(&["threads", "--svg", svg, "--trace", traza]));

    let svg = leer(svg);
    let dibujo = roxmltree::Document::parse(&svg).expect("un XML bien formado");
    let textos: Vec<_> = dibujo.descendants().filter_map(|nodo| nodo.text()).collect();
    assert!(textos.contains(&"Tarea 1") && textos.contains(&"Tarea 2"), "{svg}");

    let traza: serde_json::Value = serde_json::from_str(&leer(traza)).expect("un JSON");
    let eventos = traza["traceEvents"].as_array().expect("los eventos");
    assert_eq!(eventos.iter().filter(|evento| evento["ph"] == "X").count(), 2, "{traza}");
}

#[test]
fn lo_que_va_detras_de_los_guiones_es_para_la_leccion_y_su_fallo_se_dice() {
    let servidor = shared::servidor::iniciar(0).expect("un servidor");
    let buena = servidor.paginas().remove(2);
    let orden = timeline(&["http/threads", "--", &buena, "http://127.0.0.1:9/nadie"]);
    let hecho = mal(orden, 1, "conexión rechazada");
    assert_eq!(barras(&hecho).len(), 2, "{hecho}");
    assert!(hecho.salida.contains("✗ terminó con el estado 1"), "{hecho}");
}

#[test]
fn un_nombre_que_no_existe_recibe_la_lista_de_los_que_si() {
    let hecho = mal(timeline(&["threads", "hebras"]), 2, "«hebras»");
    assert_eq!(hecho.salida, "", "no se ejecuta nada: {hecho}");
    for nombre in ["sequential", "threads", "processes", "http/sequential", "http/processes"] {
        assert!(hecho.errores.contains(&format!("\n  {nombre}\n")), "{hecho}");
    }
}

#[test]
fn los_argumentos_se_explican_en_espanol() {
    let hecho = bien(timeline(&["--help"]));
    assert!(hecho.salida.contains("Uso: cargo timeline"), "{hecho}");
    for ingles in ["Usage", "Options", "Arguments", "Print", "default"] {
        assert!(!hecho.salida.contains(ingles), "{ingles}: {hecho}");
    }
    mal(timeline(&["--nada"]), 2, "No existe «--nada»");
    mal(timeline(&["--svg"]), 2, "Falta el valor de");
}
