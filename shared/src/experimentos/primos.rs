//! Un cálculo que no espera a nada, para repartirlo: contar los números primos hasta un límite.

use super::coste::{Latido, leer_numero};
use crate::{avisar, traza};
use std::num::{NonZero, ParseIntError};
use std::process::ExitCode;
use std::time::Instant;
use std::{error::Error, fmt, str::FromStr, thread};

/// El límite si no se pide otro: en fila, alrededor de 1 segundo.
pub const LIMITE: u64 = 7_000_000;

/// El mayor que se admite: llevaría media hora en fila, y más en un equipo lento.
pub const MAXIMO: u64 = 1_000_000_000;

/// Los números se reparten en bloques de este tamaño, por turno, como las cartas de una baraja: los grandes
/// cuestan más que los pequeños, y partirlos por la mitad daría a una parte el doble de trabajo que a otra.
const BLOQUE: u64 = 512;

/// Una de las partes iguales en que se reparte el cálculo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// El trabajo de este programa, en tantas partes como núcleos tiene el equipo. El límite es el
/// argumento del programa, o [`LIMITE`]; si pasa del [`MAXIMO`], el programa termina con el estado 2.
pub fn repartir() -> Vec<Parte> {
    let limite = leer_numero(LIMITE, 0..=MAXIMO);
    let partes = thread::available_parallelism().map_or(1, NonZero::get) as u64;
    (1..=partes).map(|numero| Parte { numero, partes, limite }).collect()
}

impl Parte {
    /// Cuenta los primos de esta parte. Mientras trabaja, dice cada poco por dónde va.
    /// Entra en pánico si no existe: las partes van de la 1 a la última, y el límite no pasa del [`MAXIMO`].
    pub fn contar(&self) -> Cuenta {
        let Parte { numero, partes, limite } = *self;
        assert!((1..=partes).contains(&numero), "no hay parte {numero}: van de la 1 a la {partes}");
        assert!(limite <= MAXIMO, "el límite {limite} pasa de {MAXIMO}");
        let nombre = format!("Parte {numero} de {partes}");
        let _tramo = traza::anotar(&nombre);
        let inicio = Instant::now();
        let mut latido = Latido::nuevo();
        let mut primos = 0;
        for desde in ((numero - 1) * BLOQUE..limite).step_by((partes * BLOQUE) as usize) {
            latido.decir(|| format!("{nombre}: {} %", desde * 100 / limite));
            let bloque = desde as u32..limite.min(desde + BLOQUE) as u32;
            primos += bloque.filter(|candidato| es_primo(*candidato)).count() as u64;
        }
        Cuenta { primos, segundos: inicio.elapsed().as_secs_f64() }
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
    for (i, cuenta) in cuentas.iter().enumerate() {
        if let Some(Cuenta { primos, segundos }) = cuenta {
            println!("\n[+] Parte {}: {primos} primos en {segundos:.2} segundos", i + 1);
            todos += primos;
        }
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
    type Err = ParseIntError;

    fn from_str(texto: &str) -> Result<Self, ParseIntError> {
        let mut numeros = texto.splitn(3, ' ').map(str::parse);
        let mut leer = || numeros.next().unwrap_or_else(|| "".parse());
        Ok(Parte { numero: leer()?, partes: leer()?, limite: leer()? })
    }
}

impl fmt::Display for Cuenta {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        write!(texto, "{} {}", self.primos, self.segundos)
    }
}

impl FromStr for Cuenta {
    type Err = Box<dyn Error>;

    fn from_str(texto: &str) -> Result<Self, Box<dyn Error>> {
        let (primos, segundos) = texto.trim().split_once(' ').unwrap_or_default();
        Ok(Cuenta { primos: primos.parse()?, segundos: segundos.parse()? })
    }
}

#[cfg(test)]
mod pruebas {
    use super::*;

    #[test]
    fn los_primos_son_los_que_son_se_repartan_como_se_repartan() {
        // π(x): cuántos primos hay por debajo de x.
        for (limite, primos) in [(0, 0), (2, 0), (3, 1), (10, 4), (1000, 168), (1_000_000, 78_498)]
        {
            for partes in [1, 2, 7] {
                let de_cada_una =
                    (1..=partes).map(|numero| Parte { numero, partes, limite }.contar());
                let contados: u64 = de_cada_una.map(|cuenta| cuenta.primos).sum();
                assert_eq!(contados, primos, "hasta {limite} en {partes} partes");
            }
        }
    }

    #[test]
    fn una_parte_y_una_cuenta_cruzan_enteras_de_un_proceso_a_otro() {
        let parte = Parte { numero: 2, partes: 3, limite: MAXIMO };
        let cuenta = Cuenta { primos: u64::MAX, segundos: 0.1 + 0.2 };
        assert_eq!(parte.to_string().parse(), Ok(parte));
        assert!(cuenta.to_string().parse().is_ok_and(|leida: Cuenta| leida == cuenta));
        for mala in ["", "1", "1 2 x", "-1 2 9"] {
            assert!(mala.parse::<Parte>().is_err() && mala.parse::<Cuenta>().is_err(), "{mala:?}");
        }
    }
}
