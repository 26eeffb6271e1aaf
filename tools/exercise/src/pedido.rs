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

/// Lo que se pide.
pub struct Pedido {
    /// De cuáles: uno al menos, y solo uno si no es enumerarlos.
    pub ejercicios: Vec<&'static Ejercicio>,
    pub que: Que,
}

/// Qué se hace.
#[derive(Clone, Copy)]
pub enum Que {
    Enumerar,
    Empezar,
    /// 1 o 2.
    DarPista(usize),
    Comprobar,
    ComprobarAlGuardar,
}

/// Lee los argumentos. Si no valen, el programa lo dice y termina con el estado 2.
pub fn leer_pedido() -> Pedido {
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
            "--start" => Que::Empezar,
            "--watch" => Que::ComprobarAlGuardar,
            "--hint" => Que::DarPista(match argumentos.numero_si_lo_hay() {
                Some(cual) => numero(opcion, cual, 1..=2) as usize,
                None => 1,
            }),
            _ => no_existe(&argumento),
        });
    }
    if opciones.len() > 1 {
        rechazar("--start, --hint y --watch no van juntas");
    }
    if valores.len() > 2 {
        rechazar(&format!("Sobra «{}»", visible(&valores[2])));
    }
    let ejercicios = los_pedidos(&valores);
    let que = match opciones.pop() {
        None if valores.len() < 2 => Que::Enumerar,
        None => Que::Comprobar,
        Some(_) if valores.len() < 2 => {
            rechazar("Falta decir de qué ejercicio: su lección y su número, como threads 1")
        }
        Some(opcion) => opcion,
    };
    Pedido { ejercicios, que }
}

/// Los de esa lección, si se dice, que tienen ese número, si se dice.
fn los_pedidos(valores: &[String]) -> Vec<&'static Ejercicio> {
    let leccion = valores.first();
    let leccion = leccion.map(|leccion| leccion.trim_start_matches("examples-"));
    let numero = valores.get(1);
    let mut pedidos = Vec::new();
    for ejercicio in &EJERCICIOS {
        let es_la_leccion = leccion.is_none_or(|corta| ejercicio.leccion == corta);
        let es_el_numero = numero.is_none_or(|suyo| ejercicio.numero.to_string() == *suyo);
        if es_la_leccion && es_el_numero {
            pedidos.push(ejercicio);
        }
    }
    if pedidos.is_empty() {
        no_hay(&valores.join(" "), leccion);
    }
    pedidos
}

/// Dice que no hay tal ejercicio, y cuáles hay de esa lección o el que más se le parece, si alguno se le parece.
fn no_hay(pedido: &str, leccion: Option<&str>) -> ! {
    let dicho = visible(pedido);
    let son_de_la_leccion = |suyo: &&Ejercicio| Some(suyo.leccion) == leccion;
    if let Some(ultimo) = EJERCICIOS.iter().rfind(son_de_la_leccion) {
        rechazar(&format!(
            "No hay ningún ejercicio «{dicho}»: los de {} van del 1 al {}",
            ultimo.leccion, ultimo.numero
        ));
    }
    match el_mas_parecido(pedido, &nombres()) {
        Some(parecido) => rechazar(&format!(
            "No hay ningún ejercicio «{dicho}»: el más parecido es «{parecido}»"
        )),
        None => rechazar(&format!(
            "No hay ningún ejercicio «{dicho}»: las lecciones son sequential, threads, processes y http"
        )),
    }
}
