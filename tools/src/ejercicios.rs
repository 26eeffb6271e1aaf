//! Los ejercicios: cómo se comprueba cada uno y qué pistas tiene. Lo que pide está en la página de su
//! paquete, que es lo que lee [`Ejercicio::enunciado`].
//!
//! Se juzga lo que pasó (los mensajes, el estado de salida, la traza) y nunca cómo está escrito.

mod juicio;

pub use juicio::Criterio;

use crate::programa::PROCESOS;
use crate::{Ejecucion, Programa};
use anyhow::Context;
use juicio::*;
use shared::cargo::raiz;
use shared::tramos;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

/// Un ejercicio.
#[derive(Debug)]
pub struct Ejercicio {
    /// El paquete sin su `examples-`.
    pub leccion: &'static str,
    /// Su número dentro de la lección.
    pub numero: u32,
    /// Lo que tarda una solución, en segundos.
    segundos: u64,
    /// Dos pistas: por dónde empezar, y casi la respuesta.
    pistas: [&'static str; 2],
    /// Qué líneas mirar con la segunda: un archivo, y lo que dicen la primera y la última.
    ejemplo: [&'static str; 3],
    /// El archivo de su paquete del que se parte.
    original: &'static str,
    comprobar: fn(&Programa) -> anyhow::Result<Vec<Criterio>>,
}

/// Lo que pide un ejercicio.
#[derive(Clone, Debug)]
pub struct Enunciado {
    /// En una frase.
    pub titulo: String,
    /// Entero, en una línea.
    pub texto: String,
}

const HTTP_HILOS: &str = "examples-http/src/bin/threads.rs";

/// Todos, de menos a más.
pub const EJERCICIOS: [Ejercicio; 17] = [
    Ejercicio {
        pistas: [
            "Un reloj antes de las tareas, let inicio = Instant::now();, y lo que marca después: inicio.elapsed().",
            "elapsed() da una duración, y .as_secs_f64() la da en segundos. {total:.2} escribe dos decimales. Así lo hace la \
             lección HTTP:",
        ],
        ejemplo: [HTTP_HILOS, "let inicio", "Tiempo total"],
        ..nuevo("sequential", 1, 4, |programa| {
            let hecho = programa.ejecutar()?;
            let tareas = tareas(&hecho, &HILOS, 2);
            Ok([vec![termina(&hecho, true)], tareas, vec![en_fila(&hecho)], tiempo_total(&hecho)]
                .concat())
        })
    },
    Ejercicio {
        pistas: [
            "for num_tarea in 1..=5 { … }. El 1..5 de Rust, como range(1, 5), no llega al 5: con = sí.",
            "Dentro del bucle, una sola línea: tarea(num_tarea). Así recorre sus URL la lección HTTP:",
        ],
        ejemplo: ["examples-http/src/bin/sequential.rs", "for url", "    }"],
        ..nuevo("sequential", 2, 10, |programa| {
            let hecho = programa.ejecutar()?;
            let tareas = tareas(&hecho, &HILOS, 5);
            Ok([vec![termina(&hecho, true)], tareas, vec![en_fila(&hecho)]].concat())
        })
    },
    Ejercicio {
        pistas: [
            "Un bucle que inicia los hilos y los guarda en un Vec (hilos.push(hilo)), y otro que los espera.",
            "El hilo necesita su propio num_tarea: thread::spawn(move || tarea(num_tarea)). Si algún join() da un Err, el \
             programa no dice que fue bien. Los dos bucles, en la lección HTTP:",
        ],
        ejemplo: [HTTP_HILOS, "let mut hilos", "fallos += 1"],
        ..nuevo("threads", 1, 2, |programa| {
            let hecho = programa.ejecutar()?;
            let criterios = [
                vec![termina(&hecho, true)],
                tareas(&hecho, &HILOS, 5),
                vec![
                    a_la_vez(&hecho, &HILOS, 5),
                    cada_una_en_el_suyo(&hecho, &HILOS, 5),
                    al_final_dice(&hecho, HILOS.bien),
                ],
            ];
            y_si_va_bien(criterios.concat(), || no_pierde_un_panico(programa))
        })
    },
    Ejercicio {
        pistas: [
            "Dos hilos, y cada uno hace varias tareas, una detrás de otra: uno las impares y el otro las pares, por ejemplo.",
            "Un hilo puede ejecutar varias cosas: thread::spawn(|| { tarea(1); tarea(3); tarea(5); }). Lo demás es la lección:",
        ],
        ejemplo: ["examples-threads/src/main.rs", "let hilo1", "hilo2.join"],
        ..nuevo("threads", 2, 6, |programa| {
            let hecho = programa.ejecutar()?;
            let procesos = tramos::procesos(&hecho.tramos).len();
            let en_uno = criterio(procesos <= 1, format!("en un solo proceso: hubo {procesos}"))
                .consejo("Las tareas van en procesos distintos, y se piden hilos: thread::spawn.");
            let criterios = [
                vec![termina(&hecho, true)],
                tareas(&hecho, &HILOS, 5),
                vec![en_uno],
                de_tantas_en_tantas(&hecho, 2).into(),
                vec![al_final_dice(&hecho, HILOS.bien)],
            ];
            y_si_va_bien(criterios.concat(), || no_pierde_un_panico(programa))
        })
    },
    Ejercicio {
        pistas: [
            "La función de un hilo puede devolver un valor: || { tarea(1); 10 }. Y join() da Ok(10), o un Err si hubo un \
             pánico.",
            "match hilo.join() { Ok(resultado) => …, Err(_) => … }: en el Err no hay resultado que decir, pero el estado final \
             tiene que ser un fallo. Así cuenta los que terminan bien este experimento:",
        ],
        ejemplo: [
            "examples-threads/examples/crash-threads.rs",
            "let mut terminados",
            "terminados == 3",
        ],
        ..nuevo("threads", 3, 2, |programa| {
            let hecho = programa.ejecutar()?;
            let panicos = hecho.errores.matches(" panicked at ").count();
            let en_main = hecho.errores.contains("thread 'main'");
            let texto = format!("un hilo entra en pánico, y solo uno: hubo {panicos}");
            let un_panico = criterio(panicos == 1 && !en_main, texto).consejo(match panicos {
                0 => "Falta el pánico: la tarea 2, al acabar, hace panic!(\"…\"), y su hilo no devuelve nada.",
                _ if en_main => "El pánico fue de main, o llegó a él: unwrap() y expect() convierten el Err de join() en otro \
                    pánico. Con match se mira sin caer.",
                _ => "Solo falla la tarea 2: ¿qué hace entrar en pánico a las demás?",
            });
            let dichos = vec![
                a_la_vez(&hecho, &HILOS, 3),
                dice(&hecho, "[+] Resultado de la tarea 1: 10"),
                no_dice(&hecho, "[+] Resultado de la tarea 2: 20"),
                dice(&hecho, "[+] Resultado de la tarea 3: 30"),
                no_dice(&hecho, HILOS.bien),
            ];
            let tareas = tareas(&hecho, &HILOS, 3);
            Ok([vec![un_panico, termina(&hecho, false)], tareas, dichos].concat())
        })
    },
    Ejercicio {
        pistas: [
            "Guarda los hilos en un Vec según los inicias, y espéralos en ese orden: el que ya ha terminado no hace esperar.",
            "La función del hilo devuelve n * 10, y join() lo da como Ok(30). Los dos bucles, en la lección HTTP:",
        ],
        ejemplo: [HTTP_HILOS, "let mut hilos", "fallos += 1"],
        ..nuevo("threads", 4, 3, |programa| {
            let hecho = programa.ejecutar()?;
            let mut por_su_final: Vec<_> = hecho.tramos.iter().collect();
            por_su_final.sort_by_key(|tramo| tramo.fin);
            let finales: Vec<&str> =
                por_su_final.iter().map(|tramo| tramo.nombre.as_str()).collect();
            let mensajes = hecho.mensajes().into_iter();
            let dichos = mensajes.filter_map(|m| m.strip_prefix("[+] Resultado de la tarea "));
            let dichos: Vec<&str> = dichos.collect();
            let en_orden = |que, hay: &[&str], se_pide: [&str; 3]| {
                let lista = if hay.is_empty() { "ninguno".to_string() } else { hay.join(", ") };
                criterio(hay == se_pide, format!("{que}: {lista}"))
            };
            Ok([
                vec![termina(&hecho, true)],
                tareas(&hecho, &HILOS, 3),
                vec![
                    a_la_vez(&hecho, &HILOS, 3),
                    en_orden("terminan primero las más cortas", &finales, ["Tarea 3", "Tarea 2", "Tarea 1"])
                        .consejo("La 1 dura 3 segundos, la 2 dura 2 y la 3, 1: tarea_que_dura(1, Duration::from_secs(3))."),
                    en_orden("los resultados, en el orden de las tareas", &dichos, ["1: 10", "2: 20", "3: 30"])
                        .consejo("Los mensajes «[+] Resultado de la tarea 1: 10», el de la 2 y el de la 3 los dice main, según \
                            espera: primero el hilo 1, luego el 2 y luego el 3."),
                ],
            ].concat())
        })
    },
    Ejercicio {
        pistas: [
            "El contador es un static CUENTA: AtomicU32 = AtomicU32::new(0). Leer es CUENTA.load(Ordering::SeqCst); escribir, \
             CUENTA.store(valor, Ordering::SeqCst). Entre lo uno y lo otro, otro hilo puede haber escrito.",
            "Sumar sin que nadie se meta en medio es una sola operación: CUENTA.fetch_add(1, Ordering::SeqCst). O un Mutex, que \
             no se suelta entre leer y escribir. Este experimento lo hace de una vez:",
        ],
        ejemplo: ["examples-threads/examples/memory-threads.rs", "static", "println!"],
        ..nuevo("threads", 5, 1, |programa| {
            con_cada(programa, [60, 100], |veces, hecho| {
                let bien = 4 * veces;
                let mensajes = hecho.mensajes().into_iter();
                let suma = mensajes
                    .filter_map(|m| m.strip_prefix("[+] En dos pasos: ")?.parse::<u64>().ok())
                    .next();
                let texto = match suma {
                    Some(suma) => format!("en dos pasos se pierden sumas: {suma} de {bien}"),
                    None => "dice «[+] En dos pasos: N»: no lo dijo".to_string(),
                };
                vec![
                    termina(hecho, true),
                    criterio(suma.is_some_and(|suma| (1..bien).contains(&suma)), texto).consejo(match suma {
                        None => "El mensaje tiene que ser igual, letra por letra, y N el valor del contador tras esperar a los cuatro.",
                        Some(0) => "El contador vale 0. ¿Se espera a los cuatro hilos antes de leerlo? ¿Es el mismo para todos, o con move cada uno tiene su copia? Un static es de todos.",
                        Some(suma) if suma == bien => "No se ha perdido ninguna: o van en fila (se espera a cada hilo antes de \
                            iniciar el siguiente), o se lee y se escribe de una vez. Entre leer y escribir, duerme 1 ms.",
                        Some(_) => "Sobran sumas: cuatro hilos, y cada uno tantas como dice el argumento. ¿Empezó el contador en 0?",
                    }),
                    dice(hecho, &format!("[+] Sin perder ninguna: {bien}")),
                ]
            })
        })
    },
    Ejercicio {
        pistas: [
            "let (emisor, receptor) = mpsc::channel(); cada hilo productor se queda con un emisor: emisor.clone() para el \
             primero, y el original para el segundo. main recibe con for numero in receptor { … }.",
            "El bucle acaba cuando no queda ningún emisor: si main se guarda uno, no acaba nunca (drop(emisor) lo suelta). El \
             capítulo del Libro es https://doc.rust-lang.org/book/ch16-02-message-passing.html, y este experimento usa un canal:",
        ],
        ejemplo: ["examples-threads/examples/messages-threads.rs", "mpsc::channel", "llega"],
        ..nuevo("threads", 6, 3, |programa| {
            let hecho = programa.ejecutar()?;
            let posicion =
                |texto: &str| hecho.mensajes().iter().position(|mensaje| *mensaje == texto);
            let recibidos = (1..=6).map(|n| dice(&hecho, &format!("[+] Recibido: {}", n * 10)));
            let primero = posicion("[+] Recibido: 10").zip(posicion("[+] Tarea 3 iniciando"));
            let a_tiempo = primero.is_some_and(|(recibido, ultima)| recibido < ultima);
            let que = "cada resultado llega según se produce, sin esperar al final";
            let consejo = "El 10 llegó cuando ya se producía el último: main tiene que recibir del canal mientras los \
                productores trabajan, y no después de esperarlos con join().";
            Ok([
                vec![si_no_termina(
                    termina(&hecho, true),
                    &hecho,
                    "No termina. Un for que recibe de un canal no acaba mientras quede un emisor: ¿se ha quedado main con uno? drop(emisor) lo suelta.",
                )],
                tareas(&hecho, &HILOS, 6),
                vec![a_la_vez(&hecho, &HILOS, 2)],
                recibidos.collect(),
                vec![criterio(a_tiempo, que).consejo(consejo), al_final_dice(&hecho, "[+] Total: 210")],
            ].concat())
        })
    },
    Ejercicio {
        pistas: [
            "Cuatro partes: Parte { numero, partes: 4, limite }, con numero de 1 a 4. Un hilo para cada una, que devuelve \
             parte.contar().primos; main suma lo que dan los join().",
            "thread::spawn(move || parte.contar().primos). El experimento hace lo mismo con tantas partes como núcleos:",
        ],
        ejemplo: ["examples-threads/examples/cpu-threads.rs", "let mut hilos", "resumir"],
        ..nuevo("threads", 7, 2, |programa| {
            con_cada(programa, [300_000, 3_000_000], |limite, hecho| {
                let mut criterios = vec![termina(hecho, true), partes_contadas(hecho, 4)];
                // Con el pequeño, un hilo puede acabar antes de que empiece el siguiente.
                if limite > 1_000_000 {
                    criterios.push(cada_una_en_el_suyo(hecho, &HILOS, 4));
                    let juntas = tramos::a_la_vez(&hecho.tramos);
                    criterios.push(criterio(juntas >= 2, format!("a la vez, que es lo que lo hace más rápido: llegó a haber {juntas}"))
                        .consejo("Van en fila: se espera a cada hilo antes de iniciar el siguiente, y así no se gana nada. Hacen falta \
                            dos bucles: uno que los inicie y los guarde, y otro que los espere."));
                }
                criterios.push(dice_los_primos(hecho, limite));
                criterios
            })
        })
    },
    Ejercicio {
        pistas: [
            "Un bucle que inicia los procesos y los guarda en un Vec, y otro que los espera. El número viaja como texto: \
             &num_tarea.to_string().",
            "for mut proceso in procesos { let estado = proceso.wait()?; … }: y si algún estado no es success(), el programa no \
             dice que fue bien. Los dos bucles, en la lección HTTP:",
        ],
        ejemplo: ["examples-http/src/bin/processes.rs", "let mut procesos", "fallos += 1"],
        ..nuevo("processes", 1, 2, |programa| {
            let hecho = programa.ejecutar()?;
            let criterios = [
                vec![termina(&hecho, true)],
                tareas(&hecho, &DE_PROCESOS, 4),
                vec![
                    a_la_vez(&hecho, &DE_PROCESOS, 4),
                    cada_una_en_el_suyo(&hecho, &DE_PROCESOS, 4),
                    al_final_dice(&hecho, DE_PROCESOS.bien),
                ],
            ];
            y_si_va_bien(criterios.concat(), || no_pierde_a_un_hijo(programa))
        })
    },
    Ejercicio {
        pistas: [
            "En el hijo, tras su tarea: if num_tarea == 2 { return Ok(ExitCode::from(3)); }. En el padre, espera a los tres antes \
             de decidir.",
            "let estado = proceso.wait()?; if !estado.success() { eprintln!(\"[-] Proceso {num_tarea}: {estado}\"); }. Así nombra el \
             experimento al que falla:",
        ],
        ejemplo: [
            "examples-processes/examples/crash-processes.rs",
            "let mut terminados",
            "Han terminado",
        ],
        ..nuevo("processes", 2, 2, |programa| {
            let hecho = programa.ejecutar()?;
            // Como lo escribe la biblioteca estándar: exit status: 3 en Unix, exit code: 3 en Windows.
            let con_estado = |linea: &str| {
                let tres = |estado| Some(linea.split_once(estado)?.1.trim_start());
                let tras = tres("exit status: 3").or_else(|| tres("exit code: 3"));
                tras.is_some_and(|resto| !resto.starts_with(|letra: char| letra.is_ascii_digit()))
            };
            let nombrado = hecho.errores.lines().any(|l| l.contains("Proceso 2") && con_estado(l));
            Ok([
                vec![termina(&hecho, false)],
                tareas(&hecho, &DE_PROCESOS, 3),
                vec![
                    a_la_vez(&hecho, &DE_PROCESOS, 3),
                    cada_una_en_el_suyo(&hecho, &DE_PROCESOS, 3),
                    criterio(nombrado, "dice por la salida de errores que el Proceso 2 terminó con el estado 3").consejo(
                        "En una misma línea, con eprintln!: «Proceso 2» y su estado tal como lo escribe {estado}, que sale de wait().",
                    ),
                    no_dice(&hecho, DE_PROCESOS.bien),
                ],
            ].concat())
        })
    },
    Ejercicio {
        pistas: [
            "El hijo escribe su número con println!; el padre lo inicia con .stdout(Stdio::piped()) y lo lee con \
             wait_with_output().",
            "Lo leído son bytes: String::from_utf8_lossy(&fin.stdout), y de ahí, .trim().parse::<u64>(). Este experimento hace el \
             viaje entero:",
        ],
        ejemplo: ["examples-processes/examples/messages-processes.rs", "Stdio::piped", "parse"],
        ..nuevo("processes", 3, 1, |programa| {
            con_cada(programa, [400_000, 700_000], |limite, hecho| {
                let procesos = tramos::procesos(&hecho.tramos);
                let sueltos = hecho.mensajes().iter().any(|m| m.trim().parse::<u64>().is_ok());
                let solo_hijos = procesos.len() == 3 && !procesos.contains(&hecho.pid);
                vec![
                    termina(hecho, true),
                    partes_contadas(hecho, 3),
                    criterio(solo_hijos, "cuentan tres hijos, y el padre solo suma")
                        .consejo("El padre no cuenta: lee lo que cada hijo escribió, y lo suma."),
                    criterio(!sueltos, "lo que escribe cada hijo lo lee el padre").consejo(
                        "Lo que escribieron los hijos salió por la pantalla: para que lo lea el padre, se les inicia con \
                         .stdout(Stdio::piped()).",
                    ),
                    dice_los_primos(hecho, limite),
                ]
            })
        })
    },
    Ejercicio {
        pistas: [
            "Un proceso iniciado tiene kill(): lo termina. Después hay que esperarlo igual, con wait(), que dice cómo acabó.",
            "Primero se espera al 1. Luego proceso2.kill()?; let final2 = proceso2.wait()?; y se dice {final2}. La lección, que \
             espera a los dos:",
        ],
        ejemplo: ["examples-processes/src/main.rs", "let mut proceso1", "final2"],
        ..nuevo("processes", 4, 2, |programa| {
            let hecho = programa.ejecutar()?;
            let tramo = |nombre: &str| hecho.tramos.iter().find(|tramo| tramo.nombre == nombre);
            let uno = tramo("Proceso 1").is_some_and(|tramo| tramo.terminado);
            let dos =
                tramo("Tarea 2").is_some_and(|tramo| !tramo.terminado && tramo.pid != hecho.pid);
            let linea = hecho
                .mensajes()
                .into_iter()
                .find(|m| m.starts_with("[+] El proceso 2 terminó así: "));
            let a_la_fuerza =
                linea.is_some_and(|l| l.contains("signal: 9") || l.ends_with("exit code: 1"));
            let dicho = linea.unwrap_or("no lo dijo");
            Ok(vec![
                si_no_termina(
                    termina(&hecho, true),
                    &hecho,
                    "No termina: si espera a un hijo que no acaba nunca, no acaba tampoco. kill() va antes que wait().",
                ),
                criterio(uno, "el proceso 1 hace su tarea entera").consejo(
                    "El 1 hace tarea_de_proceso(1), y se le espera con wait() antes de terminar al 2.",
                ),
                criterio(dos, "el proceso 2 empieza una tarea que no termina").consejo(
                    "El 2 es un hijo que hace tarea_que_dura(2, Duration::from_secs(600)), y se le termina después de esperar al 1, no antes.",
                ),
                a_la_vez(&hecho, &DE_PROCESOS, 2),
                criterio(hecho.sobreviven.is_empty(), "no deja a nadie en marcha").consejo(
                    "El programa acabó y el proceso 2 seguía: nadie lo termina por ti. kill(), y después wait().",
                ),
                criterio(a_la_fuerza, format!("dice «[+] El proceso 2 terminó así: ESTADO»: {dicho}")).consejo(
                    "ESTADO es lo que devuelve wait() después de kill(), tal como lo escribe {final2}.",
                ),
            ])
        })
    },
    Ejercicio {
        original: "src/bin/threads.rs",
        pistas: [
            "Las URL que quedan, en un static PENDIENTES: Mutex<Vec<String>>, y tres hilos que sacan una (pop), la piden, y \
             vuelven a por otra mientras queden.",
            "let url = PENDIENTES.lock().ok()?.pop()?; en una función que devuelve Option<String> suelta el mutex al volver: si se \
             queda bloqueado mientras se pide, los demás esperan. Y el hilo: while let Some(url) = tomar() { … }. Lo demás, como \
             la lección:",
        ],
        ejemplo: [HTTP_HILOS, "let mut hilos", "ensure!"],
        ..nuevo("http", 1, 5, |programa| {
            // Una lenta al principio y otra al final: se empiece por donde se empiece, una llega pronto.
            let mut paginas = [(0.2, 1000); 8];
            (paginas[0].0, paginas[7].0) = (4.0, 4.0);
            let (hecho, urls) = pedir(programa, &paginas, &[])?;
            let lenta = |tramo: &&tramos::Tramo| tramo.nombre.contains("/delay/4?");
            let primera = hecho.tramos.iter().filter(lenta).map(|tramo| tramo.fin).min();
            let cortas = hecho.tramos.iter().filter(|tramo| !lenta(tramo));
            let antes = cortas.filter(|tramo| Some(tramo.fin) < primera).count();
            let hay = tramos::a_la_vez(&hecho.tramos);
            let criterios = [
                vec![termina(&hecho, true)],
                pedidas_una_vez(&hecho, &urls),
                vec![
                    criterio(hay <= 3, format!("nunca más de 3 a la vez: llegó a haber {hay}")).consejo(
                        "Hay demasiados hilos: bastan tres, y cada uno pide varias páginas, una detrás de otra.",
                    ),
                    criterio(hay >= 3, format!("3 a la vez: llegó a haber {hay}"))
                        .consejo("Faltan hilos, o se esperan unos a otros: ¿alguno guarda el mutex mientras pide su página?"),
                    criterio(antes == 6, format!("mientras llega una página lenta, los demás piden el resto: {antes} de 6")).consejo(
                        "Repartidas de antemano, o de tres en tres, a unas les toca esperar detrás de la página lenta, con hilos sin \
                         nada que hacer. Cada hilo, al terminar una, tiene que tomar la siguiente que quede.",
                    ),
                ],
                tiempo_total(&hecho),
            ];
            y_si_va_bien(criterios.concat(), || no_pierde_una_peticion(programa))
        })
    },
    Ejercicio {
        original: "src/bin/threads.rs",
        pistas: [
            "realizar_peticion ya devuelve los bytes, y join(), lo que devolvió el hilo: Ok(Ok(bytes)).",
            "match hilo.join() { Ok(Ok(bytes)) => suma += bytes, _ => fallos += 1 }. El bucle que espera, en la lección:",
        ],
        ejemplo: [HTTP_HILOS, "let mut fallos", "ensure!"],
        ..nuevo("http", 2, 2, |programa| {
            let (hecho, urls) =
                pedir(programa, &[(1.1, 1234), (1.3, 70_001), (1.0, 0), (1.2, 500)], &[])?;
            let criterios = [
                vec![termina(&hecho, true)],
                pedidas_una_vez(&hecho, &urls),
                vec![
                    a_la_vez(&hecho, &HILOS, 4),
                    solo_un_total(&hecho),
                    dice(&hecho, "[+] En total: 71735 bytes"),
                ],
            ];
            y_si_va_bien(criterios.concat(), || no_pierde_una_peticion(programa))
        })
    },
    Ejercicio {
        original: "src/bin/threads.rs",
        pistas: [
            "Mide dentro del hilo, alrededor de realizar_peticion, y devuelve (inicio.elapsed(), url).",
            "Un Vec de parejas se ordena por lo primero de cada una, tiempos.sort(); y luego tiempos.first() y tiempos.last(), que \
             pueden no existir: if let Some((tiempo, url)) = tiempos.first() { … }. El reloj, como en la lección:",
        ],
        ejemplo: [HTTP_HILOS, "let inicio", "Tiempo total"],
        ..nuevo("http", 3, 4, |programa| {
            let (hecho, urls) =
                pedir(programa, &[(2.0, 10), (4.0, 10), (1.0, 10), (3.0, 10)], &[])?;
            let mut tramos = hecho.tramos.clone();
            tramos.sort_by_key(|tramo| tramo.fin - tramo.inicio);
            let nombres: Vec<&str> = tramos.iter().map(|tramo| tramo.nombre.as_str()).collect();
            Ok([
                vec![termina(&hecho, true)],
                pedidas_una_vez(&hecho, &urls),
                vec![
                    a_la_vez(&hecho, &HILOS, 4),
                    con_su_tiempo(&hecho, "La más rápida", nombres.first().unwrap_or(&"")),
                    con_su_tiempo(&hecho, "La más lenta", nombres.last().unwrap_or(&"")),
                ],
            ]
            .concat())
        })
    },
    Ejercicio {
        original: "src/bin/sequential.rs",
        pistas: [
            "¿Qué es lo que tarda? Esperar. ¿Y quién puede esperar a cuatro páginas a la vez? Hilos, procesos o async: las tres \
             maneras están en este paquete.",
            "Lo más corto desde aquí son hilos: un bucle que los inicia y otro que los espera. Así:",
        ],
        ejemplo: [HTTP_HILOS, "let mut hilos", "ensure!"],
        ..nuevo("http", 4, 3, |programa| {
            let (hecho, urls) = pedir(programa, &[(3.0, 10); 4], &[])?;
            let (tiempo, juntas) = (hecho.duracion.as_secs_f64(), tramos::a_la_vez(&hecho.tramos));
            let criterios = [
                vec![termina(&hecho, true)],
                pedidas_una_vez(&hecho, &urls),
                // De dos en dos serían 6 segundos: solo las cuatro a la vez bajan de ahí, salvo que el equipo
                // esté muy ocupado.
                vec![
                    criterio(
                        tiempo < 6.0 || juntas == 4,
                        format!("en menos de 6 segundos: tardó {tiempo:.2}"),
                    )
                    .consejo(match juntas {
                        1 => "Van en fila, y cada página tarda 3 segundos: las cuatro, 12."
                            .to_string(),
                        juntas => {
                            format!("Llegó a haber {juntas} a la vez. Hacen falta las cuatro.")
                        }
                    }),
                ],
                tiempo_total(&hecho),
            ];
            y_si_va_bien(criterios.concat(), || no_pierde_una_peticion(programa))
        })
    },
];

const fn nuevo(
    leccion: &'static str,
    numero: u32,
    segundos: u64,
    comprobar: fn(&Programa) -> anyhow::Result<Vec<Criterio>>,
) -> Ejercicio {
    let (original, pistas, ejemplo) = ("src/main.rs", [""; 2], [""; 3]);
    Ejercicio { leccion, numero, segundos, comprobar, original, pistas, ejemplo }
}

/// Un texto de Markdown en una sola línea y sin los enlaces, que en una terminal no se pueden seguir.
fn sin_enlaces(texto: &str) -> String {
    let mut limpio = String::new();
    let mut resto = texto;
    while let Some((antes, despues)) = resto.split_once("](") {
        let (principio, nombre) = antes.rsplit_once('[').unwrap_or((antes, ""));
        limpio = limpio + principio + nombre;
        resto = despues.split_once(')').map_or("", |(_, detras)| detras);
    }
    (limpio + resto).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// El criterio, con lo que hay que decir si el programa no terminaba.
fn si_no_termina(criterio: Criterio, hecho: &Ejecucion, consejo: &str) -> Criterio {
    match hecho.estado {
        None if hecho.por_que == Some("no terminaba") => criterio.consejo(consejo),
        _ => criterio,
    }
}

/// Lo que solo tiene sentido mirar si lo demás se cumple.
fn y_si_va_bien(
    mut criterios: Vec<Criterio>,
    otro: impl FnOnce() -> anyhow::Result<Criterio>,
) -> anyhow::Result<Vec<Criterio>> {
    if criterios.iter().all(|criterio| criterio.cumplido) {
        criterios.push(otro()?);
    }
    Ok(criterios)
}

fn solo_un_total(hecho: &Ejecucion) -> Criterio {
    let totales = hecho.mensajes().iter().filter(|m| m.starts_with("[+] En total: ")).count();
    let texto = format!("dice el total una sola vez: {totales}");
    criterio(totales <= 1, texto)
        .consejo("El total se dice cuando se sabe entero: después del bucle que espera.")
}

/// Lo que se juzga de un programa con cada argumento, para que no valga un número escrito de antemano.
fn con_cada<const N: usize>(
    programa: &Programa,
    argumentos: [u64; N],
    juzgar: impl Fn(u64, &Ejecucion) -> Vec<Criterio>,
) -> anyhow::Result<Vec<Criterio>> {
    let mut criterios = Vec::new();
    for argumento in argumentos {
        let hecho = programa.clone().con([argumento.to_string()]).ejecutar()?;
        criterios.extend(juzgar(argumento, &hecho).into_iter().map(|criterio| {
            let texto = format!("con {argumento}: {}", criterio.texto);
            Criterio { texto, ..criterio }
        }));
    }
    Ok(criterios)
}

/// Que al final diga π(x), la cuenta de los primos menores que x.
fn dice_los_primos(hecho: &Ejecucion, x: u64) -> Criterio {
    let cuentas = [(300_000, 25_997), (400_000, 33_860), (700_000, 56_543), (3_000_000, 216_816)];
    let cuenta = cuentas.iter().find(|(hasta, _)| *hasta == x).map_or(0, |(_, cuenta)| *cuenta);
    al_final_dice(hecho, &format!("[+] {cuenta} primos en total"))
}

fn partes_contadas(hecho: &Ejecucion, todas: usize) -> Criterio {
    let una_vez = |numero: &usize| {
        let parte = format!("Parte {numero} de {todas}");
        hecho.tramos.iter().filter(|tramo| tramo.nombre == parte).count() == 1
    };
    let hay = (1..=todas).filter(una_vez).count();
    let texto = format!("se cuenta cada parte, una sola vez: {hay} de {todas}");
    criterio(hay == todas && hecho.tramos.len() == todas, texto).consejo(format!(
        "Las partes van de la 1 a la {todas}, y de cada una se encarga uno: \
         Parte {{ numero, partes: {todas}, limite }}."
    ))
}

impl Ejercicio {
    /// El que se pide por su lección y su número.
    pub fn buscar(leccion: &str, numero: u32) -> Option<&'static Self> {
        EJERCICIOS.iter().find(|e| e.leccion == leccion && e.numero == numero)
    }

    /// El programa de quien lo hace: `examples/threads1.rs` en el paquete de la lección.
    pub fn programa(&self) -> Programa {
        Programa::ejemplo(&self.paquete(), &self.nombre())
    }

    /// El archivo de trabajo, desde la carpeta del proyecto.
    pub fn archivo(&self) -> PathBuf {
        [&self.paquete(), "examples", &format!("{}.rs", self.nombre())].iter().collect()
    }

    /// Su nombre, que ningún otro programa tiene: `threads1`.
    pub fn nombre(&self) -> String {
        format!("{}{}", self.leccion, self.numero)
    }

    /// El archivo de la lección del que se parte.
    pub fn original(&self) -> PathBuf {
        raiz().join(self.paquete()).join(self.original)
    }

    fn paquete(&self) -> String {
        format!("examples-{}", self.leccion)
    }

    /// Lo que pide, según la página de su paquete. Es un error que no esté en ella.
    pub fn enunciado(&self) -> anyhow::Result<Enunciado> {
        let pagina = raiz().join(self.paquete()).join("README.md");
        let texto = fs::read_to_string(&pagina)
            .with_context(|| format!("no se puede leer {}", pagina.display()))?;
        let principio = format!("\n{}. **", self.numero);
        let suyo = || {
            let (_, ejercicios) = texto.split_once("\n## Ejercicios\n")?;
            let (_, desde) = ejercicios.split_once(&principio)?;
            // Hasta la primera línea que no va sangrada.
            let mut lineas = desde.lines();
            let mut texto = lineas.next()?.to_string();
            for linea in lineas.map_while(|linea| linea.strip_prefix("   ")) {
                texto = texto + "\n" + linea;
            }
            // **Título** (la idea). Lo que se pide.
            let (titulo, texto) = texto.split_once("** (")?;
            let (idea, texto) = texto.split_once("). ")?;
            Some(Enunciado { titulo: format!("{titulo}: {idea}"), texto: sin_enlaces(texto) })
        };
        let donde = || format!("{} no explica el ejercicio {}", pagina.display(), self.numero);
        suyo().with_context(donde)
    }

    /// La primera pista, o la segunda, y las líneas que conviene mirar con la segunda.
    pub fn pista(&self, cual: usize) -> anyhow::Result<(&'static str, String)> {
        let pista = self.pistas[cual.clamp(1, 2) - 1];
        if cual < 2 {
            return Ok((pista, String::new()));
        }
        let [archivo, desde, hasta] = self.ejemplo;
        let codigo = fs::read_to_string(raiz().join(archivo))
            .with_context(|| format!("no se puede leer {archivo}"))?;
        let mut lineas = format!("\n{archivo}\n");
        let numeradas = codigo.lines().enumerate().skip_while(|(_, linea)| !linea.contains(desde));
        for (i, linea) in numeradas {
            lineas += &format!("{:4}  {linea}\n", i + 1);
            if linea.contains(hasta) {
                break;
            }
        }
        Ok((pista, lineas))
    }

    /// Construye el programa, lo ejecuta y comprueba qué hizo. Es un error que no se pueda construir:
    /// lo que diga el compilador sale por la salida de errores.
    pub fn comprobar(&self, programa: &Programa) -> anyhow::Result<Vec<Criterio>> {
        let limite = Duration::from_secs(self.segundos + 15);
        (self.comprobar)(&programa.clone().contando_procesos(PROCESOS).limite(limite))
    }
}
