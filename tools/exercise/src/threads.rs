//! Los ejercicios de la lección con hilos.

use crate::criterios::*;
use crate::palabras::{cuantas_veces, numero_de_tarea};
use crate::{ConFallo, Juez, Manera, Prueba};
use shared::ejecucion::Ejecucion;
use terminal::contar;
use timeline::tiempo::segundos;

/// Cinco tareas a la vez: iniciar todas, esperar a todas.
pub fn threads_1(juez: &mut Juez) -> anyhow::Result<()> {
    let normal = Prueba::normal();
    let hecho = juez.ejecutar(&normal)?;
    termina_bien(juez, &hecho);
    empieza_alguna(juez, &hecho);
    acaban_todas(juez, &hecho);
    hace_las_tareas(juez, &hecho, 1..=5);
    cada_una_dura(juez, &hecho, UNA_TAREA);
    a_la_vez(juez, &hecho, 5);
    cada_una_en_su_hilo(juez, &hecho);
    al_final_dice(juez, &hecho, Manera::Hilos.exito());

    if juez.va_bien() {
        let fallos = juez.haciendo_fallar_a_cada_una(&hecho, &normal)?;
        no_sigue_como_si_nada(juez, &fallos);
        espera_a_las_demas(juez, &fallos);
    }
    Ok(())
}

/// De dos en dos: repartir trabajo entre pocos hilos.
pub fn threads_2(juez: &mut Juez) -> anyhow::Result<()> {
    let normal = Prueba::normal();
    let hecho = juez.ejecutar(&normal)?;
    termina_bien(juez, &hecho);
    empieza_alguna(juez, &hecho);
    acaban_todas(juez, &hecho);
    hace_las_tareas(juez, &hecho, 1..=5);
    cada_una_dura(juez, &hecho, UNA_TAREA);
    en_un_proceso(juez, &hecho);
    nunca_mas_de(juez, &hecho, 2);
    mientras_queden(juez, &hecho, 2);
    al_final_dice(juez, &hecho, Manera::Hilos.exito());

    if juez.va_bien() {
        let fallos = juez.haciendo_fallar_a_cada_una(&hecho, &normal)?;
        no_sigue_como_si_nada(juez, &fallos);
        espera_a_las_empezadas(juez, &fallos);
    }
    Ok(())
}

/// Una falla: un pánico es de su hilo.
pub fn threads_3(juez: &mut Juez) -> anyhow::Result<()> {
    let normal = Prueba::normal();
    let hecho = juez.ejecutar(&normal)?;
    empieza_alguna(juez, &hecho);
    el_panico_se_queda_en_su_hilo(juez, &hecho);
    la_2_no_tiene_resultado(juez, &hecho);
    termina_mal(juez, &hecho, NADIE_CUENTA_EL_PANICO);
    acaban_todas(juez, &hecho);
    el_panico_va_despues(juez, &hecho);
    hace_las_tareas(juez, &hecho, 1..=3);
    cada_una_dura(juez, &hecho, UNA_TAREA);
    a_la_vez(juez, &hecho, 3);
    dice(juez, &hecho, &resultado_de(1));
    dice(juez, &hecho, &resultado_de(3));
    no_se_adelantan(juez, &hecho, &[1, 3]);
    no_dice_que_fue_bien(juez, &hecho);

    if juez.va_bien() {
        let fallos = juez.haciendo_fallar_a_cada_una(&hecho, &normal)?;
        no_inventa_el_resultado(juez, &fallos, principio_del_resultado);
    }
    Ok(())
}

const NADIE_CUENTA_EL_PANICO: &str = "Nada dice que algo falló. O falta el pánico (la tarea 2, al acabar, hace \
     panic!(\"…\")), o el programa termina como si nada: si un join() da un Err, su estado tiene que decirlo, con \
     ExitCode::FAILURE.";

fn resultado_de(numero: u32) -> String {
    let resultado = numero * 10;
    format!("[+] Resultado de la tarea {numero}: {resultado}")
}

/// Con qué empieza el resultado de una tarea que se llama así.
fn principio_del_resultado(tarea: &str) -> String {
    let numero = numero_de_tarea(tarea).unwrap_or_default();
    format!("[+] Resultado de la tarea {numero}:")
}

/// `main` no cae con el hilo: sigue, y dice los resultados de los demás.
fn el_panico_se_queda_en_su_hilo(juez: &mut Juez, hecho: &Ejecucion) {
    let dice_los_demas = hecho.veces(&resultado_de(1)) > 0 && hecho.veces(&resultado_de(3)) > 0;
    if hecho.codigo() == Some(PANICO_DE_MAIN) && !dice_los_demas {
        juez.reprocha("el pánico se queda en su hilo")
            .pero("llegó a main, que no dijo los resultados de los demás")
            .consejo(
                "El pánico fue de main, o llegó a él: unwrap() y expect() convierten el Err de join() en otro pánico. Con \
                 match miras el error sin causar otro.",
            );
    }
}

fn la_2_no_tiene_resultado(juez: &mut Juez, hecho: &Ejecucion) {
    let dichos = hecho.tras(&principio_del_resultado("Tarea 2"));
    let consejo = match hecho.bien() {
        true => {
            "Falta el pánico: la tarea 2, al acabar, hace panic!(\"…\"), y su hilo no devuelve nada."
        }
        false => {
            "El hilo de la 2 entró en pánico y no devolvió nada: en el Err no hay resultado que decir."
        }
    };
    let dicho = dichos.first().copied().unwrap_or_default();
    juez.pide("no dice ningún resultado de la tarea 2", dichos.is_empty())
        .pero(format!("dijo «{}»", dicho.trim()))
        .consejo(consejo);
}

/// La que entra en pánico hace antes su tarea. Solo se nombra si no.
fn el_panico_va_despues(juez: &mut Juez, hecho: &Ejecucion) {
    let falta_la_2 = la_tarea(hecho, 2).is_none();
    let esta_la_1 = la_tarea(hecho, 1).is_some();
    if falta_la_2 && esta_la_1 {
        juez.reprocha("la tarea 2 también se hace")
            .pero("no empezó")
            .consejo("El pánico va después de hacer la tarea.");
    }
}

/// Cada resultado se dice cuando su tarea ha acabado. Solo se nombra si no.
fn no_se_adelantan(juez: &mut Juez, hecho: &Ejecucion, tareas: &[u32]) {
    for numero in tareas {
        let resultado = resultado_de(*numero);
        if !no_se_adelanta(hecho, *numero, &resultado) {
            juez.reprocha("cada resultado, cuando su tarea ha acabado")
                .pero(format!("dijo «{resultado}» antes"))
                .consejo(
                    "Un resultado que se dice antes de que acabe su tarea no sale de ella: es lo que devuelve el hilo, y lo \
                     da su join().",
                );
        }
    }
}

/// En su orden: esperar en orden no es acabar en orden.
pub fn threads_4(juez: &mut Juez) -> anyhow::Result<()> {
    let normal = Prueba::normal();
    let hecho = juez.ejecutar(&normal)?;
    termina_bien(juez, &hecho);
    empieza_alguna(juez, &hecho);
    acaban_todas(juez, &hecho);
    hace_las_tareas(juez, &hecho, 1..=3);
    a_la_vez(juez, &hecho, 3);
    acaban_antes_las_cortas(juez, &hecho);
    los_resultados_en_su_orden(juez, &hecho);
    no_se_adelantan(juez, &hecho, &[1, 2, 3]);

    if juez.va_bien() {
        let fallos = juez.haciendo_fallar_a_cada_una(&hecho, &normal)?;
        no_inventa_el_resultado(juez, &fallos, principio_del_resultado);
    }
    Ok(())
}

/// Lo que se separan dos finales que se distinguen, en microsegundos: aquí, entre uno y otro pasa un segundo.
const APARTE: u64 = 250_000;

/// La 1 dura 3 segundos, la 2 dura 2 y la 3, 1.
fn acaban_antes_las_cortas(juez: &mut Juez, hecho: &Ejecucion) {
    for (numero, milisegundos) in [(1, 3000), (2, 2000), (3, 1000)] {
        if let Some(tarea) = la_tarea(hecho, numero) {
            dura(juez, tarea, milisegundos);
        }
    }
    let pide = "acaban antes las más cortas: la 3, la 2 y la 1";
    let (Some(una), Some(dos), Some(tres)) =
        (la_tarea(hecho, 1), la_tarea(hecho, 2), la_tarea(hecho, 3))
    else {
        return juez.sin_mirar(pide, "falta alguna");
    };
    let la_3_antes = tres.fin + APARTE < dos.fin;
    let la_1_despues = dos.fin + APARTE < una.fin;
    let visto = format!(
        "la 1 duró {} s, la 2 duró {} y la 3, {}",
        segundos(una.dura()),
        segundos(dos.dura()),
        segundos(tres.dura())
    );
    juez.pide(pide, la_3_antes && la_1_despues).pero(visto).consejo(
        "La 1 dura 3 segundos, la 2 dura 2 y la 3, 1: tarea_que_dura(1, Duration::from_secs(3)).",
    );
}

fn los_resultados_en_su_orden(juez: &mut Juez, hecho: &Ejecucion) {
    let dichos = hecho.tras("[+] Resultado de la tarea ");
    let visto = match dichos.is_empty() {
        true => "no dijo ninguno".to_string(),
        false => format!("dijo {}", dichos.join(", ")),
    };
    juez.pide(
        "los resultados, en el orden de las tareas",
        dichos == ["1: 10", "2: 20", "3: 30"],
    )
    .pero(visto)
    .consejo(
        "Los mensajes «[+] Resultado de la tarea 1: 10», el de la 2 y el de la 3 los dice main, según espera: primero \
         el hilo 1, luego el 2 y luego el 3.",
    );
}

/// Una carrera: compartir memoria sin cuidado, y con él.
pub fn threads_5(juez: &mut Juez) -> anyhow::Result<()> {
    // Tantas, que una carrera siempre pierde alguna, aunque solo haya un núcleo.
    let veces = 1_000_000;
    let hecho = juez.ejecutar(&Prueba::normal().con(veces))?;
    termina_bien(juez, &hecho);
    pierde_sumas(juez, &hecho);
    no_pierde_sumas(juez, &hecho, veces);

    if juez.va_bien() {
        // Con tan pocas, quien no espera a los que suman en dos pasos lo dice todo antes de que puedan acabar.
        let otras_veces = [2_000_000, 1_000, 2_000, 3_000];
        let pruebas = otras_veces.map(|veces| Prueba::normal().con(veces));
        let hechos = juez.ejecutar_a_la_vez(&pruebas)?;
        espera_a_los_que_duermen(juez, &hechos);
        for (veces, hecho) in otras_veces.iter().zip(&hechos) {
            no_pierde_sumas(juez, hecho, *veces);
        }
    }
    Ok(())
}

const EN_DOS_PASOS: &str = "[+] En dos pasos: ";
const SIN_PERDER: &str = "[+] Sin perder ninguna: ";

/// Lo que suman en dos pasos los cuatro hilos, si no se pierde nada.
const SUMAS: u64 = 400;

/// Lo que tarda cada uno de esos hilos, al menos: cien veces una milésima, en microsegundos.
const CIEN_MILESIMAS: u64 = 100_000;

fn numero_tras(hecho: &Ejecucion, principio: &str) -> Option<u64> {
    let dicho = hecho.tras(principio).pop()?;
    dicho.trim().parse().ok()
}

fn pierde_sumas(juez: &mut Juez, hecho: &Ejecucion) {
    let Some(suma) = numero_tras(hecho, EN_DOS_PASOS) else {
        juez.reprocha("dice «[+] En dos pasos: N»")
            .pero("no lo dijo")
            .consejo(
                "El mensaje tiene que ser igual, letra por letra, y N el valor del contador tras esperar a los cuatro.",
            );
        return;
    };
    let consejo = if suma == 0 {
        "El contador vale 0. ¿Se espera a los cuatro hilos antes de leerlo? ¿Es el mismo para todos, o con move cada uno \
         tiene su copia? Un static es de todos."
    } else if suma == SUMAS {
        "No se ha perdido ninguna: o van en fila (se espera a cada hilo antes de iniciar el siguiente), o se lee y se \
         escribe de una vez. Entre leer y escribir, duerme 1 ms."
    } else {
        "Sobran sumas: aquí son cuatro hilos, y cada uno suma cien veces. ¿Empezó el contador en 0?"
    };
    juez.pide(
        format!("en dos pasos se pierden sumas, de {SUMAS}"),
        suma > 0 && suma < SUMAS,
    )
    .visto(format!("quedaron {suma}"))
    .consejo(consejo);
}

/// Lo que suman en dos pasos no se sabe hasta que han dormido cien veces.
fn espera_a_los_que_duermen(juez: &mut Juez, hechos: &[Ejecucion]) {
    let pide = "el contador se lee cuando los cuatro han sumado";
    let momentos = hechos
        .iter()
        .filter_map(|hecho| cuando_dice(hecho, EN_DOS_PASOS));
    let Some(antes) = momentos.min() else {
        return juez.sin_mirar(pide, "no lo dijo");
    };
    juez.pide(pide, antes >= CIEN_MILESIMAS)
        .pero(format!("se dijo a los {} s", segundos(antes)))
        .consejo(
            "Cada hilo lee, duerme 1 milésima y escribe, cien veces: tarda al menos 0,1 segundos. El contador se dijo \
             antes, sin esperar a los cuatro con join(), o no lo sumó ningún hilo.",
        );
}

fn no_pierde_sumas(juez: &mut Juez, hecho: &Ejecucion, veces: u64) {
    let pedido = 4 * veces;
    let mensaje = format!("{SIN_PERDER}{pedido}");
    let veces_dicho = hecho.veces(&mensaje);
    let visto = match hecho.tras(SIN_PERDER).last() {
        Some(_) if veces_dicho > 1 => format!("lo dijo {veces_dicho} veces"),
        Some(otra) => format!("dijo {otra}"),
        None => "no lo dijo".to_string(),
    };
    juez.pide(format!("con {veces}, dice «{mensaje}»"), veces_dicho == 1)
        .pero(visto)
        .consejo(por_que_no_son(hecho, &mensaje, pedido));
}

fn por_que_no_son(hecho: &Ejecucion, mensaje: &str, pedido: u64) -> String {
    let suma = match numero_tras(hecho, SIN_PERDER) {
        Some(suma) if suma != pedido => suma,
        _ => return por_que_no_lo_dice(hecho, mensaje),
    };
    if suma == 0 {
        return "Dijo 0. O main lo dijo sin esperar a los cuatro con join(), o cada hilo sumó en su copia, porque con move un \
                número se copia: hace falta un contador que sea de todos, un atómico o un Mutex."
            .to_string();
    }
    if suma == 4_000_000 {
        return "Dijo lo mismo que con 1000000: cada hilo suma tantas veces como dice el argumento.".to_string();
    }
    if suma < pedido {
        let faltan = pedido - suma;
        return format!(
            "Dijo {suma}: faltan {faltan}. O main lo dijo sin esperar a los cuatro con join(), o se han perdido: entre que \
             un hilo lee el contador y lo escribe, otro lo cambia. Con un atómico, fetch_add lee y escribe de una vez; con \
             un mutex, un solo lock(), que no se suelta hasta haber escrito."
        );
    }
    let sobran = suma - pedido;
    match numero_tras(hecho, EN_DOS_PASOS) {
        Some(antes) if antes == sobran => format!(
            "Dijo {suma}: es el contador de antes, que ya valía {sobran}. Hace falta otro, que empiece en 0."
        ),
        _ => format!(
            "Dijo {suma}: sobran sumas. Son cuatro hilos, y cada uno suma tantas veces como dice el argumento."
        ),
    }
}

/// Productores y consumidor: un canal.
pub fn threads_6(juez: &mut Juez) -> anyhow::Result<()> {
    let normal = Prueba::normal();
    let hecho = juez.ejecutar(&normal)?;
    termina_bien_y_no_se_queda(juez, &hecho, EL_CANAL_NO_SE_CIERRA);
    empieza_alguna(juez, &hecho);
    acaban_todas(juez, &hecho);
    hace_las_tareas(juez, &hecho, 1..=6);
    cada_una_dura(juez, &hecho, 500);
    a_la_vez(juez, &hecho, 2);
    dos_productores(juez, &hecho);
    dice_lo_que_recibe(juez, &hecho);
    al_final_dice(juez, &hecho, TOTAL);
    llegan_cuando_se_producen(juez, &hecho);

    if juez.va_bien() {
        // Mientras un productor tarda, lo del otro tiene que llegar.
        let lento_el_primero = normal.clone().tarda("Tarea 1", 2500);
        let lento_el_segundo = normal.clone().tarda("Tarea 4", 2500);
        let lentos = juez.ejecutar_a_la_vez(&[lento_el_primero, lento_el_segundo])?;
        no_esperan_al_lento(juez, &lentos[0], 1, [4, 5, 6]);
        no_esperan_al_lento(juez, &lentos[1], 4, [1, 2, 3]);
        let fallos = juez.haciendo_fallar_a_cada_una(&hecho, &normal)?;
        no_inventa_el_resultado(juez, &fallos, |tarea| {
            recibido(numero_de_tarea(tarea).unwrap_or_default())
        });
        no_inventa_el_total(juez, &fallos);
    }
    Ok(())
}

const TOTAL: &str = "[+] Total: 210";

fn recibido(numero: u32) -> String {
    let resultado = numero * 10;
    format!("[+] Recibido: {resultado}")
}

/// Dice cada uno de los resultados, una sola vez.
fn dice_lo_que_recibe(juez: &mut Juez, hecho: &Ejecucion) {
    let mut mal_dichos = Vec::new();
    for numero in 1..=6 {
        let mensaje = recibido(numero);
        if hecho.veces(&mensaje) != 1 {
            mal_dichos.push(mensaje);
        }
    }
    let primero = mal_dichos.first().cloned().unwrap_or_default();
    juez.pide(
        "dice «[+] Recibido: 10», y así hasta «[+] Recibido: 60»",
        mal_dichos.is_empty(),
    )
    .pero(format!(
        "«{primero}»: {}",
        cuantas_veces(hecho.veces(&primero))
    ))
    .consejo(por_que_no_lo_dice(hecho, &primero));
}

const EL_CANAL_NO_SE_CIERRA: &str = "No termina. Un for que recibe de un canal no acaba mientras quede un emisor: ¿se ha \
     quedado main con uno? drop(emisor) lo suelta.";

/// Uno produce de la 1 a la 3, y el otro, de la 4 a la 6.
fn dos_productores(juez: &mut Juez, hecho: &Ejecucion) {
    let pide = "dos hilos productores: uno de la 1 a la 3, y otro de la 4 a la 6";
    let (Some(una), Some(cuatro)) = (la_tarea(hecho, 1), la_tarea(hecho, 4)) else {
        return juez.sin_mirar(pide, "falta alguna");
    };
    let mut cumple = una.lugar != cuatro.lugar;
    for tramo in &hecho.tramos {
        let suyo = match numero_de_tarea(&tramo.nombre) {
            Some(1..=3) => una.lugar,
            _ => cuatro.lugar,
        };
        cumple = cumple && tramo.lugar == suyo;
    }
    let hilos = hecho.hilos().len();
    juez.pide(pide, cumple)
        .pero(format!("las tareas se hicieron en {}", contar(hilos, "hilo")))
        .consejo("Cada productor es un hilo, que hace sus tres tareas una detrás de otra, y tras cada una envía.");
}

/// Lo que se recibe se dice cuando se ha producido. Solo se nombra si no.
fn llegan_cuando_se_producen(juez: &mut Juez, hecho: &Ejecucion) {
    for numero in 1..=6 {
        let mensaje = recibido(numero);
        if !no_se_adelanta(hecho, numero, &mensaje) {
            juez.reprocha("cada resultado, después de producirlo")
                .pero(format!("dijo «{mensaje}» antes"))
                .consejo("Lo que main dice es lo que recibe del canal, y cada productor lo envía cuando ha hecho su tarea.");
        }
    }
}

/// Mientras dura la primera tarea de un productor, llega lo que produce el otro.
fn no_esperan_al_lento(juez: &mut Juez, hecho: &Ejecucion, lenta: u32, otras: [u32; 3]) {
    let fin = format!("[+] Tarea {lenta} finalizando");
    let mut tarde = Vec::new();
    for numero in otras {
        if !hecho.dice_antes(&recibido(numero), &fin) {
            tarde.push(recibido(numero));
        }
    }
    juez.pide(
        format!("si la tarea {lenta} tarda, mientras llega lo del otro productor"),
        tarde.is_empty(),
    )
    .pero(format!("después llegó «{}»", tarde.join("», «")))
    .consejo(
        "Se probó otra vez, haciendo que esa tarea tardara más, y lo del otro productor no llegó mientras tanto. main \
         tiene que recibir de un solo canal según llega, mientras los productores trabajan, y no después de esperarlos con \
         join(), ni primero de uno y luego de otro.",
    );
}

/// Si falta algo, el total no es el de siempre.
fn no_inventa_el_total(juez: &mut Juez, fallos: &[ConFallo]) {
    let pide = "si un productor falla, el total no es el mismo";
    nunca(juez, pide, fallos, |con_fallo| {
        let lo_dijo = con_fallo.hecho.veces(TOTAL) > 0;
        lo_dijo.then(|| Reproche {
            visto: format!("al fallar «{}», dijo «{TOTAL}»", con_fallo.falla),
            consejo: "El total es la suma de lo que main recibe, y algo no llegó.".to_string(),
        })
    });
}

/// Primos en cuatro hilos: repartir un cálculo.
pub fn threads_7(juez: &mut Juez) -> anyhow::Result<()> {
    let hecho = juez.ejecutar(&Prueba::normal().con(1_000_000))?;
    termina_bien(juez, &hecho);
    cada_parte(juez, &hecho, 4);
    al_final_dice(juez, &hecho, "[+] 78498 primos en total");
    if !hecho.bien() {
        return Ok(());
    }

    // Con menos números, y haciendo que cada parte dure más: así, las que van a la vez coinciden en cualquier equipo.
    let pequena = Prueba::normal().con(300_000);
    let lenta = juez.ejecutar_otra_vez(&pequena.clone().tarda("Parte", 1500))?;
    a_la_vez(juez, &lenta, 4);
    cada_una_en_su_hilo(juez, &lenta);
    al_final_dice(juez, &lenta, "[+] 25997 primos en total");
    el_total_no_se_adelanta(juez, &lenta, "[+] 25997 primos");

    if juez.va_bien() {
        let fallos = juez.haciendo_fallar_a_cada_una(&hecho, &pequena)?;
        no_dice_un_total(juez, &fallos);
    }
    Ok(())
}

#[cfg(test)]
mod pruebas {
    use super::*;
    use crate::Criterio;
    use crate::Resultado::{Cumplido, Incumplido};
    use crate::inventos::{Invento, criterio, de_hilos as mirar};

    #[test]
    fn un_panico_que_llega_a_main_se_distingue_por_lo_que_no_dice() {
        let cae = |invento: Invento| invento.termina_con(PANICO_DE_MAIN);
        let sin_decir = cae(Invento::nuevo().dice(&resultado_de(1)));
        let criterio_de_main = mirar(sin_decir, el_panico_se_queda_en_su_hilo);
        assert!(criterio_de_main.consejo.contains("unwrap()"));
        // El que lo dice todo y sigue con el pánico del hilo no pierde nada: de eso no se apunta nada.
        let dice_los_dos = Invento::nuevo()
            .dice(&resultado_de(1))
            .dice(&resultado_de(3));
        let lo_dice = mirar(cae(dice_los_dos), |juez, hecho| {
            juez.pide("nada", true);
            el_panico_se_queda_en_su_hilo(juez, hecho);
        });
        assert_eq!(lo_dice.resultado, Cumplido);
    }

    #[test]
    fn de_la_2_no_hay_resultado_porque_entra_en_panico() {
        let sin_panico = Invento::nuevo().dice(&resultado_de(2));
        let sin_panico = mirar(sin_panico, la_2_no_tiene_resultado);
        assert!(sin_panico.consejo.starts_with("Falta el pánico"));
        let inventado = Invento::nuevo().dice(&resultado_de(2)).termina_con(1);
        let inventado = mirar(inventado, la_2_no_tiene_resultado);
        assert!(inventado.consejo.contains("en el Err no hay resultado"));
        assert!(inventado.texto().ends_with("dijo «20»"));
    }

    #[test]
    fn las_cortas_acaban_antes_y_no_a_la_vez() {
        let con_finales = |una, dos, tres| {
            Invento::nuevo()
                .tarea("Tarea 1", 2, 0, una)
                .tarea("Tarea 2", 3, 0, dos)
                .tarea("Tarea 3", 4, 0, tres)
        };
        let bien = mirar(con_finales(3000, 2000, 1000), acaban_antes_las_cortas);
        assert_eq!(bien.resultado, Cumplido);
        let iguales = mirar(con_finales(3002, 3001, 3000), acaban_antes_las_cortas);
        assert!(
            iguales
                .texto()
                .ends_with("la 1 duró 3,00 s, la 2 duró 3,00 y la 3, 3,00")
        );
    }

    fn con_sumas(suma: u64) -> Criterio {
        let invento = Invento::nuevo().dice(&format!("{EN_DOS_PASOS}{suma}"));
        mirar(invento, pierde_sumas)
    }

    #[test]
    fn en_dos_pasos_se_pierden_sumas() {
        assert_eq!(con_sumas(117).resultado, Cumplido);
        let todas = con_sumas(400);
        assert_eq!(
            todas.texto(),
            "en dos pasos se pierden sumas, de 400: quedaron 400"
        );
        assert!(todas.consejo.starts_with("No se ha perdido ninguna"));
        assert!(con_sumas(0).consejo.starts_with("El contador vale 0"));
        assert!(con_sumas(401).consejo.starts_with("Sobran sumas"));
        assert!(
            mirar(Invento::nuevo(), pierde_sumas)
                .texto()
                .ends_with("no lo dijo")
        );
    }

    #[test]
    fn quien_duerme_cien_veces_tarda_al_menos_una_decima() {
        let a_los = |momento| {
            let invento = Invento::nuevo().dura(500);
            invento.dice_a_los(momento, "[+] En dos pasos: 117").hecho()
        };
        let mirar = |momentos: [u64; 2]| {
            let hechos = momentos.map(a_los);
            criterio(Manera::Hilos, |juez| {
                espera_a_los_que_duermen(juez, &hechos)
            })
        };
        assert_eq!(mirar([120, 100]).resultado, Cumplido);
        assert!(mirar([120, 30]).texto().ends_with("se dijo a los 0,03 s"));
    }

    #[test]
    fn de_cada_suma_que_no_es_se_dice_a_que_se_parece() {
        let consejo = |en_dos_pasos: u64, sin_perder: u64| {
            let invento = Invento::nuevo()
                .dice(&format!("{EN_DOS_PASOS}{en_dos_pasos}"))
                .dice(&format!("{SIN_PERDER}{sin_perder}"));
            let criterio = mirar(invento, |juez, hecho| no_pierde_sumas(juez, hecho, 1_000));
            assert_eq!(criterio.resultado, Incumplido);
            criterio.consejo
        };
        assert!(consejo(117, 3_500).contains("faltan 500"));
        assert!(consejo(117, 4_117).contains("es el contador de antes, que ya valía 117"));
        assert!(consejo(117, 5_000).contains("sobran sumas"));
        assert!(consejo(117, 4_000_000).contains("lo mismo que con 1000000"));
        assert!(consejo(117, 0).contains("cada hilo sumó en su copia"));
    }

    #[test]
    fn los_productores_son_dos_y_cada_uno_hace_lo_suyo() {
        let con_hilos = |hilos: [usize; 6]| {
            let mut invento = Invento::nuevo();
            for (numero, hilo) in (1..).zip(hilos) {
                invento = invento.tarea(&format!("Tarea {numero}"), hilo, 0, 500);
            }
            mirar(invento, dos_productores)
        };
        assert_eq!(con_hilos([2, 2, 2, 3, 3, 3]).resultado, Cumplido);
        let seis = con_hilos([2, 3, 4, 5, 6, 7]);
        assert!(seis.texto().ends_with("las tareas se hicieron en 6 hilos"));
        assert_eq!(con_hilos([2, 2, 3, 3, 3, 3]).resultado, Incumplido);
        assert_eq!(con_hilos([2; 6]).resultado, Incumplido);
    }

    #[test]
    fn lo_del_otro_productor_llega_mientras_uno_tarda() {
        let mirar = |mensajes: [&str; 4]| {
            let mut invento = Invento::nuevo();
            for mensaje in mensajes {
                invento = invento.dice(mensaje);
            }
            mirar(invento, |juez, hecho| {
                no_esperan_al_lento(juez, hecho, 1, [4, 5, 6]);
            })
        };
        let fin = "[+] Tarea 1 finalizando";
        let [cuatro, cinco, seis] = ["[+] Recibido: 40", "[+] Recibido: 50", "[+] Recibido: 60"];
        assert_eq!(mirar([cuatro, cinco, seis, fin]).resultado, Cumplido);
        let tarde = mirar([cuatro, fin, cinco, seis]);
        assert!(
            tarde
                .texto()
                .ends_with("después llegó «[+] Recibido: 50», «[+] Recibido: 60»")
        );
    }
}
