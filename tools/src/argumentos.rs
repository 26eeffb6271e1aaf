//! Los argumentos de `cargo timeline`, `cargo exercise` y `cargo notes`, leídos por clap y explicados en español.

use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Error, Parser};
use shared::{avisar, salida::visible};
use std::process;

/// La plantilla de la ayuda: la de clap pone sus títulos en inglés.
const PLANTILLA: &str = "{about}\n\nUso: {usage}\n\n{all-args}{after-help}";

/// Lee los argumentos del programa; si no valen, lo dice y termina con el estado 2.
pub fn leer<T: Parser>() -> T {
    let ayuda = Arg::new("help")
        .long("help")
        .short('h')
        .action(ArgAction::Help);
    let ayuda = ayuda.help("Muestra esta ayuda").help_heading("Opciones");
    let orden = T::command()
        .help_template(PLANTILLA)
        .hide_possible_values(true);
    let dichos = orden.disable_help_flag(true).arg(ayuda).try_get_matches();
    dichos
        .and_then(|dichos| T::from_arg_matches(&dichos))
        .unwrap_or_else(|error| {
            if error.kind() == ErrorKind::DisplayHelp {
                let _ = error.print();
                process::exit(0);
            }
            avisar(&format!(
                "{}. Con --help se ve lo que admite.",
                problema(&error)
            ));
            process::exit(2);
        })
}

fn problema(error: &Error) -> String {
    let dato = |clase| {
        visible(
            &error
                .get(clase)
                .map(ToString::to_string)
                .unwrap_or_default(),
        )
    };
    let argumento = dato(ContextKind::InvalidArg);
    let valor = dato(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => format!("No existe «{argumento}»"),
        ErrorKind::InvalidValue if valor.is_empty() => format!("Falta el valor de {argumento}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("«{valor}» no vale para {argumento}")
        }
        ErrorKind::ArgumentConflict => format!("{argumento} está repetido o no va con los demás"),
        ErrorKind::MissingRequiredArgument => format!("Falta {argumento}"),
        ErrorKind::InvalidUtf8 => "Hay un argumento que no es un texto Unicode".to_string(),
        _ => "Los argumentos no valen".to_string(),
    }
}
