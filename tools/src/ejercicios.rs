//! Los ejercicios: qué se pide en cada uno y cómo se comprueba.
//!
//! Se juzga lo que pasó (los mensajes, el estado de salida, la traza) y nunca cómo está escrito. No
//! se compara ningún tiempo con un máximo fijo: en un equipo lento vale lo mismo que en uno rápido.

use crate::leccion::raiz;
use crate::traza::{self, Tramo};
use crate::{Ejecucion, Leccion};
use shared::experimentos::primos;
use shared::servidor;
use std::path::PathBuf;
use std::slice;

/// Un ejercicio.
#[derive(Debug)]
pub struct Ejercicio {
    /// El paquete sin su `examples-`.
    pub leccion: &'static str,
    /// Su número dentro de la lección.
    pub numero: u32,
    /// Lo que se pide, en una frase; entero está en el README.md del paquete.
    pub titulo: &'static str,
    /// Por dónde empezar.
    pub pista: &'static str,
    comprobar: fn(&Leccion) -> Juicio,
}

type Juicio = anyhow::Result<Vec<Criterio>>;

/// Una cosa que se pide, y lo que se midió.
#[derive(Clone, Debug)]
pub struct Criterio {
    /// Qué se pide y qué se encontró: `a la vez: 2 de 5`.
    pub texto: String,
    /// Si se cumple.
    pub cumplido: bool,
}

const HILOS_BIEN: &str = "[+] Los hilos han finalizado exitosamente";
const PROCESOS_BIEN: &str = "[+] Los procesos han finalizado exitosamente";

/// Todos, de menos a más.
pub const EJERCICIOS: [Ejercicio; 12] = [
    Ejercicio {
        titulo: "decir el tiempo total, como las lecciones HTTP",
        pista: "Instant::now() antes de las tareas; inicio.elapsed().as_secs_f64() después. Mira cómo lo hace examples-http/src/bin/sequential.rs.",
        ..nuevo("sequential", 1, |programa| {
            let hecho = programa.ejecutar()?;
            let en_fila = vec![termina(&hecho, true), hechas(&hecho, "Tarea", 2), en_fila(&hecho)];
            Ok([en_fila, tiempo_total(&hecho)].concat())
        })
    },
    Ejercicio {
        titulo: "cinco tareas, con un bucle",
        pista: "for num_tarea in 1..=5 { … }. El 1..5 de Rust, como range(1, 5), no llega al 5: con = sí.",
        ..nuevo("sequential", 2, |programa| {
            let hecho = programa.ejecutar()?;
            Ok(vec![termina(&hecho, true), hechas(&hecho, "Tarea", 5), en_fila(&hecho)])
        })
    },
    Ejercicio {
        titulo: "cinco tareas a la vez",
        pista: "Un bucle que inicia y guarda los hilos en un Vec, y otro que los espera, como en examples-http/src/bin/threads.rs.",
        ..nuevo("threads", 1, |programa| {
            let hecho = programa.ejecutar()?;
            Ok(vec![
                termina(&hecho, true),
                hechas(&hecho, "Tarea", 5),
                a_la_vez(&hecho, 5),
                cuantas("hilos", traza::hilos(&hecho.tramos).len(), 5),
                cuantas("procesos", traza::procesos(&hecho.tramos).len(), 1),
                al_final_dice(&hecho, HILOS_BIEN),
            ])
        })
    },
    Ejercicio {
        titulo: "cinco tareas, nunca más de dos a la vez",
        pista: "Dos hilos que se reparten las tareas: el número de la siguiente, en un static SIGUIENTE: Mutex<u32>. Cada uno lo toma, le suma 1 y suelta el cerrojo (drop) antes de hacer la tarea.",
        ..nuevo("threads", 2, |programa| {
            let hecho = programa.ejecutar()?;
            Ok(vec![
                termina(&hecho, true),
                hechas(&hecho, "Tarea", 5),
                nunca_mas_de(&hecho, 2),
                a_la_vez(&hecho, 2),
                al_final_dice(&hecho, HILOS_BIEN),
            ])
        })
    },
    Ejercicio {
        titulo: "una tarea entra en pánico y se cuentan los resultados de las demás",
        pista: "La función de un hilo puede devolver un valor: || { tarea(1); 10 }. join lo da como Ok(10), y da un Err si hubo un pánico: usa match.",
        ..nuevo("threads", 3, |programa| {
            let hecho = programa.ejecutar()?;
            let panicos = hecho.errores.matches(" panicked at ").count();
            Ok(vec![
                termina(&hecho, false),
                criterio(panicos == 1, format!("una tarea entra en pánico: hubo {panicos}")),
                a_la_vez(&hecho, 3),
                dice(&hecho, "[+] Resultado de la tarea 1: 10", true),
                dice(&hecho, "[+] Resultado de la tarea 2: 20", false),
                dice(&hecho, "[+] Resultado de la tarea 3: 30", true),
                dice(&hecho, HILOS_BIEN, false),
            ])
        })
    },
    Ejercicio {
        titulo: "los resultados en el orden de las tareas, no en el de sus finales",
        pista: "Guarda los hilos en un Vec según los inicias y espéralos en ese orden: el que ya ha terminado no hace esperar.",
        ..nuevo("threads", 4, |programa| {
            let hecho = programa.ejecutar()?;
            let finales = hecho.tramos.iter().map(|tramo| tramo.nombre.as_str()).collect();
            let mensajes = hecho.mensajes().into_iter();
            let dichos = mensajes.filter_map(|m| m.strip_prefix("[+] Resultado de la tarea "));
            let duraciones = "la tarea 1 es la más larga y la 3 la más corta: terminaron";
            let resultados = "resultados en el orden de las tareas:";
            Ok(vec![
                termina(&hecho, true),
                hechas(&hecho, "Tarea", 3),
                a_la_vez(&hecho, 3),
                en_orden(duraciones, finales, ["Tarea 3", "Tarea 2", "Tarea 1"]),
                en_orden(resultados, dichos.collect(), ["1: 10", "2: 20", "3: 30"]),
            ])
        })
    },
    Ejercicio {
        titulo: "cuatro procesos a la vez",
        pista: "Un bucle que inicia y guarda los procesos en un Vec, y otro que los espera. El número viaja como texto: &num_tarea.to_string().",
        ..nuevo("processes", 1, |programa| {
            let hecho = programa.ejecutar()?;
            Ok(vec![
                termina(&hecho, true),
                hechas(&hecho, "Proceso", 4),
                cuantas("procesos", traza::procesos(&hecho.tramos).len(), 4),
                a_la_vez(&hecho, 4),
                al_final_dice(&hecho, PROCESOS_BIEN),
            ])
        })
    },
    Ejercicio {
        titulo: "un hijo que falla se nombra, y el programa falla",
        pista: "En el hijo, tras su tarea: if num_tarea == 2 { return Ok(ExitCode::from(3)); }. En el padre, espera a los tres antes de decidir; el estado de cada uno se escribe con {estado}.",
        ..nuevo("processes", 2, |programa| {
            let hecho = programa.ejecutar()?;
            // Como lo escribe la biblioteca estándar: exit status: 3 en Unix, exit code: 3 en Windows.
            let estados = ["exit status: 3", "exit code: 3"];
            let con_estado = |linea: &str| estados.iter().any(|estado| linea.contains(estado));
            let nombrado = hecho.errores.lines().any(|l| l.contains("Proceso 2") && con_estado(l));
            let se_pide = "dice por la salida de errores que el Proceso 2 terminó con el estado 3";
            Ok(vec![
                termina(&hecho, false),
                hechas(&hecho, "Proceso", 3),
                a_la_vez(&hecho, 3),
                criterio(nombrado, se_pide),
                dice(&hecho, PROCESOS_BIEN, false),
            ])
        })
    },
    Ejercicio {
        titulo: "cada hijo devuelve un número y el padre dice la suma",
        pista: "El hijo escribe su número con println!; el padre lo inicia con .stdout(Stdio::piped()) y lo lee con wait_with_output. Mira examples/messages-processes.rs y examples/cpu-processes.rs.",
        ..nuevo("processes", 3, |programa| {
            let mut criterios = Vec::new();
            // Dos límites, para que no valga un número escrito de antemano.
            for limite in [400_000, 700_000] {
                let hecho = programa.clone().con([limite.to_string()]).ejecutar()?;
                let primos = primos::Parte { numero: 1, partes: 1, limite }.contar().primos;
                let partes = [1, 2, 3].map(|numero| format!("Parte {numero} de 3"));
                let procesos = traza::procesos(&hecho.tramos);
                let solo_hijos = !procesos.contains(&hecho.pid);
                criterios.extend([
                    termina(&hecho, true),
                    cuantas("partes contadas, una vez cada una", una_vez(&hecho, &partes), 3),
                    cuantas("procesos que cuentan", procesos.len(), 3),
                    criterio(solo_hijos, "cuentan los hijos, y el padre solo suma"),
                    al_final_dice(&hecho, &format!("[+] {primos} primos en total")),
                ]);
            }
            Ok(criterios)
        })
    },
    Ejercicio {
        titulo: "ocho URL con tres hilos como mucho",
        pista: "Tres hilos que sacan URL (pop) de un Mutex<Vec<String>> mientras queden, y sueltan el cerrojo antes de pedir. Con thread::scope pueden usar una variable de main.",
        ..nuevo("http", 1, |programa| {
            let (hecho, urls) = pedir(programa, &[(0.4, 1000); 8])?;
            let de_tres_en_tres = vec![
                termina(&hecho, true),
                pedidas_una_vez(&hecho, &urls),
                nunca_mas_de(&hecho, 3),
                a_la_vez(&hecho, 3),
            ];
            Ok([de_tres_en_tres, tiempo_total(&hecho)].concat())
        })
    },
    Ejercicio {
        titulo: "cuánto suman todas las páginas, pidiendo cada una una sola vez",
        pista: "realizar_peticion ya devuelve los bytes, y join, lo que devolvió el hilo: Ok(Ok(bytes)).",
        ..nuevo("http", 2, |programa| {
            let (hecho, urls) =
                pedir(programa, &[(1.1, 1234), (1.3, 70_001), (1.0, 0), (1.2, 500)])?;
            Ok(vec![
                termina(&hecho, true),
                pedidas_una_vez(&hecho, &urls),
                a_la_vez(&hecho, 4),
                dice(&hecho, "[+] En total: 71735 bytes", true),
            ])
        })
    },
    Ejercicio {
        titulo: "la URL más rápida y la más lenta, con sus tiempos",
        pista: "Mide dentro del hilo, alrededor de realizar_peticion, y devuelve (inicio.elapsed(), url): un Vec de esas parejas se ordena por el tiempo con sort().",
        ..nuevo("http", 3, |programa| {
            let (hecho, urls) = pedir(programa, &[(2.0, 10), (4.0, 10), (1.0, 10), (3.0, 10)])?;
            let mut tramos = hecho.tramos.clone();
            tramos.sort_by_key(|tramo| tramo.fin - tramo.inicio);
            let nombres: Vec<&str> = tramos.iter().map(|tramo| tramo.nombre.as_str()).collect();
            Ok(vec![
                termina(&hecho, true),
                pedidas_una_vez(&hecho, &urls),
                a_la_vez(&hecho, 4),
                con_su_tiempo(&hecho, "La más rápida", nombres.first().unwrap_or(&"")),
                con_su_tiempo(&hecho, "La más lenta", nombres.last().unwrap_or(&"")),
            ])
        })
    },
];

const fn nuevo(leccion: &'static str, numero: u32, comprobar: fn(&Leccion) -> Juicio) -> Ejercicio {
    Ejercicio { leccion, numero, comprobar, titulo: "", pista: "" }
}

impl Ejercicio {
    /// El que se pide por su lección y su número.
    pub fn buscar(leccion: &str, numero: u32) -> Option<&'static Self> {
        EJERCICIOS.iter().find(|e| e.leccion == leccion && e.numero == numero)
    }

    /// El programa de quien lo hace: `examples/threads1.rs` en el paquete de la lección.
    pub fn programa(&self) -> Leccion {
        Leccion::ejemplo(&self.paquete(), &self.nombre())
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
        let archivo = if self.leccion == "http" { "src/bin/threads.rs" } else { "src/main.rs" };
        raiz().join(self.paquete()).join(archivo)
    }

    fn paquete(&self) -> String {
        format!("examples-{}", self.leccion)
    }

    /// Construye el programa, lo ejecuta y comprueba qué hizo. Es un error que no se pueda construir:
    /// lo que diga el compilador sale por la salida de errores.
    pub fn comprobar(&self, programa: &Leccion) -> anyhow::Result<Vec<Criterio>> {
        (self.comprobar)(programa)
    }
}

fn criterio(cumplido: bool, texto: impl Into<String>) -> Criterio {
    Criterio { cumplido, texto: texto.into() }
}

fn cuantas(que: &str, hay: usize, se_piden: usize) -> Criterio {
    criterio(hay == se_piden, format!("{que}: {hay} de {se_piden}"))
}

fn termina(hecho: &Ejecucion, bien: bool) -> Criterio {
    let cumplido = hecho.estado.is_some_and(|estado| estado.success() == bien);
    let se_pide = if bien { "termina bien" } else { "termina con un estado que dice que falló" };
    criterio(cumplido, format!("{se_pide}: {}", hecho.final_en_palabras()))
}

fn a_la_vez(hecho: &Ejecucion, se_piden: usize) -> Criterio {
    cuantas("a la vez", traza::a_la_vez(&hecho.tramos), se_piden)
}

fn nunca_mas_de(hecho: &Ejecucion, maximo: usize) -> Criterio {
    let hay = traza::a_la_vez(&hecho.tramos);
    criterio(hay <= maximo, format!("nunca más de {maximo} a la vez: llegó a haber {hay}"))
}

fn en_fila(hecho: &Ejecucion) -> Criterio {
    let hay = traza::a_la_vez(&hecho.tramos);
    criterio(hay == 1, format!("en fila, de una en una: llegó a haber {hay} a la vez"))
}

/// Cuántas se hicieron una sola vez: se mira en la traza, que se anota al terminar cada una.
fn una_vez(hecho: &Ejecucion, nombres: &[String]) -> usize {
    let veces = |nombre: &str| hecho.tramos.iter().filter(|t| t.nombre == nombre).count();
    nombres.iter().filter(|nombre| veces(nombre) == 1).count()
}

/// Que se haga cada tarea de la 1 a la última, una vez y sin otras.
fn hechas(hecho: &Ejecucion, quien: &str, ultima: usize) -> Criterio {
    let nombres: Vec<String> = (1..=ultima).map(|numero| format!("{quien} {numero}")).collect();
    let hay = una_vez(hecho, &nombres);
    let mut texto = format!("tareas terminadas, de la 1 a la {ultima}: {hay} de {ultima}");
    let de_mas = hecho.tramos.len() - hay;
    if de_mas > 0 {
        texto += &format!(", y {de_mas} que no se piden");
    }
    criterio(hay == ultima && de_mas == 0, texto)
}

fn dice(hecho: &Ejecucion, mensaje: &str, una_vez: bool) -> Criterio {
    let hay = hecho.mensajes().iter().filter(|dicho| **dicho == mensaje).count();
    let se_pide = if una_vez { "dice" } else { "no dice" };
    criterio(hay == usize::from(una_vez), format!("{se_pide} «{mensaje}»: lo dijo {hay} veces"))
}

fn al_final_dice(hecho: &Ejecucion, mensaje: &str) -> Criterio {
    let ultimo = hecho.mensajes().last().copied().unwrap_or("nada");
    criterio(ultimo == mensaje, format!("al final dice «{mensaje}»: dijo «{ultimo}»"))
}

/// El tiempo que dice al final, entre lo que duran las tareas y lo que tardó el programa.
fn tiempo_total(hecho: &Ejecucion) -> Vec<Criterio> {
    let Some(total) = hecho.tiempo_total().and_then(|total| total.parse().ok()) else {
        let no_lo_dice = al_final_dice(hecho, "[+] Tiempo total transcurrido: T segundos");
        return vec![Criterio { cumplido: false, ..no_lo_dice }];
    };
    // Una centésima de margen: puede estar redondeado.
    let paso = hecho.duracion.as_secs_f64();
    let cumplido = (duracion(&hecho.tramos) - 0.01..=paso + 0.01).contains(&total);
    let texto = format!("ese tiempo es el que pasó, {paso:.2} s: dijo {total:.2}");
    vec![criterio(true, "al final dice el tiempo total"), criterio(cumplido, texto)]
}

fn en_orden(que: &str, hay: Vec<&str>, se_pide: [&str; 3]) -> Criterio {
    let lista = if hay.is_empty() { "ninguno".to_string() } else { hay.join(", ") };
    criterio(hay == se_pide, format!("{que} {lista}"))
}

/// De la primera tarea que empieza a la última que termina, en segundos.
fn duracion(tramos: &[Tramo]) -> f64 {
    let inicio = tramos.iter().map(|tramo| tramo.inicio).min().unwrap_or(0);
    let fin = tramos.iter().map(|tramo| tramo.fin).max().unwrap_or(0);
    (fin - inicio) as f64 / 1e6
}

/// Pide con el programa unas páginas de un servidor local: segundos y bytes de cada una.
fn pedir(programa: &Leccion, paginas: &[(f64, u64)]) -> anyhow::Result<(Ejecucion, Vec<String>)> {
    let servidor = servidor::iniciar(0)?;
    let base = servidor.base();
    let mut urls = Vec::new();
    for (i, (segundos, bytes)) in paginas.iter().enumerate() {
        urls.push(format!("{base}/delay/{segundos}?bytes={bytes}&pagina={i}"));
    }
    Ok((programa.clone().con(&urls).ejecutar()?, urls))
}

fn pedidas_una_vez(hecho: &Ejecucion, urls: &[String]) -> Criterio {
    let (hay, paginas) = (hecho.tramos.len(), urls.len());
    let cumplido = una_vez(hecho, urls) == paginas && hay == paginas;
    let se_pide = "cada página se pide una vez";
    criterio(cumplido, format!("{se_pide}: {hay} peticiones para {paginas} páginas"))
}

/// `[+] La más rápida: URL (T segundos)`, con el tiempo de esa petición y no el de otra.
fn con_su_tiempo(hecho: &Ejecucion, cual: &str, url: &str) -> Criterio {
    let se_pide = format!("dice «[+] {cual}: URL (T segundos)»");
    let principio = format!("[+] {cual}: ");
    let dicho = hecho.mensajes().into_iter().find_map(|m| m.strip_prefix(principio.as_str()));
    let Some(dicho) = dicho else { return criterio(false, format!("{se_pide}: no lo dijo")) };
    let tiempo = |dicho: &str| {
        let tiempo = dicho.strip_prefix(url)?.strip_prefix(" (")?.strip_suffix(" segundos)")?;
        tiempo.parse::<f64>().ok()
    };
    let Some(tiempo) = tiempo(dicho) else {
        return criterio(false, format!("{se_pide}, con URL {url}: dijo «{dicho}»"));
    };
    // El de esa petición se parece más a lo que duró ella que a lo que duró cualquier otra.
    let lejos = |tramo: &&Tramo| (duracion(slice::from_ref(tramo)) - tiempo).abs();
    let parecido = hecho.tramos.iter().min_by(|uno, otro| lejos(uno).total_cmp(&lejos(otro)));
    let cumplido = parecido.is_some_and(|tramo| tramo.nombre == url);
    criterio(cumplido, format!("{se_pide}, con lo que tardó ella: dijo {tiempo:.2}"))
}
