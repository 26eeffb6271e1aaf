//! Los ejercicios: qué se pide en cada uno y cómo se comprueba.
//!
//! Se juzga lo que pasó (los mensajes, el estado de salida, la traza) y nunca cómo está escrito. No
//! se compara ningún tiempo con un máximo fijo: en un equipo lento vale lo mismo que en uno rápido.

use crate::leccion::raiz;
use crate::{Ejecucion, Leccion, tramos};
use experiments::primos;
use shared::servidor;
use shared::traza::Tramo;
use std::path::PathBuf;

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
    /// De qué archivo de la lección se parte.
    pub copia_de: &'static str,
    comprobar: fn(&Leccion) -> anyhow::Result<Vec<Criterio>>,
}

/// Una cosa que se pide, y lo que se midió.
#[derive(Clone, Debug)]
pub struct Criterio {
    /// Qué se pide y qué se encontró: `a la vez: 2 de 5`.
    pub texto: String,
    /// Si se cumple.
    pub cumplido: bool,
}

/// Todos, de menos a más.
pub const EJERCICIOS: [Ejercicio; 12] = [
    Ejercicio {
        leccion: "sequential",
        numero: 1,
        titulo: "decir el tiempo total, como las lecciones HTTP",
        pista: "Instant::now() antes de las tareas; inicio.elapsed().as_secs_f64() después. Mira cómo lo hace examples-http/src/bin/sequential.rs.",
        copia_de: "src/main.rs",
        comprobar: sequential_1,
    },
    Ejercicio {
        leccion: "sequential",
        numero: 2,
        titulo: "cinco tareas, con un bucle",
        pista: "for num_tarea in 1..=5 { … }. El 1..5 de Rust, como range(1, 5), no llega al 5: con = sí.",
        copia_de: "src/main.rs",
        comprobar: sequential_2,
    },
    Ejercicio {
        leccion: "threads",
        numero: 1,
        titulo: "cinco tareas a la vez",
        pista: "Un bucle que inicia y guarda los hilos en un Vec, y otro que los espera, como en examples-http/src/bin/threads.rs.",
        copia_de: "src/main.rs",
        comprobar: threads_1,
    },
    Ejercicio {
        leccion: "threads",
        numero: 2,
        titulo: "cinco tareas, nunca más de dos a la vez",
        pista: "Dos hilos que se reparten las tareas: cada uno toma el siguiente número de un AtomicU32 (fetch_add) hasta que no quedan.",
        copia_de: "src/main.rs",
        comprobar: threads_2,
    },
    Ejercicio {
        leccion: "threads",
        numero: 3,
        titulo: "una tarea entra en pánico y se cuentan los resultados de las demás",
        pista: "La función de un hilo puede devolver un valor: || { tarea(1); 10 }. esperar_hilo lo da como Ok(10), y como Err si hubo un pánico: usa match.",
        copia_de: "src/main.rs",
        comprobar: threads_3,
    },
    Ejercicio {
        leccion: "threads",
        numero: 4,
        titulo: "los resultados en el orden de las tareas, no en el de sus finales",
        pista: "Guarda los hilos en un Vec según los inicias y espéralos en ese orden: el que ya ha terminado no hace esperar.",
        copia_de: "src/main.rs",
        comprobar: threads_4,
    },
    Ejercicio {
        leccion: "processes",
        numero: 1,
        titulo: "cuatro procesos a la vez",
        pista: "Un bucle que inicia y guarda los procesos en un Vec, y otro que los espera. El número viaja como texto: &num_tarea.to_string().",
        copia_de: "src/main.rs",
        comprobar: processes_1,
    },
    Ejercicio {
        leccion: "processes",
        numero: 2,
        titulo: "un hijo que falla se nombra, y el programa falla",
        pista: "En el hijo, tras su tarea: if num_tarea == 2 { return Ok(ExitCode::from(3)); }. En el padre, espera a los tres antes de decidir.",
        copia_de: "src/main.rs",
        comprobar: processes_2,
    },
    Ejercicio {
        leccion: "processes",
        numero: 3,
        titulo: "cada hijo devuelve un número y el padre dice la suma",
        pista: "El hijo escribe su número con println!; el padre lo inicia con .stdout(Stdio::piped()) y lo lee con esperar_respuesta. Mira examples/messages.rs y examples/cpu.rs.",
        copia_de: "src/main.rs",
        comprobar: processes_3,
    },
    Ejercicio {
        leccion: "http",
        numero: 1,
        titulo: "ocho URL con tres hilos como mucho",
        pista: "Tres hilos que toman el siguiente número de un AtomicUsize (fetch_add) y piden dominios[numero] mientras haya. Para compartir la lista, Arc.",
        copia_de: "src/bin/threads.rs",
        comprobar: http_1,
    },
    Ejercicio {
        leccion: "http",
        numero: 2,
        titulo: "cuánto suman todas las páginas, pidiendo cada una una sola vez",
        pista: "realizar_peticion ya devuelve los bytes, y esperar_hilo, lo que devolvió el hilo: Ok(Ok(bytes)).",
        copia_de: "src/bin/threads.rs",
        comprobar: http_2,
    },
    Ejercicio {
        leccion: "http",
        numero: 3,
        titulo: "la URL más rápida y la más lenta, con sus tiempos",
        pista: "Mide dentro del hilo, alrededor de realizar_peticion, y devuelve (url, segundos). Al final, min_by y max_by con f64::total_cmp.",
        copia_de: "src/bin/threads.rs",
        comprobar: http_3,
    },
];

impl Ejercicio {
    /// El que se pide por su lección y su número.
    pub fn buscar(leccion: &str, numero: u32) -> Option<&'static Self> {
        EJERCICIOS.iter().find(|e| e.leccion == leccion && e.numero == numero)
    }

    /// El programa de quien lo hace: `src/bin/exercise1.rs` en el paquete de la lección.
    pub fn programa(&self) -> Leccion {
        Leccion::binario(&self.paquete(), &format!("exercise{}", self.numero))
    }

    /// La solución, en `tests/solutions`.
    pub fn solucion(&self) -> Leccion {
        Leccion::ejemplo("tests", &format!("{}{}", self.leccion, self.numero))
    }

    /// El archivo de trabajo, desde la carpeta del proyecto.
    pub fn archivo(&self) -> PathBuf {
        [&self.paquete(), "src", "bin", &format!("exercise{}.rs", self.numero)].iter().collect()
    }

    /// El archivo de la lección del que se parte.
    pub fn original(&self) -> PathBuf {
        raiz().join(self.paquete()).join(self.copia_de)
    }

    fn paquete(&self) -> String {
        format!("examples-{}", self.leccion)
    }

    /// Construye el programa, lo ejecuta y comprueba qué hizo.
    ///
    /// # Errors
    ///
    /// Si no se puede construir: lo que diga el compilador sale por la salida de errores.
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
    let como = match (hecho.estado, hecho.codigo()) {
        (None, _) => "no terminaba, y hubo que terminarlo".to_string(),
        (_, Some(codigo)) => format!("estado {codigo}"),
        (Some(estado), None) => estado.to_string(),
    };
    let cumplido = hecho.estado.is_some_and(|estado| estado.success() == bien);
    let se_pide = if bien { "termina bien" } else { "termina con un estado que dice que falló" };
    criterio(cumplido, format!("{se_pide}: {como}"))
}

fn a_la_vez(hecho: &Ejecucion, se_piden: usize) -> Criterio {
    cuantas("a la vez", tramos::a_la_vez(&hecho.tramos), se_piden)
}

fn nunca_mas_de(hecho: &Ejecucion, maximo: usize) -> Criterio {
    let hay = tramos::a_la_vez(&hecho.tramos);
    criterio(hay <= maximo, format!("nunca más de {maximo} a la vez: llegó a haber {hay}"))
}

fn en_fila(hecho: &Ejecucion) -> Criterio {
    let hay = tramos::a_la_vez(&hecho.tramos);
    criterio(hay == 1, format!("en fila, de una en una: llegó a haber {hay} a la vez"))
}

/// Que se haga cada tarea, una vez: se mira en la traza, que se anota al terminar cada una.
fn hechas(hecho: &Ejecucion, quien: &str, numeros: std::ops::RangeInclusive<u32>) -> Criterio {
    let veces = |numero| {
        let nombre = format!("{quien} {numero}");
        hecho.tramos.iter().filter(|tramo| tramo.nombre == nombre).count()
    };
    let se_piden = numeros.clone().count();
    let una_vez = numeros.clone().filter(|numero| veces(*numero) == 1).count();
    let de_mas = hecho.tramos.len().saturating_sub(una_vez);
    let (primero, ultimo) = (numeros.start(), numeros.end());
    let mut texto =
        format!("tareas terminadas, de la {primero} a la {ultimo}: {una_vez} de {se_piden}");
    if de_mas > 0 {
        texto += &format!(", y {de_mas} que no se piden");
    }
    criterio(una_vez == se_piden && de_mas == 0, texto)
}

fn dice(hecho: &Ejecucion, mensaje: &str, veces: usize) -> Criterio {
    let hay = hecho.mensajes().iter().filter(|dicho| **dicho == mensaje).count();
    let se_pide = match veces {
        0 => "no dice".to_string(),
        1 => "dice".to_string(),
        _ => format!("dice {veces} veces"),
    };
    criterio(hay == veces, format!("{se_pide} «{mensaje}»: lo dijo {hay} veces"))
}

fn al_final_dice(hecho: &Ejecucion, mensaje: &str) -> Criterio {
    let ultimo = hecho.mensajes().last().copied().unwrap_or("nada");
    criterio(ultimo == mensaje, format!("al final dice «{mensaje}»: dijo «{ultimo}»"))
}

/// El tiempo que dice al final, entre lo que duran las tareas y lo que tardó el programa.
fn tiempo_total(hecho: &Ejecucion) -> Vec<Criterio> {
    let total = crate::http::total(hecho).and_then(|total| total.parse::<f64>().ok());
    let Some(total) = total else {
        let ultimo = hecho.mensajes().last().copied().unwrap_or("nada");
        let se_pide = "al final dice «[+] Tiempo total transcurrido: T segundos»";
        return vec![criterio(false, format!("{se_pide}: dijo «{ultimo}»"))];
    };
    // Una centésima de margen: puede estar redondeado.
    let minimo = duracion(&hecho.tramos) - 0.01;
    let maximo = hecho.duracion.as_secs_f64() + 0.01;
    let texto = format!("ese tiempo es el que pasó, {:.2} s: dijo {total:.2}", maximo - 0.01);
    vec![
        criterio(true, "al final dice el tiempo total"),
        criterio((minimo..=maximo).contains(&total), texto),
    ]
}

/// De la primera tarea que empieza a la última que termina, en segundos.
fn duracion(tramos: &[Tramo]) -> f64 {
    let inicio = tramos.iter().map(|tramo| tramo.inicio).min().unwrap_or(0);
    let fin = tramos.iter().map(|tramo| tramo.fin).max().unwrap_or(0);
    (fin - inicio) as f64 / 1e6
}

fn sequential_1(programa: &Leccion) -> anyhow::Result<Vec<Criterio>> {
    let hecho = programa.ejecutar()?;
    let mut criterios =
        vec![termina(&hecho, true), hechas(&hecho, "Tarea", 1..=2), en_fila(&hecho)];
    criterios.extend(tiempo_total(&hecho));
    Ok(criterios)
}

fn sequential_2(programa: &Leccion) -> anyhow::Result<Vec<Criterio>> {
    let hecho = programa.ejecutar()?;
    Ok(vec![termina(&hecho, true), hechas(&hecho, "Tarea", 1..=5), en_fila(&hecho)])
}

const HILOS_BIEN: &str = "[+] Los hilos han finalizado exitosamente";
const PROCESOS_BIEN: &str = "[+] Los procesos han finalizado exitosamente";

fn threads_1(programa: &Leccion) -> anyhow::Result<Vec<Criterio>> {
    let hecho = programa.ejecutar()?;
    Ok(vec![
        termina(&hecho, true),
        hechas(&hecho, "Tarea", 1..=5),
        a_la_vez(&hecho, 5),
        cuantas("hilos", tramos::hilos(&hecho.tramos).len(), 5),
        cuantas("procesos", tramos::procesos(&hecho.tramos).len(), 1),
        al_final_dice(&hecho, HILOS_BIEN),
    ])
}

fn threads_2(programa: &Leccion) -> anyhow::Result<Vec<Criterio>> {
    let hecho = programa.ejecutar()?;
    Ok(vec![
        termina(&hecho, true),
        hechas(&hecho, "Tarea", 1..=5),
        nunca_mas_de(&hecho, 2),
        a_la_vez(&hecho, 2),
        al_final_dice(&hecho, HILOS_BIEN),
    ])
}

fn threads_3(programa: &Leccion) -> anyhow::Result<Vec<Criterio>> {
    let hecho = programa.ejecutar()?;
    let panicos = hecho.errores.matches(" panicked at ").count();
    Ok(vec![
        termina(&hecho, false),
        criterio(panicos == 1, format!("una tarea entra en pánico: hubo {panicos}")),
        a_la_vez(&hecho, 3),
        dice(&hecho, "[+] Resultado de la tarea 1: 10", 1),
        dice(&hecho, "[+] Resultado de la tarea 2: 20", 0),
        dice(&hecho, "[+] Resultado de la tarea 3: 30", 1),
        dice(&hecho, HILOS_BIEN, 0),
    ])
}

fn threads_4(programa: &Leccion) -> anyhow::Result<Vec<Criterio>> {
    let hecho = programa.ejecutar()?;
    let orden: Vec<&str> = hecho
        .mensajes()
        .into_iter()
        .filter_map(|mensaje| mensaje.strip_prefix("[+] Resultado de la tarea "))
        .collect();
    let finales: Vec<&str> = hecho.tramos.iter().map(|tramo| tramo.nombre.as_str()).collect();
    Ok(vec![
        termina(&hecho, true),
        hechas(&hecho, "Tarea", 1..=3),
        a_la_vez(&hecho, 3),
        criterio(
            finales == ["Tarea 3", "Tarea 2", "Tarea 1"],
            format!(
                "la tarea 1 es la más larga y la 3 la más corta: terminaron {}",
                lista(&finales)
            ),
        ),
        criterio(
            orden == ["1: 10", "2: 20", "3: 30"],
            format!("resultados en el orden de las tareas: {}", lista(&orden)),
        ),
    ])
}

fn lista(cosas: &[&str]) -> String {
    if cosas.is_empty() { "ninguno".to_string() } else { cosas.join(", ") }
}

fn processes_1(programa: &Leccion) -> anyhow::Result<Vec<Criterio>> {
    let hecho = programa.ejecutar()?;
    Ok(vec![
        termina(&hecho, true),
        hechas(&hecho, "Proceso", 1..=4),
        cuantas("procesos", tramos::procesos(&hecho.tramos).len(), 4),
        a_la_vez(&hecho, 4),
        al_final_dice(&hecho, PROCESOS_BIEN),
    ])
}

fn processes_2(programa: &Leccion) -> anyhow::Result<Vec<Criterio>> {
    let hecho = programa.ejecutar()?;
    let nombrado = hecho.errores.lines().any(|l| l.contains("Proceso 2") && l.contains("estado 3"));
    let otros = ["Proceso 1", "Proceso 3"].iter().any(|otro| hecho.errores.contains(otro));
    Ok(vec![
        termina(&hecho, false),
        hechas(&hecho, "Proceso", 1..=3),
        a_la_vez(&hecho, 3),
        criterio(
            nombrado,
            "dice por la salida de errores que el Proceso 2 terminó con el estado 3",
        ),
        criterio(!otros, "no dice que fallara ningún otro"),
        dice(&hecho, PROCESOS_BIEN, 0),
    ])
}

fn processes_3(programa: &Leccion) -> anyhow::Result<Vec<Criterio>> {
    let mut criterios = Vec::new();
    // Dos límites, para que no valga un número escrito de antemano.
    for limite in [400_000, 700_000] {
        let hecho = programa.clone().con([limite.to_string()]).ejecutar()?;
        let partes =
            |partes| (1..=partes).map(move |numero| primos::Parte { numero, partes, limite });
        let primos: u64 = partes(1).map(|parte| parte.contar().primos).sum();
        let contadas = (1..=3).filter(|numero| {
            hecho.tramos.iter().filter(|t| t.nombre == format!("Parte {numero} de 3")).count() == 1
        });
        let procesos = tramos::procesos(&hecho.tramos);
        criterios.extend([
            termina(&hecho, true),
            cuantas("partes contadas, una vez cada una", contadas.count(), 3),
            cuantas("procesos que cuentan", procesos.len(), 3),
            criterio(!procesos.contains(&hecho.pid), "cuentan los hijos, y el padre solo suma"),
            al_final_dice(&hecho, &format!("[+] {primos} primos en total")),
        ]);
    }
    Ok(criterios)
}

/// Pide con el programa unas páginas de un servidor local: segundos y bytes de cada una.
fn pedir(programa: &Leccion, paginas: &[(f64, u64)]) -> anyhow::Result<(Ejecucion, Vec<String>)> {
    let servidor = servidor::iniciar(0)?;
    let base = servidor.base();
    let urls: Vec<String> = paginas
        .iter()
        .enumerate()
        .map(|(i, (segundos, bytes))| format!("{base}/delay/{segundos}?bytes={bytes}&pagina={i}"))
        .collect();
    Ok((programa.clone().con(&urls).ejecutar()?, urls))
}

fn pedidas_una_vez(hecho: &Ejecucion, urls: &[String]) -> Criterio {
    let pedidas = |url: &String| hecho.tramos.iter().filter(|tramo| tramo.nombre == *url).count();
    let una_vez = urls.iter().filter(|url| pedidas(url) == 1).count();
    let (peticiones, paginas) = (hecho.tramos.len(), urls.len());
    criterio(
        una_vez == paginas && peticiones == paginas,
        format!("cada página se pide una vez: {peticiones} peticiones para {paginas} páginas"),
    )
}

fn http_1(programa: &Leccion) -> anyhow::Result<Vec<Criterio>> {
    let (hecho, urls) = pedir(programa, &[(0.4, 1000); 8])?;
    let mut criterios = vec![
        termina(&hecho, true),
        pedidas_una_vez(&hecho, &urls),
        nunca_mas_de(&hecho, 3),
        a_la_vez(&hecho, 3),
    ];
    criterios.extend(tiempo_total(&hecho));
    Ok(criterios)
}

fn http_2(programa: &Leccion) -> anyhow::Result<Vec<Criterio>> {
    let (hecho, urls) = pedir(programa, &[(0.2, 1234), (0.4, 70_001), (0.1, 0), (0.3, 500)])?;
    Ok(vec![
        termina(&hecho, true),
        pedidas_una_vez(&hecho, &urls),
        a_la_vez(&hecho, 4),
        dice(&hecho, "[+] En total: 71735 bytes", 1),
    ])
}

fn http_3(programa: &Leccion) -> anyhow::Result<Vec<Criterio>> {
    let (hecho, urls) = pedir(programa, &[(0.9, 10), (1.8, 10), (0.3, 10), (1.2, 10)])?;
    Ok(vec![
        termina(&hecho, true),
        pedidas_una_vez(&hecho, &urls),
        a_la_vez(&hecho, 4),
        con_su_tiempo(&hecho, "La más rápida", &urls[2]),
        con_su_tiempo(&hecho, "La más lenta", &urls[1]),
    ])
}

/// `[+] La más rápida: URL (T segundos)`, con el tiempo de esa petición y no el de otra.
fn con_su_tiempo(hecho: &Ejecucion, cual: &str, url: &str) -> Criterio {
    let se_pide = format!("dice «[+] {cual}: URL (T segundos)»");
    let principio = format!("[+] {cual}: ");
    let dicho = hecho.mensajes().into_iter().find_map(|m| m.strip_prefix(principio.as_str()));
    let Some(dicho) = dicho else { return criterio(false, format!("{se_pide}: no lo dijo")) };
    let tiempo = dicho
        .strip_prefix(url)
        .and_then(|resto| resto.strip_prefix(" ("))
        .and_then(|resto| resto.strip_suffix(" segundos)"))
        .and_then(|tiempo| tiempo.parse::<f64>().ok());
    let Some(tiempo) = tiempo else {
        return criterio(false, format!("{se_pide}, con URL {url}: dijo «{dicho}»"));
    };
    let suyo = hecho.tramos.iter().find(|tramo| tramo.nombre == url).map(std::slice::from_ref);
    let suyo = duracion(suyo.unwrap_or_default());
    // Entre una página y la siguiente hay más del doble de este margen.
    let cumplido = (suyo - 0.01..suyo + 0.25).contains(&tiempo);
    criterio(cumplido, format!("{se_pide}: dijo {tiempo:.2}, y esa petición tardó {suyo:.2}"))
}
