//! Los argumentos de una herramienta, leídos por lexopt y explicados en español.

use crate::envolver;
use lexopt::{Arg, Parser, ValueExt};
use shared::salida::{anunciar, visible};
use std::ffi::OsString;
use std::ops::RangeInclusive;
use std::process;

/// Los argumentos que quedan por leer.
#[derive(Debug)]
pub struct Argumentos {
    lector: Parser,
    ayuda: &'static str,
}

/// Uno de ellos.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argumento {
    /// Una opción, como se escribe: `--python`.
    Opcion(String),
    /// Cualquier otra cosa.
    Valor(OsString),
}

impl Argumentos {
    /// Los del programa. Con `--help`, dice la ayuda y termina.
    pub fn del_programa(ayuda: &'static str) -> Self {
        let lector = Parser::from_env();
        Argumentos { lector, ayuda }
    }

    /// El siguiente, si queda alguno.
    pub fn siguiente(&mut self) -> Option<Argumento> {
        let siguiente = self.lector.next();
        let argumento = match siguiente {
            Ok(None) => return None,
            Ok(Some(Arg::Long("help") | Arg::Short('h'))) => self.ayudar(),
            Ok(Some(Arg::Long(larga))) => Argumento::Opcion(format!("--{larga}")),
            Ok(Some(Arg::Short(corta))) => Argumento::Opcion(format!("-{corta}")),
            Ok(Some(Arg::Value(valor))) => Argumento::Valor(valor),
            Err(error) => rechazar(&problema(error)),
        };
        Some(argumento)
    }

    /// Lo que va detrás de una opción. Si falta, el programa termina con el estado 2.
    pub fn valor(&mut self, opcion: &str) -> OsString {
        match self.lector.value() {
            Ok(valor) => valor,
            Err(_) => rechazar(&format!("Falta el valor de {opcion}")),
        }
    }

    /// Lo que va pegado a una opción, si lo hay: `--python=python3.14t`.
    pub fn valor_si_lo_hay(&mut self) -> Option<OsString> {
        self.lector.optional_value()
    }

    /// El número que va detrás de una opción, si lo hay: `--hint 2` o `--hint=2`.
    pub fn numero_si_lo_hay(&mut self) -> Option<OsString> {
        if let Some(pegado) = self.valor_si_lo_hay() {
            return Some(pegado);
        }
        let mut resto = self.lector.try_raw_args()?;
        resto.next_if(|valor| valor.to_string_lossy().parse::<u32>().is_ok())
    }

    /// Todo lo que queda, si lo siguiente es `--`.
    pub fn detras_de_los_guiones(&mut self) -> Option<Vec<OsString>> {
        let mut resto = self.lector.try_raw_args()?;
        resto.next_if(|valor| valor == "--")?;
        Some(resto.collect())
    }

    fn ayudar(&self) -> ! {
        // Si nadie la lee, no hay a quién decírselo.
        let _ = crate::decir(self.ayuda);
        process::exit(0);
    }
}

/// Un valor como un número de los admitidos; si no lo es, el programa termina con el estado 2.
pub fn numero(opcion: &str, valor: OsString, admitidos: RangeInclusive<u32>) -> u32 {
    let dicho = visible(&valor.to_string_lossy());
    match valor.parse() {
        Ok(numero) if admitidos.contains(&numero) => numero,
        _ => rechazar(&format!("«{dicho}» no vale para {opcion}")),
    }
}

/// Un valor como texto; si no lo es, el programa termina con el estado 2.
pub fn texto(valor: OsString) -> String {
    match valor.into_string() {
        Ok(texto) => texto,
        Err(_) => rechazar("Hay un argumento que no es un texto Unicode"),
    }
}

/// De un argumento que no existe, el programa lo dice y termina con el estado 2.
pub fn no_existe(argumento: &Argumento) -> ! {
    let dicho = match argumento {
        Argumento::Opcion(opcion) => visible(opcion),
        Argumento::Valor(valor) => visible(&valor.to_string_lossy()),
    };
    rechazar(&format!("No existe «{dicho}»"))
}

/// Dice qué argumento no vale, y termina el programa con el estado 2.
pub fn rechazar(problema: &str) -> ! {
    let dicho = format!("[-] {problema}. Con --help se ve lo que admite.");
    anunciar(&format!("\n{}", envolver(&dicho, "    ")));
    process::exit(2);
}

fn problema(error: lexopt::Error) -> String {
    match error {
        lexopt::Error::UnexpectedValue { option, .. } => {
            format!("{} no lleva ningún valor", visible(&option))
        }
        _ => "Los argumentos no valen".to_string(),
    }
}
