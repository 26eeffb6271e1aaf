//! Lo que se pide en la línea de órdenes.

use exercise::{EJERCICIOS, Ejercicio, nombres};
use shared::salida::visible;
use terminal::argumentos::{Argumento, Argumentos, no_existe, numero, rechazar, texto};
use terminal::el_mas_parecido;

const AYUDA: &str = "\
Los ejercicios: sin nada, los enumera; con una lección, los suyos; con su número,
comprueba el tuyo.

Uso: cargo exercise [LECCIÓN [NÚMERO [--start | --hint [1|2] | --watch]]]

Argumentos:
  [LECCIÓN]  sequential, threads, processes o http
  [NÚMERO]   El número del ejercicio

Opciones:
      --start       Crea el archivo del ejercicio como copia de la lección; si ya
                    existe, no lo toca
      --hint [1|2]  Da una pista; con --hint 2, otra mayor, con las líneas que
                    conviene mirar
      --watch       Comprueba el archivo cada vez que se guarda, con el dibujo de lo
                    que hizo
  -h, --help        Muestra esta ayuda

Ejemplos:
  cargo exercise                     los enumera, y dice por dónde vas
  cargo exercise threads 1 --start   crea examples-threads/examples/threads1.rs,
                                     copia de la lección
  cargo exercise threads 1           comprueba ese archivo
  cargo exercise threads 1 --watch   lo comprueba otra vez cada vez que lo guardas,
                                     hasta Ctrl-C
";

/// Qué se hace.
pub enum Accion {
    Enumerar(Vec<&'static Ejercicio>),
    Empezar(&'static Ejercicio),
    DarPista {
        ejercicio: &'static Ejercicio,
        /// 1 o 2.
        cual: usize,
    },
    Comprobar(&'static Ejercicio),
    ComprobarAlGuardar(&'static Ejercicio),
}

/// Una de las opciones.
#[derive(Clone, Copy)]
enum Opcion {
    Start,
    Hint(u32),
    Watch,
}

/// Lee los argumentos. Si no valen, el programa lo dice y termina con el estado 2.
pub fn leer_pedido() -> Accion {
    let mut argumentos = Argumentos::del_programa(AYUDA);
    let mut valores = Vec::new();
    let mut opciones = Vec::new();
    while let Some(argumento) = argumentos.siguiente() {
        let opcion = match &argumento {
            Argumento::Valor(valor) => {
                valores.push(texto(valor.clone()));
                continue;
            }
            Argumento::Opcion(opcion) => opcion.as_str(),
        };
        opciones.push(match opcion {
            "--start" => Opcion::Start,
            "--watch" => Opcion::Watch,
            "--hint" => Opcion::Hint(match argumentos.numero_si_lo_hay() {
                Some(cual) => numero(opcion, cual, 1..=2),
                None => 1,
            }),
            _ => no_existe(&argumento),
        });
    }
    if opciones.len() > 1 {
        rechazar("--start, --hint y --watch no van juntas");
    }
    que_se_hace(&valores, opciones.first().copied())
}

fn que_se_hace(valores: &[String], opcion: Option<Opcion>) -> Accion {
    let pedidos = match valores {
        [] => EJERCICIOS.iter().collect(),
        [leccion] => los_de(leccion),
        [leccion, numero] => vec![el_que_es(leccion, numero)],
        [_, _, de_mas, ..] => rechazar(&format!("Sobra «{}»", visible(de_mas))),
    };
    if valores.len() < 2 {
        if opcion.is_some() {
            rechazar("Falta decir de qué ejercicio: su lección y su número, como threads 1");
        }
        return Accion::Enumerar(pedidos);
    }
    let ejercicio = pedidos[0];
    match opcion {
        None => Accion::Comprobar(ejercicio),
        Some(Opcion::Start) => Accion::Empezar(ejercicio),
        Some(Opcion::Watch) => Accion::ComprobarAlGuardar(ejercicio),
        Some(Opcion::Hint(cual)) => Accion::DarPista {
            ejercicio,
            cual: cual as usize,
        },
    }
}

fn los_de(leccion: &str) -> Vec<&'static Ejercicio> {
    let corta = leccion.trim_start_matches("examples-");
    let mut suyos = Vec::new();
    for ejercicio in &EJERCICIOS {
        if ejercicio.leccion == corta {
            suyos.push(ejercicio);
        }
    }
    if suyos.is_empty() {
        no_hay(leccion);
    }
    suyos
}

fn el_que_es(leccion: &str, numero: &str) -> &'static Ejercicio {
    let corta = leccion.trim_start_matches("examples-");
    for ejercicio in &EJERCICIOS {
        if ejercicio.leccion == corta && ejercicio.numero.to_string() == numero {
            return ejercicio;
        }
    }
    no_hay(&format!("{leccion} {numero}"))
}

/// Dice que no hay tal ejercicio, y el que más se le parece, si alguno se le parece.
fn no_hay(pedido: &str) -> ! {
    let dicho = visible(pedido);
    match el_mas_parecido(pedido, &nombres()) {
        Some(parecido) => rechazar(&format!(
            "No hay ningún ejercicio «{dicho}»: el más parecido es «{parecido}»"
        )),
        None => rechazar(&format!(
            "No hay ningún ejercicio «{dicho}»: las lecciones son sequential, threads, processes y http"
        )),
    }
}
