//! Ejecuta lecciones y dibuja cuándo se hizo cada tarea, en qué proceso y en qué hilo.
//!
//! Ejecútalo: cargo timeline

use runner::catalogo::{APUNTES, Entrada, NoHay, buscar};
use runner::python::Python;
use runner::{Interrumpido, Observador, Programa};
use shared::avisar;
use shared::salida::{anunciar, visible};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use terminal::argumentos::{Argumento, Argumentos, no_existe, numero, rechazar, texto as en_texto};
use terminal::{
    Archivo, ancho, compilador, decir, el_mas_parecido, en_espanol, envolver, terminar,
};
use timeline::colores::{CLARO, OSCURO, Tema};
use timeline::{Cuadro, Eco, Vivo, chrome, comparar, juntar, svg, texto};

const AYUDA: &str = "\
Ejecuta lecciones y dibuja cuándo se hizo cada tarea, en qué proceso y en qué hilo.

Uso: cargo timeline [LECCIÓN]… [OPCIÓN]… [-- ARGUMENTO…]

Argumentos:
  [LECCIÓN]…    Qué programas: un paquete con o sin su «examples-», y tras una
                barra uno de sus programas; o la ruta de un .rs
  [ARGUMENTO]…  Lo que va detrás de -- se le pasa a cada lección

Opciones:
      --all                 Las seis lecciones de los apuntes
      --repeat <VECES>      Ejecuta cada una varias veces, de 2 a 100, y dice lo
                            que cambia de una vez a otra
      --python[=CUÁL]       Cada una, y debajo la misma en Python, en la misma
                            escala. CUÁL es otro intérprete, y puede haber varios:
                            --python --python=python3.14t
      --svg <ARCHIVO>       Guarda también el dibujo como SVG, para una diapositiva
      --theme <light|dark>  Los colores del SVG: light, sobre blanco, o dark, sobre
                            negro
      --trace <ARCHIVO>     Guarda también la traza en el formato de Chrome: la abren
                            ui.perfetto.dev y chrome://tracing
  -h, --help                Muestra esta ayuda

Ejemplos:
  cargo timeline                              las tres que duermen
  cargo timeline --all                        las seis de los apuntes
  cargo timeline threads/mine threads         tu examples-threads/examples/mine.rs,
                                              junto a la lección
  cargo timeline threads --python             la lección, y debajo la misma en Python
  cargo timeline threads --repeat 5           lo que cambia de una vez a otra
  cargo timeline http/threads -- https://docs.rs
                                              con un argumento para la lección
";

/// Los procesos que puede tener a la vez un programa: los experimentos llegan a mil.
const PROCESOS: usize = 2000;

/// Lo que se pide.
struct Pedido {
    lecciones: Vec<String>,
    para_la_leccion: Vec<OsString>,
    veces: u32,
    /// Con qué intérpretes de Python se ejecuta también; sin nombre, el de este equipo.
    pythons: Vec<Option<String>>,
    svg: Option<PathBuf>,
    tema: &'static Tema,
    trace: Option<PathBuf>,
}

fn leer_argumentos() -> Pedido {
    let mut pedido = Pedido {
        lecciones: Vec::new(),
        para_la_leccion: Vec::new(),
        veces: 1,
        pythons: Vec::new(),
        svg: None,
        tema: &CLARO,
        trace: None,
    };
    let mut todas = false;
    let mut argumentos = Argumentos::del_programa(AYUDA);
    loop {
        if let Some(resto) = argumentos.detras_de_los_guiones() {
            pedido.para_la_leccion = resto;
            break;
        }
        let Some(argumento) = argumentos.siguiente() else {
            break;
        };
        let opcion = match &argumento {
            Argumento::Opcion(opcion) => opcion.as_str(),
            Argumento::Valor(leccion) => {
                pedido.lecciones.push(en_texto(leccion.clone()));
                continue;
            }
        };
        match opcion {
            "--all" => todas = true,
            "--python" => pedido
                .pythons
                .push(argumentos.valor_si_lo_hay().map(en_texto)),
            "--repeat" => pedido.veces = numero(opcion, argumentos.valor(opcion), 2..=100),
            "--svg" => pedido.svg = Some(argumentos.valor(opcion).into()),
            "--trace" => pedido.trace = Some(argumentos.valor(opcion).into()),
            "--theme" => pedido.tema = tema(&en_texto(argumentos.valor(opcion))),
            _ => no_existe(&argumento),
        }
    }
    if todas && !pedido.lecciones.is_empty() {
        rechazar("--all no va con el nombre de una lección");
    }
    if pedido.lecciones.is_empty() {
        let cuantas = if todas { 6 } else { 3 };
        let apuntes = APUNTES[..cuantas].iter();
        pedido.lecciones = apuntes.map(ToString::to_string).collect();
    }
    pedido
}

fn tema(nombre: &str) -> &'static Tema {
    match nombre {
        "light" => &CLARO,
        "dark" => &OSCURO,
        _ => rechazar(&format!("«{}» no vale para --theme", visible(nombre))),
    }
}

fn main() -> ExitCode {
    let pedido = leer_argumentos();
    match buscar(&pedido.lecciones) {
        Ok(lecciones) => terminar(dibujar(&pedido, lecciones)),
        Err(error) => {
            avisar(&que_no_hay(&error));
            ExitCode::from(2)
        }
    }
}

fn que_no_hay(error: &anyhow::Error) -> String {
    let Some(no_hay) = error.downcast_ref::<NoHay>() else {
        return en_espanol(error);
    };
    let pedido = visible(&no_hay.pedido);
    let quiza = match el_mas_parecido(&no_hay.pedido, &no_hay.hay) {
        _ if pedido.ends_with("/mine") => " ¿Has copiado ya la lección?".to_string(),
        Some(parecido) => format!(" ¿Quizá «{parecido}»?"),
        None if pedido.starts_with("python") => format!(" ¿Quizá --python={pedido}?"),
        None => String::new(),
    };
    let todos = envolver(&no_hay.hay.join(", "), "");
    format!("No hay ningún programa «{pedido}».{quiza}\n\nLos que hay:\n\n{todos}")
}

/// Lo que se va a dibujar: un programa, o por qué no puede ser.
struct Paso {
    titulo: String,
    programa: anyhow::Result<Programa>,
}

impl Paso {
    /// Lo que hizo, o por qué no pudo ser. Es un error que se interrumpa.
    fn ejecutar(&self, veces: u32, hasta: u64) -> Result<Cuadro, Interrumpido> {
        let cuadro = match &self.programa {
            Ok(programa) => ejecutar(&self.titulo, programa, veces, hasta),
            Err(causa) => return Ok(Cuadro::fallido(&self.titulo, en_espanol(causa))),
        };
        let error = match cuadro {
            Ok(cuadro) => return Ok(cuadro),
            Err(error) => error,
        };
        match error.downcast::<Interrumpido>() {
            Ok(interrupcion) => Err(interrupcion),
            Err(error) => {
                compilador::explicar_si_no_compila(&error);
                Ok(Cuadro::fallido(&self.titulo, en_espanol(&error)))
            }
        }
    }
}

/// `true` si todas las lecciones terminaron bien. Es un error que algo no se pueda guardar: si se sabe antes, no se
/// ejecuta ninguna.
fn dibujar(pedido: &Pedido, lecciones: Vec<Entrada>) -> anyhow::Result<bool> {
    let svg_preparado = preparar(&pedido.svg, "svg")?;
    let trace_preparado = preparar(&pedido.trace, "json")?;
    let mut cuadros: Vec<Cuadro> = Vec::new();
    let mut hasta = 0;
    let mut interrumpido = None;
    for paso in pasos(pedido, lecciones) {
        decir(format!("\n── {} ──\n", paso.titulo))?;
        let cuadro = match paso.ejecutar(pedido.veces, hasta) {
            Ok(cuadro) => cuadro,
            Err(interrupcion) => {
                // Se dibuja hasta donde llegó.
                if let Some(hecho) = &interrupcion.hecho {
                    cuadros.push(Cuadro::nuevo(&paso.titulo, hecho));
                }
                interrumpido = Some(interrupcion);
                break;
            }
        };
        hasta = hasta.max(cuadro.total);
        cuadros.push(cuadro);
    }

    decir(format!("\n\n{}", texto(&cuadros, ancho(), 0)))?;
    let bien = cuadros.iter().all(|cuadro| cuadro.fallo.is_none());
    if let [uno, otro] = &cuadros[..] {
        // De uno que falla o no espera a los suyos, lo que tarda no dice nada.
        let sin_notas = uno.notas.is_empty() && otro.notas.is_empty();
        // Un cálculo llega menos lejos en Python que en Rust.
        let es_otro_calculo = !pedido.pythons.is_empty() && otro.calcula();
        if bien && sin_notas && !es_otro_calculo {
            let comparados = envolver(&comparar(uno, otro), "");
            decir(format!("\n{comparados}\n"))?;
        }
    }
    if let Some(archivo) = svg_preparado {
        let ruta = archivo.escribir(&svg(&cuadros, pedido.tema))?;
        anunciar(&format!("El dibujo: {ruta}"));
    }
    if let Some(archivo) = trace_preparado {
        let ruta = archivo.escribir(&chrome(&cuadros).to_string())?;
        anunciar(&format!("La traza: {ruta}"));
    }
    match interrumpido {
        Some(interrupcion) => Err(interrupcion.into()),
        None => Ok(bien),
    }
}

fn preparar(ruta: &Option<PathBuf>, extension: &str) -> anyhow::Result<Option<Archivo>> {
    match ruta {
        Some(ruta) => Ok(Some(Archivo::preparar(ruta, extension)?)),
        None => Ok(None),
    }
}

/// Ejecuta un programa tantas veces y las junta en un cuadro. Es un error que no se pueda, o que se interrumpa.
fn ejecutar(titulo: &str, programa: &Programa, veces: u32, hasta: u64) -> anyhow::Result<Cuadro> {
    let programa = programa.preparar()?.contando_procesos(PROCESOS);
    let mut cuadros = Vec::new();
    for vez in 0..veces {
        // Lo que dice, la primera vez basta.
        let mut observador = observador(titulo, hasta, vez == 0);
        let hecho = programa.ejecutar_ante(&mut *observador)?;
        drop(observador);
        cuadros.push(Cuadro::nuevo(titulo, &hecho));
    }
    Ok(juntar(&cuadros))
}

/// Quien mira: el dibujo que crece, si se puede, y si no, el eco de lo que dice.
fn observador(titulo: &str, hasta: u64, con_eco: bool) -> Box<dyn Observador> {
    match Vivo::nuevo(titulo) {
        Some(vivo) if con_eco => Box::new(vivo.hasta(hasta)),
        Some(vivo) => Box::new(vivo.hasta(hasta).sin_eco()),
        None if con_eco => Box::new(Eco),
        None => Box::new(runner::NadieMira),
    }
}

/// Un Python con el que se ejecuta, o por qué no lo hay, y cómo se le llama en el dibujo.
struct Interprete {
    titulo: String,
    python: anyhow::Result<Python>,
}

/// Los que se piden. Si uno que se nombra no sirve, el programa lo dice y termina con el estado 2.
fn interpretes(pedidos: &[Option<String>]) -> Vec<Interprete> {
    let con_su_version = pedidos.iter().any(Option::is_some);
    let mut interpretes = Vec::new();
    for pedido in pedidos {
        let python = match pedido {
            None => Python::buscar(),
            Some(nombre) => match Python::el_primero_que_sirve(&[nombre]) {
                Ok(python) => Ok(python),
                Err(error) => rechazar(&format!("--python={}: {error:#}", visible(nombre))),
            },
        };
        let titulo = match &python {
            Ok(python) if con_su_version => python.version.clone(),
            _ => "Python".to_string(),
        };
        interpretes.push(Interprete { titulo, python });
    }
    interpretes
}

/// Cada lección, y debajo, si se pide, la misma en Python o por qué no puede ser.
fn pasos(pedido: &Pedido, lecciones: Vec<Entrada>) -> Vec<Paso> {
    let argumentos = &pedido.para_la_leccion;
    let interpretes = interpretes(&pedido.pythons);
    let mut pasos = Vec::new();
    for entrada in lecciones {
        let nombre = &entrada.nombre;
        pasos.push(Paso {
            titulo: match interpretes.is_empty() {
                true => nombre.clone(),
                false => format!("{nombre}, en Rust"),
            },
            programa: Ok(entrada.programa.clone().con(argumentos)),
        });
        for Interprete { titulo, python } in &interpretes {
            pasos.push(Paso {
                titulo: format!("{nombre}, en {titulo}"),
                programa: en_python(&entrada, python, argumentos),
            });
        }
    }
    pasos
}

fn en_python(
    entrada: &Entrada,
    python: &anyhow::Result<Python>,
    argumentos: &[OsString],
) -> anyhow::Result<Programa> {
    let gemelo = entrada.gemelo()?;
    match python {
        Ok(python) => python.programa(&gemelo, argumentos),
        Err(error) => anyhow::bail!("{error:#}"),
    }
}
