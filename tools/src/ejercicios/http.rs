//! Lo que se mira en los ejercicios de `examples-http`: piden sus páginas a un servidor de este equipo.

use super::juicio::{Juicio, duracion};
use crate::Ejecucion;
use shared::{servidor, tramos};
use std::slice;

/// Lo que tarda una página, en segundos, y sus bytes.
type Pagina = (f64, u64);

pub fn tres_hilos_como_mucho(juicio: &mut Juicio) -> anyhow::Result<()> {
    // Una lenta al principio y otra al final: se empiece por donde se empiece, una llega pronto.
    let mut paginas = [(0.2, 1000); 8];
    (paginas[0].0, paginas[7].0) = (4.0, 4.0);
    let urls = pedir(juicio, &paginas, None)?;
    juicio.termina_bien();
    pedidas_una_vez(juicio, &urls);
    let hay = tramos::a_la_vez(&juicio.hecho.tramos);
    let texto = format!("nunca más de 3 a la vez: llegó a haber {hay}");
    let consejo =
        "Hay demasiados hilos: bastan tres, y cada uno pide varias páginas, una detrás de otra.";
    juicio.pide(hay <= 3, texto, consejo);
    let consejo =
        "Faltan hilos, o se esperan unos a otros: ¿alguno guarda el mutex mientras pide su página?";
    juicio.pide(hay >= 3, format!("3 a la vez: llegó a haber {hay}"), consejo);
    let antes = cortas_antes_que_la_lenta(&juicio.hecho);
    let texto = format!("mientras llega una página lenta, los demás piden el resto: {antes} de 6");
    let consejo = "Repartidas de antemano, o de tres en tres, a unas les toca esperar detrás de la página lenta, con \
                   hilos sin nada que hacer. Cada hilo, al terminar una, tiene que tomar la siguiente que quede.";
    juicio.pide(antes == 6, texto, consejo);
    juicio.dice_el_tiempo_total();
    no_pierde_una_peticion(juicio)
}

fn cortas_antes_que_la_lenta(hecho: &Ejecucion) -> usize {
    let (lentas, cortas): (Vec<_>, Vec<_>) =
        hecho.tramos.iter().partition(|tramo| tramo.nombre.contains("/delay/4?"));
    let primera = lentas.iter().map(|tramo| tramo.fin).min();
    cortas.iter().filter(|tramo| Some(tramo.fin) < primera).count()
}

pub fn el_total(juicio: &mut Juicio) -> anyhow::Result<()> {
    let urls = pedir(juicio, &[(1.1, 1234), (1.3, 70_001), (1.0, 0), (1.2, 500)], None)?;
    juicio.termina_bien();
    pedidas_una_vez(juicio, &urls);
    juicio.a_la_vez(4);
    let totales = juicio.dichos_tras("[+] En total: ").len();
    let consejo = "El total se dice cuando se sabe entero: después del bucle que espera.";
    juicio.pide(totales <= 1, format!("dice el total una sola vez: {totales}"), consejo);
    juicio.dice("[+] En total: 71735 bytes");
    no_pierde_una_peticion(juicio)
}

pub fn la_mas_rapida_y_la_mas_lenta(juicio: &mut Juicio) -> anyhow::Result<()> {
    let urls = pedir(juicio, &[(2.0, 10), (4.0, 10), (1.0, 10), (3.0, 10)], None)?;
    juicio.termina_bien();
    pedidas_una_vez(juicio, &urls);
    juicio.a_la_vez(4);
    let mut tramos = juicio.hecho.tramos.clone();
    tramos.sort_by_key(|tramo| tramo.fin - tramo.inicio);
    if let [rapida, .., lenta] = &tramos[..] {
        con_su_tiempo(juicio, "La más rápida", &rapida.nombre);
        con_su_tiempo(juicio, "La más lenta", &lenta.nombre);
    }
    Ok(())
}

pub fn a_tu_manera(juicio: &mut Juicio) -> anyhow::Result<()> {
    let urls = pedir(juicio, &[(3.0, 10); 4], None)?;
    juicio.termina_bien();
    pedidas_una_vez(juicio, &urls);
    // De dos en dos serían 6 segundos: solo las cuatro a la vez bajan de ahí, salvo que el equipo esté muy ocupado.
    let tiempo = juicio.hecho.duracion.as_secs_f64();
    let juntas = tramos::a_la_vez(&juicio.hecho.tramos);
    let consejo = match juntas {
        1 => "Van en fila, y cada página tarda 3 segundos: las cuatro, 12.".to_string(),
        _ => format!("Llegó a haber {juntas} a la vez. Hacen falta las cuatro."),
    };
    let texto = format!("en menos de 6 segundos: tardó {tiempo:.2}");
    juicio.pide(tiempo < 6.0 || juntas == 4, texto, consejo);
    juicio.dice_el_tiempo_total();
    no_pierde_una_peticion(juicio)
}

/// Le pide al programa unas páginas de un servidor local, y quizá otra de otro sitio. Da sus URL.
fn pedir(
    juicio: &mut Juicio,
    paginas: &[Pagina],
    otra: Option<&str>,
) -> anyhow::Result<Vec<String>> {
    let servidor = servidor::iniciar(0)?;
    let base = servidor.base();
    let mut urls: Vec<String> = otra.into_iter().map(String::from).collect();
    for (i, (segundos, bytes)) in paginas.iter().enumerate() {
        urls.push(format!("{base}/delay/{segundos}?bytes={bytes}&pagina={i}"));
    }
    juicio.hecho = juicio.programa.clone().con(&urls).ejecutar()?;
    Ok(urls)
}

/// Que cada página se pida una sola vez, y que se espere a todas.
fn pedidas_una_vez(juicio: &mut Juicio, urls: &[String]) {
    let tramos = &juicio.hecho.tramos;
    let veces = |url: &String| tramos.iter().filter(|tramo| tramo.nombre == *url).count();
    let (hay, paginas) = (tramos.len(), urls.len());
    let cumplido = hay == paginas && urls.iter().all(|url| veces(url) == 1);
    let consejo = match hay {
        0 => "Ninguna se ha pedido con realizar_peticion, de shared: es la que deja traza.",
        _ if urls.iter().any(|url| veces(url) == 0) => {
            "Alguna se queda sin pedir: mira qué URL recibe cada cual."
        }
        _ => "realizar_peticion ya devuelve los bytes: no hace falta volver a pedir la página.",
    };
    juicio.espera_a_todas(
        "El programa acabó con peticiones a medias. A un hilo se le espera con join(): cuando main termina, acaba con \
         él. Y a un proceso, con wait(): sigue por su cuenta, y nadie sabe cómo le fue.",
    );
    let peticiones = if hay == 1 { "petición" } else { "peticiones" };
    let texto = format!("cada página, una sola vez: {hay} {peticiones} para {paginas} páginas");
    juicio.pide(cumplido, texto, consejo);
}

/// `[+] La más rápida: URL (T segundos)`, con el tiempo de esa petición y no el de otra.
fn con_su_tiempo(juicio: &mut Juicio, cual: &str, url: &str) {
    let dichos = juicio.dichos_tras(&format!("[+] {cual}: "));
    let dicho = dichos.first().map_or("no lo dijo", String::as_str);
    let tiempo = dicho.strip_prefix(url).and_then(|resto| {
        resto.strip_prefix(" (")?.strip_suffix(" segundos)")?.parse::<f64>().ok()
    });
    // El de esa petición se parece más a lo que duró ella que a lo que duró cualquier otra.
    let tramos = &juicio.hecho.tramos;
    let lejos = |tramo| (duracion(slice::from_ref(tramo)) - tiempo.unwrap_or(0.0)).abs();
    let parecido = tramos.iter().min_by(|uno, otro| lejos(uno).total_cmp(&lejos(otro)));
    let cumplido = tiempo.is_some() && parecido.is_some_and(|tramo| tramo.nombre == url);

    let donde_medir = "Si se mide al esperar a cada hilo, el primero hace esperar a los demás: mide dentro del hilo, \
                       alrededor de realizar_peticion.";
    let consejo = if dichos.is_empty() {
        "El mensaje tiene que empezar igual, letra por letra, y estar en una línea.".to_string()
    } else if tiempo.is_some() {
        format!("Ese tiempo se parece más al de otra. {donde_medir}")
    } else if tramos.iter().any(|t| t.nombre != url && dicho.starts_with(&t.nombre)) {
        format!("Esa URL es de otra página. {donde_medir}")
    } else {
        "¿Es esa URL, tal cual? Y detrás, su tiempo: « (2.00 segundos)».".to_string()
    };
    let texto = format!("dice «[+] {cual}: URL (T segundos)», con URL {url} y su tiempo: {dicho}");
    juicio.pide(cumplido, texto, consejo);
}

/// Si lo demás va bien, que una petición que falla se note al final.
fn no_pierde_una_peticion(juicio: &mut Juicio) -> anyhow::Result<()> {
    if juicio.va_bien() {
        pedir(juicio, &[(0.2, 10); 2], Some("http://127.0.0.1:9/nadie"))?;
        let texto = "si una petición falla, termina con un estado que lo dice";
        let consejo = "Se probó otra vez con una URL a la que nadie responde, y el programa terminó como si nada. Un Err \
                       de realizar_peticion hay que contarlo, y al final ensure! o ExitCode::FAILURE.";
        juicio.pide(!juicio.hecho.bien(), texto, consejo);
    }
    Ok(())
}
