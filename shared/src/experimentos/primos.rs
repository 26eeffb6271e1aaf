//! Un cálculo que no espera a nada, para repartirlo: contar los números primos hasta un límite.

use super::leer_numero;
use crate::{avisar, traza};
use std::{error::Error, fmt, str::FromStr};
use std::{num::NonZero, process::ExitCode, thread, time::Instant};

/// El mayor que se admite: llevaría media hora en fila.
pub const MAXIMO: u64 = 1_000_000_000;

/// Se reparten en bloques, por turno, como las cartas de una baraja: los números grandes cuestan más.
const BLOQUE: u64 = 512;

/// Una de las partes iguales en que se reparte el cálculo.
#[derive(Clone, Copy, Debug)]
pub struct Parte {
    /// Cuál es, contando desde 1.
    pub numero: u64,
    /// Cuántas hay.
    pub partes: u64,
    /// Se cuentan los primos menores que este número.
    pub limite: u64,
}

/// Lo que da una parte.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cuenta {
    /// Cuántos primos hay en ella.
    pub primos: u64,
    /// Los segundos que se tardó en contarlos.
    pub segundos: f64,
}

/// El trabajo de este programa, en tantas partes como núcleos tiene el equipo, y al menos dos. El límite es el
/// argumento del programa, o siete millones; si pasa del [`MAXIMO`], el programa termina con el estado 2.
pub fn repartir() -> Vec<Parte> {
    let limite = leer_numero(7_000_000, 0..=MAXIMO); // en fila, alrededor de 1 segundo
    let partes = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .max(2) as u64;
    (1..=partes)
        .map(|numero| Parte {
            numero,
            partes,
            limite,
        })
        .collect()
}

impl Parte {
    /// Cuenta sus primos. Entra en pánico si no hay tal parte.
    pub fn contar(&self) -> Cuenta {
        let Parte {
            numero,
            partes,
            limite,
        } = *self;
        assert!(
            (1..=partes).contains(&numero),
            "no hay parte {numero}: van de la 1 a la {partes}"
        );
        assert!(limite <= MAXIMO, "el límite {limite} pasa de {MAXIMO}");
        let _tramo = traza::anotar(&format!("Parte {numero} de {partes}"));
        let (inicio, mut primos) = (Instant::now(), 0);
        for desde in ((numero - 1) * BLOQUE..limite).step_by((partes * BLOQUE) as usize) {
            let bloque = desde as u32..limite.min(desde + BLOQUE) as u32;
            primos += bloque.filter(|candidato| es_primo(*candidato)).count() as u64;
        }
        Cuenta {
            primos,
            segundos: inicio.elapsed().as_secs_f64(),
        }
    }
}

/// Prueba a dividir por los impares hasta la raíz. Hay métodos mucho mejores: este da trabajo.
fn es_primo(numero: u32) -> bool {
    if numero < 2 || numero % 2 == 0 {
        return numero == 2;
    }
    // Con u32, que basta hasta el MAXIMO, manda la división, y se tarda lo mismo en cualquier programa.
    let mut divisor = 3;
    while divisor * divisor <= numero {
        if numero % divisor == 0 {
            return false;
        }
        divisor += 2;
    }
    true
}

/// Dice lo que dio cada parte y el total, y da el estado de salida: 1 si falta alguna.
pub fn resumir(cuentas: &[Option<Cuenta>], inicio: Instant) -> ExitCode {
    let total = inicio.elapsed().as_secs_f64();
    let mut todos = 0;
    for (numero, cuenta) in (1..).zip(cuentas) {
        let Some(Cuenta { primos, segundos }) = cuenta else {
            continue;
        };
        println!("\n[+] Parte {numero}: {primos} primos en {segundos:.2} segundos");
        todos += primos;
    }
    if cuentas.contains(&None) {
        avisar("Falta alguna parte: no se sabe cuántos primos hay");
        return ExitCode::FAILURE;
    }
    println!("\n[+] {todos} primos en total");
    println!("\n[+] Tiempo total transcurrido: {total:.2} segundos");
    ExitCode::SUCCESS
}

// Lo que cruza de un proceso a otro es texto: cada tipo se escribe con Display y se lee con FromStr.

impl fmt::Display for Parte {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        write!(texto, "{} {} {}", self.numero, self.partes, self.limite)
    }
}

impl FromStr for Parte {
    type Err = Box<dyn Error>;

    fn from_str(texto: &str) -> Result<Self, Self::Err> {
        let numeros: Result<Vec<u64>, _> = texto.split(' ').map(str::parse).collect();
        let [numero, partes, limite] = numeros?[..] else {
            return Err("no son tres".into());
        };
        Ok(Parte {
            numero,
            partes,
            limite,
        })
    }
}

impl fmt::Display for Cuenta {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        write!(texto, "{} {}", self.primos, self.segundos)
    }
}

impl FromStr for Cuenta {
    type Err = Box<dyn Error>;

    fn from_str(texto: &str) -> Result<Self, Self::Err> {
        let (primos, segundos) = texto.trim_end().split_once(' ').ok_or("no son dos")?;
        Ok(Cuenta {
            primos: primos.parse()?,
            segundos: segundos.parse()?,
        })
    }
}
