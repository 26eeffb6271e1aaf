//! Los ejercicios: los enumera, prepara el archivo de uno, da su pista y comprueba lo que hace.
//!
//! Ejecútalo: cargo exercise

use anstyle::AnsiColor::{Green, Red};
use anyhow::Context;
use clap::{ArgAction, Parser};
use shared::avisar;
use std::fs;
use std::process::ExitCode;
use tools::argumentos;
use tools::destino::Destino;
use tools::ejercicios::{Criterio, EJERCICIOS, Ejercicio};
use tools::leccion::raiz;
use tools::salida::{decir, terminar};

/// Los ejercicios de cada lección: sin nada, los enumera; con una lección y un número, comprueba el tuyo.
#[derive(Parser)]
#[command(
    help_template = argumentos::PLANTILLA,
    override_usage = "cargo exercise [LECCIÓN NÚMERO [--start | --hint]]",
    after_help = "Ejemplos:\n  \
        cargo exercise                     los enumera\n  \
        cargo exercise threads 1 --start   crea examples-threads/examples/threads1.rs, copia de la lección\n  \
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

    /// Muestra esta ayuda
    #[arg(long, short, help_heading = "Opciones", action = ArgAction::Help)]
    help: Option<bool>,
}

fn main() -> ExitCode {
    let argumentos: Argumentos = argumentos::leer();
    let (Some(leccion), Some(numero)) = (&argumentos.leccion, argumentos.numero) else {
        return terminar(enumerar());
    };
    let Some(ejercicio) = Ejercicio::buscar(leccion, numero) else {
        let pedido = format!("{leccion} {numero}");
        avisar(&format!("No hay ningún ejercicio «{pedido}». «cargo exercise» los enumera."));
        return ExitCode::from(2);
    };
    terminar(if argumentos.hint {
        decir(format!("{}\n", ejercicio.pista)).map(|()| true)
    } else if argumentos.start {
        empezar(ejercicio)
    } else {
        comprobar(ejercicio)
    })
}

fn enumerar() -> anyhow::Result<bool> {
    decir("Los ejercicios; cada uno está explicado en el README.md de su paquete:\n\n")?;
    for Ejercicio { leccion, numero, titulo, .. } in &EJERCICIOS {
        decir(format!("  {leccion:10} {numero}  {titulo}\n"))?;
    }
    decir("\nPara empezar uno: cargo exercise threads 1 --start\n").map(|()| true)
}

fn empezar(ejercicio: &Ejercicio) -> anyhow::Result<bool> {
    let Ejercicio { leccion, numero, .. } = ejercicio;
    let (archivo, original) = (ejercicio.archivo(), ejercicio.original());
    let (ruta, archivo) = (raiz().join(&archivo), archivo.display());
    if ruta.exists() {
        avisar(&format!("{archivo} ya existe, y se queda como está"));
        return Ok(false);
    }
    let codigo = fs::read_to_string(&original);
    let codigo = codigo.with_context(|| format!("no se puede leer {}", original.display()))?;
    fs::create_dir_all(ruta.with_file_name(""))?;
    Destino::abrir(&ruta)?.escribir(&codigo)?;
    decir(format!("Listo: {archivo} es una copia de la lección. Cámbiala y compruébala con\n\n"))?;
    decir(format!("  cargo exercise {leccion} {numero}\n")).map(|()| true)
}

/// `true` si se cumple todo.
fn comprobar(ejercicio: &Ejercicio) -> anyhow::Result<bool> {
    let Ejercicio { leccion, numero, titulo, .. } = ejercicio;
    let archivo = ejercicio.archivo();
    if !raiz().join(&archivo).exists() {
        let orden = format!("cargo exercise {leccion} {numero} --start");
        let para_crearlo = format!("Para crearlo como copia de la lección: {orden}");
        avisar(&format!("No existe {}. {para_crearlo}", archivo.display()));
        return Ok(false);
    }
    let criterios = ejercicio.comprobar(&ejercicio.programa().a_la_vista())?;

    decir(format!("\n── {leccion} {numero}: {titulo} ──\n\n"))?;
    for Criterio { texto, cumplido } in &criterios {
        let (marca, color) = if *cumplido { ("✓", Green) } else { ("✗", Red) };
        let color = color.on_default();
        decir(format!("  {color}{marca}{color:#} {texto}\n"))?;
    }
    let faltan = criterios.iter().filter(|criterio| !criterio.cumplido).count();
    decir(match (faltan, criterios.len()) {
        (0, _) => "\nConseguido.\n".to_string(),
        (_, todos) => format!("\nSin cumplir: {faltan} de {todos}. Con --hint hay una pista.\n"),
    })?;
    Ok(faltan == 0)
}
