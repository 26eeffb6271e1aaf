//! Los ejercicios: los enumera, prepara el archivo de uno, da sus pistas y comprueba lo que hace.
//!
//! Ejecútalo: cargo exercise

use anstyle::AnsiColor::{Green, Red, Yellow};
use anyhow::{Context, ensure};
use clap::{Parser, value_parser};
use shared::cargo::raiz;
use shared::salida::{avisar, rechazar};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;
use tools::Programa;
use tools::argumentos;
use tools::dibujo::Vivo;
use tools::ejercicios::{Criterio, Ejercicio, Pista, ejercicios, juzgar};
use tools::programa::{grupo, olvidar_lo_construido};
use tools::salida::{Archivo, decir, en_espanol, envolver, terminar};

/// Los ejercicios: sin nada, los enumera; con una lección, los suyos; con su número, comprueba el tuyo.
#[derive(Parser)]
#[command(
    next_help_heading = "Opciones",
    override_usage = "cargo exercise [LECCIÓN [NÚMERO [--start | --hint [1|2] | --watch]]]",
    after_help = "Ejemplos:\n  \
        cargo exercise                     los enumera, y dice por dónde vas\n  \
        cargo exercise threads 1 --start   crea examples-threads/examples/threads1.rs, copia de la lección\n  \
        cargo exercise threads 1           comprueba ese archivo\n  \
        cargo exercise threads 1 --watch   lo comprueba otra vez cada vez que lo guardas, hasta Ctrl-C"
)]
struct Argumentos {
    /// sequential, threads, processes o http
    #[arg(value_name = "LECCIÓN", help_heading = "Argumentos")]
    leccion: Option<String>,

    /// El número del ejercicio
    #[arg(value_name = "NÚMERO", help_heading = "Argumentos")]
    numero: Option<u32>,

    /// Crea el archivo del ejercicio como copia de la lección; si ya existe, no lo toca
    #[arg(long, requires = "numero", group = "accion")]
    start: bool,

    /// Da una pista; con --hint 2, otra mayor, con las líneas que conviene mirar
    #[arg(long, value_name = "1|2", requires = "numero", group = "accion",
        num_args = 0..=1, default_missing_value = "1", value_parser = value_parser!(u8).range(1..=2))]
    hint: Option<u8>,

    /// Comprueba el archivo cada vez que se guarda, con el dibujo de lo que hizo
    #[arg(long, requires = "numero", group = "accion")]
    watch: bool,
}

fn main() -> ExitCode {
    terminar(hacer(&argumentos::leer()))
}

fn hacer(argumentos: &Argumentos) -> anyhow::Result<bool> {
    let leccion = argumentos
        .leccion
        .as_ref()
        .map(|dicha| dicha.replace("examples-", ""));
    let numero = argumentos.numero.map(|numero| numero.to_string());
    let pedido: Vec<String> = leccion.into_iter().chain(numero).collect();
    let es_este = |ejercicio: &&Ejercicio| {
        ejercicio
            .nombre
            .split(' ')
            .zip(&pedido)
            .all(|(suyo, pedido)| suyo == pedido)
    };
    let pedidos: Vec<_> = ejercicios()?.iter().filter(es_este).collect();
    let Some(ejercicio) = pedidos.first() else {
        let problema = format!("No hay ningún ejercicio «{}»", pedido.join(" "));
        rechazar(&problema, "Los enumera: cargo exercise")
    };
    match argumentos.hint {
        _ if argumentos.numero.is_none() => enumerar(&pedidos),
        Some(cual) => pista(ejercicio, cual.into()),
        None if argumentos.start => empezar(ejercicio),
        None if argumentos.watch => comprobar_al_guardar(ejercicio),
        None => comprobar(ejercicio, false),
    }
}

fn enumerar(pedidos: &[&Ejercicio]) -> anyhow::Result<bool> {
    let mut hechos = 0;
    for ejercicio in pedidos {
        let hecho = conseguido(ejercicio);
        let (marca, color) = match hecho {
            Some(true) => ("✓", Green.on_default()),
            Some(false) => ("…", Yellow.on_default()),
            None => (" ", Default::default()),
        };
        let ((leccion, numero), titulo) = (ejercicio.partes(), ejercicio.enunciado()?.titulo);
        decir(format!(
            "  {color}{marca}{color:#} {leccion:10} {numero}  {titulo}\n"
        ))?;
        hechos += usize::from(hecho == Some(true));
    }
    decir(format!(
        "\n  ✓ conseguido   … empezado   ({hechos} de {})\n",
        pedidos.len()
    ))?;
    let Some(siguiente) = pedidos.iter().find(|otro| conseguido(otro) != Some(true)) else {
        return decir("\nTodos conseguidos.\n").map(|()| true);
    };
    decir("\nEl siguiente:\n")?;
    presentar(siguiente)?;
    let (orden, archivo) = (orden_ahora(siguiente), siguiente.archivo());
    decir(format!(
        "\nEl archivo: {}\nLa orden:   {orden}\n",
        archivo.display()
    ))
    .map(|()| true)
}

/// Si la última vez que se comprobó se consiguió; `None` si no está empezado.
fn conseguido(ejercicio: &Ejercicio) -> Option<bool> {
    raiz()
        .join(ejercicio.archivo())
        .exists()
        .then(|| sello(ejercicio).exists())
}

/// El archivo que está si se consiguió.
fn sello(ejercicio: &Ejercicio) -> PathBuf {
    raiz().join("target/exercises").join(ejercicio.programa())
}

fn orden(ejercicio: &Ejercicio) -> String {
    format!("cargo exercise {}", ejercicio.nombre)
}

/// La que toca: la que lo empieza, o la que lo comprueba.
fn orden_ahora(ejercicio: &Ejercicio) -> String {
    orden(ejercicio)
        + if conseguido(ejercicio).is_none() {
            " --start"
        } else {
            ""
        }
}

fn presentar(ejercicio: &Ejercicio) -> anyhow::Result<()> {
    titular(ejercicio)?;
    decir(format!("{}\n", envolver(&ejercicio.enunciado()?.texto, "")))
}

fn titular(ejercicio: &Ejercicio) -> anyhow::Result<()> {
    decir(format!(
        "\n── {}: {} ──\n\n",
        ejercicio.nombre,
        ejercicio.enunciado()?.titulo
    ))
}

fn pista(ejercicio: &Ejercicio, cual: usize) -> anyhow::Result<bool> {
    let Pista { texto, codigo } = &ejercicio.enunciado()?.pistas[cual - 1];
    decir(format!("{}\n", envolver(texto, "")))?;
    if !codigo.is_empty() {
        decir(format!("\n{}", textwrap::indent(codigo, "    ")))?;
    }
    if cual == 1 {
        decir(format!("\nOtra mayor: {} --hint 2\n", orden(ejercicio)))?;
    }
    Ok(true)
}

fn empezar(ejercicio: &Ejercicio) -> anyhow::Result<bool> {
    let (archivo, original) = (ejercicio.archivo(), ejercicio.original());
    let (ruta, archivo) = (raiz().join(&archivo), archivo.display());
    if ruta.exists() {
        avisar(&format!("{archivo} ya existe, y se queda como está"));
        return Ok(false);
    }
    let codigo = fs::read_to_string(&original);
    let codigo = codigo.with_context(|| format!("no se puede leer {}", original.display()))?;
    let _ = fs::remove_file(sello(ejercicio)); // el de otro archivo, que ya no está
    fs::create_dir_all(ruta.with_file_name(""))?;
    Archivo::preparar(&ruta, "rs")?.escribir(&codigo)?;
    let listo =
        format!("Listo: {archivo} es una copia de la lección. Cámbiala para que haga esto:");
    decir(envolver(&listo, "") + "\n")?;
    presentar(ejercicio)?;
    decir(format!("\nPara comprobarlo: {}\n", orden(ejercicio))).map(|()| true)
}

/// `true` si se cumple todo.
fn comprobar(ejercicio: &Ejercicio, con_dibujo: bool) -> anyhow::Result<bool> {
    let (archivo, orden) = (ejercicio.archivo(), orden(ejercicio));
    let (ruta, archivo) = (raiz().join(&archivo), archivo.display());
    let como_crearlo = "Para crearlo como copia de la lección:";
    ensure!(
        ruta.exists(),
        "No existe {archivo}. {como_crearlo} {orden} --start"
    );
    fs::read(ruta).with_context(|| format!("no se puede leer {archivo}"))?;
    let sello = sello(ejercicio);
    let _ = fs::remove_file(&sello); // si no estaba, da igual
    let mut programa = Programa::ejemplo(&ejercicio.paquete(), &ejercicio.programa());
    programa.a_la_vista = true;
    let nombre = format!("{}/{}", ejercicio.partes().0, ejercicio.programa());
    if con_dibujo {
        programa.dibujo = Vivo::nuevo(&nombre, 0, true);
    }
    let criterios = juzgar(ejercicio, &programa)?;

    titular(ejercicio)?;
    for Criterio {
        texto, cumplido, ..
    } in &criterios
    {
        let (marca, color) = if *cumplido {
            ("✓", Green)
        } else {
            ("✗", Red)
        };
        let color = color.on_default();
        decir(envolver(&format!("  {color}{marca}{color:#} {texto}"), "    ") + "\n")?;
    }
    let fallidos: Vec<_> = criterios
        .iter()
        .filter(|criterio| !criterio.cumplido)
        .collect();
    let Some(primero) = fallidos.first() else {
        let apuntado = fs::create_dir_all(sello.with_file_name(""));
        let apuntado = apuntado.and_then(|()| fs::write(&sello, ""));
        decir(format!("\nConseguido. {}\n", que_sigue(ejercicio)?))?;
        apuntado.with_context(|| format!("no se puede apuntar en {}", sello.display()))?;
        return Ok(true);
    };
    decir(format!("\n{}\n", envolver(&primero.consejo, "")))?;
    decir(format!(
        "\nSin cumplir: {}. Una pista: {orden} --hint\n",
        fallidos.len()
    ))?;
    decir(format!("Para verlo dibujado: cargo timeline {nombre}\n"))?;
    Ok(false)
}

/// Qué hacer después de uno: el primero sin conseguir de los que van detrás, o de todos.
fn que_sigue(este: &Ejercicio) -> anyhow::Result<String> {
    let detras = ejercicios()?
        .iter()
        .skip_while(|otro| otro.nombre != este.nombre)
        .skip(1);
    let siguiente = detras
        .chain(ejercicios()?)
        .find(|otro| conseguido(otro) != Some(true));
    let orden = siguiente.map(|siguiente| format!("El siguiente: {}", orden_ahora(siguiente)));
    Ok(orden.unwrap_or_else(|| "Ya lo están todos.".to_string()))
}

/// Comprueba el archivo ahora y cada vez que se guarda, hasta Ctrl-C.
fn comprobar_al_guardar(ejercicio: &Ejercicio) -> anyhow::Result<bool> {
    let ruta = raiz().join(ejercicio.archivo());
    let (mut antes, mut comprobado) = (fs::read(&ruta).ok(), None);
    while !grupo::interrumpido() {
        let ahora = fs::read(&ruta).ok();
        // Un editor escribe a trozos: se comprueba lo que se ve igual dos veces seguidas.
        if ahora == antes && comprobado.as_ref() != Some(&ahora) {
            comprobado = Some(ahora.clone());
            olvidar_lo_construido();
            let hecho = comprobar(ejercicio, true);
            if grupo::interrumpido() {
                break;
            }
            if let Err(error) = hecho {
                avisar(&en_espanol(&error));
            }
            decir("\nAl guardar el archivo se comprueba otra vez; Ctrl-C para acabar.\n")?;
        }
        antes = ahora;
        thread::sleep(Duration::from_millis(200));
    }
    Ok(true)
}
