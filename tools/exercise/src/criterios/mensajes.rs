//! Qué dijo.

use super::{HOLGURA, SIN_TAREAS};
use crate::Juez;
use crate::palabras::cuantas_veces;
use shared::ejecucion::Ejecucion;
use timeline::tiempo::segundos;

/// Lo dice, letra por letra, una sola vez.
pub fn dice(juez: &mut Juez, hecho: &Ejecucion, mensaje: &str) {
    let veces = hecho.veces(mensaje);
    juez.pide(format!("dice «{mensaje}»"), veces == 1)
        .pero(cuantas_veces(veces))
        .consejo(por_que_no_lo_dice(hecho, mensaje));
}

/// A qué se parece no decir algo una vez.
pub fn por_que_no_lo_dice(hecho: &Ejecucion, mensaje: &str) -> String {
    if hecho.veces(mensaje) > 1 {
        return "Con una vez basta: ¿está dentro de un bucle?".to_string();
    }
    match parecido(hecho, mensaje) {
        Some(otro) => format!("Lo más parecido que dijo: «{otro}»."),
        None => "El mensaje tiene que ser igual, letra por letra, en una línea.".to_string(),
    }
}

/// Lo dice, una sola vez, y después no dice nada más.
pub fn al_final_dice(juez: &mut Juez, hecho: &Ejecucion, mensaje: &str) {
    let veces = hecho.veces(mensaje);
    let ultimo = hecho.ultimo();
    let visto = if ultimo.is_empty() {
        "no dijo nada".to_string()
    } else if ultimo != mensaje {
        format!("lo último fue «{ultimo}»")
    } else {
        format!("lo dijo {veces} veces")
    };
    juez.pide(
        format!("al final dice «{mensaje}»"),
        ultimo == mensaje && veces == 1,
    )
    .pero(visto)
    .consejo(por_que_no_al_final(hecho, mensaje));
}

/// A qué se parece no acabar diciendo algo.
pub fn por_que_no_al_final(hecho: &Ejecucion, mensaje: &str) -> String {
    let consejo = if hecho.ultimo() == mensaje {
        "Se dice una sola vez, detrás del bucle que espera."
    } else if hecho.veces(mensaje) > 0 {
        "Se dice antes de tiempo: va al final, después de esperar a todas."
    } else if parecido(hecho, mensaje).is_some() {
        "El número no es ese. ¿Se suma lo de todos, y se usa lo que dice el argumento?"
    } else {
        "El mensaje tiene que ser igual, letra por letra, en una línea."
    };
    consejo.to_string()
}

/// Lo que dijo que solo se distingue en los números.
fn parecido<'a>(hecho: &'a Ejecucion, mensaje: &str) -> Option<&'a str> {
    let sin_numeros = |texto: &str| texto.replace(|letra: char| letra.is_ascii_digit(), "");
    let buscado = sin_numeros(mensaje);
    let mut mensajes = hecho.mensajes().into_iter();
    mensajes.find(|otro| sin_numeros(otro) == buscado)
}

/// Después de un fallo, no dice que todo fue bien.
pub fn no_dice_que_fue_bien(juez: &mut Juez, hecho: &Ejecucion) {
    let dicho = exito_anunciado(hecho);
    juez.pide("no dice que todo fue bien", dicho.is_none())
        .pero(format!("dijo «{}»", dicho.unwrap_or_default()))
        .consejo(
            "Dijo que fue bien después de un fallo: antes de decirlo hay que mirar lo que devolvió cada espera.",
        );
}

/// Lo que dijo, por cualquiera de las dos salidas, que anuncia que todo fue bien, con las palabras de la lección o con otras.
pub fn exito_anunciado(hecho: &Ejecucion) -> Option<&str> {
    let mut lineas = hecho.salida.lines().chain(hecho.errores.lines());
    lineas.find(|linea| anuncia_exito(linea))
}

fn anuncia_exito(mensaje: &str) -> bool {
    let mensaje = mensaje.to_lowercase();
    let anuncia = mensaje.contains("exitosamente") || mensaje.contains("con éxito");
    let lo_niega = mensaje.split_whitespace().any(|palabra| palabra == "no");
    anuncia && !lo_niega && !es_de_uno_solo(&mensaje)
}

/// Si habla de uno: `el hilo 3 ha finalizado exitosamente`.
fn es_de_uno_solo(mensaje: &str) -> bool {
    for quien in ["hilo ", "proceso ", "tarea "] {
        for (donde, _) in mensaje.match_indices(quien) {
            let detras = &mensaje[donde + quien.len()..];
            if detras.starts_with(|letra: char| letra.is_ascii_digit()) {
                return true;
            }
        }
    }
    false
}

/// Si el resultado de una tarea no se dice antes de que acabe: se sabe por el orden de los dos mensajes.
pub fn no_se_adelanta(hecho: &Ejecucion, numero: u32, resultado: &str) -> bool {
    let fin = format!("[+] Tarea {numero} finalizando");
    !hecho.dice_antes(resultado, &fin)
}

/// El total se dice cuando ha acabado la última parte, y no antes.
pub fn el_total_no_se_adelanta(juez: &mut Juez, hecho: &Ejecucion, principio: &str) {
    let pide = "lo dice cuando ha acabado la última";
    let Some(dicho) = cuando_dice(hecho, principio) else {
        return juez.sin_mirar(pide, "no lo dijo");
    };
    let Some(ultima) = hecho.tramos.iter().map(|tramo| tramo.fin).max() else {
        return juez.sin_mirar(pide, SIN_TAREAS);
    };
    let ultima = ultima.saturating_sub(hecho.inicio);
    juez.pide(pide, dicho + HOLGURA >= ultima)
        .pero(format!(
            "lo dijo a los {} s, y acabó a los {}",
            segundos(dicho),
            segundos(ultima)
        ))
        .consejo("Se dice antes de saberlo: va detrás del bucle que espera, con lo que devolvió cada espera.");
}

/// Cuándo empezó a decir algo que empieza así, en microsegundos desde que se inició.
pub fn cuando_dice(hecho: &Ejecucion, principio: &str) -> Option<u64> {
    for (momento, mensaje) in hecho.mensajes_con_su_momento() {
        if mensaje.starts_with(principio) {
            return Some(momento);
        }
    }
    None
}

const TIEMPO_TOTAL: &str = "[+] Tiempo total transcurrido: T segundos";

/// Un tiempo que dijo.
#[derive(Clone, Copy, Debug)]
pub struct Tiempo {
    segundos: f64,
    /// Lo que vale una unidad de su última cifra: lo que no se sabe de él.
    resolucion: f64,
}

impl Tiempo {
    /// Lo entiende con cualquier número de decimales, detrás de un punto o de una coma.
    pub fn leer(texto: &str) -> Option<Self> {
        let texto = texto.replace(',', ".");
        let (_, decimales) = texto.split_once('.').unwrap_or((&texto, ""));
        let es_cifra = |letra: char| letra.is_ascii_digit();
        if !texto.starts_with(es_cifra) || !decimales.chars().all(es_cifra) {
            return None;
        }
        let decimales = decimales.len().min(9) as i32;
        Some(Tiempo {
            segundos: texto.parse().ok()?,
            resolucion: 10_f64.powi(-decimales),
        })
    }

    /// Si puede ser uno que está entre dos, en microsegundos: pudo redondearse, o perder los decimales que no dice.
    pub fn esta_entre(self, al_menos: u64, como_mucho: u64) -> bool {
        let margen = self.resolucion.max(0.001);
        let al_menos = al_menos as f64 / 1e6;
        let como_mucho = como_mucho as f64 / 1e6;
        self.segundos >= al_menos - margen && self.segundos <= como_mucho + margen
    }
}

/// Al final dice el tiempo total.
pub fn al_final_dice_el_tiempo(juez: &mut Juez, hecho: &Ejecucion) {
    let Some(dicho) = hecho.tiempo_total() else {
        return al_final_dice(juez, hecho, TIEMPO_TOTAL);
    };
    juez.pide("al final dice el tiempo total", Tiempo::leer(dicho).is_some())
        .pero(format!("dijo «{dicho}»"))
        .consejo(
            "T es un número y nada más: los segundos, como 4.00. {total:.2}, con total en as_secs_f64(), lo escribe así.",
        );
}

fn tiempo_total(hecho: &Ejecucion) -> Option<Tiempo> {
    Tiempo::leer(hecho.tiempo_total()?)
}

/// El tiempo que dice es el que pasó de la primera tarea a la última, al menos, y no más que el que duró todo.
pub fn ese_tiempo_es_el_que_paso(juez: &mut Juez, hecho: &Ejecucion) {
    mirar_el_tiempo(juez, hecho, "ese tiempo es el que pasó", "");
}

/// También cuando se ejecuta de otra manera: así se distingue un tiempo medido de uno escrito.
pub fn ese_tiempo_cambia(juez: &mut Juez, hecho: &Ejecucion, de_otra_manera: &str) {
    let pide = format!("{de_otra_manera}, ese tiempo también es el que pasó");
    let prueba = format!("Se probó otra vez, {de_otra_manera}. ");
    mirar_el_tiempo(juez, hecho, &pide, &prueba);
}

fn mirar_el_tiempo(juez: &mut Juez, hecho: &Ejecucion, pide: &str, prueba: &str) {
    let Some(dicho) = tiempo_total(hecho) else {
        return juez.sin_mirar(pide, "no lo dijo al final");
    };
    let Some(de_las_tareas) = de_la_primera_a_la_ultima(hecho) else {
        return juez.sin_mirar(pide, SIN_TAREAS);
    };
    let de_todo = hecho.duracion.as_micros() as u64;
    let consejo = match dicho.esta_entre(0, de_todo) {
        true => {
            "Falta tiempo. Se mide: Instant::now() va antes de la primera tarea, y elapsed(), después de esperar a la \
             última."
        }
        false => "Sobra tiempo. ¿Está en segundos, y medido? inicio.elapsed().as_secs_f64().",
    };
    let textual = hecho.tiempo_total().unwrap_or_default();
    juez.pide(pide, dicho.esta_entre(de_las_tareas, de_todo))
        .pero(format!(
            "pasaron {} s, y dijo «{textual}»",
            segundos(de_las_tareas)
        ))
        .consejo(format!("{prueba}{consejo}"));
}

/// De que empezó la primera a que acabó la última.
fn de_la_primera_a_la_ultima(hecho: &Ejecucion) -> Option<u64> {
    let primera = hecho.tramos.iter().map(|tramo| tramo.inicio).min()?;
    let ultima = hecho.tramos.iter().map(|tramo| tramo.fin).max()?;
    Some(ultima - primera)
}

#[cfg(test)]
mod pruebas {
    use super::*;
    use crate::Resultado::{Cumplido, Incumplido, SinMirar};
    use crate::inventos::{Invento, de_hilos as mirar};

    #[test]
    fn un_mensaje_se_dice_una_vez_letra_por_letra() {
        let total = |juez: &mut Juez, hecho: &Ejecucion| dice(juez, hecho, "[+] Total: 210");
        let bien = mirar(Invento::nuevo().dice("[+] Total: 210"), total);
        assert_eq!(bien.resultado, Cumplido);
        let otro = mirar(Invento::nuevo().dice("[+] Total: 150"), total);
        assert_eq!(otro.texto(), "dice «[+] Total: 210»: no lo dijo");
        assert_eq!(otro.consejo, "Lo más parecido que dijo: «[+] Total: 150».");
        let dos_veces = Invento::nuevo()
            .dice("[+] Total: 210")
            .dice("[+] Total: 210");
        assert!(
            mirar(dos_veces, total)
                .consejo
                .contains("dentro de un bucle")
        );
        assert!(
            mirar(Invento::nuevo(), total)
                .consejo
                .contains("letra por letra")
        );
    }

    #[test]
    fn el_ultimo_mensaje_es_el_ultimo() {
        let al_final = |juez: &mut Juez, hecho: &Ejecucion| al_final_dice(juez, hecho, "[+] 7");
        let bien = Invento::nuevo().dice("[+] 6").dice("[+] 7");
        assert_eq!(mirar(bien, al_final).resultado, Cumplido);
        let antes = mirar(Invento::nuevo().dice("[+] 7").dice("adiós"), al_final);
        assert_eq!(
            antes.texto(),
            "al final dice «[+] 7»: lo último fue «adiós»"
        );
        assert!(antes.consejo.contains("antes de tiempo"));
        let otro = mirar(Invento::nuevo().dice("[+] 8"), al_final);
        assert!(otro.consejo.starts_with("El número no es ese"));
        assert!(
            mirar(Invento::nuevo(), al_final)
                .texto()
                .ends_with("no dijo nada")
        );
    }

    #[test]
    fn el_exito_se_anuncia_con_muchas_palabras() {
        for exito in [
            "[+] Los hilos han finalizado exitosamente",
            "Todo ha finalizado exitosamente, al menos aquí",
            "Las 5 tareas acabaron con éxito",
        ] {
            assert!(anuncia_exito(exito), "{exito}");
        }
        for otra_cosa in [
            "[-] Los hilos no han finalizado exitosamente",
            "[+] Hilo 3 finalizado exitosamente",
            "[+] Tarea 1 finalizando",
        ] {
            assert!(!anuncia_exito(otra_cosa), "{otra_cosa}");
        }
    }

    #[test]
    fn el_total_se_dice_cuando_han_acabado_todas() {
        let total = |juez: &mut Juez, hecho: &Ejecucion| {
            el_total_no_se_adelanta(juez, hecho, "[+] ");
        };
        let parte = || Invento::nuevo().tarea("Parte 1 de 1", 2, 0, 1500);
        assert_eq!(mirar(parte().dice("[+] 7"), total).resultado, Cumplido);
        let antes = mirar(parte().dice_a_los(100, "[+] 7"), total);
        assert!(
            antes
                .texto()
                .ends_with("lo dijo a los 0,10 s, y acabó a los 1,50")
        );
        assert_eq!(mirar(parte(), total).resultado, SinMirar);
    }

    #[test]
    fn un_resultado_no_se_adelanta_a_su_tarea() {
        let fin = "[+] Tarea 2 finalizando";
        let adelantado = Invento::nuevo().dice("[+] 20").dice(fin).hecho();
        assert!(!no_se_adelanta(&adelantado, 2, "[+] 20"));
        let a_tiempo = Invento::nuevo().dice(fin).dice("[+] 20").hecho();
        assert!(no_se_adelanta(&a_tiempo, 2, "[+] 20"));
    }

    fn con_tiempo(dicho: &str) -> Invento {
        Invento::nuevo()
            .tarea("Tarea 1", 1, 10, 2030)
            .tarea("Tarea 2", 1, 2031, 4060)
            .dura(4100)
            .dice(&format!("[+] Tiempo total transcurrido: {dicho} segundos"))
    }

    #[test]
    fn un_tiempo_se_entiende_con_los_decimales_que_tenga() {
        for dicho in ["4.06", "4,06", "4.0512345", "4.1", "4", "5"] {
            let criterio = mirar(con_tiempo(dicho), ese_tiempo_es_el_que_paso);
            assert_eq!(criterio.resultado, Cumplido, "{dicho}: {criterio:?}");
        }
        for dicho in ["4.00", "3", "4.13", "6", "4060"] {
            let criterio = mirar(con_tiempo(dicho), ese_tiempo_es_el_que_paso);
            assert_eq!(criterio.resultado, Incumplido, "{dicho}: {criterio:?}");
        }
        let falta = mirar(con_tiempo("4.00"), ese_tiempo_es_el_que_paso);
        assert_eq!(
            falta.texto(),
            "ese tiempo es el que pasó: pasaron 4,05 s, y dijo «4.00»"
        );
        assert!(falta.consejo.starts_with("Falta tiempo"));
        let sobra = mirar(con_tiempo("4060"), ese_tiempo_es_el_que_paso);
        assert!(sobra.consejo.starts_with("Sobra tiempo"));
        for no_es in ["4 s", "cuatro", "", "4.0.0", "inf", "NaN", "-4"] {
            assert!(Tiempo::leer(no_es).is_none(), "{no_es}");
        }
    }

    #[test]
    fn de_un_tiempo_que_no_se_dijo_no_se_sabe_si_es_el_que_paso() {
        let sin_tiempo = Invento::nuevo().tarea("Tarea 1", 1, 0, 2000);
        let sin_tiempo = mirar(sin_tiempo, ese_tiempo_es_el_que_paso);
        assert_eq!(sin_tiempo.resultado, SinMirar);
        let sin_tareas = Invento::nuevo().dice("[+] Tiempo total transcurrido: 4.00 segundos");
        assert_eq!(
            mirar(sin_tareas, ese_tiempo_es_el_que_paso).resultado,
            SinMirar
        );
        let mal_escrito = mirar(con_tiempo("4.0506s"), al_final_dice_el_tiempo);
        assert!(mal_escrito.consejo.starts_with("T es un número y nada más"));
    }
}
