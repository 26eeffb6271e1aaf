//! Los ejercicios: los enumera, prepara el archivo de uno, da su pista y comprueba lo que hace.
//!
//! Ejecútalo: cargo exercise

use anstyle::{AnsiColor, Style};
use anyhow::Context;
use clap::{ArgAction, Parser};
use shared::avisar;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::process::ExitCode;
use tests::argumentos;
use tests::ejercicios::{Criterio, EJERCICIOS, Ejercicio};
use tests::leccion::raiz;

/// Los ejercicios de cada lección: sin nada, los enumera; con una lección y un número, comprueba el tuyo.
#[derive(Parser)]
#[command(
    help_template = argumentos::PLANTILLA,
    override_usage = "cargo exercise [LECCIÓN NÚMERO [--start | --hint | --solution]]",
    after_help = "Ejemplos:\n  \
        cargo exercise                     los enumera\n  \
        cargo exercise threads 1 --start   crea examples-threads/src/bin/exercise1.rs, copia de la lección\n  \
        cargo exercise threads 1           comprueba ese archivo",
    disable_help_flag = true
)]
struct Argumentos {
    /// sequential, threads, processes o http
    #[arg(value_name = "LECCIÓN", help_heading = "Argumentos", requires = "numero")]
    leccion: Option<String>,

    /// El número del ejercicio
    #[arg(value_name = "NÚMERO", help_heading = "Argumentos")]
    numero: Option<u32>,

    /// Crea el archivo del ejercicio como copia de la lección; si ya existe, no lo toca
    #[arg(long, help_heading = "Opciones", requires = "numero", group = "accion")]
    start: bool,

    /// Da una pista
    #[arg(long, help_heading = "Opciones", requires = "numero", group = "accion")]
    hint: bool,

    /// Comprueba la solución de tests/solutions en lugar de tu archivo
    #[arg(long, help_heading = "Opciones", requires = "numero", group = "accion")]
    solution: bool,

    /// Muestra esta ayuda
    #[arg(long, short, help_heading = "Opciones", action = ArgAction::Help)]
    help: Option<bool>,
}

fn main() -> ExitCode {
    let argumentos: Argumentos = argumentos::leer();
    let (Some(leccion), Some(numero)) = (&argumentos.leccion, argumentos.numero) else {
        enumerar();
        return ExitCode::SUCCESS;
    };
    let Some(ejercicio) = Ejercicio::buscar(leccion, numero) else {
        avisar(&format!(
            "No hay ningún ejercicio «{leccion} {numero}». «cargo exercise» los enumera."
        ));
        return ExitCode::from(2);
    };
    let hecho = if argumentos.hint {
        println!("{}", ejercicio.pista);
        Ok(true)
    } else if argumentos.start {
        empezar(ejercicio)
    } else {
        comprobar(ejercicio, argumentos.solution)
    };
    match hecho {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            avisar(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn enumerar() {
    println!("Los ejercicios; cada uno está explicado en el README.md de su paquete:\n");
    for Ejercicio { leccion, numero, titulo, .. } in &EJERCICIOS {
        println!("  {leccion:10} {numero}  {titulo}");
    }
    println!("\nPara empezar uno: cargo exercise threads 1 --start");
}

fn empezar(ejercicio: &Ejercicio) -> anyhow::Result<bool> {
    let archivo = ejercicio.archivo();
    let ruta = raiz().join(&archivo);
    let codigo = fs::read(ejercicio.original())?;
    fs::create_dir_all(ruta.with_file_name(""))?;
    match OpenOptions::new().write(true).create_new(true).open(&ruta) {
        Ok(mut nuevo) => {
            nuevo.write_all(&codigo)?;
            println!(
                "Listo: {} es una copia de la lección. Cámbiala y compruébala con",
                archivo.display()
            );
            println!("\n  cargo exercise {} {}", ejercicio.leccion, ejercicio.numero);
            Ok(true)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            avisar(&format!("{} ya existe, y se queda como está", archivo.display()));
            Ok(false)
        }
        Err(error) => Err(error).context(format!("no se puede crear {}", archivo.display())),
    }
}

/// `true` si se cumple todo.
fn comprobar(ejercicio: &Ejercicio, solucion: bool) -> anyhow::Result<bool> {
    let Ejercicio { leccion, numero, titulo, .. } = ejercicio;
    let archivo = ejercicio.archivo();
    if !solucion && !raiz().join(&archivo).exists() {
        avisar(&format!(
            "No existe {}. Para crearlo como copia de la lección: cargo exercise {leccion} {numero} --start",
            archivo.display()
        ));
        return Ok(false);
    }
    let programa = if solucion { ejercicio.solucion() } else { ejercicio.programa() };
    let criterios = ejercicio.comprobar(&programa.a_la_vista())?;

    anstream::println!("\n── {leccion} {numero}: {titulo} ──\n");
    for Criterio { texto, cumplido } in &criterios {
        let (marca, color) =
            if *cumplido { ("✓", AnsiColor::Green) } else { ("✗", AnsiColor::Red) };
        let color: Style = color.on_default();
        anstream::println!("  {color}{marca}{color:#} {texto}");
    }
    let faltan = criterios.iter().filter(|criterio| !criterio.cumplido).count();
    if faltan == 0 {
        anstream::println!("\nConseguido.");
    } else {
        anstream::println!(
            "\nSin cumplir: {faltan} de {}. Con --hint hay una pista.",
            criterios.len()
        );
    }
    Ok(faltan == 0)
}
