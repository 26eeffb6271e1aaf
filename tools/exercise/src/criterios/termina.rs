//! Cómo terminó.

use crate::Juez;
use crate::juez::PROCESOS;
use crate::palabras::enumerar;
use shared::ejecucion::{Ejecucion, Final, Motivo, Ocupacion};
use shared::proceso::{ES_UN_HIJO, NO_ENTIENDE};

/// El estado con que termina un programa si su `main` entra en pánico.
pub const PANICO_DE_MAIN: i32 = 101;

/// Termina por sí mismo, y bien.
pub fn termina_bien(juez: &mut Juez, hecho: &Ejecucion) {
    termina_bien_o_aconseja(juez, hecho, &por_que_termina_asi(hecho));
}

/// Lo mismo; si no termina, se aconseja eso, que es lo que suele pasar en ese ejercicio.
pub fn termina_bien_y_no_se_queda(juez: &mut Juez, hecho: &Ejecucion, si_se_queda: &str) {
    match hecho.fin {
        Final::Detenido(Motivo::NoTerminaba) => termina_bien_o_aconseja(juez, hecho, si_se_queda),
        _ => termina_bien(juez, hecho),
    }
}

fn termina_bien_o_aconseja(juez: &mut Juez, hecho: &Ejecucion, consejo: &str) {
    juez.pide("termina bien", hecho.bien())
        .pero(hecho.como_termino())
        .consejo(consejo);
}

/// Termina por sí mismo, y su estado dice que algo falló; si dice que todo fue bien, se aconseja eso.
pub fn termina_mal(juez: &mut Juez, hecho: &Ejecucion, si_termina_bien: &str) {
    let consejo = match hecho.bien() {
        true => si_termina_bien.to_string(),
        false => por_que_termina_asi(hecho),
    };
    juez.pide("termina con un estado que dice que algo falló", hecho.mal())
        .pero(hecho.como_termino())
        .consejo(consejo);
}

/// A qué se parece un final que no es el que se pedía.
pub fn por_que_termina_asi(hecho: &Ejecucion) -> String {
    match hecho.fin {
        Final::EnMarcha | Final::Detenido(Motivo::NoTerminaba | Motivo::Interrumpido) => {
            format!(
                "A los {} segundos seguía en marcha. {}",
                hecho.duracion.as_secs(),
                que_hacia(hecho)
            )
        }
        Final::Detenido(Motivo::SeMultiplicaba) => format!(
            "Cada hijo inicia otros, sin fin, y con más de {PROCESOS} procesos se detiene. {EL_HIJO_PREGUNTA}"
        ),
        Final::Detenido(Motivo::AnotabaSinParar) => {
            "Empezaba una tarea detrás de otra, sin parar: ¿hay un bucle sin salida?".to_string()
        }
        Final::Solo(_) => match que_le_paso_a_los_hijos(hecho) {
            Some(consejo) => consejo,
            None => lo_ultimo_que_dijo(hecho),
        },
    }
}

/// Lo que hacía al detenerlo: una tarea que se repite, o lo que se sabe por el procesador que gastaba.
fn que_hacia(hecho: &Ejecucion) -> String {
    let hechas = hecho.hechas();
    if let Some(una) = hechas.first() {
        let veces = hechas.iter().filter(|otra| *otra == una).count();
        if veces > 1 {
            return format!("Había hecho {veces} veces «{una}»: ¿un bucle del que no se sale?");
        }
    }
    match hecho.ocupacion_al_final() {
        Ocupacion::Esperar if hecho.a_medias().is_empty() => {
            "No gastaba procesador: esperaba a algo que no llega.".to_string()
        }
        Ocupacion::Esperar => format!(
            "No gastaba procesador: dormía, o esperaba a algo que no llega, con {} sin acabar.",
            enumerar(&hecho.a_medias())
        ),
        Ocupacion::Calcular => "No paraba de calcular: ¿un bucle sin salida?".to_string(),
        Ocupacion::NoSeSabe => {
            "¿Hay un bucle sin salida? ¿Se espera a alguien que no va a acabar?".to_string()
        }
    }
}

pub const EL_HIJO_PREGUNTA: &str = "Al iniciar un hijo, \"--hijo\" va delante de su encargo. Y main empieza \
     preguntando por su encargo(): el hijo que lo tiene hace su tarea y no sigue.";

/// Por qué los hijos no llegaron a empezar: cada estado quiere decir una cosa, y el padre lo escribe, o termina con él.
pub fn que_le_paso_a_los_hijos(hecho: &Ejecucion) -> Option<String> {
    if !hecho.tramos.is_empty() {
        return None;
    }
    if termino_con(hecho, ES_UN_HIJO) {
        let consejo = format!("Un hijo siguió por el camino del padre. {EL_HIJO_PREGUNTA}");
        return Some(consejo);
    }
    if termino_con(hecho, NO_ENTIENDE) {
        let consejo = "Un hijo no entendió sus argumentos. Mira qué va detrás de \"--hijo\" (un número viaja como \
             texto, &num_tarea.to_string()) y qué se espera de él: encargo::<u32>() lee un número, y \
             encargo::<Parte>(), una Parte. Y encargo() va antes que leer_numero(), que en un hijo leería «--hijo».";
        return Some(consejo.to_string());
    }
    None
}

fn termino_con(hecho: &Ejecucion, codigo: i32) -> bool {
    hecho.codigo() == Some(codigo) || escribe(&hecho.errores, &estado_escrito(codigo))
}

/// Un estado, como lo escribe la biblioteca estándar con `{}`.
pub fn estado_escrito(codigo: i32) -> String {
    match cfg!(windows) {
        true => format!("exit code: {codigo}"),
        false => format!("exit status: {codigo}"),
    }
}

/// Si en un texto está escrito algo que acaba en un número, y no en otro más largo: un 30 no es un 3.
pub fn escribe(texto: &str, que: &str) -> bool {
    for (donde, _) in texto.match_indices(que) {
        let detras = &texto[donde + que.len()..];
        if !detras.starts_with(|letra: char| letra.is_ascii_digit()) {
            return true;
        }
    }
    false
}

/// Lo último que dijo por la salida de errores, sin el consejo con que la biblioteca estándar acaba de contar un pánico.
pub fn lo_ultimo_que_dijo(hecho: &Ejecucion) -> String {
    for linea in hecho.errores.lines().rev() {
        let linea = linea.trim();
        if !linea.is_empty() && !linea.starts_with("note: ") {
            return format!("Lo último que dijo por la salida de errores: «{linea}».");
        }
    }
    "No dijo por qué: un fallo se dice por la salida de errores.".to_string()
}

#[cfg(test)]
mod pruebas {
    use super::*;
    use crate::Resultado;
    use crate::inventos::{Invento, de_hilos, de_procesos};

    fn consejo(invento: Invento) -> String {
        let criterio = de_procesos(invento, termina_bien);
        assert_eq!(criterio.resultado, Resultado::Incumplido, "{criterio:?}");
        criterio.consejo
    }

    #[test]
    fn el_consejo_dice_por_que_no_termina_bien() {
        let sin_fin = Invento::nuevo().dura(20_000);
        let sin_fin = sin_fin.hubo_que_detenerlo(Motivo::NoTerminaba);
        assert!(consejo(sin_fin).starts_with("A los 20 segundos seguía en marcha."));
        let repite = Invento::nuevo()
            .tarea("Tarea 1", 2, 0, 2000)
            .tarea("Tarea 1", 2, 2000, 4000)
            .hubo_que_detenerlo(Motivo::NoTerminaba);
        assert!(consejo(repite).contains("Había hecho 2 veces «Tarea 1»"));
        let demasiados = Invento::nuevo().hubo_que_detenerlo(Motivo::SeMultiplicaba);
        assert!(consejo(demasiados).starts_with("Cada hijo inicia otros"));
        let con_panico = Invento::nuevo()
            .termina_con(101)
            .se_queja("thread 'main' panicked at x.rs:1:1:\nno hay parte 0\nnote: run with…");
        assert!(consejo(con_panico).contains("«no hay parte 0»"));
        assert!(consejo(Invento::nuevo().termina_con(1)).starts_with("No dijo por qué"));
    }

    #[test]
    fn el_estado_de_un_hijo_dice_que_le_paso() {
        let escrito = |codigo| {
            let queja = format!("[-] Proceso 1: {}", estado_escrito(codigo));
            Invento::nuevo().termina_con(1).se_queja(&queja)
        };
        assert!(consejo(escrito(3)).starts_with("Un hijo siguió por el camino del padre"));
        assert!(consejo(escrito(2)).starts_with("Un hijo no entendió sus argumentos"));
        assert!(consejo(escrito(30)).starts_with("Lo último que dijo"));
        // El que llegó a hacer su tarea puede terminar con el 3 por otra cosa.
        let con_tarea = escrito(3).tarea_de_hijo("Proceso 1", 1, 0, 2000);
        assert!(consejo(con_tarea).starts_with("Lo último que dijo"));
    }

    #[test]
    fn terminar_mal_es_decirlo_con_el_estado() {
        let mirar = |invento: Invento| {
            de_hilos(invento, |juez, hecho| {
                termina_mal(juez, hecho, "falta el pánico");
            })
        };
        let mal = mirar(Invento::nuevo().termina_con(1));
        assert_eq!(mal.resultado, Resultado::Cumplido);
        assert_eq!(mirar(Invento::nuevo()).consejo, "falta el pánico");
        let sin_fin = Invento::nuevo().hubo_que_detenerlo(Motivo::NoTerminaba);
        assert!(mirar(sin_fin).consejo.contains("seguía en marcha"));
    }
}
