//! Qué hizo cuando se hizo fallar a una de sus tareas.

use super::{PANICO_DE_MAIN, exito_anunciado};
use crate::palabras::enumerar;
use crate::{ConFallo, Juez, Manera};
use shared::ejecucion::Ejecucion;

/// Si falla una, sea cual sea, no dice que fue bien, y su estado tampoco.
pub fn no_sigue_como_si_nada(juez: &mut Juez, fallos: &[ConFallo]) {
    let manera = juez.manera();
    let pide = match manera {
        Manera::Hilos => "si un hilo entra en pánico, no sigue como si nada",
        Manera::Procesos => "si un hijo falla, no sigue como si nada",
    };
    let mut notados = Vec::new();
    let mut sin_notados = Vec::new();
    for con_fallo in fallos {
        match que_dice_como_si_nada(&con_fallo.hecho) {
            None => notados.push(con_fallo.falla.as_str()),
            Some(que) => sin_notados.push(format!("al fallar «{}», {que}", con_fallo.falla)),
        }
    }
    let Some(visto) = sin_notados.into_iter().next() else {
        juez.pide(pide, true);
        return;
    };
    let con_otras = match notados.is_empty() {
        true => String::new(),
        false => format!(
            " Con {} sí lo nota: ¿se espera a todas, y se mira lo que devuelve cada una?",
            enumerar(&notados)
        ),
    };
    let como = como_se_sabe_que_fallo(manera);
    let consejo =
        format!("Se probó otra vez, haciendo que fallara una: {visto}.{con_otras} {como}");
    juez.reprocha(pide).pero(visto).consejo(consejo);
}

fn como_se_sabe_que_fallo(manera: Manera) -> &'static str {
    match manera {
        Manera::Hilos => {
            "join() devuelve un Err cuando el hilo entró en pánico: hay que esperar a cada uno con join() y mirar lo que \
             devuelve (dormir en main, o «let _ = hilo.join();», no es mirarlo); y si alguno es un Err, no hay éxito que \
             anunciar, y el estado lo dice: ExitCode::FAILURE."
        }
        Manera::Procesos => {
            "Hay que esperar a cada hijo con wait() y mirar el estado que devuelve, con success(); y si alguno no lo es, \
             no hay éxito que anunciar, y el estado del padre lo dice: ExitCode::FAILURE."
        }
    }
}

fn que_dice_como_si_nada(hecho: &Ejecucion) -> Option<String> {
    if let Some(exito) = exito_anunciado(hecho) {
        return Some(format!("dijo «{exito}»"));
    }
    match hecho.mal() {
        true => None,
        false => Some(hecho.como_termino()),
    }
}

/// Aunque falle una, espera a que acaben todas las demás.
pub fn espera_a_las_demas(juez: &mut Juez, fallos: &[ConFallo]) {
    mirar_si_espera(juez, fallos, ConFallo::otras_sin_acabar);
}

/// Aunque falle una, espera a que acaben las que empezaron: quien iba a hacer otra después de la que falló, ya no la hace.
pub fn espera_a_las_empezadas(juez: &mut Juez, fallos: &[ConFallo]) {
    mirar_si_espera(juez, fallos, |con_fallo| {
        // Si no acabó ninguna otra, las que iban con ella no llegaron ni a empezar.
        match con_fallo.otras_hechas().is_empty() {
            true => con_fallo.otras_sin_acabar(),
            false => con_fallo.otras_a_medias(),
        }
    });
}

fn mirar_si_espera(
    juez: &mut Juez,
    fallos: &[ConFallo],
    sin_esperar: impl Fn(&ConFallo) -> Vec<&str>,
) {
    let pide = "aunque una falle, espera a las demás";
    let mut cayo_main = false;
    for con_fallo in fallos {
        let quedaban = sin_esperar(con_fallo);
        let sobreviven = !con_fallo.hecho.sobreviven().is_empty();
        if quedaban.is_empty() && !sobreviven {
            continue;
        }
        // Un pánico de main se lleva a los demás por delante, pero no lo esconde nadie.
        if con_fallo.hecho.codigo() == Some(PANICO_DE_MAIN) {
            cayo_main = true;
            continue;
        }
        let falla = &con_fallo.falla;
        let visto = match quedaban.is_empty() {
            true => format!("al fallar «{falla}», quedaban hijos en marcha"),
            false => format!(
                "al fallar «{falla}», no se esperó a {}",
                enumerar(&quedaban)
            ),
        };
        juez.reprocha(pide).pero(visto).consejo(format!(
            "Se probó otra vez, haciendo que «{falla}» fallara, y el programa terminó sin esperar a las demás. Un return, \
             o un ?, en medio del bucle que espera deja sin esperar a las que faltan: se cuenta el fallo, se sigue \
             esperando, y se decide al final."
        ));
        return;
    }
    if cayo_main {
        juez.pide(
            "aunque una falle, espera a las demás, o falla también",
            true,
        )
        .visto("main entró en pánico (¿unwrap?), que vale, aunque con match las esperaría");
        return;
    }
    juez.pide(pide, true);
}

/// Si falta una parte, no dice un total.
pub fn no_dice_un_total(juez: &mut Juez, fallos: &[ConFallo]) {
    let pide = match juez.manera() {
        Manera::Hilos => "si un hilo entra en pánico, no dice un total",
        Manera::Procesos => "si un hijo falla, no dice un total",
    };
    let como_se_sabe = match juez.manera() {
        Manera::Hilos => "join() devuelve un Err, y eso no es un 0",
        Manera::Procesos => {
            "El estado del hijo no es success(), y lo que escribió no es una cuenta"
        }
    };
    nunca(juez, pide, fallos, |con_fallo| {
        let que = que_dice_sin_una_parte(&con_fallo.hecho)?;
        let visto = format!("al fallar «{}», {que}", con_fallo.falla);
        let consejo = format!(
            "Se probó otra vez, haciendo que fallara una: {visto}. {como_se_sabe}: sin una parte no se sabe el total. No \
             se dice, y se termina con un fallo."
        );
        Some(Reproche { visto, consejo })
    });
}

fn que_dice_sin_una_parte(hecho: &Ejecucion) -> Option<String> {
    for mensaje in hecho.mensajes() {
        if mensaje.ends_with(" primos en total") {
            return Some(format!("dijo «{mensaje}»"));
        }
    }
    match hecho.mal() {
        true => None,
        false => Some(hecho.como_termino()),
    }
}

/// De la tarea que falla no dice ningún resultado, porque no lo hay.
pub fn no_inventa_el_resultado(
    juez: &mut Juez,
    fallos: &[ConFallo],
    resultado: impl Fn(&str) -> String,
) {
    let pide = "de la tarea que falla no dice ningún resultado";
    nunca(juez, pide, fallos, |con_fallo| {
        let falla = &con_fallo.falla;
        let principio = resultado(falla);
        let mut mensajes = con_fallo.hecho.mensajes().into_iter();
        let inventado = mensajes.find(|mensaje| mensaje.starts_with(&principio))?;
        Some(Reproche {
            visto: format!("al fallar «{falla}», dijo «{inventado}»"),
            consejo: format!(
                "Se probó otra vez, haciendo que «{falla}» entrara en pánico, y su resultado se dijo igual: no sale de su \
                 hilo. Lo que se dice es lo que el hilo devolvió, y está en el Ok de su join(); en un Err no hay resultado."
            ),
        })
    });
}

/// Si una petición falla, el estado lo dice.
pub fn su_estado_lo_dice(juez: &mut Juez, sin_respuesta: &[Ejecucion]) {
    let pide = "si una petición falla, termina con un estado que lo dice";
    let consejo = "Se probó otra vez, con una URL en la que no responde nadie, la primera, en medio y la última, y el \
         programa terminó como si nada. Un Err de realizar_peticion hay que contarlo, y al final ensure! o ExitCode::FAILURE.";
    nunca(juez, pide, sin_respuesta, |hecho| match hecho.mal() {
        true => None,
        false => Some(Reproche {
            visto: hecho.como_termino(),
            consejo: consejo.to_string(),
        }),
    });
}

/// Lo que pasó y no tenía que pasar.
pub struct Reproche {
    pub visto: String,
    pub consejo: String,
}

/// Ninguna de las veces que se probó pasa algo que no tenía que pasar; se cuenta la primera en que pasa.
pub fn nunca<T>(
    juez: &mut Juez,
    pide: &str,
    veces: &[T],
    que_paso: impl Fn(&T) -> Option<Reproche>,
) {
    match veces.iter().find_map(que_paso) {
        None => juez.pide(pide, true),
        Some(Reproche { visto, consejo }) => juez.reprocha(pide).pero(visto).consejo(consejo),
    };
}

#[cfg(test)]
mod pruebas {
    use super::*;
    use crate::Criterio;
    use crate::Resultado::{Cumplido, Incumplido};
    use crate::inventos::{Invento, criterio};

    /// Al fallar esa, de dos que son.
    fn al_fallar(falla: &str, invento: Invento) -> ConFallo {
        ConFallo {
            falla: falla.to_string(),
            todas: vec!["Tarea 1".to_string(), "Tarea 2".to_string()],
            hecho: invento.hecho(),
        }
    }

    fn mirar(fallos: &[ConFallo], mirar: impl Fn(&mut Juez, &[ConFallo])) -> Criterio {
        criterio(Manera::Hilos, |juez| mirar(juez, fallos))
    }

    fn las_dos() -> Invento {
        Invento::nuevo()
            .tarea("Tarea 1", 2, 0, 2000)
            .tarea("Tarea 2", 3, 0, 2000)
    }

    #[test]
    fn se_nota_quien_mira_solo_algunos_resultados() {
        let lo_nota = || al_fallar("Tarea 1", las_dos().termina_con(1));
        let no_lo_nota = || al_fallar("Tarea 2", las_dos().dice(Manera::Hilos.exito()));
        let bien = mirar(&[lo_nota()], no_sigue_como_si_nada);
        assert_eq!(bien.resultado, Cumplido);
        let mal = mirar(&[lo_nota(), no_lo_nota()], no_sigue_como_si_nada);
        assert!(
            mal.consejo
                .contains("al fallar «Tarea 2», dijo «[+] Los hilos")
        );
        assert!(
            mal.consejo
                .contains(". Con Tarea 1 sí lo nota: ¿se espera a todas")
        );
        let con_otras_palabras = las_dos().dice("Todo ha finalizado exitosamente");
        let con_otras_palabras = al_fallar("Tarea 1", con_otras_palabras.termina_con(1));
        let mal = mirar(&[con_otras_palabras], no_sigue_como_si_nada);
        assert_eq!(mal.resultado, Incumplido);
    }

    #[test]
    fn volver_en_medio_del_bucle_deja_a_los_demas_sin_esperar() {
        let vuelve = || {
            let invento = Invento::nuevo().tarea("Tarea 1", 2, 0, 1);
            let invento = invento.tarea("Tarea 2", 3, 0, 5).a_medias();
            al_fallar("Tarea 1", invento.termina_con(1))
        };
        let mal = mirar(&[vuelve()], espera_a_las_demas);
        assert_eq!(
            mal.texto(),
            "aunque una falle, espera a las demás: al fallar «Tarea 1», no se esperó a Tarea 2"
        );
        assert_eq!(
            mirar(&[vuelve()], espera_a_las_empezadas).resultado,
            Incumplido
        );
        // Ni siquiera había empezado.
        let nada = Invento::nuevo().tarea("Tarea 1", 2, 0, 1).termina_con(1);
        let nada = [al_fallar("Tarea 1", nada)];
        assert_eq!(mirar(&nada, espera_a_las_demas).resultado, Incumplido);
        assert_eq!(mirar(&nada, espera_a_las_empezadas).resultado, Incumplido);
        let espera = [al_fallar("Tarea 1", las_dos().termina_con(1))];
        assert_eq!(mirar(&espera, espera_a_las_demas).resultado, Cumplido);
        let con_hijo = las_dos().termina_con(1).sobrevive(1);
        let con_hijo = [al_fallar("Tarea 1", con_hijo)];
        assert_eq!(mirar(&con_hijo, espera_a_las_demas).resultado, Incumplido);
    }

    #[test]
    fn un_panico_de_main_vale_y_se_dice_lo_que_pasa() {
        let cae = Invento::nuevo().tarea("Tarea 1", 2, 0, 1);
        let cae = cae.tarea("Tarea 2", 3, 0, 5).a_medias();
        let cae = [al_fallar("Tarea 1", cae.termina_con(PANICO_DE_MAIN))];
        let criterio = mirar(&cae, espera_a_las_demas);
        assert_eq!(criterio.resultado, Cumplido);
        assert!(criterio.texto().contains("¿unwrap?"));
    }

    #[test]
    fn sin_una_parte_no_hay_total() {
        let total = las_dos().dice("[+] 12 primos en total");
        let dicho = mirar(&[al_fallar("Parte 1 de 2", total)], no_dice_un_total);
        assert!(
            dicho
                .consejo
                .contains("dijo «[+] 12 primos en total». join()")
        );
        let como_si_nada = mirar(&[al_fallar("Parte 1 de 2", las_dos())], no_dice_un_total);
        assert!(como_si_nada.texto().ends_with("terminó bien"));
        let bien = [al_fallar("Parte 1 de 2", las_dos().termina_con(1))];
        assert_eq!(mirar(&bien, no_dice_un_total).resultado, Cumplido);
    }

    #[test]
    fn un_resultado_que_no_llego_no_se_inventa() {
        let mira = |juez: &mut Juez, fallos: &[ConFallo]| {
            no_inventa_el_resultado(juez, fallos, |falla| format!("[+] {falla}: "));
        };
        let inventado = las_dos().termina_con(1).dice("[+] Tarea 1: 10");
        let inventado = mirar(&[al_fallar("Tarea 1", inventado)], mira);
        assert!(inventado.texto().ends_with("dijo «[+] Tarea 1: 10»"));
        let de_la_otra = las_dos().termina_con(1).dice("[+] Tarea 2: 20");
        let de_la_otra = mirar(&[al_fallar("Tarea 1", de_la_otra)], mira);
        assert_eq!(de_la_otra.resultado, Cumplido);
    }

    #[test]
    fn una_peticion_que_falla_se_dice_con_el_estado() {
        let bien = Invento::nuevo().termina_con(1).hecho();
        let mal = Invento::nuevo().hecho();
        let mirar = |hechos: &[Ejecucion]| {
            criterio(Manera::Hilos, |juez| su_estado_lo_dice(juez, hechos)).resultado
        };
        assert_eq!(mirar(std::slice::from_ref(&bien)), Cumplido);
        assert_eq!(mirar(&[bien, mal]), Incumplido);
    }
}
