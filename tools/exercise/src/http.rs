//! Los ejercicios de las lecciones HTTP: las páginas son de un servidor de este equipo.

use crate::criterios::*;
use crate::palabras::cuantas_veces;
use crate::{Juez, Prueba};
use shared::ejecucion::{Ejecucion, Tramo};
use timeline::tiempo::segundos;

/// Una URL en la que no responde nadie.
const NADIE: &str = "http://127.0.0.1:9/nadie";

/// Tres hilos como mucho: un grupo de hilos.
pub fn http_1(juez: &mut Juez) -> anyhow::Result<()> {
    // Una lenta al principio y otra al final: se empiece por donde se empiece, una llega pronto.
    let lenta = (4.0, 1000);
    let rapida = (0.2, 1000);
    let paginas = [lenta, rapida, rapida, rapida, rapida, rapida, rapida, lenta];
    let urls = juez.paginas(&paginas)?;
    let hecho = juez.ejecutar(&Prueba::normal().pidiendo(&urls))?;
    termina_bien(juez, &hecho);
    acaban_todas(juez, &hecho);
    cada_pagina(juez, &hecho, &urls);
    nunca_mas_de(juez, &hecho, 3);
    mientras_queden(juez, &hecho, 3);
    al_final_dice_el_tiempo(juez, &hecho);
    ese_tiempo_es_el_que_paso(juez, &hecho);

    if juez.va_bien() {
        let otras = juez.paginas(&[(0.3, 10), (0.4, 20), (0.3, 30), (0.2, 40), (0.3, 50)])?;
        con_otras_paginas(juez, &otras)?;
        alguna_no_responde(juez)?;
    }
    Ok(())
}

/// El total: usar lo que un hilo devuelve.
pub fn http_2(juez: &mut Juez) -> anyhow::Result<()> {
    let urls = juez.paginas(&[(1.1, 1_234), (1.3, 70_001), (1.0, 0), (1.2, 500)])?;
    let hecho = juez.ejecutar(&Prueba::normal().pidiendo(&urls))?;
    termina_bien(juez, &hecho);
    acaban_todas(juez, &hecho);
    cada_pagina(juez, &hecho, &urls);
    a_la_vez(juez, &hecho, 4);
    un_solo_total(juez, &hecho);
    dice(juez, &hecho, "[+] En total: 71735 bytes");

    if juez.va_bien() {
        let otras = juez.paginas(&[(0.3, 7), (0.2, 90_000), (0.4, 1_000)])?;
        let hecho = juez.ejecutar_otra_vez(&Prueba::normal().pidiendo(&otras))?;
        cada_pagina(juez, &hecho, &otras);
        dice(juez, &hecho, "[+] En total: 91007 bytes");
        alguna_no_responde(juez)?;
    }
    Ok(())
}

/// La más rápida y la más lenta: medir dentro de cada hilo.
pub fn http_3(juez: &mut Juez) -> anyhow::Result<()> {
    // Ordenadas como textos, ni la primera es la más rápida ni la última la más lenta.
    let urls = juez.paginas(&[(1.7, 300), (3.5, 10), (1.0, 40), (3.0, 200)])?;
    let hecho = juez.ejecutar(&Prueba::normal().pidiendo(&urls))?;
    termina_bien(juez, &hecho);
    acaban_todas(juez, &hecho);
    cada_pagina(juez, &hecho, &urls);
    a_la_vez(juez, &hecho, 4);
    dice_su_tiempo(juez, &hecho, Cual::MasRapida, "");
    dice_su_tiempo(juez, &hecho, Cual::MasLenta, "");

    if juez.va_bien() {
        // La que según su URL es la más rápida, tarda más que ninguna.
        let urls = juez.paginas(&[(0.9, 10), (0.2, 10), (1.5, 10)])?;
        let engana = Prueba::normal().pidiendo(&urls).tarda(&urls[1], 2200);
        let hecho = juez.ejecutar_otra_vez(&engana)?;
        let otra_vez = "si una página tarda más que lo que dice su URL, ";
        dice_su_tiempo(juez, &hecho, Cual::MasRapida, otra_vez);
        dice_su_tiempo(juez, &hecho, Cual::MasLenta, otra_vez);
    }
    Ok(())
}

/// A tu manera: elegir.
pub fn http_4(juez: &mut Juez) -> anyhow::Result<()> {
    let urls = juez.paginas(&[(3.0, 10); 4])?;
    let hecho = juez.ejecutar(&Prueba::normal().pidiendo(&urls))?;
    termina_bien(juez, &hecho);
    acaban_todas(juez, &hecho);
    cada_pagina(juez, &hecho, &urls);
    en_menos_de_6_segundos(juez, &hecho);
    al_final_dice_el_tiempo(juez, &hecho);
    ese_tiempo_es_el_que_paso(juez, &hecho);

    if juez.va_bien() {
        let otras = juez.paginas(&[(0.5, 10), (0.6, 10), (0.4, 10)])?;
        con_otras_paginas(juez, &otras)?;
        alguna_no_responde(juez)?;
    }
    Ok(())
}

/// Con otras páginas, también las pide todas, y el tiempo es otro.
fn con_otras_paginas(juez: &mut Juez, urls: &[String]) -> anyhow::Result<()> {
    let hecho = juez.ejecutar_otra_vez(&Prueba::normal().pidiendo(urls))?;
    cada_pagina(juez, &hecho, urls);
    ese_tiempo_cambia(juez, &hecho, "con otras páginas");
    Ok(())
}

/// Se prueba con una URL en la que no responde nadie: la primera, en medio y la última.
fn alguna_no_responde(juez: &mut Juez) -> anyhow::Result<()> {
    let paginas = juez.paginas(&[(0.2, 10), (0.2, 20)])?;
    let mut pruebas = Vec::new();
    for donde in 0..=2 {
        let mut urls = paginas.clone();
        urls.insert(donde, NADIE.to_string());
        pruebas.push(Prueba::normal().pidiendo(&urls));
    }
    let hechos = juez.ejecutar_a_la_vez(&pruebas)?;
    su_estado_lo_dice(juez, &hechos);
    Ok(())
}

fn cada_pagina(juez: &mut Juez, hecho: &Ejecucion, urls: &[String]) {
    let pedidas = hecho.tramos.len();
    let de_cuantas = urls.len();
    let pide = format!("pide cada una de las {de_cuantas} páginas, una sola vez");
    let mut faltan = 0;
    for url in urls {
        let esta = hecho.tramos.iter().any(|tramo| tramo.nombre == *url);
        if !esta {
            faltan += 1;
        }
    }
    let visto = match faltan {
        0 => format!("hubo {pedidas} peticiones"),
        1 => "quedó una sin pedir".to_string(),
        _ => format!("quedaron {faltan} sin pedir"),
    };
    let consejo = if pedidas == 0 {
        "Ninguna se ha pedido con realizar_peticion, de shared: es la que deja traza. Si la petición la haces tú, anótala \
         en su primera línea: let _tramo = shared::traza::anotar(&url);"
    } else if faltan > 0 {
        "Alguna se queda sin pedir: mira qué URL recibe cada cual."
    } else {
        "Alguna se pide más de una vez. realizar_peticion ya devuelve los bytes: no hace falta volver a pedir la página."
    };
    juez.pide(pide, faltan == 0 && pedidas == de_cuantas)
        .pero(visto)
        .consejo(consejo);
}

fn un_solo_total(juez: &mut Juez, hecho: &Ejecucion) {
    let veces = hecho.tras("[+] En total: ").len();
    if veces > 1 {
        juez.reprocha("dice el total una sola vez")
            .pero(format!("lo dijo {veces} veces"))
            .consejo("El total se dice cuando se sabe entero: después del bucle que espera.");
    }
}

/// De dos en dos serían 6 segundos: solo las cuatro a la vez bajan de ahí, salvo que el equipo esté muy ocupado.
fn en_menos_de_6_segundos(juez: &mut Juez, hecho: &Ejecucion) {
    let tardo = hecho.duracion.as_micros() as u64;
    let a_la_vez = hecho.a_la_vez();
    let consejo = match a_la_vez {
        0 | 1 => "Van en fila, y cada página tarda 3 segundos: las cuatro, 12.".to_string(),
        _ => format!("Llegó a haber {a_la_vez} a la vez. Hacen falta las cuatro."),
    };
    let pide = match tardo < 6_000_000 {
        true => "en menos de 6 segundos",
        false => "en menos de 6 segundos, o las cuatro a la vez en un equipo muy ocupado",
    };
    juez.pide(pide, tardo < 6_000_000 || a_la_vez == 4)
        .visto(format!("tardó {}", segundos(tardo)))
        .consejo(consejo);
}

/// Una de las páginas, según lo que tardó.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cual {
    MasRapida,
    MasLenta,
}

impl Cual {
    fn palabras(self) -> &'static str {
        match self {
            Cual::MasRapida => "La más rápida",
            Cual::MasLenta => "La más lenta",
        }
    }

    fn la_que_es(self, tramos: &[Tramo]) -> Option<&Tramo> {
        match self {
            Cual::MasRapida => tramos.iter().min_by_key(|tramo| tramo.dura()),
            Cual::MasLenta => tramos.iter().max_by_key(|tramo| tramo.dura()),
        }
    }
}

/// Lo que puede tardar un programa en mirar el reloj, en microsegundos: entre una página y otra hay más diferencia.
const MIRAR_EL_RELOJ: u64 = 400_000;

/// Lo que se dijo de una página: `URL (T segundos)`.
struct Dicha<'a> {
    url: &'a str,
    segundos: &'a str,
    tiempo: Tiempo,
}

impl<'a> Dicha<'a> {
    fn leer(texto: &'a str) -> Option<Self> {
        let texto = texto.trim_end().strip_suffix(" segundos)")?;
        let (url, segundos) = texto.rsplit_once(" (")?;
        Some(Dicha {
            url,
            segundos,
            tiempo: Tiempo::leer(segundos)?,
        })
    }
}

fn dice_su_tiempo(juez: &mut Juez, hecho: &Ejecucion, cual: Cual, cuando: &str) {
    let palabras = cual.palabras();
    let pide = format!("{cuando}dice «[+] {palabras}: URL (T segundos)», con su URL y su tiempo");
    let Some(es) = cual.la_que_es(&hecho.tramos) else {
        return juez.sin_mirar(pide, SIN_TAREAS);
    };
    let dichas = hecho.tras(&format!("[+] {palabras}: "));
    let [texto] = dichas[..] else {
        juez.reprocha(pide)
            .pero(cuantas_veces(dichas.len()))
            .consejo("El mensaje tiene que empezar igual, letra por letra, estar en una línea, y decirse una vez.");
        return;
    };
    let Some(dicha) = Dicha::leer(texto) else {
        juez.reprocha(pide)
            .pero(format!("dijo «{texto}»"))
            .consejo("Detrás de los dos puntos, la URL tal cual, y su tiempo: « (2.00 segundos)».");
        return;
    };
    if dicha.url != es.nombre {
        juez.reprocha(pide)
            .pero(format!("dijo {}, y fue {}", dicha.url, es.nombre))
            .consejo(format!("Esa URL es de otra página. {SE_MIDE}"));
        return;
    }
    let duro = es.dura();
    let visto = format!(
        "dijo «{}» segundos, y tardó {}",
        dicha.segundos,
        segundos(duro)
    );
    juez.pide(pide, dicha.tiempo.esta_entre(duro, duro + MIRAR_EL_RELOJ))
        .pero(visto)
        .consejo(format!("Ese tiempo no es el de esa página. {SE_MIDE}"));
}

const SE_MIDE: &str = "Lo que tarda se mide, y no está en su URL: dentro del hilo, alrededor de realizar_peticion. Si se mide \
     al esperar a cada hilo, el primero hace esperar a los demás.";

#[cfg(test)]
mod pruebas {
    use super::*;
    use crate::Criterio;
    use crate::Resultado::{Cumplido, SinMirar};
    use crate::inventos::{Invento, de_hilos as mirar};

    const UNA: &str = "http://127.0.0.1:80/delay/1";
    const OTRA: &str = "http://127.0.0.1:80/delay/2";

    fn dos_paginas() -> Invento {
        let invento = Invento::nuevo().tarea(UNA, 2, 0, 1040);
        invento.tarea(OTRA, 3, 0, 2030)
    }

    fn la_mas_rapida(dicho: &str) -> Criterio {
        let invento = dos_paginas().dice(&format!("[+] La más rápida: {dicho}"));
        mirar(invento, |juez, hecho| {
            dice_su_tiempo(juez, hecho, Cual::MasRapida, "");
        })
    }

    #[test]
    fn la_mas_rapida_se_dice_con_su_url_y_su_tiempo() {
        for tiempo in ["1.04", "1.1", "1", "1,05"] {
            let criterio = la_mas_rapida(&format!("{UNA} ({tiempo} segundos)"));
            assert_eq!(criterio.resultado, Cumplido, "{tiempo}: {criterio:?}");
        }
        let otro_tiempo = la_mas_rapida(&format!("{UNA} (2.03 segundos)"));
        assert!(
            otro_tiempo
                .texto()
                .ends_with("dijo «2.03» segundos, y tardó 1,04")
        );
        let otra_url = la_mas_rapida(&format!("{OTRA} (2.03 segundos)"));
        assert!(
            otra_url
                .texto()
                .ends_with(&format!("dijo {OTRA}, y fue {UNA}"))
        );
        assert!(otra_url.consejo.contains("no está en su URL"));
        let sin_tiempo = la_mas_rapida(UNA);
        assert!(sin_tiempo.consejo.starts_with("Detrás de los dos puntos"));
    }

    #[test]
    fn sin_paginas_no_se_sabe_cual_es() {
        let ninguna = mirar(Invento::nuevo(), |juez, hecho| {
            dice_su_tiempo(juez, hecho, Cual::MasLenta, "");
        });
        assert_eq!(ninguna.resultado, SinMirar);
    }

    #[test]
    fn cada_pagina_se_pide_una_vez() {
        let urls = [UNA.to_string(), OTRA.to_string()];
        let mira = |juez: &mut Juez, hecho: &Ejecucion| cada_pagina(juez, hecho, &urls);
        assert_eq!(mirar(dos_paginas(), mira).resultado, Cumplido);
        let dos_veces = mirar(dos_paginas().tarea(UNA, 2, 0, 9), mira);
        assert!(dos_veces.texto().ends_with("hubo 3 peticiones"));
        let falta = mirar(Invento::nuevo().tarea(UNA, 2, 0, 9), mira);
        assert!(falta.texto().ends_with("quedó una sin pedir"));
        let ninguna = mirar(Invento::nuevo(), mira);
        assert!(ninguna.consejo.contains("traza::anotar"));
    }
}
