//! Qué tareas hizo, cuándo y dónde.

use super::{EL_HIJO_PREGUNTA, lo_ultimo_que_dijo, por_que_termina_asi, que_le_paso_a_los_hijos};
use crate::palabras::{enumerar, numero_de_tarea};
use crate::{Juez, Manera};
use shared::ejecucion::{Ejecucion, Final, Tramo};
use std::ops::RangeInclusive;
use timeline::tiempo::segundos;

/// Por qué no se ha mirado algo de las tareas.
pub const SIN_TAREAS: &str = "no empezó ninguna";

/// Lo que duran `tarea` y `tarea_de_proceso`, en milisegundos.
pub const UNA_TAREA: u64 = 2000;

/// Lo que puede faltar a una duración por cómo se mide, en microsegundos. Una tarea nunca dura menos que lo que duerme, pero su
/// principio y su final se redondean, y no todos los relojes de un equipo van igual.
pub const HOLGURA: u64 = 50_000;

/// Lo que puede estar alguien sin tarea mientras quedan, en microsegundos: quien espera a que acabe una tarea entera, está más.
const DESCANSO: u64 = 1_000_000;

/// Lo que tarda en empezar una tarea en un equipo que no da abasto, en microsegundos: lo normal son unas milésimas.
const ES_LENTO: u64 = 500_000;

/// Deja alguna tarea en la traza. Solo se nombra si no.
pub fn empieza_alguna(juez: &mut Juez, hecho: &Ejecucion) {
    if !hecho.tramos.is_empty() {
        return;
    }
    let consejo = por_que_no_empieza_ninguna(juez.manera(), hecho);
    juez.reprocha("empieza alguna tarea")
        .pero("ninguna ha dejado traza")
        .consejo(consejo);
}

fn por_que_no_empieza_ninguna(manera: Manera, hecho: &Ejecucion) -> String {
    let tarea = manera.tarea();
    if hecho.salida.contains("iniciando") {
        return format!(
            "El programa dice «iniciando», pero sus tareas no dejan traza, que es lo que aquí se mira. ¿Es una función \
             tuya? La de shared hace lo mismo y además la deja: use shared::{tarea};. O anótala tú, en su primera \
             línea: let _tramo = shared::traza::anotar(\"Tarea 1\");"
        );
    }
    if let Final::Detenido(_) = hecho.fin {
        return format!(
            "Hubo que detenerlo antes de que empezara ninguna. {}",
            por_que_termina_asi(hecho)
        );
    }
    if let Some(consejo) = que_le_paso_a_los_hijos(hecho) {
        return consejo;
    }
    let uno = manera.uno();
    let esperar = manera.esperar();
    let mut consejo = match manera {
        Manera::Hilos => format!(
            "El programa terminó antes de que empezara ninguna. ¿Se inician? ¿Se espera a cada {uno} con {esperar}?"
        ),
        Manera::Procesos => format!(
            "Ningún hijo hizo su tarea. {EL_HIJO_PREGUNTA} ¿Se espera a cada {uno} con {esperar}?"
        ),
    };
    if !hecho.errores.trim().is_empty() {
        consejo += &format!(" {}", lo_ultimo_que_dijo(hecho));
    }
    consejo
}

/// No termina hasta que han acabado todas las tareas que empezó.
pub fn acaban_todas(juez: &mut Juez, hecho: &Ejecucion) {
    let pide = "termina cuando han acabado todas sus tareas";
    if hecho.tramos.is_empty() {
        return juez.sin_mirar(pide, SIN_TAREAS);
    }
    if hecho.estado().is_none() {
        return juez.sin_mirar(pide, "hubo que detenerlo");
    }
    let sobreviven = hecho.sobreviven().len();
    let a_medias = hecho.a_medias();
    let quedaban = match sobreviven {
        0 if a_medias.len() == 1 => format!("a medias quedó {}", a_medias[0]),
        0 => format!("a medias quedaron {}", enumerar(&a_medias)),
        1 => "quedaba un hijo en marcha".to_string(),
        _ => format!("quedaban {sobreviven} hijos en marcha"),
    };
    let consejo = match sobreviven {
        0 => {
            "Cuando main termina, terminan con él los hilos a los que no esperó, y dejan su tarea a medias: hay que \
             esperar a cada hilo con join()."
        }
        _ => {
            "Un hijo sigue cuando main termina, y el padre no llega a saber si acabó bien: hay que esperar a cada \
             proceso con wait()."
        }
    };
    juez.pide(pide, sobreviven == 0 && a_medias.is_empty())
        .pero(quedaban)
        .consejo(consejo);
}

/// Hace esas tareas, cada una una vez.
pub fn hace_las_tareas(juez: &mut Juez, hecho: &Ejecucion, pedidas: RangeInclusive<u32>) {
    let desde = *pedidas.start();
    let hasta = *pedidas.end();
    let pide = format!("hace las tareas de la {desde} a la {hasta}, sin repetir ninguna");
    if hecho.tramos.is_empty() {
        return juez.sin_mirar(pide, SIN_TAREAS);
    }
    let manera = juez.manera();
    let numeros = numeros_de_las_hechas(hecho);
    let acabaron = match numeros.is_empty() {
        true => "no acabó ninguna".to_string(),
        false => format!("acabaron {}", enumerar(&con_sus_veces(&numeros))),
    };
    let son_esas = numeros.iter().copied().eq(pedidas);
    let consejo = que_tareas_faltan(&numeros, hasta);
    let criterio = juez.pide(pide, son_esas).pero(acabaron).consejo(consejo);
    let otra = manera.otra();
    if son_esas && hecho.hechas().iter().any(|tarea| otra.llama_asi(tarea)) {
        criterio.visto(format!(
            "así fue, aunque con {}; la de esta lección es {}",
            otra.tarea(),
            manera.tarea()
        ));
    }
}

fn numeros_de_las_hechas(hecho: &Ejecucion) -> Vec<u32> {
    let mut numeros = Vec::new();
    for nombre in hecho.hechas() {
        numeros.extend(numero_de_tarea(nombre));
    }
    numeros.sort_unstable();
    numeros
}

/// De cada número, cuántas veces está, si son varias: `1 (3 veces)`.
fn con_sus_veces(ordenados: &[u32]) -> Vec<String> {
    let mut dichos = Vec::new();
    for iguales in ordenados.chunk_by(u32::eq) {
        let numero = iguales[0];
        dichos.push(match iguales.len() {
            1 => numero.to_string(),
            veces => format!("{numero} ({veces} veces)"),
        });
    }
    dichos
}

fn que_tareas_faltan(numeros: &[u32], hasta: u32) -> String {
    if numeros.contains(&0) {
        return format!("Se cuenta desde el 1: 1..={hasta}.");
    }
    if numeros.iter().copied().eq(1..hasta) {
        let penultima = hasta - 1;
        return format!(
            "Falta la última: 1..{hasta} se queda en {penultima}, y 1..={hasta} llega a {hasta}."
        );
    }
    let mut faltan = Vec::new();
    for numero in 1..=hasta {
        if !numeros.contains(&numero) {
            faltan.push(numero);
        }
    }
    match faltan.is_empty() {
        true => "Mira qué número recibe cada tarea.".to_string(),
        false => {
            let faltan = enumerar(&faltan);
            format!("Faltan por hacer: {faltan}. ¿Qué número recibe cada tarea?")
        }
    }
}

/// Cada tarea dura al menos esos milisegundos. Solo se nombra la primera que no.
pub fn cada_una_dura(juez: &mut Juez, hecho: &Ejecucion, milisegundos: u64) {
    let mut tramos = hecho.tramos.iter();
    if let Some(corta) = tramos.find(|tramo| es_corta(tramo, milisegundos)) {
        dura(juez, corta, milisegundos);
    }
}

/// Esa tarea dura al menos esos milisegundos. Solo se nombra si no.
pub fn dura(juez: &mut Juez, tramo: &Tramo, milisegundos: u64) {
    if !es_corta(tramo, milisegundos) {
        return;
    }
    let nombre = &tramo.nombre;
    let pide = format!("«{nombre}» dura {} segundos", segundos(milisegundos * 1000));
    juez.reprocha(pide)
        .pero(format!("duró {}", segundos(tramo.dura())))
        .consejo(
            "Mira qué función hace la tarea, y cuánto se le dice que dure: Duration::from_secs(3) son 3 segundos, y \
             Duration::from_millis(3), 3 milésimas.",
        );
}

fn es_corta(tramo: &Tramo, milisegundos: u64) -> bool {
    tramo.terminado && tramo.dura() + HOLGURA < milisegundos * 1000
}

/// La tarea que tiene ese número.
pub fn la_tarea(hecho: &Ejecucion, numero: u32) -> Option<&Tramo> {
    let mut tramos = hecho.tramos.iter();
    tramos.find(|tramo| numero_de_tarea(&tramo.nombre) == Some(numero))
}

/// Tantas a la vez, ni una más ni una menos.
pub fn a_la_vez(juez: &mut Juez, hecho: &Ejecucion, cuantas: usize) {
    let pide = format!("{cuantas} a la vez");
    let hubo = hecho.a_la_vez();
    if hubo == 0 {
        return juez.sin_mirar(pide, SIN_TAREAS);
    }
    let consejo = por_que_no_a_la_vez(juez.manera(), hecho, cuantas);
    juez.pide(pide, hubo == cuantas)
        .visto(format!("llegó a haber {hubo}"))
        .consejo(consejo);
}

fn por_que_no_a_la_vez(manera: Manera, hecho: &Ejecucion, cuantas: usize) -> String {
    let hubo = hecho.a_la_vez();
    let uno = manera.uno();
    if hubo > cuantas {
        return format!("Son demasiadas: se piden {cuantas}.");
    }
    let empezaron = hecho.tramos.len();
    if empezaron < cuantas {
        return format!(
            "Solo empezaron {empezaron}: hacen falta {cuantas}, y todas en marcha a la vez."
        );
    }
    if hubo > 1 {
        let mut consejo = format!(
            "Se inician unos cuando otros ya han acabado: hacen falta {cuantas} en marcha a la vez. Primero se inician \
             todos, y después se espera a todos."
        );
        let tarda = hecho.tramos[0].inicio.saturating_sub(hecho.inicio);
        if tarda > ES_LENTO {
            consejo += &format!(
                " Si ya es así, puede que al equipo no le diera tiempo: la primera tardó {} s en empezar. Cierra otros \
                 programas y compruébalo otra vez.",
                segundos(tarda)
            );
        }
        return consejo;
    }
    if hecho.hilos().len() == 1 {
        return format!("Las hace todas el mismo {uno}: hay que iniciar uno para cada una.");
    }
    let consejo = format!(
        "Van en fila: se espera a cada {uno} antes de iniciar el siguiente, y así no se gana nada. Hacen falta dos bucles: \
         uno que los inicie y los guarde, y otro que los espere."
    );
    match manera {
        Manera::Hilos => consejo,
        Manera::Procesos => format!(
            "{consejo} Se inician con spawn(): output() y status() inician un proceso y ya lo esperan."
        ),
    }
}

/// De una en una.
pub fn en_fila(juez: &mut Juez, hecho: &Ejecucion) {
    let pide = "en fila, de una en una";
    let hubo = hecho.a_la_vez();
    if hubo == 0 {
        return juez.sin_mirar(pide, SIN_TAREAS);
    }
    juez.pide(pide, hubo == 1)
        .visto(format!("llegó a haber {hubo} a la vez"))
        .consejo("Aquí no hacen falta hilos: llamar a una función es esperar a que vuelva.");
}

/// Nunca más de tantas a la vez.
pub fn nunca_mas_de(juez: &mut Juez, hecho: &Ejecucion, cuantas: usize) {
    let pide = format!("nunca más de {cuantas} a la vez");
    let hubo = hecho.a_la_vez();
    if hubo == 0 {
        return juez.sin_mirar(pide, SIN_TAREAS);
    }
    juez.pide(pide, hubo <= cuantas)
        .visto(format!("llegó a haber {hubo}"))
        .consejo(format!(
            "Hay demasiados hilos: bastan {cuantas}, y cada uno hace varias, una detrás de otra."
        ));
}

/// Mientras quedan por empezar, siempre tantas en marcha.
pub fn mientras_queden(juez: &mut Juez, hecho: &Ejecucion, cuantas: usize) {
    let pide = format!("mientras queden, siempre {cuantas} en marcha");
    if hecho.tramos.is_empty() {
        return juez.sin_mirar(pide, SIN_TAREAS);
    }
    let descanso = con_menos_de(cuantas, &hecho.tramos);
    let cumple = descanso < DESCANSO;
    let criterio = juez
        .pide(pide, cumple)
        .pero(format!("hubo menos durante {} s", segundos(descanso)))
        .consejo(format!(
            "Quedaban por empezar, y alguien que podía hacerlas no hacía nada. Hacen falta {cuantas} hilos, y que cada \
             uno, al acabar una, tome otra de las que quedan sin esperar a nadie. Si lo que queda está en un Mutex, se \
             suelta antes de hacer la tarea."
        ));
    let hilos = hecho.hilos().len();
    if cumple && hilos > cuantas && hecho.a_la_vez() == cuantas {
        criterio.visto(format!(
            "fueron {hilos} hilos, que también vale; con {cuantas} basta, si cada uno hace varias"
        ));
    }
}

/// Los microsegundos en que hubo menos de tantas en marcha, hasta que empezó la última.
fn con_menos_de(cuantas: usize, tramos: &[Tramo]) -> u64 {
    let mut momentos = Vec::new();
    let mut empieza_la_ultima = 0;
    for tramo in tramos {
        momentos.push(tramo.inicio);
        momentos.push(tramo.fin);
        empieza_la_ultima = empieza_la_ultima.max(tramo.inicio);
    }
    momentos.sort_unstable();
    let mut descanso = 0;
    for (desde, hasta) in momentos.iter().zip(&momentos[1..]) {
        let en_marcha = tramos
            .iter()
            .filter(|tramo| tramo.inicio <= *desde && *desde < tramo.fin);
        if *hasta <= empieza_la_ultima && en_marcha.count() < cuantas {
            descanso += hasta - desde;
        }
    }
    descanso
}

/// Cada tarea en su hilo, y todos en un proceso.
pub fn cada_una_en_su_hilo(juez: &mut Juez, hecho: &Ejecucion) {
    let pide = "cada una en su hilo, dentro de un proceso";
    let tareas = hecho.tramos.len();
    if tareas == 0 {
        return juez.sin_mirar(pide, SIN_TAREAS);
    }
    if hecho.procesos_con_tareas().len() > 1 {
        juez.reprocha(pide).consejo(SE_PIDEN_HILOS);
        return;
    }
    let hilos = hecho.hilos().len();
    juez.pide(pide, hilos == tareas)
        .pero(format!("fueron {tareas}, y los hilos, {hilos}"))
        .consejo("Un mismo hilo hace varias: cada una necesita su thread::spawn.");
}

const SE_PIDEN_HILOS: &str = "Van en procesos distintos, y se piden hilos: thread::spawn.";

/// Todas en el mismo proceso.
pub fn en_un_proceso(juez: &mut Juez, hecho: &Ejecucion) {
    let pide = "en un solo proceso";
    if hecho.tramos.is_empty() {
        return juez.sin_mirar(pide, SIN_TAREAS);
    }
    let procesos = hecho.procesos_con_tareas().len();
    juez.pide(pide, procesos == 1)
        .pero(format!("hubo {procesos}"))
        .consejo(SE_PIDEN_HILOS);
}

/// Cada tarea en su proceso, que es un hijo.
pub fn cada_una_en_su_proceso(juez: &mut Juez, hecho: &Ejecucion) {
    let pide = "cada una en un proceso hijo";
    let tareas = hecho.tramos.len();
    if tareas == 0 {
        return juez.sin_mirar(pide, SIN_TAREAS);
    }
    let hijos = hecho.hijos().len();
    juez.pide(pide, hijos == tareas)
        .pero(format!("fueron {tareas}, y los hijos que las hicieron, {hijos}"))
        .consejo(
            "Alguna la hace el propio programa, quizá en un hilo, o un hijo hace varias. Aquí cada una va en un hijo, \
             iniciado con Command::new(&programa), y el padre solo espera.",
        );
}

/// Se hace cada una de las partes en que se reparte un cálculo, una sola vez.
pub fn cada_parte(juez: &mut Juez, hecho: &Ejecucion, partes: u32) {
    let pide = format!("se cuenta cada una de las {partes} partes, una sola vez");
    let mut pedidas = Vec::new();
    for numero in 1..=partes {
        pedidas.push(format!("Parte {numero} de {partes}"));
    }
    let mut hechas = hecho.hechas();
    hechas.sort_unstable();
    let contadas = match hechas.is_empty() {
        true => "no se contó ninguna".to_string(),
        false => format!("se contaron {}", enumerar(&hechas)),
    };
    let consejo = match hecho.tramos.is_empty() {
        true => que_le_paso_a_los_hijos(hecho),
        false => None,
    };
    let consejo = consejo.unwrap_or(format!(
        "Las partes van de la 1 a la {partes}, y de cada una se encarga uno: Parte {{ numero, partes: {partes}, limite }}."
    ));
    juez.pide(pide, hechas == pedidas)
        .pero(contadas)
        .consejo(consejo);
}

#[cfg(test)]
mod pruebas {
    use super::*;
    use crate::Resultado;
    use crate::Resultado::{Cumplido, Incumplido, SinMirar};
    use crate::inventos::{Invento, de_hilos, de_procesos};
    use shared::ejecucion::Motivo;

    fn resultado(invento: Invento, mirar: impl Fn(&mut Juez, &Ejecucion)) -> Resultado {
        de_hilos(invento, mirar).resultado
    }

    fn tres_a_la_vez() -> Invento {
        Invento::nuevo()
            .tarea("Tarea 1", 2, 0, 2000)
            .tarea("Tarea 2", 3, 1, 2001)
            .tarea("Tarea 3", 4, 2, 2002)
    }

    #[test]
    fn lo_que_no_se_puede_mirar_no_se_da_por_cumplido() {
        let sin_tareas: [fn(&mut Juez, &Ejecucion); 7] = [
            acaban_todas,
            en_fila,
            en_un_proceso,
            |juez, hecho| hace_las_tareas(juez, hecho, 1..=3),
            |juez, hecho| a_la_vez(juez, hecho, 3),
            |juez, hecho| nunca_mas_de(juez, hecho, 3),
            |juez, hecho| mientras_queden(juez, hecho, 3),
        ];
        for mirar in sin_tareas {
            assert_eq!(resultado(Invento::nuevo(), mirar), SinMirar);
        }
        let detenido = tres_a_la_vez().hubo_que_detenerlo(Motivo::NoTerminaba);
        assert_eq!(resultado(detenido, acaban_todas), SinMirar);
    }

    #[test]
    fn de_una_funcion_propia_se_dice_como_dejar_traza() {
        let suya = Invento::nuevo().dice("[+] Tarea 1 iniciando");
        let consejo = de_hilos(suya, empieza_alguna).consejo;
        assert!(consejo.contains("use shared::tarea;") && consejo.contains("anotar("));
        let nada = de_hilos(Invento::nuevo(), empieza_alguna).consejo;
        assert!(nada.contains("¿Se espera a cada hilo con join()?"));
    }

    #[test]
    fn se_sabe_quien_queda_sin_esperar() {
        let a_medias = de_hilos(tres_a_la_vez().a_medias(), acaban_todas);
        assert_eq!(
            a_medias.texto(),
            "termina cuando han acabado todas sus tareas: a medias quedó Tarea 3"
        );
        assert!(a_medias.consejo.contains("join()"));
        let con_hijo = de_hilos(tres_a_la_vez().sobrevive(1), acaban_todas);
        assert!(con_hijo.texto().contains("quedaba un hijo en marcha"));
        assert!(con_hijo.consejo.contains("wait()"));
        assert_eq!(resultado(tres_a_la_vez(), acaban_todas), Cumplido);
    }

    #[test]
    fn se_dice_que_tareas_faltan() {
        let hasta =
            |n| move |juez: &mut Juez, hecho: &Ejecucion| hace_las_tareas(juez, hecho, 1..=n);
        assert_eq!(resultado(tres_a_la_vez(), hasta(3)), Cumplido);
        let falta_una = de_hilos(tres_a_la_vez(), hasta(4));
        assert!(falta_una.consejo.starts_with("Falta la última: 1..4"));
        assert!(falta_una.texto().ends_with("acabaron 1, 2 y 3"));
        let desde_cero = tres_a_la_vez().tarea("Tarea 0", 5, 0, 2000);
        let desde_cero = de_hilos(desde_cero, hasta(3));
        assert!(desde_cero.consejo.starts_with("Se cuenta desde el 1"));
        let repetida = tres_a_la_vez().tarea("Tarea 3", 5, 0, 2000);
        let repetida = de_hilos(repetida, hasta(3));
        assert_eq!(repetida.resultado, Incumplido);
        assert!(repetida.texto().ends_with("acabaron 1, 2 y 3 (2 veces)"));
    }

    #[test]
    fn una_tarea_dura_lo_que_se_pide() {
        let corta = tres_a_la_vez().tarea("Tarea 4", 5, 0, 100);
        let corta = de_hilos(corta, |juez, hecho| cada_una_dura(juez, hecho, UNA_TAREA));
        assert_eq!(corta.texto(), "«Tarea 4» dura 2,00 segundos: duró 0,10");
    }

    #[test]
    fn la_tarea_de_la_otra_leccion_tambien_vale_y_se_dice() {
        let con_tarea = de_procesos(tres_a_la_vez(), |juez, hecho| {
            hace_las_tareas(juez, hecho, 1..=3);
        });
        assert_eq!(con_tarea.resultado, Cumplido);
        assert!(
            con_tarea
                .texto()
                .ends_with("aunque con tarea; la de esta lección es tarea_de_proceso")
        );
    }

    #[test]
    fn a_la_vez_son_tantas_y_no_casi_tantas() {
        let tres = |juez: &mut Juez, hecho: &Ejecucion| a_la_vez(juez, hecho, 3);
        assert_eq!(resultado(tres_a_la_vez(), tres), Cumplido);
        let dos_y_una = Invento::nuevo()
            .tarea("Tarea 1", 2, 0, 2000)
            .tarea("Tarea 2", 3, 0, 2000)
            .tarea("Tarea 3", 4, 2001, 4001);
        let dos_y_una = de_hilos(dos_y_una, tres);
        assert_eq!(dos_y_una.texto(), "3 a la vez: llegó a haber 2");
        assert!(dos_y_una.consejo.ends_with("se espera a todos."));
        let en_un_equipo_lento = Invento::nuevo()
            .tarea("Tarea 1", 2, 900, 2900)
            .tarea("Tarea 2", 3, 1800, 3800)
            .tarea("Tarea 3", 4, 2901, 4901);
        let en_un_equipo_lento = de_hilos(en_un_equipo_lento, tres);
        assert!(
            en_un_equipo_lento
                .consejo
                .contains("tardó 0,90 s en empezar")
        );
        let en_fila = Invento::nuevo()
            .tarea("Tarea 1", 2, 0, 2000)
            .tarea("Tarea 2", 3, 2001, 4001)
            .tarea("Tarea 3", 4, 4002, 6002);
        assert!(de_hilos(en_fila, tres).consejo.starts_with("Van en fila"));
        let el_mismo = Invento::nuevo()
            .tarea("Tarea 1", 2, 0, 2000)
            .tarea("Tarea 2", 2, 2001, 4001)
            .tarea("Tarea 3", 2, 4002, 6002);
        let el_mismo = de_hilos(el_mismo, tres);
        assert!(el_mismo.consejo.starts_with("Las hace todas el mismo hilo"));
    }

    #[test]
    fn una_tanda_que_va_sola_mientras_quedan_no_vale() {
        let de_dos_en_dos = |juez: &mut Juez, hecho: &Ejecucion| mientras_queden(juez, hecho, 2);
        let bien = Invento::nuevo()
            .tarea("Tarea 1", 2, 0, 2000)
            .tarea("Tarea 2", 3, 0, 2010)
            .tarea("Tarea 3", 2, 2001, 4001)
            .tarea("Tarea 4", 3, 2011, 4011)
            .tarea("Tarea 5", 2, 4002, 6002);
        assert_eq!(resultado(bien, de_dos_en_dos), Cumplido);
        let sola_en_medio = Invento::nuevo()
            .tarea("Tarea 1", 2, 0, 2000)
            .tarea("Tarea 2", 3, 0, 2000)
            .tarea("Tarea 3", 4, 2001, 4001)
            .tarea("Tarea 4", 5, 4002, 6002)
            .tarea("Tarea 5", 6, 4002, 6002);
        let sola_en_medio = de_hilos(sola_en_medio, de_dos_en_dos);
        assert_eq!(
            sola_en_medio.texto(),
            "mientras queden, siempre 2 en marcha: hubo menos durante 2,00 s"
        );
        assert!(
            sola_en_medio
                .consejo
                .contains("Si lo que queda está en un Mutex")
        );
        let por_tandas = tres_a_la_vez().tarea("Tarea 4", 5, 2010, 4010);
        assert!(
            de_hilos(por_tandas, |juez, hecho| mientras_queden(juez, hecho, 3))
                .texto()
                .contains("4 hilos")
        );
    }

    #[test]
    fn cada_tarea_va_donde_se_pide() {
        assert_eq!(resultado(tres_a_la_vez(), cada_una_en_su_hilo), Cumplido);
        assert_eq!(
            resultado(tres_a_la_vez(), cada_una_en_su_proceso),
            Incumplido
        );
        let hijos = || {
            Invento::nuevo()
                .tarea_de_hijo("Proceso 1", 1, 0, 2000)
                .tarea_de_hijo("Proceso 2", 2, 0, 2000)
                .tarea_de_hijo("Proceso 3", 3, 0, 2000)
        };
        assert_eq!(resultado(hijos(), cada_una_en_su_proceso), Cumplido);
        assert_eq!(
            de_hilos(hijos(), cada_una_en_su_hilo).consejo,
            SE_PIDEN_HILOS
        );
        assert_eq!(resultado(hijos(), en_un_proceso), Incumplido);
        // El padre no hace ninguna.
        let y_el_padre = hijos().tarea("Proceso 4", 1, 0, 2000);
        assert_eq!(resultado(y_el_padre, cada_una_en_su_proceso), Incumplido);
    }

    #[test]
    fn cada_parte_se_cuenta_una_vez() {
        let dos = |juez: &mut Juez, hecho: &Ejecucion| cada_parte(juez, hecho, 2);
        let una = || Invento::nuevo().tarea("Parte 1 de 2", 2, 0, 10);
        let las_dos = || una().tarea("Parte 2 de 2", 3, 0, 10);
        assert_eq!(resultado(las_dos(), dos), Cumplido);
        assert_eq!(resultado(una(), dos), Incumplido);
        assert_eq!(
            resultado(las_dos().tarea("Parte 1 de 1", 1, 0, 9), dos),
            Incumplido
        );
    }
}
