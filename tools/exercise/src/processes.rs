//! Los ejercicios de la lección con procesos.

use crate::criterios::*;
use crate::{Juez, Manera, Prueba};
use shared::ejecucion::Ejecucion;
use terminal::contar;
use timeline::tiempo::segundos;

/// Cuatro procesos a la vez: iniciar todos, esperar a todos.
pub fn processes_1(juez: &mut Juez) -> anyhow::Result<()> {
    let normal = Prueba::normal();
    let hecho = juez.ejecutar(&normal)?;
    termina_bien(juez, &hecho);
    empieza_alguna(juez, &hecho);
    acaban_todas(juez, &hecho);
    hace_las_tareas(juez, &hecho, 1..=4);
    cada_una_dura(juez, &hecho, UNA_TAREA);
    a_la_vez(juez, &hecho, 4);
    cada_una_en_su_proceso(juez, &hecho);
    al_final_dice(juez, &hecho, Manera::Procesos.exito());

    if juez.va_bien() {
        let fallos = juez.haciendo_fallar_a_cada_una(&hecho, &normal)?;
        no_sigue_como_si_nada(juez, &fallos);
        espera_a_las_demas(juez, &fallos);
    }
    Ok(())
}

/// Uno falla: el estado de salida.
pub fn processes_2(juez: &mut Juez) -> anyhow::Result<()> {
    let normal = Prueba::normal();
    let hecho = juez.ejecutar(&normal)?;
    termina_mal(juez, &hecho, NADIE_CUENTA_EL_FALLO);
    empieza_alguna(juez, &hecho);
    acaban_todas(juez, &hecho);
    hace_las_tareas(juez, &hecho, 1..=3);
    cada_una_dura(juez, &hecho, UNA_TAREA);
    a_la_vez(juez, &hecho, 3);
    cada_una_en_su_proceso(juez, &hecho);
    dice_el_estado_del_2(juez, &hecho, 3);
    no_dice_que_fue_bien(juez, &hecho);

    if juez.va_bien() {
        if let Some(dos) = la_tarea(&hecho, 2) {
            let con_panico = normal.clone().entra_en_panico(&dos.nombre);
            let con_panico = juez.ejecutar_otra_vez(&con_panico)?;
            dice_el_estado_del_2(juez, &con_panico, PANICO_DE_MAIN);
        }
        let fallos = juez.haciendo_fallar_a_cada_una(&hecho, &normal)?;
        no_sigue_como_si_nada(juez, &fallos);
        espera_a_las_demas(juez, &fallos);
    }
    Ok(())
}

const NADIE_CUENTA_EL_FALLO: &str = "Nada dice que algo falló. El 2, tras su tarea, termina con el estado 3: return \
     Ok(ExitCode::from(3)). Y el padre, si el wait() de alguno no es success(), no termina como si nada: ExitCode::FAILURE.";

fn dice_el_estado_del_2(juez: &mut Juez, hecho: &Ejecucion, codigo: i32) {
    let estado = estado_escrito(codigo);
    let pide = match codigo {
        PANICO_DE_MAIN => format!("y si el 2 entra en pánico, dice que terminó con «{estado}»"),
        _ => format!(
            "dice por la salida de errores, en una línea, «Proceso 2» y su estado, «{estado}»"
        ),
    };
    let consejo = match codigo {
        PANICO_DE_MAIN => {
            "Se probó otra vez, haciendo que el proceso 2 entrara en pánico, y su estado fue otro: el que se dice es el \
             que devuelve su wait(), tal como lo escribe {estado}."
        }
        _ => {
            "En una misma línea, con eprintln!: «Proceso 2», que es su número de tarea, y su estado tal como lo escribe \
             {estado}, que sale de wait()."
        }
    };
    let mut lineas = hecho.errores.lines();
    juez.pide(
        pide,
        lineas.any(|linea| dice_el_estado(linea, "Proceso 2", &estado)),
    )
    .consejo(consejo);
}

/// Si una línea dice el estado de ese proceso: el que va detrás de su nombre, o el único que hay.
fn dice_el_estado(linea: &str, proceso: &str, estado: &str) -> bool {
    for (donde, _) in linea.match_indices(proceso) {
        let detras = &linea[donde + proceso.len()..];
        if detras.starts_with(|letra: char| letra.is_ascii_digit()) {
            continue; // el «Proceso 20» no es el 2
        }
        let (lo_suyo, _) = detras.split_once("Proceso ").unwrap_or((detras, ""));
        if escribe(lo_suyo, estado) {
            return true;
        }
    }
    let nombra_a_uno = linea.matches("Proceso ").count() == 1;
    nombra_a_uno && escribe(linea, proceso) && escribe(linea, estado)
}

/// La suma: devolver un valor sin memoria común.
pub fn processes_3(juez: &mut Juez) -> anyhow::Result<()> {
    let hecho = juez.ejecutar(&Prueba::normal().con(1_000_000))?;
    lo_lee_el_padre(juez, &hecho, "[+] 78498 primos en total");
    termina_bien(juez, &hecho);
    cada_parte(juez, &hecho, 3);
    cuentan_los_hijos(juez, &hecho);
    al_final_dice_los_primos(juez, &hecho, 78_498);
    if !hecho.bien() {
        return Ok(());
    }

    // Con menos números, y haciendo que cada parte dure más: así, las que van a la vez coinciden en cualquier equipo.
    let pequena = Prueba::normal().con(400_000);
    let lenta = juez.ejecutar_otra_vez(&pequena.clone().tarda("Parte", 1500))?;
    a_la_vez(juez, &lenta, 3);
    al_final_dice_los_primos(juez, &lenta, 33_860);
    el_total_no_se_adelanta(juez, &lenta, "[+] 33860 primos");

    if juez.va_bien() {
        let fallos = juez.haciendo_fallar_a_cada_una(&hecho, &pequena)?;
        no_dice_un_total(juez, &fallos);
    }
    Ok(())
}

/// Si el total no es ese y hay números sueltos, lo que escribieron los hijos salió por la pantalla. Solo se nombra entonces.
fn lo_lee_el_padre(juez: &mut Juez, hecho: &Ejecucion, total: &str) {
    let mut mensajes = hecho.mensajes().into_iter();
    let hay_numeros_sueltos = mensajes.any(|mensaje| mensaje.trim().parse::<u64>().is_ok());
    if hay_numeros_sueltos && hecho.veces(total) == 0 {
        juez.reprocha("lo que escribe cada hijo lo lee el padre")
            .pero("salió por la pantalla")
            .consejo(
                "Lo que escribieron los hijos salió por la pantalla: para que lo lea el padre, se les inicia con \
                 .stdout(Stdio::piped()).",
            );
    }
}

fn cuentan_los_hijos(juez: &mut Juez, hecho: &Ejecucion) {
    let pide = "cuentan tres hijos, y el padre solo suma";
    if hecho.tramos.is_empty() {
        return juez.sin_mirar(pide, "no contó nadie");
    }
    let hijos = hecho.hijos().len();
    let tambien_el_padre = hecho.procesos_con_tareas().len() > hijos;
    let visto = match tambien_el_padre {
        true => format!("contó también el padre, y {}", contar(hijos, "hijo")),
        false => format!("contaron {hijos}"),
    };
    juez.pide(pide, hijos == 3 && !tambien_el_padre)
        .pero(visto)
        .consejo("El padre no cuenta: lee lo que cada hijo escribió, y lo suma.");
}

/// El mayor total que puede salir de tres estados de salida, que van de 0 a 255.
const CABEN_EN_ESTADOS: u64 = 3 * 255;

fn al_final_dice_los_primos(juez: &mut Juez, hecho: &Ejecucion, primos: u64) {
    let mensaje = format!("[+] {primos} primos en total");
    if !parece_de_estados(hecho.ultimo()) {
        return al_final_dice(juez, hecho, &mensaje);
    }
    juez.reprocha(format!("al final dice «{mensaje}»"))
        .pero(format!("lo último fue «{}»", hecho.ultimo()))
        .consejo(
            "¿Devuelve cada hijo su cuenta como estado de salida? Un ExitCode solo guarda de 0 a 255, y una cuenta mayor \
             no cabe. El hijo la escribe con println!, y el padre la lee.",
        );
}

/// Si dice un total que puede salir de tres estados de salida.
fn parece_de_estados(mensaje: &str) -> bool {
    let numero = mensaje.trim_start_matches("[+] ");
    let numero = numero.trim_end_matches(" primos en total");
    match numero.parse::<u64>() {
        Ok(numero) => numero <= CABEN_EN_ESTADOS,
        Err(_) => false,
    }
}

/// Uno que no acaba: matar un proceso desde fuera.
pub fn processes_4(juez: &mut Juez) -> anyhow::Result<()> {
    let normal = Prueba::normal();
    let hecho = juez.ejecutar(&normal)?;
    termina_bien_y_no_se_queda(juez, &hecho, ESPERA_AL_QUE_NO_ACABA);
    empieza_alguna(juez, &hecho);
    el_1_entero(juez, &hecho);
    el_2_a_medias(juez, &hecho);
    a_la_vez(juez, &hecho, 2);
    primero_se_espera_al_1(juez, &hecho, "primero espera al 1, y después mata al 2");
    nadie_en_marcha(juez, &hecho);
    dice_como_termino_el_2(juez, &hecho);

    if juez.va_bien() {
        // Con el nombre que le diera: con tarea o con tarea_de_proceso.
        let el_1 = nombre_de_la_tarea(&hecho, 1);
        let el_2 = nombre_de_la_tarea(&hecho, 2);
        let el_1_tarda = normal.clone().tarda(&el_1, 1500);
        let el_2_aborta = normal.aborta(&el_2);
        let hechos = juez.ejecutar_a_la_vez(&[el_1_tarda, el_2_aborta])?;
        primero_se_espera_al_1(juez, &hechos[0], "lo espera también si tarda más");
        no_dice_que_lo_mataron(juez, &hechos[1]);
    }
    Ok(())
}

fn nombre_de_la_tarea(hecho: &Ejecucion, numero: u32) -> String {
    let tarea = la_tarea(hecho, numero);
    tarea.map(|tarea| tarea.nombre.clone()).unwrap_or_default()
}

const ESPERA_AL_QUE_NO_ACABA: &str = "No termina: si espera a un hijo que no acaba nunca, no acaba tampoco. kill() va antes que wait().";

fn el_1_entero(juez: &mut Juez, hecho: &Ejecucion) {
    let acaba = la_tarea(hecho, 1).is_some_and(|una| una.terminado);
    juez.pide("el proceso 1 hace su tarea entera", acaba)
        .consejo("El 1 hace tarea_de_proceso(1), y se le espera con wait() antes de matar al 2.");
    if let Some(una) = la_tarea(hecho, 1) {
        dura(juez, una, UNA_TAREA);
    }
}

fn el_2_a_medias(juez: &mut Juez, hecho: &Ejecucion) {
    let a_medias = match la_tarea(hecho, 2) {
        Some(dos) => !dos.terminado && hecho.hijos().contains(&dos.lugar.proceso),
        None => false,
    };
    juez.pide("el proceso 2 empieza una tarea que no acaba", a_medias)
        .consejo(
            "El 2 es un hijo que hace tarea_que_dura(2, Duration::from_secs(600)), y se le mata después de esperar al 1, \
             no antes.",
        );
}

/// El 2 sigue en marcha hasta que el 1 ha acabado, dure lo que dure.
fn primero_se_espera_al_1(juez: &mut Juez, hecho: &Ejecucion, pide: &str) {
    let (Some(una), Some(dos)) = (la_tarea(hecho, 1), la_tarea(hecho, 2)) else {
        return juez.sin_mirar(pide, "falta alguno");
    };
    let cuando = |momento: u64| segundos(momento.saturating_sub(hecho.inicio));
    juez.pide(pide, dos.fin >= una.fin)
        .pero(format!(
            "el 2 murió a los {} s, y el 1 acabó a los {}",
            cuando(dos.fin),
            cuando(una.fin)
        ))
        .consejo(
            "El orden es wait() del 1, kill() del 2 y wait() del 2. Dormir un rato en main no es esperar al 1, que puede \
             tardar más.",
        );
}

fn nadie_en_marcha(juez: &mut Juez, hecho: &Ejecucion) {
    let pide = "no deja ningún proceso en marcha";
    if hecho.estado().is_none() {
        return juez.sin_mirar(pide, "hubo que detenerlo");
    }
    juez.pide(pide, hecho.sobreviven().is_empty()).consejo(
        "El programa acabó y el proceso 2 seguía: nadie lo mata por ti. kill(), y después wait().",
    );
}

const TERMINO_ASI: &str = "[+] El proceso 2 terminó así: ";

/// El estado de quien muere por `kill()`: una señal, o en Windows el código que se le pone.
fn es_de_kill(estado: &str) -> bool {
    match cfg!(windows) {
        true => escribe(estado, "exit code: 1"),
        false => escribe(estado, "signal: 9"),
    }
}

fn dice_como_termino_el_2(juez: &mut Juez, hecho: &Ejecucion) {
    let dichos = hecho.tras(TERMINO_ASI);
    let visto = match dichos.first() {
        Some(estado) => format!("dijo «{estado}»"),
        None => "no lo dijo".to_string(),
    };
    let es_suyo = dichos.len() == 1 && es_de_kill(dichos[0]);
    juez.pide("dice «[+] El proceso 2 terminó así: ESTADO»", es_suyo)
        .pero(visto)
        .consejo(
            "ESTADO es lo que devuelve wait() después de kill(), tal como lo escribe {estado}.",
        );
}

/// Si el 2 terminó de otra manera, su estado es otro.
fn no_dice_que_lo_mataron(juez: &mut Juez, hecho: &Ejecucion) {
    let mut dichos = hecho.tras(TERMINO_ASI).into_iter();
    juez.pide(
        "si el 2 aborta, no dice que lo mató kill()",
        !dichos.any(es_de_kill),
    )
    .consejo(
        "Se probó otra vez, haciendo que el 2 abortara al empezar, y dijo lo de siempre: ESTADO es lo que devuelve su \
         wait(), sea el que sea.",
    );
}

#[cfg(test)]
mod pruebas {
    use super::*;
    use crate::Resultado::{Cumplido, Incumplido};
    use crate::inventos::{Invento, de_procesos as mirar};

    #[test]
    fn el_estado_que_cuenta_es_el_que_va_detras_de_su_nombre() {
        let estado = "exit status: 3";
        for linea in [
            "[-] Proceso 2: exit status: 3",
            "Proceso 1: exit status: 0. Proceso 2: exit status: 3. Proceso 3: exit status: 0.",
            "exit status: 3, el del Proceso 2",
        ] {
            assert!(dice_el_estado(linea, "Proceso 2", estado), "{linea}");
        }
        for linea in [
            "[-] Proceso 20412: exit status: 3",
            "[-] Proceso 2: exit status: 30",
            "[-] Proceso 2: exit status: 0. Proceso 3: exit status: 3",
            "[-] exit status: 3",
            "[-] Proceso 2: mal",
        ] {
            assert!(!dice_el_estado(linea, "Proceso 2", estado), "{linea}");
        }
    }

    #[test]
    fn los_numeros_sueltos_importan_si_no_hay_total() {
        let mira = |juez: &mut Juez, hecho: &Ejecucion| {
            juez.pide("nada", true);
            lo_lee_el_padre(juez, hecho, "[+] 12 primos en total");
        };
        let sin_total = mirar(Invento::nuevo().dice("7").dice("5"), mira);
        assert!(sin_total.consejo.contains(".stdout(Stdio::piped())"));
        let con_total = Invento::nuevo().dice("  7").dice("[+] 12 primos en total");
        assert_eq!(mirar(con_total, mira).resultado, Cumplido);
    }

    #[test]
    fn una_cuenta_que_cabe_en_tres_estados_hace_sospechar() {
        let mira = |juez: &mut Juez, hecho: &Ejecucion| {
            al_final_dice_los_primos(juez, hecho, 33_860);
        };
        let de_estados = mirar(Invento::nuevo().dice("[+] 511 primos en total"), mira);
        assert!(de_estados.consejo.contains("solo guarda de 0 a 255"));
        let otra = mirar(Invento::nuevo().dice("[+] 33861 primos en total"), mira);
        assert!(otra.consejo.starts_with("El número no es ese"));
        let bien = mirar(Invento::nuevo().dice("[+] 33860 primos en total"), mira);
        assert_eq!(bien.resultado, Cumplido);
    }

    #[test]
    fn los_hijos_cuentan_y_el_padre_no() {
        let tres = || {
            Invento::nuevo()
                .tarea_de_hijo("Parte 1 de 3", 1, 0, 10)
                .tarea_de_hijo("Parte 2 de 3", 2, 0, 10)
                .tarea_de_hijo("Parte 3 de 3", 3, 0, 10)
        };
        assert_eq!(mirar(tres(), cuentan_los_hijos).resultado, Cumplido);
        let y_el_padre = mirar(tres().tarea("Parte 1 de 1", 1, 0, 9), cuentan_los_hijos);
        assert!(
            y_el_padre
                .texto()
                .ends_with("contó también el padre, y 3 hijos")
        );
    }

    #[test]
    fn el_2_muere_cuando_el_1_ha_acabado() {
        let mira = |juez: &mut Juez, hecho: &Ejecucion| {
            primero_se_espera_al_1(juez, hecho, "primero el 1");
        };
        let muere_a_los = |momento| {
            let invento = Invento::nuevo().tarea_de_hijo("Proceso 1", 1, 0, 2000);
            invento.tarea_de_hijo("Tarea 2", 2, 0, momento).a_medias()
        };
        assert_eq!(mirar(muere_a_los(2010), mira).resultado, Cumplido);
        let antes = mirar(muere_a_los(500), mira);
        assert_eq!(
            antes.texto(),
            "primero el 1: el 2 murió a los 0,50 s, y el 1 acabó a los 2,00"
        );
    }

    #[test]
    fn el_estado_del_2_es_el_suyo() {
        let de_kill = match cfg!(windows) {
            true => "exit code: 1",
            false => "signal: 9 (SIGKILL)",
        };
        let dicho = format!("{TERMINO_ASI}{de_kill}");
        let bien = mirar(Invento::nuevo().dice(&dicho), dice_como_termino_el_2);
        assert_eq!(bien.resultado, Cumplido);
        let otro = Invento::nuevo().dice("[+] El proceso 2 terminó así: mal");
        let otro = mirar(otro, dice_como_termino_el_2);
        assert!(otro.texto().ends_with("dijo «mal»"));
        let de_siempre = mirar(Invento::nuevo().dice(&dicho), no_dice_que_lo_mataron);
        assert_eq!(de_siempre.resultado, Incumplido);
        let abortado = Invento::nuevo().dice("[+] El proceso 2 terminó así: signal: 6 (SIGABRT)");
        assert_eq!(mirar(abortado, no_dice_que_lo_mataron).resultado, Cumplido);
    }
}
