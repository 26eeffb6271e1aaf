//! La tabla: qué se ejecuta para comprobar la respuesta a cada pregunta, y qué tiene que pasar.

use runner::Ejecucion;
use std::collections::BTreeSet;
use std::time::Duration;

/// Una fila de la tabla.
pub struct Prueba {
    /// La lección de cuya página es la pregunta.
    pub leccion: &'static str,
    /// Por qué palabras empieza la pregunta.
    pub pregunta: &'static str,
    /// Con qué cambios se ejecutan los archivos.
    pub cambio: Cambio,
    /// Los archivos de la lección que se ejecutan, cada uno por su lado.
    pub archivos: &'static [&'static str],
    pub pasa: Pasa,
}

/// Un bloque `diff` de la pregunta o de su respuesta, o cómo se ejecutan los archivos si no tienen ninguno.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cambio {
    Ninguno,
    Primero,
    Segundo,
    /// Como están, con ese argumento.
    Argumento(&'static str),
}

/// Lo que tiene que pasar.
#[derive(Clone, Copy)]
pub enum Pasa {
    /// Esto se cumple de lo que hizo el programa.
    Esto(fn(&Ejecucion) -> bool),
    /// No compila: el compilador da ese error, y enseña esa línea.
    NoCompila {
        error: &'static str,
        linea: &'static str,
    },
    /// Hace varias partes a la vez, y entre todas ocupan un solo núcleo.
    PorTurnos,
    /// Hace varias partes a la vez, en varios núcleos.
    EnParalelo,
    /// Sus hilos se esperan unos a otros, y no termina.
    NoTermina,
}

impl Cambio {
    /// Cuál de los bloques es, contando desde 0.
    pub fn indice(self) -> Option<usize> {
        match self {
            Cambio::Ninguno | Cambio::Argumento(_) => None,
            Cambio::Primero => Some(0),
            Cambio::Segundo => Some(1),
        }
    }
}

const RUST: &[&str] = &["src/main.rs"];
const PYTHON: &[&str] = &["src/main.py"];
const LOS_DOS: &[&str] = &["src/main.rs", "src/main.py"];

const MEMORIA_EN_PYTHON: &[&str] = &["examples/memory-threads.py"];

const HILOS_BIEN: &str = "[+] Los hilos han finalizado exitosamente";
const PROCESOS_BIEN: &str = "[+] Los procesos han finalizado exitosamente";

/// Si el programa entero duró esos segundos, o más.
fn al_menos(segundos: u64, hecho: &Ejecucion) -> bool {
    hecho.duracion >= Duration::from_secs(segundos)
}

/// Si dice que tardó esos segundos, o más.
fn dice_al_menos(segundos: f64, hecho: &Ejecucion) -> bool {
    let dicho = hecho.tiempo_total().and_then(|total| total.parse().ok());
    dicho.is_some_and(|total: f64| total >= segundos)
}

/// Cuántas veces dice eso por la salida de errores.
fn veces(texto: &str, hecho: &Ejecucion) -> usize {
    hecho.errores.matches(texto).count()
}

/// Si `main` dice que sigue antes de decir que todo fue bien, y las tareas acaban.
fn main_sigue_antes_del_final(hecho: &Ejecucion) -> bool {
    hecho.dice_antes("[+] main sigue", HILOS_BIEN) && hecho.hechas().len() == 2 && hecho.bien()
}

/// El contador que ve al final quien inició a los trabajadores.
fn contador(hecho: &Ejecucion) -> Option<u32> {
    let visto = hecho.tras("[+] Quien los inició ve ");
    visto.first()?.parse().ok()
}

/// Si los tres trabajadores suman y el contador no llega a 3.
fn pierde_alguna_suma(hecho: &Ejecucion) -> bool {
    contador(hecho).is_some_and(|visto| visto < 3) && hecho.bien()
}

pub const PRUEBAS: &[Prueba] = &[
    Prueba {
        leccion: "sequential",
        pregunta: "¿En qué orden saldrán los cuatro mensajes?",
        cambio: Cambio::Ninguno,
        archivos: LOS_DOS,
        pasa: Pasa::Esto(|hecho| {
            let en_fila = [
                "[+] Tarea 1 iniciando",
                "[+] Tarea 1 finalizando",
                "[+] Tarea 2 iniciando",
                "[+] Tarea 2 finalizando",
            ];
            hecho.mensajes() == en_fila
        }),
    },
    Prueba {
        leccion: "sequential",
        pregunta: "¿Cuánto tardará el programa entero?",
        cambio: Cambio::Ninguno,
        archivos: LOS_DOS,
        pasa: Pasa::Esto(|hecho| {
            al_menos(4, hecho) && hecho.a_la_vez() == 1 && hecho.hilos().len() == 1
        }),
    },
    Prueba {
        leccion: "sequential",
        pregunta: "…le preguntas a Python cuánto procesador gastó?",
        cambio: Cambio::Primero,
        archivos: PYTHON,
        pasa: Pasa::Esto(|hecho| {
            let dicho = hecho.ultimo().strip_prefix("[+] Procesador: ");
            let dicho = dicho.and_then(|dicho| dicho.strip_suffix(" segundos"));
            let procesador = dicho.and_then(|dicho| dicho.parse().ok());
            let casi_nada = procesador.is_some_and(|segundos: f64| segundos < 1.0);
            casi_nada && al_menos(4, hecho)
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "Cada tarea duerme dos segundos.",
        cambio: Cambio::Ninguno,
        archivos: LOS_DOS,
        pasa: Pasa::Esto(|hecho| {
            al_menos(2, hecho)
                && hecho.a_la_vez() == 2
                && hecho.hilos().len() == 2
                && hecho.procesos_con_tareas().len() == 1
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "¿Quién dice «Los hilos han finalizado exitosamente»",
        cambio: Cambio::Ninguno,
        archivos: LOS_DOS,
        pasa: Pasa::Esto(|hecho| {
            hecho.dice_antes("[+] Tarea 1 finalizando", HILOS_BIEN)
                && hecho.dice_antes("[+] Tarea 2 finalizando", HILOS_BIEN)
                && hecho.ultimo() == HILOS_BIEN
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…esperas al primer hilo antes de iniciar el segundo?",
        cambio: Cambio::Primero,
        archivos: RUST,
        pasa: Pasa::Esto(|hecho| {
            al_menos(4, hecho) && hecho.a_la_vez() == 1 && hecho.hilos().len() == 2 && hecho.bien()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…main hace otra tarea antes de esperar?",
        cambio: Cambio::Primero,
        archivos: RUST,
        pasa: Pasa::Esto(|hecho| {
            al_menos(2, hecho) && hecho.a_la_vez() == 3 && hecho.hilos().len() == 3 && hecho.bien()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…el hilo 1 hace dos tareas, y el 2, una?",
        cambio: Cambio::Primero,
        archivos: RUST,
        pasa: Pasa::Esto(|hecho| {
            hecho.por_final().last() == Some(&"Tarea 3")
                && hecho.a_la_vez() == 2
                && hecho.hilos().len() == 2
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…el hilo 1 entra en pánico?",
        cambio: Cambio::Primero,
        archivos: RUST,
        pasa: Pasa::Esto(|hecho| {
            veces("me rindo", hecho) == 1
                && hecho.hechas() == ["Tarea 2"]
                && hecho.a_medias().is_empty()
                && hecho.veces(HILOS_BIEN) == 0
                && hecho.codigo() == Some(1)
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…el hilo 1 entra en pánico?",
        cambio: Cambio::Segundo,
        archivos: PYTHON,
        pasa: Pasa::Esto(|hecho| {
            veces("RuntimeError: me rindo", hecho) == 2
                && hecho.ultimo() == HILOS_BIEN
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…quitas los dos join?",
        cambio: Cambio::Primero,
        archivos: RUST,
        pasa: Pasa::Esto(|hecho| {
            !hecho.salida.contains("finalizando") && hecho.ultimo() == HILOS_BIEN && hecho.bien()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…quitas los dos join?",
        cambio: Cambio::Segundo,
        archivos: PYTHON,
        pasa: Pasa::Esto(|hecho| {
            hecho.dice_antes(HILOS_BIEN, "[+] Tarea 1 finalizando")
                && hecho.dice_antes(HILOS_BIEN, "[+] Tarea 2 finalizando")
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…en Python escribes target=tarea(1)?",
        cambio: Cambio::Primero,
        archivos: PYTHON,
        pasa: Pasa::Esto(|hecho| {
            al_menos(4, hecho)
                && hecho.hilos().len() == 1
                && hecho.por_final() == ["Tarea 1", "Tarea 2"]
                && hecho.ultimo() == HILOS_BIEN
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…en Python escribes target=tarea(1)?",
        cambio: Cambio::Segundo,
        archivos: RUST,
        pasa: Pasa::NoCompila {
            error: "E0277",
            linea: "let hilo1 = thread::spawn(tarea(1));",
        },
    },
    Prueba {
        leccion: "threads",
        pregunta: "…en Python escribes run() en lugar de start()?",
        cambio: Cambio::Primero,
        archivos: PYTHON,
        pasa: Pasa::Esto(|hecho| {
            al_menos(4, hecho)
                && hecho.hilos().len() == 1
                && hecho.por_final() == ["Tarea 1", "Tarea 2"]
                && veces(
                    "RuntimeError: cannot join thread before it is started",
                    hecho,
                ) == 1
                && hecho.mal()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…main escribe un mensaje nada más iniciar el hilo 1?",
        cambio: Cambio::Primero,
        archivos: RUST,
        pasa: Pasa::Esto(main_sigue_antes_del_final),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…main escribe un mensaje nada más iniciar el hilo 1?",
        cambio: Cambio::Segundo,
        archivos: PYTHON,
        pasa: Pasa::Esto(main_sigue_antes_del_final),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…main duerme cinco segundos en lugar de esperar",
        cambio: Cambio::Primero,
        archivos: PYTHON,
        pasa: Pasa::Esto(|hecho| {
            al_menos(5, hecho)
                && hecho.hechas().len() == 2
                && hecho.ultimo() == HILOS_BIEN
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…main duerme cinco segundos en lugar de esperar",
        cambio: Cambio::Segundo,
        archivos: RUST,
        pasa: Pasa::Esto(|hecho| {
            al_menos(5, hecho)
                && veces("me rindo", hecho) == 1
                && hecho.hechas() == ["Tarea 2"]
                && hecho.ultimo() == HILOS_BIEN
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "Cada hilo dice qué valor ve después de sumar",
        cambio: Cambio::Ninguno,
        archivos: &["examples/memory-threads.rs", "examples/memory-threads.py"],
        pasa: Pasa::Esto(|hecho| {
            let dichos: BTreeSet<&str> = hecho.mensajes().into_iter().collect();
            let vistos = [1, 2, 3].map(|visto| format!(": sumo 1 y veo {visto}"));
            let todos = vistos.iter().all(|visto| hecho.salida.contains(visto));
            todos && dichos.len() == 4 && contador(hecho) == Some(3) && hecho.bien()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…los hilos calculan, en vez de dormir?",
        cambio: Cambio::Ninguno,
        archivos: &["examples/cpu-threads.py"],
        pasa: Pasa::PorTurnos,
    },
    Prueba {
        leccion: "threads",
        pregunta: "…los hilos calculan, en vez de dormir?",
        cambio: Cambio::Ninguno,
        archivos: &["examples/cpu-threads.rs"],
        pasa: Pasa::EnParalelo,
    },
    Prueba {
        leccion: "threads",
        pregunta: "…quitas el Lock y lo ejecutas veinte veces?",
        cambio: Cambio::Primero,
        archivos: MEMORIA_EN_PYTHON,
        pasa: Pasa::Esto(|hecho| contador(hecho) == Some(3) && hecho.bien()),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…quitas el Lock y lo ejecutas veinte veces?",
        cambio: Cambio::Segundo,
        archivos: MEMORIA_EN_PYTHON,
        pasa: Pasa::Esto(pierde_alguna_suma),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…solo se escribe con el Lock tomado?",
        cambio: Cambio::Primero,
        archivos: MEMORIA_EN_PYTHON,
        pasa: Pasa::Esto(pierde_alguna_suma),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…solo se escribe con el Lock tomado?",
        cambio: Cambio::Segundo,
        archivos: MEMORIA_EN_PYTHON,
        pasa: Pasa::Esto(pierde_alguna_suma),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…dos hilos necesitan dos bloqueos?",
        cambio: Cambio::Argumento("crossed"),
        archivos: &[
            "examples/deadlock-threads.rs",
            "examples/deadlock-threads.py",
        ],
        pasa: Pasa::NoTermina,
    },
    Prueba {
        leccion: "threads",
        pregunta: "…dos hilos necesitan dos bloqueos?",
        cambio: Cambio::Ninguno,
        archivos: &[
            "examples/deadlock-threads.rs",
            "examples/deadlock-threads.py",
        ],
        pasa: Pasa::Esto(|hecho| hecho.ultimo() == "[+] Los dos han pintado" && hecho.bien()),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…cada trabajador suma en dos pasos?",
        cambio: Cambio::Primero,
        archivos: MEMORIA_EN_PYTHON,
        pasa: Pasa::Esto(|hecho| pierde_alguna_suma(hecho) && hecho.a_la_vez() == 3),
    },
    Prueba {
        leccion: "threads",
        pregunta: "…cada trabajador suma en dos pasos?",
        cambio: Cambio::Segundo,
        archivos: &["examples/memory-threads.rs"],
        pasa: Pasa::Esto(|hecho| pierde_alguna_suma(hecho) && hecho.a_la_vez() == 3),
    },
    Prueba {
        leccion: "processes",
        pregunta: "¿Cuántos procesos habrá mientras duermen las tareas?",
        cambio: Cambio::Ninguno,
        archivos: LOS_DOS,
        pasa: Pasa::Esto(|hecho| {
            hecho.procesos_con_tareas().len() == 2
                && hecho.hijos().len() == 2
                && hecho.ultimo() == PROCESOS_BIEN
        }),
    },
    Prueba {
        leccion: "processes",
        pregunta: "Con hilos se tardan dos segundos.",
        cambio: Cambio::Ninguno,
        archivos: LOS_DOS,
        pasa: Pasa::Esto(|hecho| al_menos(2, hecho) && hecho.a_la_vez() == 2),
    },
    Prueba {
        leccion: "processes",
        pregunta: "…los hijos suman en una variable global?",
        cambio: Cambio::Primero,
        archivos: PYTHON,
        pasa: Pasa::Esto(|hecho| {
            hecho.ultimo() == "[+] Tareas terminadas: 0" && hecho.hijos().len() == 2 && hecho.bien()
        }),
    },
    Prueba {
        leccion: "processes",
        pregunta: "…los hijos suman en una variable global?",
        cambio: Cambio::Ninguno,
        archivos: &["examples/memory-processes.rs"],
        pasa: Pasa::Esto(|hecho| {
            contador(hecho) == Some(0) && hecho.hijos().len() == 3 && hecho.bien()
        }),
    },
    Prueba {
        leccion: "processes",
        pregunta: "…le das una lista a cada hijo?",
        cambio: Cambio::Primero,
        archivos: PYTHON,
        pasa: Pasa::Esto(|hecho| {
            hecho.ultimo() == "[+] Tareas terminadas: []"
                && hecho.hijos().len() == 2
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "processes",
        pregunta: "…los hijos calculan, en vez de dormir?",
        cambio: Cambio::Ninguno,
        archivos: &["examples/cpu-processes.py", "examples/cpu-processes.rs"],
        pasa: Pasa::EnParalelo,
    },
    Prueba {
        leccion: "processes",
        pregunta: "…main no pregunta por su encargo?",
        cambio: Cambio::Primero,
        archivos: RUST,
        pasa: Pasa::Esto(|hecho| {
            // Como escribe la biblioteca estándar el estado 3, en Unix y en Windows.
            let con_el_3 = veces(": exit status: 3", hecho) + veces(": exit code: 3", hecho);
            con_el_3 == 2
                && veces("Este proceso es un hijo y no inicia otros", hecho) == 2
                && hecho.tramos.is_empty()
                && hecho.veces(PROCESOS_BIEN) == 0
                && hecho.codigo() == Some(1)
        }),
    },
    Prueba {
        leccion: "processes",
        pregunta: "…un hijo termina de golpe?",
        cambio: Cambio::Primero,
        archivos: RUST,
        pasa: Pasa::Esto(|hecho| {
            hecho.hechas() == ["Proceso 2"]
                && hecho.a_medias().is_empty()
                && veces("[-] Proceso 1: ", hecho) == 1
                && hecho.veces(PROCESOS_BIEN) == 0
                && hecho.codigo() == Some(1)
        }),
    },
    Prueba {
        leccion: "processes",
        pregunta: "…un hijo termina de golpe?",
        cambio: Cambio::Segundo,
        archivos: PYTHON,
        pasa: Pasa::Esto(|hecho| {
            veces("RuntimeError: me rindo", hecho) == 2
                && hecho.ultimo() == PROCESOS_BIEN
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "processes",
        pregunta: "…quitas los dos wait?",
        cambio: Cambio::Primero,
        archivos: RUST,
        pasa: Pasa::Esto(|hecho| {
            hecho.bien()
                && hecho.sobreviven().len() == 2
                && hecho.hechas().len() == 2
                && hecho.a_medias().is_empty()
        }),
    },
    Prueba {
        leccion: "processes",
        pregunta: "…quitas los dos wait?",
        cambio: Cambio::Segundo,
        archivos: PYTHON,
        pasa: Pasa::Esto(|hecho| {
            hecho.dice_antes(PROCESOS_BIEN, "[+] Proceso 1 finalizando")
                && hecho.dice_antes(PROCESOS_BIEN, "[+] Proceso 2 finalizando")
                && hecho.sobreviven().is_empty()
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "http",
        pregunta: "El programa en fila, sequential,",
        cambio: Cambio::Ninguno,
        archivos: &["src/bin/sequential.rs"],
        pasa: Pasa::Esto(|hecho| {
            dice_al_menos(2.1, hecho) && hecho.a_la_vez() == 1 && hecho.hilos().len() == 1
        }),
    },
    Prueba {
        leccion: "http",
        pregunta: "El programa con hilos, threads,",
        cambio: Cambio::Ninguno,
        archivos: &["src/bin/threads.rs"],
        pasa: Pasa::Esto(|hecho| {
            dice_al_menos(0.8, hecho)
                && hecho.a_la_vez() > 1
                && hecho.hilos().len() == 4
                && hecho.procesos_con_tareas().len() == 1
        }),
    },
    Prueba {
        leccion: "http",
        pregunta: "El programa con procesos, processes,",
        cambio: Cambio::Ninguno,
        archivos: &["src/bin/processes.rs"],
        pasa: Pasa::Esto(|hecho| {
            dice_al_menos(0.8, hecho) && hecho.a_la_vez() > 1 && hecho.hijos().len() == 4
        }),
    },
    Prueba {
        leccion: "http",
        pregunta: "…una de las URL no existe?",
        cambio: Cambio::Primero,
        archivos: &["src/bin/threads.rs"],
        pasa: Pasa::Esto(|hecho| {
            hecho.tramos.len() == 5
                && hecho.mensajes().len() == 5
                && veces("[-] URL [http://127.0.0.1:9", hecho) == 1
                && veces("Error: peticiones que han fallado: 1", hecho) == 1
                && hecho.codigo() == Some(1)
        }),
    },
    Prueba {
        leccion: "http",
        pregunta: "…pides cada página dos veces?",
        cambio: Cambio::Primero,
        archivos: &["src/bin/threads.rs"],
        pasa: Pasa::Esto(|hecho| {
            hecho.tramos.len() == 8
                && hecho.hilos().len() == 8
                && hecho.a_la_vez() > 2
                && dice_al_menos(0.8, hecho)
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "http",
        pregunta: "…una petición aborta?",
        cambio: Cambio::Primero,
        archivos: &["src/bin/processes.rs"],
        pasa: Pasa::Esto(|hecho| {
            hecho.hechas().len() == 3
                && dice_al_menos(0.8, hecho)
                && veces("[-] Proceso ", hecho) == 1
                && hecho.codigo() == Some(1)
        }),
    },
    Prueba {
        leccion: "http",
        pregunta: "…una petición aborta?",
        cambio: Cambio::Segundo,
        archivos: &["src/bin/threads.rs"],
        pasa: Pasa::Esto(|hecho| hecho.tiempo_total().is_none() && hecho.de_golpe()),
    },
    Prueba {
        leccion: "http",
        pregunta: "…todo lo hace un solo hilo?",
        cambio: Cambio::Ninguno,
        archivos: &["examples/async.rs"],
        pasa: Pasa::Esto(|hecho| {
            dice_al_menos(0.8, hecho) && hecho.hilos().len() == 1 && hecho.a_la_vez() == 4
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "Hay un tercer hilo, que se inicia después",
        cambio: Cambio::Primero,
        archivos: PYTHON,
        pasa: Pasa::Esto(|hecho| {
            al_menos(4, hecho)
                && hecho.a_la_vez() == 2
                && hecho.hilos().len() == 3
                && hecho.ultimo() == HILOS_BIEN
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "El hilo 2 hace dos tareas, y main espera solo",
        cambio: Cambio::Primero,
        archivos: PYTHON,
        pasa: Pasa::Esto(|hecho| {
            al_menos(4, hecho)
                && hecho.hechas().len() == 3
                && hecho.dice_antes(HILOS_BIEN, "[+] Tarea 3 finalizando")
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "El hilo 1 entra en pánico. main espera a los dos",
        cambio: Cambio::Primero,
        archivos: RUST,
        pasa: Pasa::Esto(|hecho| {
            veces("me rindo", hecho) == 1
                && hecho.hechas() == ["Tarea 2"]
                && hecho.ultimo() == HILOS_BIEN
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "threads",
        pregunta: "Ocho hilos calculan",
        cambio: Cambio::Primero,
        archivos: &["examples/cpu-threads.py"],
        pasa: Pasa::PorTurnos,
    },
    Prueba {
        leccion: "threads",
        pregunta: "Tres hilos suman 1 en dos pasos, cada uno",
        cambio: Cambio::Primero,
        archivos: MEMORIA_EN_PYTHON,
        pasa: Pasa::Esto(|hecho| {
            contador(hecho) == Some(3) && hecho.a_la_vez() == 3 && hecho.bien()
        }),
    },
    Prueba {
        leccion: "processes",
        pregunta: "Los dos hijos lanzan una excepción",
        cambio: Cambio::Primero,
        archivos: PYTHON,
        pasa: Pasa::Esto(|hecho| {
            hecho.ultimo() == "[+] Estados: 1 y 1"
                && veces("RuntimeError: me rindo", hecho) == 2
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "processes",
        pregunta: "El padre aborta nada más iniciar",
        cambio: Cambio::Primero,
        archivos: RUST,
        pasa: Pasa::Esto(|hecho| {
            hecho.de_golpe()
                && hecho.sobreviven().len() == 2
                && hecho.hechas().len() == 2
                && hecho.veces(PROCESOS_BIEN) == 0
        }),
    },
    Prueba {
        leccion: "http",
        pregunta: "Se añade una quinta página",
        cambio: Cambio::Primero,
        archivos: &["src/bin/sequential.rs"],
        pasa: Pasa::Esto(|hecho| {
            dice_al_menos(4.1, hecho)
                && hecho.a_la_vez() == 1
                && hecho.tramos.len() == 5
                && hecho.bien()
        }),
    },
    Prueba {
        leccion: "http",
        pregunta: "Se añade una quinta página",
        cambio: Cambio::Primero,
        archivos: &["src/bin/threads.rs"],
        pasa: Pasa::Esto(|hecho| {
            dice_al_menos(2.0, hecho)
                && hecho.a_la_vez() > 2
                && hecho.hilos().len() == 5
                && hecho.bien()
        }),
    },
];
