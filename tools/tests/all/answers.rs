//! Los ejercicios se pueden resolver donde los escribe quien los hace, y no se pueden dar por resueltos
//! sin resolverlos.

use crate::*;
use std::path::PathBuf;
use std::sync::{Mutex, mpsc};
use std::{env, panic};
use tools::ejercicios::{EJERCICIOS, Ejercicio};

/// Una respuesta que alguien daría, y algo de lo que hay que decirle; nada, si resuelve el ejercicio.
struct Respuesta {
    ejercicio: &'static str,
    codigo: String,
    consejo: &'static str,
}

impl Respuesta {
    fn cambia(self, antes: &str, despues: &str) -> Self {
        // Lo que sobra en una respuesta a medias no es lo que se prueba aquí.
        let sin_avisos = "#![allow(dead_code, unused_mut, unused_variables, unreachable_code)]\n";
        let codigo = cambiar(self.codigo.trim_start_matches(sin_avisos), antes, despues);
        Respuesta { codigo: sin_avisos.to_string() + &codigo, ..self }
    }
}

/// La solución de un ejercicio, dada como respuesta a otro o con los cambios que vienen detrás.
fn mala(ejercicio: &'static str, de: &str, consejo: &'static str) -> Respuesta {
    Respuesta { ejercicio, codigo: solucion(de), consejo }
}

/// Otra manera de resolverlo.
fn buena(ejercicio: &'static str, de: &str) -> Respuesta {
    mala(ejercicio, de, "")
}

fn de_sequential() -> Vec<Respuesta> {
    vec![
        // Una línea en blanco detrás no cambia nada.
        buena("sequential1", "sequential1").cambia("segundos\");", "segundos\n\");"),
        mala("sequential1", "sequential1", "Falta tiempo: Instant::now() va antes")
            .cambia("    let inicio = Instant::now();\n", "")
            .cambia("    tarea(2);\n", "    tarea(2);\n    let inicio = Instant::now();\n"),
        mala("sequential1", "sequential1", "Sobra tiempo: ¿está en segundos?")
            .cambia("as_secs_f64", "as_millis"),
        mala("sequential1", "sequential1", "igual, letra por letra")
            .cambia("transcurrido", "pasado"),
        mala("sequential2", "sequential2", "con 1..=5, sí").cambia("1..=5", "1..5"),
        mala("sequential2", "sequential2", "Se cuenta desde el 1").cambia("1..=5", "0..=5"),
        mala("sequential2", "threads1", "no hacen falta hilos"),
        // La función de los apuntes, escrita otra vez.
        mala("sequential2", "sequential2", "La de shared hace lo mismo").cambia(
            "use shared::tarea;",
            "fn tarea(num_tarea: u32) { println!(\"\\n[+] Tarea {num_tarea} iniciando\"); }",
        ),
    ]
}

fn de_threads() -> Vec<Respuesta> {
    vec![
        // El fallo se dice por la salida de errores, o con un pánico.
        buena("threads1", "threads1")
            .cambia("if hilo.join().is_err() {", "if hilo.join().is_err() { eprintln!(\"mal\");"),
        buena("threads1", "threads1")
            .cambia("if hilo.join().is_err() {", "hilo.join().unwrap();\n        if false {"),
        mala("threads1", "threads1", "El programa acabó sin esperar (Tarea ")
            .cambia("hilo.join().is_err()", "hilo.is_finished()")
            .cambia("    let mut fallos", "    thread::sleep(std::time::Duration::from_millis(500));\n    let mut fallos"),
        mala("threads1", "threads1", "Van en fila: se espera a cada hilo antes")
            .cambia("push(hilo)", "push(hilo.join())")
            .cambia("if hilo.join()", "if hilo"),
        mala("threads1", "threads1", "con 1..=5, sí").cambia("1..=5", "1..5"),
        // Lo que propone el compilador cuando no se mira lo que devuelve join().
        mala("threads1", "threads1", "«let _ =» calla al compilador")
            .cambia("if hilo.join().is_err() {", "let _ = hilo.join();\n        if false {"),
        mala("threads1", "threads1", "segundos seguía en marcha")
            .cambia("    println!", "    loop { thread::park(); }\n    println!"),
        buena("threads2", "http1") // un grupo de hilos que toma el siguiente número
            .cambia("use shared::{leer_dominios, realizar_peticion};", "use shared::tarea;")
            .cambia("Vec<String>> = Mutex::new(Vec::new())", "Vec<u32>> = Mutex::new(Vec::new())")
            .cambia("Option<String>", "Option<u32>")
            .cambia("        if realizar_peticion(&url).is_err() {\n            fallos += 1;\n        }", "        tarea(url); fallos += 0;")
            .cambia("anyhow::Result<()> {\n    let dominios = leer_dominios()?;", "std::process::ExitCode {\n    let dominios = vec![1, 2, 3, 4, 5];")
            .cambia("0..3", "0..2")
            .cambia("    println!(\"\\n[+] Tiempo total transcurrido: {total:.2} segundos\");\n", "")
            .cambia("    anyhow::ensure!(fallos == 0, \"peticiones que han fallado: {fallos}\");\n    Ok(())", "    if fallos > 0 || total < 0.0 { return std::process::ExitCode::FAILURE; }\n    println!(\"\\n[+] Los hilos han finalizado exitosamente\");\n    std::process::ExitCode::SUCCESS"),
        mala("threads2", "threads1", "Hay demasiados hilos: bastan 2"),
        // En lugar de esperar a que quede sitio, se duerme un rato.
        mala("threads2", "threads1", "Hay demasiados hilos: bastan 2")
            .cambia("use std::thread;", "use std::{thread, time::Duration};")
            .cambia("push(hilo)", "push(hilo); thread::sleep(Duration::from_millis(100))"),
        // Dos a la vez, y las demás en fila.
        mala("threads2", "threads2", "Mientras quedan tareas, hay quien no hace ninguna")
            .cambia("    tarea(1);\n    tarea(3);\n    tarea(5);", "    tarea(1);\n    tarea(3);\n    tarea(4);\n    tarea(5);")
            .cambia("    tarea(2);\n    tarea(4);", "    tarea(2);"),
        mala("threads2", "processes1", "Las tareas van en procesos distintos")
            .cambia("tarea_de_proceso}", "tarea}")
            .cambia("tarea_de_proceso(num_tarea)", "(num_tarea..=5).step_by(2).for_each(tarea)")
            .cambia("1..=4", "1..=2")
            .cambia("Los procesos", "Los hilos"),
        mala("threads3", "threads3", "Falta el pánico").cambia("num_tarea == 2", "num_tarea == 4"),
        mala("threads3", "threads3", "El pánico fue de main, o llegó a él")
            .cambia("match hilo.join() {", "match Ok::<u32, ()>(hilo.join().unwrap()) {"),
        mala("threads3", "threads3", "termina como si nada").cambia("ExitCode::FAILURE", "ExitCode::SUCCESS"),
        mala("threads3", "threads3", "Dijo que fue bien después de un fallo")
            .cambia("    estado\n}", "    println!(\"[+] Los hilos han finalizado exitosamente\");\n    estado\n}"),
        mala("threads4", "threads4", "según espera: primero el hilo 1")
            .cambia("    let mut estado", "    hilos.reverse();\n    let mut estado"),
        mala("threads4", "threads4", "La 1 dura 3 segundos").cambia("[(1, 3), (2, 2), (3, 1)]", "[(1, 1), (2, 2), (3, 3)]"),
        mala("threads4", "threads4", "Van en fila").cambia("match hilo.join()", "match hilo").cambia("push((num_tarea, hilo))", "push((num_tarea, hilo.join()))"),
        mala("threads5", "threads5", "Lo más parecido que dijo: «[+] Sin perder ninguna: ")
            .cambia("en_cuatro_hilos(sumar_de_una_vez, veces)", "en_cuatro_hilos(sumar_en_dos_pasos, veces)")
            .cambia("DE_UNA_VEZ.load(", "EN_DOS_PASOS.load("),
        mala("threads5", "threads5", "No se ha perdido ninguna")
            .cambia("en_cuatro_hilos(sumar_en_dos_pasos, veces)", "en_cuatro_hilos(|n| { EN_DOS_PASOS.fetch_add(n, Ordering::SeqCst); }, veces)"),
        mala("threads5", "threads5", "No se ha perdido ninguna")
            .cambia("hilos.push(hilo);", "hilos.push(hilo.join());")
            .cambia("hilo.join().is_ok()", "hilo.is_ok()"),
        mala("threads6", "threads6", "mientras quede un emisor")
            .cambia("producir([1, 2, 3], emisor)", "producir([1, 2, 3], un_emisor)")
            .cambia("    let otro_emisor", "    let un_emisor = emisor.clone();\n    let otro_emisor"),
        mala("threads6", "threads6", "El 10 llegó cuando ya se producía el último")
            .cambia("for numero in receptor {", "while !(hilo1.is_finished() && hilo2.is_finished()) {}\n    for numero in receptor {"),
        mala("threads6", "threads6", "qué número recibe cada tarea").cambia("[4, 5, 6]", "[4, 5, 7]"),
        mala("threads7", "threads7", "Las partes van de la 1 a la 4").cambia("1..=4", "1..=3"),
        mala("threads7", "threads7", "no hay parte 0: van de la 1 a la 4")
            .cambia("1..=4", "0..4")
            .cambia("Err(_) => return", "Err(_) => panic!(\"una parte ha fallado\"), #[allow(unreachable_patterns)] Err(_) => return"),
        mala("threads7", "threads7", "así no se gana nada")
            .cambia("hilos.push(hilo)", "hilos.push(hilo.join())")
            .cambia("hilo.join() {", "hilo {"),
        mala("threads7", "threads7", "¿Se suma lo de todos,").cambia("suma += primos", "suma = primos"),
    ]
}

fn de_processes() -> Vec<Respuesta> {
    vec![
        // Hilos que dicen ser procesos.
        mala("processes1", "threads1", "Las hace el mismo proceso, quizá en hilos")
            .cambia("use shared::tarea;", "use shared::tarea_de_proceso;")
            .cambia("1..=5", "1..=4")
            .cambia("tarea(num", "tarea_de_proceso(num")
            .cambia("Los hilos", "Los procesos"),
        mala("processes1", "processes1", "Van en fila: se espera a cada proceso antes")
            .cambia("let proceso = ", "let mut proceso = ")
            .cambia("        procesos.push", "        proceso.wait()?;\n        procesos.push"),
        mala("processes1", "processes1", "Un hijo recibió «num_tarea» como encargo")
            .cambia("&num_tarea.to_string()", "\"num_tarea\""),
        // No se espera a nadie: se duerme un poco más de lo que duran.
        // Según cuándo se note que acabó: «sin esperar», o «antes de tiempo».
        mala("processes1", "processes1", "esperar a")
            .cambia("proceso.wait()?", "std::process::ExitStatus::default()"),
        mala("processes1", "processes1", "terminando a un hijo a la mitad")
            .cambia("    let mut fallos = 0;", "    std::thread::sleep(std::time::Duration::from_secs(8));\n    let mut fallos = 0;")
            .cambia("proceso.wait()?", "std::process::ExitStatus::default()"),
        mala("processes1", "processes1", "terminando a un hijo a la mitad")
            .cambia("return Ok(ExitCode::SUCCESS);", "return Ok(ExitCode::from(9));")
            .cambia("if fallos > 0", "if fallos > 9"),
        // Hasta siete generaciones, de dos en dos y con calma, y la última dura medio minuto: aquí se prueba que
        // se le detiene, no lo que aguanta el equipo.
        mala("processes1", "processes1", "Cada hijo inicia otros, sin fin")
            .cambia("= encargo() {", "= encargo::<u32>().filter(|generacion| *generacion > 6) {\n        std::thread::sleep(std::time::Duration::from_secs(30));")
            .cambia("let programa = este_programa()?;", "let programa = std::env::current_exe()?; let _ = este_programa;\n    let generacion = encargo::<u32>().unwrap_or(0) + 1;\n    std::thread::sleep(std::time::Duration::from_millis(400));")
            .cambia("&num_tarea.to_string()", "&generacion.to_string()")
            .cambia("1..=4", "1..=2"),
        // Se espera a los hijos sin mirar cómo terminaron, como en los apuntes.
        mala("processes2", "processes2", "termina como si nada")
            .cambia("if !estado.success()", "if estado.code().is_none()"),
        mala("processes2", "processes2", "En una misma línea, con eprintln!").cambia("Proceso {num_tarea}: {estado}", "mal"),
        mala("processes2", "processes2", "En una misma línea, con eprintln!").cambia("from(3)", "from(30)"),
        mala("processes2", "threads3", "Las hace el mismo proceso, quizá en hilos")
            .cambia("use shared::tarea;", "use shared::tarea_de_proceso;")
            .cambia("    tarea(num", "    tarea_de_proceso(num")
            .cambia("panic!(\"la tarea 2 no tiene resultado\")", "eprintln!(\"Proceso 2 exit status: 3\")")
            .cambia("ExitCode::SUCCESS", "ExitCode::FAILURE"),
        // Los hijos cuentan, pero el padre dice lo que cuenta él.
        mala("processes3", "processes3", "se encarga uno: Parte { numero, partes: 3, limite }")
            .cambia("Ok(primos) if", "Ok(_) if")
            .cambia("+= primos", "= Parte { numero: 1, partes: 1, limite }.contar().primos"),
        mala("processes3", "processes3", "¿Se suma lo de todos,").cambia("+= primos", "= primos"),
        mala("processes3", "processes3", ".stdout(Stdio::piped())")
            .cambia(".stdout(Stdio::piped())", ".stderr(Stdio::inherit())")
            .cambia("match texto.trim().parse::<u64>()", "match texto.trim().parse::<u64>().or(Ok::<u64, ()>(1))"),
        mala("processes3", "processes3", "» como encargo, y no lo entiende")
            .cambia("&parte.to_string()", "&parte.numero.to_string()")
            .cambia("        let texto", "        eprint!(\"{}\", String::from_utf8_lossy(&fin.stderr));\n        let texto"),
        mala("processes4", "processes4", "kill() va antes que wait()").cambia("    proceso2.kill()?;\n", ""),
        mala("processes4", "processes4", "ESTADO es lo que devuelve wait()").cambia("así: {final2}", "mal ({final2})"),
        mala("processes4", "processes4", "nadie lo termina por ti")
            .cambia("    proceso2.kill()?;\n    let final2 = proceso2.wait()?;", "    let final2 = proceso2.id();"),
        mala("processes4", "processes4", "se le espera con wait() antes de terminar al 2")
            .cambia("    let final1 = proceso1.wait()?;", "    proceso1.kill()?;\n    let final1 = proceso1.wait()?;")
            .cambia("return Ok(ExitCode::FAILURE);", ""),
    ]
}

fn de_http() -> Vec<Respuesta> {
    let pierde = |ejercicio| {
        mala(ejercicio, ejercicio, "una URL a la que nadie responde")
            .cambia("fallos == 0", "fallos < 99")
    };
    let por_trozos = |ejercicio, de_a: &str, consejo| {
        mala(ejercicio, "http4", consejo)
            .cambia("    let mut hilos = Vec::new();\n    for url in dominios {", &format!("    let mut fallos = 0;\n    for trozo in dominios.chunks({de_a}) {{ let mut hilos = Vec::new(); for url in trozo.to_vec() {{"))
            .cambia("    let mut fallos = 0;\n    for hilo in hilos {", "    for hilo in hilos {")
            .cambia("    let total", "    }\n    let total")
    };
    vec![
        buena("http1", "http1") // con el mutex en main
            .cambia("/// Las URL que quedan por pedir, que comparten los tres hilos.\nstatic PENDIENTES: Mutex<Vec<String>> = Mutex::new(Vec::new());", "")
            .cambia("fn tomar()", "fn tomar(pendientes: &Mutex<Vec<String>>)")
            .cambia("PENDIENTES.lock().ok()?", "pendientes.lock().ok()?")
            .cambia("fn trabajar()", "fn trabajar(pendientes: &Mutex<Vec<String>>)")
            .cambia("= tomar()", "= tomar(pendientes)")
            .cambia("    if let Ok(mut pendientes) = PENDIENTES.lock() {\n        *pendientes = dominios;\n    }", "    let pendientes = std::sync::Arc::new(Mutex::new(dominios));")
            .cambia("thread::spawn(trabajar)", "{ let suyas = std::sync::Arc::clone(&pendientes); thread::spawn(move || trabajar(&suyas)) }"),
        mala("http1", "http1", "Faltan hilos, o se esperan unos a otros").cambia("for _ in 0..3", "for _ in 0..1"),
        mala("http1", "http4", "Hay demasiados hilos: bastan tres"),
        por_trozos("http1", "3", "Repartidas de antemano, o de tres en tres"),
        pierde("http1"),
        mala("http2", "http2", "no hace falta volver a pedir la página")
            .cambia("peticion(&url)", "peticion(&url).and(realizar_peticion(&url))"),
        mala("http2", "http2", "Lo más parecido que dijo: «[+] En total: ").cambia("suma += bytes", "suma = bytes"),
        mala("http2", "http2", "después del bucle que espera")
            .cambia("Ok(Ok(bytes)) => suma += bytes,", "Ok(Ok(bytes)) => { suma += bytes; println!(\"[+] En total: {suma} bytes\"); }"),
        pierde("http2"),
        // Se mide cuándo se deja de esperar a cada hilo, y el primero hace esperar a los demás.
        mala("http3", "http3", "el primero hace esperar a los demás")
            .cambia("let mut hilos", "let comienzo = Instant::now();\n    let mut hilos")
            .cambia("Ok(Ok(tiempo))", "Ok(Ok((_, url)))")
            .cambia("push(tiempo)", "push((comienzo.elapsed(), url))"),
        mala("http3", "http3", "Esa URL es de otra página").cambia("tiempos.first()", "tiempos.last()"),
        mala("http3", "http3", "igual, letra por letra").cambia("La más lenta", "La peor"),
        por_trozos("http4", "2", "Llegó a haber 2 a la vez. Hacen falta las cuatro"),
        mala("http4", "http2", "igual, letra por letra"),
        pierde("http4"),
    ]
}

fn solucion(nombre: &str) -> String {
    leer(format!("tests/solutions/{nombre}.rs"))
}

#[test]
fn cada_respuesta_se_juzga_donde_esta_escrita() {
    let clon = Clon::nuevo("ejercicios").unwrap();
    let respuestas: Vec<(&Ejercicio, Vec<Respuesta>)> =
        EJERCICIOS.iter().map(|ejercicio| (ejercicio, respuestas_a(ejercicio))).collect();
    // Muchas a la vez, pero no todas: el equipo tiene que poder con ellas.
    let pruebas = env::var("RUST_TEST_THREADS").ok().and_then(|texto| texto.parse().ok());
    let (entrar, salir) = mpsc::sync_channel::<()>(2 * pruebas.unwrap_or(16));
    let salir = Mutex::new(salir);
    thread::scope(|ambito| {
        for leccion in ["sequential", "threads", "processes", "http"] {
            // En cada vuelta, una respuesta a cada ejercicio de la lección: cargo las construye juntas.
            for vuelta in 0.. {
                let suyos = respuestas.iter().filter(|(ejercicio, _)| ejercicio.leccion == leccion);
                let tanda =
                    suyos.filter_map(|(e, todas)| Some((*e, e.nombre(), todas.get(vuelta)?)));
                let tanda: Vec<_> = tanda.collect();
                if tanda.is_empty() {
                    break;
                }
                let archivos =
                    tanda.iter().map(|(_, nombre, respuesta)| (&**nombre, &*respuesta.codigo));
                let archivos: Vec<_> = archivos.collect();
                let paquete = format!("examples-{leccion}");
                let programas = clon.construir(&paquete, &archivos).unwrap();
                for ((ejercicio, _, respuesta), programa) in tanda.into_iter().zip(programas) {
                    entrar.send(()).unwrap();
                    let salir = &salir;
                    ambito.spawn(move || {
                        let juicio = panic::catch_unwind(|| juzgar(ejercicio, respuesta, programa));
                        salir.lock().unwrap().recv().unwrap();
                        juicio.unwrap_or_else(|causa| panic::resume_unwind(causa));
                    });
                }
            }
        }
    });
}

/// La solución, la lección sin tocar, y las de antes.
fn respuestas_a(ejercicio: &Ejercicio) -> Vec<Respuesta> {
    let nombre = ejercicio.nombre();
    let todas = [de_sequential(), de_threads(), de_processes(), de_http()].into_iter().flatten();
    let suyas: Vec<_> = todas.filter(|respuesta| respuesta.ejercicio == nombre).collect();
    let malas = suyas.iter().filter(|respuesta| !respuesta.consejo.is_empty()).count();
    assert!(malas >= 3, "{nombre} solo tiene {malas} respuestas equivocadas");
    let sin_tocar =
        Respuesta { ejercicio: "", codigo: leer(ejercicio.original()), consejo: SIN_TOCAR };
    [Respuesta { ejercicio: "", codigo: solucion(&nombre), consejo: "" }, sin_tocar]
        .into_iter()
        .chain(suyas)
        .collect()
}

const SIN_TOCAR: &str = "la lección sin tocar";

fn juzgar(ejercicio: &Ejercicio, respuesta: &Respuesta, programa: PathBuf) {
    let criterios = ejercicio.comprobar(&Leccion::ejecutable(programa)).unwrap();
    let consejo = criterios.iter().find(|criterio| !criterio.cumplido).map(|c| c.consejo.as_str());
    let como_se_espera = match (respuesta.consejo, consejo) {
        ("", consejo) => consejo.is_none(),
        (SIN_TOCAR, consejo) => consejo.is_some_and(|consejo| !consejo.is_empty()),
        (esperado, consejo) => consejo.is_some_and(|consejo| consejo.contains(esperado)),
    };
    let Respuesta { codigo, consejo, .. } = respuesta;
    assert!(como_se_espera, "{} {consejo:?}\n{criterios:#?}\n{codigo}", ejercicio.nombre());
}

#[test]
fn la_orden_los_enumera_da_pistas_y_se_explica() {
    let orden = |argumentos: &[&str]| herramienta("exercise").con(argumentos);
    let lista = bien(orden(&[]));
    for ejercicio in &EJERCICIOS {
        let Ejercicio { leccion, numero, .. } = ejercicio;
        let enunciado = ejercicio.enunciado().unwrap();
        assert!(lista.salida.contains(&enunciado.titulo), "{lista}");
        assert!(enunciado.texto.len() > 60, "{enunciado:?}");
        let (una, _) = ejercicio.pista(1).unwrap();
        let (otra, lineas) = ejercicio.pista(2).unwrap();
        assert!(una.len() > 60 && otra.len() > 60, "{una}\n{otra}");
        let cuantas = lineas.lines().filter(|linea| linea.starts_with("  ")).count();
        assert!((2..=20).contains(&cuantas), "{leccion} {numero}: {lineas}");
    }
    assert!(bien(orden(&["threads", "1", "--hint"])).salida.contains("--hint 2"));
    bien(orden(&["examples-threads", "1", "--hint", "2"]));
    for (argumentos, explicacion) in [
        (&["threads", "9"][..], "No hay ningún ejercicio «threads 9»"),
        (&["threads"], "Falta"),
        (&["threads", "uno"], "«uno» no vale"),
        (&["threads", "1", "--nada"], "No existe «--nada»"),
        (&["threads", "1", "--hint", "3"], "«3» no vale"),
        (&["threads", "1", "--hint", "--start"], "no va con los demás"),
    ] {
        mal(orden(argumentos), 2, explicacion);
    }
}

#[test]
fn de_start_a_conseguido() {
    let clon = Clon::nuevo("de-start").unwrap();
    let archivo = clon.ruta("examples-sequential/examples/sequential2.rs");
    let _ = fs::remove_file(&archivo); // puede que aquí alguien ya lo haya hecho
    let orden = herramienta("exercise").con(["sequential", "2"]);
    let orden = orden.desde(clon.ruta("examples-sequential"));
    let empezar = orden.clone().con(["--start"]);
    mal(orden.clone(), 1, "--start");

    bien(empezar.clone());
    let ejercicio = Ejercicio::buscar("sequential", 2).unwrap();
    assert_eq!(leer(&archivo), leer(ejercicio.original()));
    mal(orden.clone(), 1, "");

    fs::write(&archivo, solucion("sequential2")).unwrap();
    mal(empezar, 1, "ya existe, y se queda como está");
    let resuelto = bien(orden);
    assert!(resuelto.salida.ends_with("Conseguido.\n"), "{resuelto}");
}

#[test]
#[cfg(unix)]
fn al_guardar_el_archivo_se_comprueba_otra_vez() {
    let clon = Clon::nuevo("vigilado").unwrap();
    let archivo = clon.ruta("examples-sequential/examples/sequential2.rs");
    fs::write(&archivo, leer("examples-sequential/src/main.rs")).unwrap();
    let exercise = herramienta("exercise").construir().unwrap();
    let orden = Command::new(exercise)
        .args(["sequential", "2", "--watch"])
        .current_dir(clon.ruta("tools"))
        .stdout(std::process::Stdio::piped())
        .spawn();
    let mut orden = tests::Vigilado(orden.unwrap());
    let mut dicho = String::new();
    let mut salida = std::io::BufReader::new(orden.0.stdout.take().unwrap());
    let mut hasta = |texto: &str| {
        while !dicho.contains(texto) {
            assert!(std::io::BufRead::read_line(&mut salida, &mut dicho).unwrap() > 0, "{dicho}");
        }
        std::mem::take(&mut dicho)
    };
    let primera = hasta("se comprueba otra vez");
    assert!(
        primera.contains("✗") && primera.contains("faltan Tarea 3, Tarea 4, Tarea 5"),
        "{primera}"
    );
    fs::write(&archivo, leer("tests/solutions/sequential2.rs")).unwrap();
    hasta("Conseguido.");
    hasta("se comprueba otra vez");
    // Escrito y cambiado de nombre, como guardan muchos editores.
    let otro = archivo.with_extension("tmp");
    fs::write(&otro, "fn main() { a medias").unwrap();
    fs::rename(&otro, &archivo).unwrap();
    hasta("se comprueba otra vez");
    let _ = Command::new("kill").args(["-INT", &orden.0.id().to_string()]).status();
    assert!(orden.0.wait().unwrap().success());
}
