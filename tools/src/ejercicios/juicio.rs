//! Con qué se juzga un ejercicio: cada criterio mira lo que pasó, y si no se cumple dice a qué se parece.

use crate::programa::{DEMASIADOS, PROCESOS};
use crate::{Ejecucion, Programa};
use shared::tramos::{self, Tramo};
use shared::{servidor, traza};
use std::slice;

/// Una cosa que se pide, y lo que se midió.
#[derive(Clone, Debug)]
pub struct Criterio {
    /// Qué se pide y qué se encontró: `las 5 a la vez: llegó a haber 2`.
    pub texto: String,
    /// Si se cumple.
    pub cumplido: bool,
    /// Si no se cumple, a qué se parece lo que pasó y qué se puede hacer; puede no saberse.
    pub consejo: String,
}

impl Criterio {
    /// El mismo, con lo que hay que decir si no se cumple.
    pub fn consejo(self, consejo: impl Into<String>) -> Self {
        Criterio { consejo: consejo.into(), ..self }
    }
}

/// Cómo se llaman las cosas cuando las tareas van en hilos, y cuando van en procesos.
pub struct Manera {
    quien: &'static str,
    uno: &'static str,
    esperar: &'static str,
    /// El mensaje con que termina su lección.
    pub bien: &'static str,
}

pub const HILOS: Manera = Manera {
    quien: "Tarea",
    uno: "hilo",
    esperar: "join()",
    bien: "[+] Los hilos han finalizado exitosamente",
};

pub const DE_PROCESOS: Manera = Manera {
    quien: "Proceso",
    uno: "proceso",
    esperar: "wait()",
    bien: "[+] Los procesos han finalizado exitosamente",
};

pub fn criterio(cumplido: bool, texto: impl Into<String>) -> Criterio {
    Criterio { cumplido, texto: texto.into(), consejo: String::new() }
}

/// Que termine bien, o que termine con un estado que dice que falló.
pub fn termina(hecho: &Ejecucion, bien: bool) -> Criterio {
    let cumplido = hecho.estado.is_some_and(|estado| estado.success() == bien);
    let se_pide = if bien { "termina bien" } else { "termina con un estado que dice que falló" };
    let entre = |desde: &str, hasta: &str| {
        let (_, resto) = hecho.errores.split_once(desde)?;
        resto.split_once(hasta).map(|(entre, _)| entre.trim().to_string())
    };
    let encargo = entre("Un hijo no entiende su encargo: «", "»");
    let de_un_hijo = hecho.errores.contains("es un hijo y no inicia otros");
    let panico = entre(" panicked at ", "\nnote:")
        .and_then(|dicho| Some(dicho.split_once('\n')?.1.to_string()));
    let consejo = match (encargo, panico) {
        _ if hecho.por_que == Some(DEMASIADOS) => format!(
            "Cada hijo inicia otros, sin fin, y con más de {PROCESOS} procesos se detiene. Lo primero que hace main es \
             preguntar por su encargo(): el hijo que lo tiene, hace su tarea y no sigue. Y para iniciarlo, \
             este_programa(), que se niega en un hijo."
        ),
        _ if hecho.estado.is_none() => format!(
            "A los {:.0} segundos seguía en marcha, y hubo que detenerlo. ¿Un bucle sin salida? ¿Alguien que \
             espera a quien no va a acabar?",
            hecho.duracion.as_secs_f64()
        ),
        (Some(encargo), _) => format!(
            "Un hijo recibió «{encargo}» como encargo, y no lo entiende. Mira lo que va detrás de \"--hijo\": un \
             número viaja como texto, &num_tarea.to_string()."
        ),
        _ if de_un_hijo => {
            "Un hijo siguió por el camino del padre. Lo primero que hace main es preguntar por su \
            encargo(), y el hijo que lo tiene hace su tarea y no sigue."
                .to_string()
        }
        _ if !bien => {
            "Algo falló, y el programa termina como si nada: su estado tiene que decirlo, con \
            ExitCode::FAILURE, por ejemplo."
                .to_string()
        }
        (_, Some(panico)) => format!("Hubo un pánico: «{panico}»."),
        _ if hecho.errores.trim().is_empty() => {
            "No dijo por qué: un fallo se dice por la salida de errores.".to_string()
        }
        _ => {
            let ultima = hecho.errores.trim_end().lines().next_back().unwrap_or_default();
            format!("Lo último que dijo por la salida de errores: «{ultima}».")
        }
    };
    let texto = match cumplido {
        true => se_pide.to_string(),
        false => format!("{se_pide}: {}", hecho.final_en_palabras()),
    };
    criterio(cumplido, texto).consejo(consejo)
}

/// Que las tareas dejen traza, que se espere a todas y que se haga cada una, de la 1 a la última, una vez.
pub fn tareas(hecho: &Ejecucion, manera: &Manera, ultima: usize) -> Vec<Criterio> {
    let Manera { quien, esperar, uno, .. } = manera;
    let nombres: Vec<String> = (1..=ultima).map(|numero| format!("{quien} {numero}")).collect();
    if hecho.tramos.is_empty() {
        let hay = criterio(false, "empieza alguna tarea: ninguna ha dejado traza");
        return vec![hay.consejo(if hecho.salida.contains("iniciando") {
            "El programa dice «iniciando», pero sus tareas no dejan traza, que es lo que aquí se mira. ¿Es una \
             función tuya? La de shared hace lo mismo y además la deja: use shared::tarea; (con procesos, \
             tarea_de_proceso)."
                .to_string()
        } else {
            format!(
                "El programa terminó antes de que empezara ninguna. ¿Se inician? ¿Se espera a cada {uno} con \
                 {esperar}?"
            )
        })];
    }
    vec![espera(hecho, manera), hechas(hecho, &nombres, ultima)]
}

/// Que no acabe antes que sus tareas.
pub fn espera(hecho: &Ejecucion, manera: &Manera) -> Criterio {
    let Manera { esperar, uno, .. } = manera;
    let a_medias = hecho.tramos.iter().filter(|tramo| !tramo.terminado);
    let a_medias: Vec<&str> = a_medias.map(|tramo| tramo.nombre.as_str()).collect();
    // Si hubo que terminarlo, el fallo es otro.
    if a_medias.is_empty() && hecho.sobreviven.is_empty() || hecho.estado.is_none() {
        return criterio(true, "espera a que terminen todas");
    }
    criterio(false, "espera a que terminen todas: acabó con tareas a medias").consejo(format!(
        "El programa acabó sin esperar ({}). Cuando main termina, lo que no se esperó queda a medias: hay que \
         esperar a cada {uno} con {esperar}.",
        if a_medias.is_empty() { "quedaba un hijo en marcha".into() } else { en_lista(&a_medias) }
    ))
}

fn hechas(hecho: &Ejecucion, nombres: &[String], ultima: usize) -> Criterio {
    let veces = |nombre: &str| hecho.tramos.iter().filter(|t| t.nombre == nombre).count();
    let faltan: Vec<&str> =
        nombres.iter().map(String::as_str).filter(|nombre| veces(nombre) == 0).collect();
    let mut sobran: Vec<&str> = Vec::new();
    for tramo in &hecho.tramos {
        let nombre = tramo.nombre.as_str();
        if (veces(nombre) > 1 || !nombres.contains(&tramo.nombre)) && !sobran.contains(&nombre) {
            sobran.push(nombre);
        }
    }
    let mut dichos = Vec::new();
    if !faltan.is_empty() {
        let falta = if faltan.len() == 1 { "falta" } else { "faltan" };
        dichos.push(format!("{falta} {}", en_lista(&faltan)));
    }
    if !sobran.is_empty() {
        let sobra = if sobran.len() == 1 { "sobra" } else { "sobran" };
        dichos.push(format!("{sobra} {}", en_lista(&sobran)));
    }
    let bien = dichos.is_empty();
    let dichos = if bien { "así fue".to_string() } else { dichos.join(", y ") };
    let consejo = match (&faltan[..], &sobran[..]) {
        ([una], []) if nombres.last().is_some_and(|nombre| nombre == una) => {
            format!("El último número no entra en 1..{ultima}: con 1..={ultima}, sí.")
        }
        ([_, ..], []) => {
            format!(
                "No se hacen todas: se piden {ultima}, cada una con su número. ¿Hay un bucle de 1..={ultima}?"
            )
        }
        (_, [una]) if una.ends_with(" 0") => format!("Se cuenta desde el 1: 1..={ultima}."),
        _ => "Mira qué número recibe cada tarea.".to_string(),
    };
    let texto = format!("hace las tareas de la 1 a la {ultima}, cada una una sola vez: {dichos}");
    criterio(bien, texto).consejo(consejo)
}

/// `Tarea 1, Tarea 2`, y de muchas, las primeras.
fn en_lista(nombres: &[&str]) -> String {
    match nombres {
        [una, otra, tercera, _, resto @ ..] => {
            format!("{una}, {otra}, {tercera} y {} más", resto.len() + 1)
        }
        _ => nombres.join(", "),
    }
}

/// Que lleguen a estar todas a la vez.
pub fn a_la_vez(hecho: &Ejecucion, manera: &Manera, se_piden: usize) -> Criterio {
    let hay = tramos::a_la_vez(&hecho.tramos);
    let Manera { uno, .. } = manera;
    let consejo = match hay {
        0 => "No empezó ninguna.".to_string(),
        1 => format!(
            "Van en fila: se espera a cada {uno} antes de iniciar el siguiente. Hacen falta dos bucles: uno que los \
             inicie y los guarde, y otro que los espere."
        ),
        _ if hay > se_piden => format!("Son demasiadas: se piden {se_piden}."),
        _ => format!(
            "Se inicia a unos cuando otros ya han terminado: hacen falta {se_piden} en marcha."
        ),
    };
    criterio(hay == se_piden, format!("{se_piden} a la vez: llegó a haber {hay}")).consejo(consejo)
}

/// Que cada tarea vaya en su hilo, dentro de un proceso, o cada una en un proceso hijo.
pub fn cada_una_en_el_suyo(hecho: &Ejecucion, manera: &Manera, cuantos: usize) -> Criterio {
    let (hilos, pids) = (tramos::hilos(&hecho.tramos).len(), tramos::procesos(&hecho.tramos));
    let procesos = pids.len();
    if manera.uno == "hilo" {
        let texto = format!("cada tarea en su hilo, dentro de un proceso: {hilos} de {cuantos}");
        return criterio(hilos == cuantos && procesos == 1, texto).consejo(match procesos {
            1 => "Un mismo hilo hace varias tareas: cada una necesita su thread::spawn.",
            _ => "Las tareas van en procesos distintos, y se piden hilos: thread::spawn.",
        });
    }
    let hijos = pids.iter().filter(|pid| **pid != hecho.pid).count();
    let texto = format!("cada tarea en su proceso: {hijos} de {cuantos}");
    criterio(hijos == cuantos, texto).consejo(
        "Las hace el mismo proceso, quizá en hilos. Aquí cada una va en un hijo, iniciado con \
         Command::new(&programa), y el padre solo espera.",
    )
}

/// Que nunca haya más, y que sean tantas como se puede mientras queden.
pub fn de_tantas_en_tantas(hecho: &Ejecucion, maximo: usize) -> [Criterio; 2] {
    let hay = tramos::a_la_vez(&hecho.tramos);
    let sola = |tramo: &&Tramo| {
        hecho
            .tramos
            .iter()
            .filter(|otro| otro.inicio < tramo.fin && tramo.inicio < otro.fin)
            .count()
            == 1
    };
    let solas = hecho.tramos.iter().filter(sola).count();
    [
        criterio(hay <= maximo, format!("nunca más de {maximo} a la vez: llegó a haber {hay}")).consejo(
            format!("Hay demasiados hilos: bastan {maximo}, y cada uno hace varias tareas, una detrás de otra."),
        ),
        criterio(hay >= maximo && solas <= 1, format!("{maximo} a la vez mientras queden")).consejo(
            format!(
                "Mientras quedan tareas, hay quien no hace ninguna: tienen que ser {maximo} hilos que, al \
                 terminar una, toman la siguiente. ¿Alguno guarda un mutex mientras hace la suya?"
            ),
        ),
    ]
}

/// Que ninguna empiece antes de que termine la anterior.
pub fn en_fila(hecho: &Ejecucion) -> Criterio {
    let hay = tramos::a_la_vez(&hecho.tramos);
    criterio(hay <= 1, format!("en fila, de una en una: llegó a haber {hay} a la vez"))
        .consejo("Aquí no hacen falta hilos: llamar a una función es esperar a que vuelva.")
}

/// Que diga un mensaje, una sola vez.
pub fn dice(hecho: &Ejecucion, mensaje: &str) -> Criterio {
    let hay = hecho.mensajes().iter().filter(|dicho| **dicho == mensaje).count();
    let veces = match hay {
        0 => "no lo dijo".to_string(),
        1 => "así fue".to_string(),
        _ => format!("lo dijo {hay} veces"),
    };
    // Lo que más se le parece suele explicar qué falta.
    let parecido =
        hecho.mensajes().into_iter().find(|dicho| sin_numeros(dicho) == sin_numeros(mensaje));
    let consejo = match (hay, parecido) {
        (0, Some(parecido)) => format!("Lo más parecido que dijo: «{parecido}»."),
        (0, None) => "El mensaje tiene que ser igual, letra por letra, en una línea.".to_string(),
        _ => "Con una vez basta: ¿está dentro de un bucle?".to_string(),
    };
    criterio(hay == 1, format!("dice «{mensaje}»: {veces}")).consejo(consejo)
}

fn sin_numeros(texto: &str) -> String {
    texto.replace(|letra: char| letra.is_ascii_digit(), "")
}

/// Que no diga que todo fue bien.
pub fn no_dice(hecho: &Ejecucion, mensaje: &str) -> Criterio {
    let dicho = hecho.mensajes().contains(&mensaje);
    criterio(!dicho, format!("no dice «{mensaje}»")).consejo(
        "Dijo que fue bien después de un fallo: antes de decirlo hay que mirar lo que devolvió cada espera.",
    )
}

/// Que lo último que diga sea un mensaje.
pub fn al_final_dice(hecho: &Ejecucion, mensaje: &str) -> Criterio {
    let ultimo = hecho.mensajes().last().copied().unwrap_or_default();
    let consejo = if hecho.mensajes().contains(&mensaje) {
        "Lo dijo antes de tiempo: va al final, después de esperar a todas."
    } else if sin_numeros(ultimo) == sin_numeros(mensaje) {
        "El número no es ese. ¿Se suma lo de todos, y se usa lo que dice el argumento?"
    } else {
        "El mensaje tiene que ser igual, letra por letra, en una línea."
    };
    let texto = match ultimo {
        "" => format!("al final dice «{mensaje}»: no dijo nada"),
        _ if ultimo == mensaje => format!("al final dice «{mensaje}»"),
        _ => format!("al final dice «{mensaje}»: lo último fue «{ultimo}»"),
    };
    criterio(ultimo == mensaje, texto).consejo(consejo)
}

/// El tiempo que dice al final, entre lo que duran las tareas y lo que tardó el programa.
pub fn tiempo_total(hecho: &Ejecucion) -> Vec<Criterio> {
    let mensaje = "[+] Tiempo total transcurrido: T segundos";
    let Some(total) = hecho.tiempo_total().and_then(|total| total.parse().ok()) else {
        let mut no_lo_dice = al_final_dice(hecho, mensaje);
        if hecho.mensajes().last().is_some_and(|m| m.starts_with("[+] Tiempo total transcurrido: "))
        {
            no_lo_dice = no_lo_dice.consejo(
                "T es un número y nada más: los segundos, como 4.00. {total:.2}, con total en as_secs_f64(), lo escribe así.",
            );
        }
        return vec![Criterio { cumplido: false, ..no_lo_dice }];
    };
    // Una centésima de margen: puede estar redondeado.
    let paso = hecho.duracion.as_secs_f64();
    let tareas = duracion(&hecho.tramos);
    let cumplido = (tareas - 0.01..=paso + 0.01).contains(&total);
    let texto = format!("ese tiempo es el que pasó, {paso:.2} s: dijo {total:.2}");
    vec![
        criterio(true, "al final dice el tiempo total"),
        criterio(cumplido, texto).consejo(if total < tareas {
            "Falta tiempo: Instant::now() va antes de la primera tarea, y elapsed() después de esperar a la última."
        } else {
            "Sobra tiempo: ¿está en segundos? inicio.elapsed().as_secs_f64()."
        }),
    ]
}

/// De la primera tarea que empieza a la última que termina, en segundos.
fn duracion(tramos: &[Tramo]) -> f64 {
    let inicio = tramos.iter().map(|tramo| tramo.inicio).min().unwrap_or(0);
    let fin = tramos.iter().map(|tramo| tramo.fin).max().unwrap_or(0);
    (fin - inicio) as f64 / 1e6
}

/// Que el pánico de un hilo no acabe en un mensaje de éxito.
pub fn no_pierde_un_panico(programa: &Programa) -> anyhow::Result<Criterio> {
    let hecho = programa.clone().en_silencio().variable(traza::PANICO, "Tarea 2").ejecutar()?;
    let exito = hecho.bien() || hecho.mensajes().contains(&HILOS.bien);
    Ok(criterio(!exito, "si un hilo entra en pánico, no sigue como si nada").consejo(
        "Se probó otra vez, haciendo que la tarea 2 entrara en pánico, y el programa dijo que todo fue bien. Lo que \
         devuelve join() se ha perdido: «let _ =» calla al compilador, no arregla nada. Si es un Err, no hay éxito que \
         anunciar.",
    ))
}

/// Que un hijo que aborta no acabe en un mensaje de éxito.
pub fn no_pierde_a_un_hijo(programa: &Programa) -> anyhow::Result<Criterio> {
    let hecho = programa.clone().en_silencio().variable(traza::ABORTO, "Proceso 2").ejecutar()?;
    let exito = hecho.bien() || hecho.mensajes().contains(&DE_PROCESOS.bien);
    Ok(criterio(!exito, "si un hijo falla, no dice que todo fue bien").consejo(
        "Se probó otra vez, haciendo que el hijo 2 abortara, y el programa dijo que todo fue bien. Hay que esperar a \
         cada hijo con wait() y mirar el estado que devuelve: success().",
    ))
}

/// Que una petición que falla se note al final.
pub fn no_pierde_una_peticion(programa: &Programa) -> anyhow::Result<Criterio> {
    let (hecho, _) = pedir(programa, &[(0.2, 10); 2], &["http://127.0.0.1:9/nadie"])?;
    Ok(criterio(!hecho.bien(), "si una petición falla, termina con un estado que lo dice").consejo(
        "Se probó otra vez con una URL a la que nadie responde, y el programa terminó como si nada. Un Err de \
         realizar_peticion hay que contarlo, y al final ensure! o ExitCode::FAILURE.",
    ))
}

/// Pide con el programa unas páginas de un servidor local (segundos y bytes de cada una), y otras.
pub fn pedir(
    programa: &Programa,
    paginas: &[(f64, u64)],
    otras: &[&str],
) -> anyhow::Result<(Ejecucion, Vec<String>)> {
    let servidor = servidor::iniciar(0)?;
    let base = servidor.base();
    let mut urls: Vec<String> = otras.iter().map(ToString::to_string).collect();
    for (i, (segundos, bytes)) in paginas.iter().enumerate() {
        urls.push(format!("{base}/delay/{segundos}?bytes={bytes}&pagina={i}"));
    }
    Ok((programa.clone().con(&urls).ejecutar()?, urls))
}

/// Que cada página se pida una sola vez, y que se espere a todas.
pub fn pedidas_una_vez(hecho: &Ejecucion, urls: &[String]) -> Vec<Criterio> {
    let veces = |url: &&String| hecho.tramos.iter().filter(|t| t.nombre == **url).count();
    let (hay, paginas) = (hecho.tramos.len(), urls.len());
    let cumplido = urls.iter().filter(|url| veces(url) == 1).count() == paginas && hay == paginas;
    let peticiones = if hay == 1 { "petición" } else { "peticiones" };
    let texto = format!("cada página, una sola vez: {hay} {peticiones} para {paginas} páginas");
    let falta_alguna = urls.iter().any(|url| veces(&url) == 0);
    let consejo = match hay {
        0 => "Ninguna se ha pedido con realizar_peticion, de shared: es la que deja traza.",
        _ if falta_alguna => "Alguna se queda sin pedir: mira qué URL recibe cada cual.",
        _ => "realizar_peticion ya devuelve los bytes: no hace falta volver a pedir la página.",
    };
    let sin_esperar = "El programa acabó con peticiones a medias: cuando main termina, lo que no se esperó se pierde. \
        A un hilo se le espera con join(), y a un proceso, con wait().";
    vec![espera(hecho, &HILOS).consejo(sin_esperar), criterio(cumplido, texto).consejo(consejo)]
}

/// `[+] La más rápida: URL (T segundos)`, con el tiempo de esa petición y no el de otra.
pub fn con_su_tiempo(hecho: &Ejecucion, cual: &str, url: &str) -> Criterio {
    let se_pide = format!("dice «[+] {cual}: URL (T segundos)»");
    let principio = format!("[+] {cual}: ");
    let dicho = hecho.mensajes().into_iter().find_map(|m| m.strip_prefix(principio.as_str()));
    let Some(dicho) = dicho else {
        return criterio(false, format!("{se_pide}: no lo dijo"))
            .consejo("El mensaje tiene que empezar igual, letra por letra, y estar en una línea.");
    };
    let tiempo = |dicho: &str| {
        let tiempo = dicho.strip_prefix(url)?.strip_prefix(" (")?.strip_suffix(" segundos)")?;
        tiempo.parse::<f64>().ok()
    };
    let donde_medir = "Si se mide al esperar a cada hilo, el primero hace esperar a los demás: mide dentro del hilo, \
        alrededor de realizar_peticion.";
    let Some(tiempo) = tiempo(dicho) else {
        let otra = hecho.tramos.iter().any(|t| t.nombre != url && dicho.starts_with(&t.nombre));
        return criterio(false, format!("{se_pide}, con URL {url}: dijo «{dicho}»")).consejo(
            match otra {
                true => format!("Esa URL es de otra página. {donde_medir}"),
                false => {
                    "¿Es esa URL, tal cual? Y detrás, su tiempo: « (2.00 segundos)».".to_string()
                }
            },
        );
    };
    // El de esa petición se parece más a lo que duró ella que a lo que duró cualquier otra.
    let lejos = |tramo: &&Tramo| (duracion(slice::from_ref(tramo)) - tiempo).abs();
    let parecido = hecho.tramos.iter().min_by(|uno, otro| lejos(uno).total_cmp(&lejos(otro)));
    let cumplido = parecido.is_some_and(|tramo| tramo.nombre == url);
    criterio(cumplido, format!("{se_pide}, con lo que tardó ella: dijo {tiempo:.2}"))
        .consejo(format!("Ese tiempo se parece más al de otra. {donde_medir}"))
}
