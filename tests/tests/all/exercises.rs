//! Los ejercicios se pueden resolver donde los escribe quien los hace, y no se pueden dar por resueltos
//! sin resolverlos.

use crate::*;
use std::path::PathBuf;
use tools::ejercicios::{EJERCICIOS, Ejercicio};

/// Una respuesta que alguien daría, y cómo empieza lo que el comprobador tiene que decir de ella.
struct Equivocada {
    ejercicio: &'static str,
    codigo: String,
    por_que: &'static str,
}

impl Equivocada {
    fn cambia(self, antes: &str, despues: &str) -> Self {
        Equivocada { codigo: cambiar(&self.codigo, antes, despues), ..self }
    }
}

/// La solución de un ejercicio, dada como respuesta a otro o con los cambios que vienen detrás.
fn mala(ejercicio: &'static str, de: &str, por_que: &'static str) -> Equivocada {
    Equivocada { ejercicio, codigo: solucion(de), por_que }
}

fn equivocadas() -> [Equivocada; 15] {
    [
        // El reloj se pone en marcha después de las tareas.
        mala("sequential1", "sequential1", "ese tiempo es el que pasó, ")
            .cambia("    let inicio = Instant::now();\n", "")
            .cambia("    tarea(2);\n", "    tarea(2);\n    let inicio = Instant::now();\n"),
        mala("sequential2", "sequential2", "tareas terminadas, de la 1 a la 5: 4 de 5")
            .cambia("1..=5", "1..5"),
        // Se mira si los hilos han terminado, en lugar de esperarlos.
        mala("threads1", "threads1", "tareas terminadas, de la 1 a la 5: 0 de 5")
            .cambia("hilo.join().is_err()", "hilo.is_finished()"),
        // Cada hilo se espera antes de iniciar el siguiente.
        mala("threads1", "threads1", "a la vez: 1 de 5")
            .cambia("push(hilo)", "push(hilo.join())")
            .cambia("if hilo.join()", "if hilo"),
        mala("threads2", "threads1", "nunca más de 2 a la vez"),
        // En lugar de esperar a que quede sitio, se duerme un rato.
        mala("threads2", "threads1", "nunca más de 2 a la vez")
            .cambia("use std::thread;", "use std::{thread, time::Duration};")
            .cambia("push(hilo)", "push(hilo); thread::sleep(Duration::from_millis(100))"),
        // El pánico de un hilo acaba también con quien lo espera.
        mala("threads3", "threads3", "dice «[+] Resultado de la tarea 3: 30»")
            .cambia("estado = ExitCode::FAILURE, //", "panic!(\"un hilo ha fallado\"), //"),
        mala("threads4", "threads4", "resultados en el orden de las tareas: 3: 30, 2: 20, 1: 10")
            .cambia("    let mut estado", "    hilos.reverse();\n    let mut estado"),
        // Hilos que dicen ser procesos.
        mala("processes1", "threads1", "procesos: 1 de 4")
            .cambia("use shared::tarea;", "use shared::tarea_de_proceso;")
            .cambia("1..=5", "1..=4")
            .cambia("tarea(num", "tarea_de_proceso(num")
            .cambia("Los hilos", "Los procesos"),
        mala("processes1", "processes1", "a la vez: 1 de 4")
            .cambia("let proceso = ", "let mut proceso = ")
            .cambia("        procesos.push", "        proceso.wait()?;\n        procesos.push"),
        // Se espera a los hijos sin mirar cómo terminaron, como en los apuntes.
        mala("processes2", "processes2", "termina con un estado que dice que falló: terminó bien")
            .cambia("if !estado.success()", "if estado.code().is_none()"),
        // Los hijos cuentan, pero el padre dice lo que cuenta él.
        mala("processes3", "processes3", "cuentan los hijos, y el padre solo suma")
            .cambia("Ok(primos) if", "Ok(_) if")
            .cambia("+= primos", "= Parte { numero: 1, partes: 1, limite }.contar().primos"),
        mala("http1", "http1", "a la vez: 1 de 3").cambia("for _ in 0..3", "for _ in 0..1"),
        mala("http2", "http2", "cada página se pide una vez: 8 peticiones para 4 páginas")
            .cambia("peticion(&url)", "peticion(&url).and(realizar_peticion(&url))"),
        // Se mide cuándo se deja de esperar a cada hilo, y el primero hace esperar a los demás.
        mala("http3", "http3", "dice «[+] La más rápida: URL (T segundos)»")
            .cambia("let mut hilos", "let comienzo = Instant::now();\n    let mut hilos")
            .cambia("Ok(Ok(tiempo))", "Ok(Ok((_, url)))")
            .cambia("push(tiempo)", "push((comienzo.elapsed(), url))"),
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
                let archivos = tanda.iter().map(|(_, nombre, (codigo, _))| (&**nombre, &**codigo));
                let archivos: Vec<_> = archivos.collect();
                let paquete = format!("examples-{leccion}");
                let programas = clon.construir_varios(&paquete, &archivos).unwrap();
                for ((ejercicio, _, respuesta), programa) in tanda.into_iter().zip(programas) {
                    ambito.spawn(move || juzgar(ejercicio, respuesta, programa));
                }
            }
        }
    });
}

/// Un código, y cómo empieza lo que hay que decir de él; `None` si resuelve el ejercicio.
type Respuesta = (String, Option<&'static str>);

/// La solución, la lección sin tocar y las equivocadas.
fn respuestas_a(ejercicio: &Ejercicio) -> Vec<Respuesta> {
    let nombre = ejercicio.nombre();
    let equivocadas = equivocadas().into_iter().filter(|mala| mala.ejercicio == nombre);
    let equivocadas: Vec<_> = equivocadas.map(|mala| (mala.codigo, Some(mala.por_que))).collect();
    assert!(!equivocadas.is_empty(), "{nombre} no tiene ninguna respuesta equivocada");
    let de_casa = [(solucion(&nombre), None), (leer(ejercicio.original()), Some(""))];
    de_casa.into_iter().chain(equivocadas).collect()
}

fn juzgar(ejercicio: &Ejercicio, (codigo, por_que): &Respuesta, programa: PathBuf) {
    let criterios = ejercicio.comprobar(&Leccion::ejecutable(programa)).unwrap();
    let mut fallidos = criterios.iter().filter(|criterio| !criterio.cumplido);
    let como_se_espera = match por_que {
        None => fallidos.next().is_none(),
        Some(por_que) => fallidos.any(|c| c.texto.starts_with(por_que)),
    };
    assert!(como_se_espera, "{codigo}\n{por_que:?}\n{criterios:#?}");
}

#[test]
fn un_programa_interminable_se_termina_y_se_dice() {
    let servidor = Leccion::binario("examples-http", "server").con(["0"]);
    let servidor = servidor.limite(Duration::from_secs(2));
    let criterios = Ejercicio::buscar("sequential", 2).unwrap().comprobar(&servidor).unwrap();
    let dicho = "termina bien: no terminaba, y hubo que terminarlo";
    assert!(criterios.iter().any(|c| !c.cumplido && c.texto == dicho), "{criterios:#?}");
}

#[test]
fn la_orden_los_enumera_da_pistas_y_se_explica() {
    let orden = |argumentos: &[&str]| Leccion::binario("tools", "exercise").con(argumentos);
    let lista = bien(orden(&[]));
    for Ejercicio { leccion, numero, titulo, .. } in &EJERCICIOS {
        assert!(lista.salida.contains(titulo), "{lista}");
        let pista = bien(orden(&[leccion, &numero.to_string(), "--hint"]));
        assert!(pista.salida.len() > 40, "{pista}");
    }
    for (argumentos, explicacion) in [
        (&["threads", "9"][..], "No hay ningún ejercicio «threads 9»"),
        (&["threads"], "Falta"),
        (&["threads", "uno"], "«uno» no vale"),
        (&["threads", "1", "--nada"], "No existe «--nada»"),
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
    let orden = Leccion::binario("tools", "exercise").con(["sequential", "2"]);
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
