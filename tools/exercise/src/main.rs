//! Los ejercicios: los enumera, prepara el archivo de uno, da sus pistas y comprueba lo que hace.
//!
//! Ejecútalo: cargo exercise

mod pedido;

use anstyle::AnsiColor::{Green, Red, Yellow};
use anstyle::Style;
use anyhow::Context;
use exercise::{Criterio, EJERCICIOS, Ejercicio, Enunciado, Resultado, juzgar};
use pedido::{Pedido, Que, leer_pedido};
use runner::catalogo::{Entrada, programas};
use runner::{Observador, Servidor, interrumpido};
use shared::avisar;
use shared::ejecucion::construir::raiz;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, thread};
use terminal::{Archivo, decir, envolver, salida, terminar};
use timeline::{Eco, Vivo};

fn main() -> ExitCode {
    terminar(hacer())
}

fn hacer() -> anyhow::Result<bool> {
    let Pedido { ejercicios, que } = leer_pedido();
    let ejercicio = ejercicios[0];
    match que {
        Que::Enumerar => enumerar(&ejercicios),
        Que::Empezar => empezar(ejercicio),
        Que::DarPista(cual) => dar_pista(ejercicio, cual),
        Que::Comprobar => comprobar(ejercicio, Mirando::LoQueDice),
        Que::ComprobarAlGuardar => comprobar_al_guardar(ejercicio),
    }
}

/// Cómo va quien hace un ejercicio.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marcha {
    SinEmpezar,
    Empezado,
    /// La última vez que se comprobó.
    Conseguido,
}

impl Marcha {
    fn de(ejercicio: &Ejercicio, programas: &[Entrada]) -> Self {
        if ejercicio.empezado(programas).is_none() {
            return Marcha::SinEmpezar;
        }
        match sello(ejercicio).exists() {
            true => Marcha::Conseguido,
            false => Marcha::Empezado,
        }
    }

    fn marca(self) -> &'static str {
        match self {
            Marcha::SinEmpezar => " ",
            Marcha::Empezado => "…",
            Marcha::Conseguido => "✓",
        }
    }

    fn color(self) -> Style {
        match self {
            Marcha::SinEmpezar => Style::new(),
            Marcha::Empezado => Yellow.on_default(),
            Marcha::Conseguido => Green.on_default(),
        }
    }
}

/// El archivo que está si se consiguió.
fn sello(ejercicio: &Ejercicio) -> PathBuf {
    raiz().join("target/exercises").join(ejercicio.programa())
}

fn enumerar(pedidos: &[&Ejercicio]) -> anyhow::Result<bool> {
    let programas = programas()?;
    let mut conseguidos = 0;
    for ejercicio in pedidos {
        let marcha = Marcha::de(ejercicio, &programas);
        let color = marcha.color();
        let marca = marcha.marca();
        let leccion = ejercicio.leccion;
        let numero = ejercicio.numero;
        let titulo = ejercicio.enunciado()?.titulo;
        decir(format!(
            "  {color}{marca}{color:#} {leccion:10} {numero}  {titulo}\n"
        ))?;
        if marcha == Marcha::Conseguido {
            conseguidos += 1;
        }
    }
    let cuantos = pedidos.len();
    decir(format!(
        "\n  ✓ conseguido   … empezado   ({conseguidos} de {cuantos})\n"
    ))?;
    let mut quedan = pedidos.iter();
    let siguiente =
        quedan.find(|ejercicio| Marcha::de(ejercicio, &programas) != Marcha::Conseguido);
    let Some(siguiente) = siguiente else {
        decir("\nTodos conseguidos.\n")?;
        return Ok(true);
    };
    decir("\nEl siguiente:\n")?;
    presentar(siguiente)?;
    let archivo = match siguiente.empezado(&programas) {
        Some(entrada) => desde_la_raiz(&entrada.archivo).to_path_buf(),
        None => siguiente.archivo_nuevo(),
    };
    let archivo = archivo.display();
    let orden = que_orden_toca(siguiente, &programas);
    decir(format!("\nEl archivo: {archivo}\nLa orden:   {orden}\n"))?;
    Ok(true)
}

fn desde_la_raiz(archivo: &Path) -> &Path {
    archivo.strip_prefix(raiz()).unwrap_or(archivo)
}

/// La que lo empieza, o la que lo comprueba.
fn que_orden_toca(ejercicio: &Ejercicio, programas: &[Entrada]) -> String {
    match Marcha::de(ejercicio, programas) {
        Marcha::SinEmpezar => format!("cargo exercise {ejercicio} --start"),
        _ => format!("cargo exercise {ejercicio}"),
    }
}

fn titular(ejercicio: &Ejercicio, enunciado: &Enunciado) -> anyhow::Result<()> {
    let titulo = &enunciado.titulo;
    decir(format!("\n── {ejercicio}: {titulo} ──\n\n"))
}

fn presentar(ejercicio: &Ejercicio) -> anyhow::Result<()> {
    let enunciado = ejercicio.enunciado()?;
    titular(ejercicio, &enunciado)?;
    decir(format!("{}\n", envolver(&enunciado.texto, "")))
}

fn dar_pista(ejercicio: &Ejercicio, cual: usize) -> anyhow::Result<bool> {
    let enunciado = ejercicio.enunciado()?;
    let pista = &enunciado.pistas[cual - 1];
    decir(format!("{}\n", envolver(&pista.texto, "")))?;
    if !pista.codigo.is_empty() {
        let codigo = textwrap::indent(&pista.codigo, "    ");
        decir(format!("\n{codigo}"))?;
    }
    if cual == 1 {
        decir(format!(
            "\nOtra mayor: cargo exercise {ejercicio} --hint 2\n"
        ))?;
    }
    Ok(true)
}

/// Crea el archivo, que es una copia de la lección y dice cómo se ejecuta la copia.
fn empezar(ejercicio: &Ejercicio) -> anyhow::Result<bool> {
    if let Some(entrada) = ejercicio.empezado(&programas()?) {
        let archivo = desde_la_raiz(&entrada.archivo);
        avisar(&format!(
            "{} ya existe, y se queda como está",
            archivo.display()
        ));
        return Ok(false);
    }
    let original = ejercicio.original();
    let leccion = fs::read_to_string(raiz().join(&original));
    let leccion = leccion.with_context(|| format!("no se puede leer {}", original.display()))?;
    let paquete = ejercicio.paquete();
    let programa = ejercicio.programa();
    let orden = format!("cargo run -p {paquete} --example {programa}");
    let archivo = ejercicio.archivo_nuevo();
    let ruta = raiz().join(&archivo);
    // El de otro archivo, que ya no está.
    let _ = fs::remove_file(sello(ejercicio));
    fs::create_dir_all(ruta.with_file_name(""))?;
    Archivo::preparar(&ruta, "rs")?.escribir(&con_su_orden(&leccion, &orden))?;
    let archivo = archivo.display();
    let listo =
        format!("Listo: {archivo} es una copia de la lección. Cámbiala para que haga esto:");
    decir(format!("{}\n", envolver(&listo, "")))?;
    presentar(ejercicio)?;
    decir(format!(
        "\nPara ejecutarla:   {orden}\nPara comprobarla:  cargo exercise {ejercicio}\n"
    ))?;
    Ok(true)
}

/// El programa, con otra orden en la línea de su cabecera que dice cómo se ejecuta.
fn con_su_orden(programa: &str, orden: &str) -> String {
    const EJECUTALO: &str = "//! Ejecútalo: ";
    let mut copia = String::new();
    for linea in programa.split_inclusive('\n') {
        match linea.starts_with(EJECUTALO) {
            true => copia += &format!("{EJECUTALO}{orden}\n"),
            false => copia += linea,
        }
    }
    copia
}

/// Qué se ve mientras se comprueba.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mirando {
    LoQueDice,
    ElDibujo,
}

fn quien_mira(mirando: Mirando, nombre: &str) -> Box<dyn Observador> {
    if mirando == Mirando::ElDibujo {
        if let Some(vivo) = Vivo::nuevo(nombre) {
            return Box::new(vivo.que_se_queda());
        }
    }
    Box::new(Eco)
}

/// `true` si se cumple todo.
fn comprobar(ejercicio: &Ejercicio, mirando: Mirando) -> anyhow::Result<bool> {
    let Some(entrada) = ejercicio.empezado(&programas()?) else {
        let archivo = ejercicio.archivo_nuevo();
        anyhow::bail!(
            "No existe {}. Para crearlo como copia de la lección:\n\n  cargo exercise {ejercicio} --start",
            archivo.display()
        );
    };
    let sello = sello(ejercicio);
    // Si no estaba, da igual.
    let _ = fs::remove_file(&sello);
    let servidor = match ejercicio.leccion {
        "http" => Some(Arc::new(Servidor::iniciar()?)),
        _ => None,
    };
    let mut observador = quien_mira(mirando, &entrada.nombre);
    let criterios = juzgar(ejercicio, &entrada.programa, servidor, observador.as_mut())?;
    titular(ejercicio, &ejercicio.enunciado()?)?;
    for criterio in &criterios {
        mostrar(criterio)?;
    }
    let mut sin_cumplir = Vec::new();
    for criterio in &criterios {
        if criterio.resultado != Resultado::Cumplido {
            sin_cumplir.push(criterio);
        }
    }
    if sin_cumplir.is_empty() {
        apuntar(&sello)?;
        decir(format!("\nConseguido. {}\n", que_sigue(ejercicio)?))?;
        return Ok(true);
    }
    if es_todavia_la_copia(ejercicio, &entrada) {
        decir("\nEl archivo es todavía la copia de la lección.\n")?;
    }
    aconsejar(&sin_cumplir)?;
    decir(format!(
        "\nSin cumplir: {}. Una pista: cargo exercise {ejercicio} --hint\n",
        sin_cumplir.len()
    ))?;
    decir(format!(
        "Para verlo dibujado: cargo timeline {}\n",
        entrada.nombre
    ))?;
    Ok(false)
}

/// Si nadie ha cambiado el archivo desde que se creó, salvo su cabecera.
fn es_todavia_la_copia(ejercicio: &Ejercicio, entrada: &Entrada) -> bool {
    let original = raiz().join(ejercicio.original());
    sin_cabecera(&original) == sin_cabecera(&entrada.archivo)
}

fn sin_cabecera(archivo: &Path) -> Option<String> {
    let codigo = fs::read_to_string(archivo).ok()?;
    let lineas = codigo.lines().filter(|linea| !linea.starts_with("//!"));
    Some(lineas.collect())
}

fn mostrar(criterio: &Criterio) -> anyhow::Result<()> {
    let (marca, color) = match criterio.resultado {
        Resultado::Cumplido => ("✓", Green),
        Resultado::Incumplido => ("✗", Red),
        Resultado::SinMirar => ("·", Yellow),
    };
    let color = color.on_default();
    let texto = match criterio.resultado {
        Resultado::SinMirar => format!("{} (sin mirar)", criterio.texto()),
        _ => criterio.texto(),
    };
    let linea = format!("  {color}{marca}{color:#} {texto}");
    decir(format!("{}\n", envolver(&linea, "    ")))
}

/// El consejo de lo primero que no se cumple: arreglarlo puede arreglar lo demás.
fn aconsejar(sin_cumplir: &[&Criterio]) -> anyhow::Result<()> {
    for criterio in sin_cumplir {
        if criterio.resultado == Resultado::Incumplido {
            return decir(format!("\n{}\n", envolver(&criterio.consejo, "")));
        }
    }
    Ok(())
}

fn apuntar(sello: &Path) -> anyhow::Result<()> {
    let no_se_puede = || format!("no se puede apuntar en {}", sello.display());
    fs::create_dir_all(sello.with_file_name("")).with_context(no_se_puede)?;
    fs::write(sello, "").with_context(no_se_puede)
}

/// Qué hacer después de uno: el primero sin conseguir de los que van detrás, o de todos.
fn que_sigue(este: &Ejercicio) -> anyhow::Result<String> {
    let programas = programas()?;
    let mut siguientes: Vec<&Ejercicio> = EJERCICIOS.iter().collect();
    if let Some(cual) = siguientes
        .iter()
        .position(|otro| otro.programa() == este.programa())
    {
        siguientes.rotate_left(cual + 1);
    }
    for otro in siguientes {
        if Marcha::de(otro, &programas) != Marcha::Conseguido {
            return Ok(format!(
                "El siguiente: {}",
                que_orden_toca(otro, &programas)
            ));
        }
    }
    Ok("Ya lo están todos.".to_string())
}

/// Comprueba el archivo ahora y cada vez que se guarda, hasta Ctrl-C.
fn comprobar_al_guardar(ejercicio: &Ejercicio) -> anyhow::Result<bool> {
    let archivo = match ejercicio.empezado(&programas()?) {
        Some(entrada) => entrada.archivo,
        None => raiz().join(ejercicio.archivo_nuevo()),
    };
    let mut antes = fs::read(&archivo).ok();
    let mut comprobado = None;
    while !interrumpido() {
        let ahora = fs::read(&archivo).ok();
        // Un editor escribe a trozos: se comprueba lo que se ve igual dos veces seguidas.
        if ahora == antes && comprobado.as_ref() != Some(&ahora) {
            comprobado = Some(ahora.clone());
            let hecho = comprobar(ejercicio, Mirando::ElDibujo);
            if interrumpido() {
                break;
            }
            if let Err(error) = hecho {
                salida::contar(&error);
            }
            decir("\nAl guardar el archivo se comprueba otra vez; Ctrl-C para acabar.\n")?;
        }
        antes = ahora;
        thread::sleep(Duration::from_millis(200));
    }
    Ok(true)
}
