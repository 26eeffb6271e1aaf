//! Lo que se mira en los ejercicios de `examples-processes`.

use super::juicio::{DE_PROCESOS, Juicio};
use shared::tramos;

pub fn cuatro_a_la_vez(juicio: &mut Juicio) -> anyhow::Result<()> {
    juicio.ejecutar()?;
    juicio.termina_bien();
    juicio.hace_las_tareas(4);
    juicio.a_la_vez(4);
    juicio.cada_una_en_el_suyo(4);
    juicio.al_final_dice(DE_PROCESOS.bien);
    juicio.no_pierde_a_un_hijo()
}

pub fn uno_falla(juicio: &mut Juicio) -> anyhow::Result<()> {
    juicio.ejecutar()?;
    juicio.termina_mal();
    juicio.hace_las_tareas(3);
    juicio.a_la_vez(3);
    juicio.cada_una_en_el_suyo(3);
    let mut lineas = juicio.hecho.errores.lines();
    let nombrado = lineas.any(|linea| linea.contains("Proceso 2") && dice_estado_3(linea));
    let texto = "dice por la salida de errores que el Proceso 2 terminó con el estado 3";
    let consejo = "En una misma línea, con eprintln!: «Proceso 2» y su estado tal como lo escribe {estado}, que sale de \
                   wait().";
    juicio.pide(nombrado, texto, consejo);
    juicio.no_dice(DE_PROCESOS.bien);
    Ok(())
}

/// Como lo escribe la biblioteca estándar en Unix y en Windows. Un 30 no es un 3.
fn dice_estado_3(linea: &str) -> bool {
    for estado in ["exit status: 3", "exit code: 3"] {
        if let Some((_, resto)) = linea.split_once(estado) {
            return !resto.starts_with(|letra: char| letra.is_ascii_digit());
        }
    }
    false
}

pub fn la_suma(juicio: &mut Juicio) -> anyhow::Result<()> {
    for (limite, primos) in [(400_000, 33_860), (700_000, 56_543)] {
        juicio.ejecutar_con(limite)?;
        juicio.termina_bien();
        juicio.cuenta_cada_parte(3);
        let procesos = tramos::procesos(&juicio.hecho.tramos);
        let solo_hijos = procesos.len() == 3 && !procesos.contains(&juicio.hecho.pid);
        let consejo = "El padre no cuenta: lee lo que cada hijo escribió, y lo suma.";
        juicio.pide(solo_hijos, "cuentan tres hijos, y el padre solo suma", consejo);
        let mensajes = juicio.hecho.mensajes();
        let sueltos = mensajes.iter().any(|mensaje| mensaje.trim().parse::<u64>().is_ok());
        let consejo = "Lo que escribieron los hijos salió por la pantalla: para que lo lea el padre, se les inicia con \
                       .stdout(Stdio::piped()).";
        juicio.pide(!sueltos, "lo que escribe cada hijo lo lee el padre", consejo);
        juicio.al_final_dice(&format!("[+] {primos} primos en total"));
    }
    Ok(())
}

pub fn uno_que_no_acaba(juicio: &mut Juicio) -> anyhow::Result<()> {
    juicio.ejecutar()?;
    juicio.termina_bien();
    juicio.si_no_terminaba(
        "No termina: si espera a un hijo que no acaba nunca, no acaba tampoco. kill() va antes que wait().",
    );
    let tramo = |nombre| juicio.hecho.tramos.iter().find(|tramo| tramo.nombre == nombre);
    let uno = tramo("Proceso 1").is_some_and(|tramo| tramo.terminado);
    let dos = tramo("Tarea 2").is_some_and(|t| !t.terminado && t.pid != juicio.hecho.pid);
    let consejo =
        "El 1 hace tarea_de_proceso(1), y se le espera con wait() antes de terminar al 2.";
    juicio.pide(uno, "el proceso 1 hace su tarea entera", consejo);
    let consejo = "El 2 es un hijo que hace tarea_que_dura(2, Duration::from_secs(600)), y se le termina después de \
                   esperar al 1, no antes.";
    juicio.pide(dos, "el proceso 2 empieza una tarea que no termina", consejo);
    juicio.a_la_vez(2);
    let consejo = "El programa acabó y el proceso 2 seguía: nadie lo termina por ti. kill(), y después wait().";
    juicio.pide(juicio.hecho.sobreviven.is_empty(), "no deja a nadie en marcha", consejo);
    let dichos = juicio.dichos_tras("[+] El proceso 2 terminó así: ");
    let dicho = dichos.first().map_or("no lo dijo", String::as_str);
    let a_la_fuerza = dicho.contains("signal: 9") || dicho.ends_with("exit code: 1");
    let texto = format!("dice «[+] El proceso 2 terminó así: ESTADO»: {dicho}");
    let consejo =
        "ESTADO es lo que devuelve wait() después de kill(), tal como lo escribe {estado}.";
    juicio.pide(a_la_fuerza, texto, consejo);
    Ok(())
}
