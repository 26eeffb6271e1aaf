//! Lo que se mira en los ejercicios de `examples-threads`.

use super::juicio::{HILOS, Juicio};
use shared::tramos::{self, Tramo};

pub fn cinco_a_la_vez(juicio: &mut Juicio) -> anyhow::Result<()> {
    juicio.ejecutar()?;
    juicio.termina_bien();
    juicio.hace_las_tareas(5);
    juicio.a_la_vez(5);
    juicio.cada_una_en_el_suyo(5);
    juicio.al_final_dice(HILOS.bien);
    juicio.no_pierde_un_panico()
}

pub fn de_dos_en_dos(juicio: &mut Juicio) -> anyhow::Result<()> {
    juicio.ejecutar()?;
    juicio.termina_bien();
    juicio.hace_las_tareas(5);
    let procesos = tramos::procesos(&juicio.hecho.tramos).len();
    let consejo = "Las tareas van en procesos distintos, y se piden hilos: thread::spawn.";
    juicio.pide(procesos <= 1, format!("en un solo proceso: hubo {procesos}"), consejo);
    dos_mientras_queden(juicio);
    juicio.al_final_dice(HILOS.bien);
    juicio.no_pierde_un_panico()
}

fn dos_mientras_queden(juicio: &mut Juicio) {
    let tramos = &juicio.hecho.tramos;
    let hay = tramos::a_la_vez(tramos);
    let coinciden = |uno: &Tramo, otro: &Tramo| uno.inicio < otro.fin && otro.inicio < uno.fin;
    let va_sola = |uno: &&Tramo| tramos.iter().filter(|otro| coinciden(uno, otro)).count() == 1;
    let solas = tramos.iter().filter(va_sola).count();
    let texto = format!("nunca más de 2 a la vez: llegó a haber {hay}");
    let consejo =
        "Hay demasiados hilos: bastan 2, y cada uno hace varias tareas, una detrás de otra.";
    juicio.pide(hay <= 2, texto, consejo);
    // Son cinco: a la última le puede tocar ir sola.
    let consejo = "Mientras quedan tareas, hay quien no hace ninguna: tienen que ser 2 hilos que, al terminar una, toman \
                   la siguiente. ¿Alguno guarda un mutex mientras hace la suya?";
    juicio.pide(hay >= 2 && solas <= 1, "2 a la vez mientras queden", consejo);
}

pub fn una_falla(juicio: &mut Juicio) -> anyhow::Result<()> {
    juicio.ejecutar()?;
    entra_en_panico_un_hilo(juicio);
    juicio.termina_mal();
    juicio.hace_las_tareas(3);
    juicio.a_la_vez(3);
    juicio.dice("[+] Resultado de la tarea 1: 10");
    juicio.no_dice("[+] Resultado de la tarea 2: 20");
    juicio.dice("[+] Resultado de la tarea 3: 30");
    juicio.no_dice(HILOS.bien);
    Ok(())
}

fn entra_en_panico_un_hilo(juicio: &mut Juicio) {
    let panicos = juicio.hecho.errores.matches(" panicked at ").count();
    let en_main = juicio.hecho.errores.contains("thread 'main'");
    let consejo = if panicos == 0 {
        "Falta el pánico: la tarea 2, al acabar, hace panic!(\"…\"), y su hilo no devuelve nada."
    } else if en_main {
        "El pánico fue de main, o llegó a él: unwrap() y expect() convierten el Err de join() en otro pánico. Con match \
         se mira sin caer."
    } else {
        "Solo falla la tarea 2: ¿qué hace entrar en pánico a las demás?"
    };
    let texto = format!("un hilo entra en pánico, y solo uno: hubo {panicos}");
    juicio.pide(panicos == 1 && !en_main, texto, consejo);
}

pub fn en_su_orden(juicio: &mut Juicio) -> anyhow::Result<()> {
    juicio.ejecutar()?;
    juicio.termina_bien();
    juicio.hace_las_tareas(3);
    juicio.a_la_vez(3);

    let mut tramos: Vec<_> = juicio.hecho.tramos.iter().collect();
    tramos.sort_by_key(|tramo| tramo.fin);
    let finales: Vec<_> = tramos.iter().map(|tramo| tramo.nombre.clone()).collect();
    let texto = format!("terminan primero las más cortas: {}", o_ninguno(&finales));
    let consejo =
        "La 1 dura 3 segundos, la 2 dura 2 y la 3, 1: tarea_que_dura(1, Duration::from_secs(3)).";
    juicio.pide(finales == ["Tarea 3", "Tarea 2", "Tarea 1"], texto, consejo);

    let dichos = juicio.dichos_tras("[+] Resultado de la tarea ");
    let texto = format!("los resultados, en el orden de las tareas: {}", o_ninguno(&dichos));
    let consejo = "Los mensajes «[+] Resultado de la tarea 1: 10», el de la 2 y el de la 3 los dice main, según espera: \
                   primero el hilo 1, luego el 2 y luego el 3.";
    juicio.pide(dichos == ["1: 10", "2: 20", "3: 30"], texto, consejo);
    Ok(())
}

fn o_ninguno(lista: &[String]) -> String {
    if lista.is_empty() { "ninguno".to_string() } else { lista.join(", ") }
}

pub fn una_carrera(juicio: &mut Juicio) -> anyhow::Result<()> {
    for veces in [60, 100] {
        juicio.ejecutar_con(veces)?;
        juicio.termina_bien();
        pierde_sumas(juicio, 4 * veces);
        juicio.dice(&format!("[+] Sin perder ninguna: {}", 4 * veces));
    }
    Ok(())
}

fn pierde_sumas(juicio: &mut Juicio, todas: u64) {
    let dichas = juicio.dichos_tras("[+] En dos pasos: ");
    let suma: Option<u64> = dichas.iter().find_map(|dicha| dicha.parse().ok());
    let texto = match suma {
        Some(suma) => format!("en dos pasos se pierden sumas: {suma} de {todas}"),
        None => "dice «[+] En dos pasos: N»: no lo dijo".to_string(),
    };
    let consejo = if suma.is_none() {
        "El mensaje tiene que ser igual, letra por letra, y N el valor del contador tras esperar a los cuatro."
    } else if suma == Some(0) {
        "El contador vale 0. ¿Se espera a los cuatro hilos antes de leerlo? ¿Es el mismo para todos, o con move cada uno \
         tiene su copia? Un static es de todos."
    } else if suma == Some(todas) {
        "No se ha perdido ninguna: o van en fila (se espera a cada hilo antes de iniciar el siguiente), o se lee y se \
         escribe de una vez. Entre leer y escribir, duerme 1 ms."
    } else {
        "Sobran sumas: cuatro hilos, y cada uno tantas como dice el argumento. ¿Empezó el contador en 0?"
    };
    juicio.pide(suma.is_some_and(|suma| (1..todas).contains(&suma)), texto, consejo);
}

pub fn productores_y_consumidor(juicio: &mut Juicio) -> anyhow::Result<()> {
    juicio.ejecutar()?;
    juicio.termina_bien();
    juicio.si_no_terminaba(
        "No termina. Un for que recibe de un canal no acaba mientras quede un emisor: ¿se ha quedado main con uno? \
         drop(emisor) lo suelta.",
    );
    juicio.hace_las_tareas(6);
    juicio.a_la_vez(2);
    for numero in 1..=6 {
        juicio.dice(&format!("[+] Recibido: {}", numero * 10));
    }
    let mensajes = juicio.hecho.mensajes();
    let cuando = |texto: &str| mensajes.iter().position(|mensaje| *mensaje == texto);
    let (primero, ultima) = (cuando("[+] Recibido: 10"), cuando("[+] Tarea 3 iniciando"));
    let a_tiempo = primero.is_some() && ultima.is_some() && primero < ultima;
    let consejo = "El 10 llegó cuando ya se producía el último: main tiene que recibir del canal mientras los productores \
                   trabajan, y no después de esperarlos con join().";
    juicio.pide(a_tiempo, "cada resultado llega según se produce, sin esperar al final", consejo);
    juicio.al_final_dice("[+] Total: 210");
    Ok(())
}

pub fn primos_en_cuatro_hilos(juicio: &mut Juicio) -> anyhow::Result<()> {
    for (limite, primos) in [(300_000, 25_997), (3_000_000, 216_816)] {
        juicio.ejecutar_con(limite)?;
        juicio.termina_bien();
        juicio.cuenta_cada_parte(4);
        // Con el pequeño, un hilo puede acabar antes de que empiece el siguiente.
        if limite > 1_000_000 {
            juicio.cada_una_en_el_suyo(4);
            let hay = tramos::a_la_vez(&juicio.hecho.tramos);
            let texto = format!("a la vez, que es lo que lo hace más rápido: llegó a haber {hay}");
            let consejo = "Van en fila: se espera a cada hilo antes de iniciar el siguiente, y así no se gana nada. Hacen \
                           falta dos bucles: uno que los inicie y los guarde, y otro que los espere.";
            juicio.pide(hay >= 2, texto, consejo);
        }
        juicio.al_final_dice(&format!("[+] {primos} primos en total"));
    }
    Ok(())
}
