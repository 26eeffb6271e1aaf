//! `cargo exercise`: lo que enumera, lo que aconseja, y de empezar un ejercicio a conseguirlo.
#![allow(clippy::unwrap_used, reason = "una prueba que falla entra en pánico")]

use exercise::EJERCICIOS;
use runner::{Ejecucion, Programa};
use shared::ejecucion::clon::Clon;
use shared::ejecucion::construir::raiz;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// La orden, ya construida. A su vez construye, quizá después de otras.
fn exercise(argumentos: &[&str]) -> Programa {
    let orden = Programa::construido(env!("CARGO_BIN_EXE_exercise"));
    orden.con(argumentos).durante(Duration::from_secs(500))
}

fn que_va_bien(argumentos: &[&str]) -> Ejecucion {
    exercise(argumentos)
        .ejecutar()
        .unwrap()
        .exigir_que_vaya_bien()
}

fn rechazado(argumentos: &[&str], por_que: &str) {
    exercise(argumentos).ejecutar().unwrap().exigir(2, por_que);
}

fn solucion(programa: &str) -> String {
    let archivo = format!("tools/exercise/tests/solutions/{programa}.rs");
    fs::read_to_string(raiz().join(archivo)).unwrap()
}

#[test]
fn los_enumera_todos_o_los_de_una_leccion() {
    let lista = que_va_bien(&[]);
    for ejercicio in &EJERCICIOS {
        let linea = format!("{:10} {}  ", ejercicio.leccion, ejercicio.numero);
        assert!(lista.salida.contains(&linea), "{lista}");
    }
    let de_hilos = que_va_bien(&["threads"]);
    assert!(de_hilos.salida.contains(" threads    7  "), "{de_hilos}");
    assert!(!de_hilos.salida.contains(" processes "), "{de_hilos}");
}

#[test]
fn da_dos_pistas() {
    let una = que_va_bien(&["threads", "1", "--hint"]);
    let mayor = "Otra mayor: cargo exercise threads 1 --hint 2\n";
    assert!(una.salida.ends_with(mayor), "{una}");
    let otra = que_va_bien(&["examples-threads", "1", "--hint", "2"]);
    let codigo = "\n    let mut hilos = Vec::new();\n";
    assert!(otra.salida.contains(codigo), "{otra}");
    let sin_colores = !una.salida.contains('\u{1b}') && !otra.salida.contains('\u{1b}');
    assert!(sin_colores, "sin terminal no hay colores: {otra}");
}

#[test]
fn de_lo_que_no_hay_propone_lo_mas_parecido() {
    rechazado(&["thread", "1"], "el más parecido es «threads 1»");
    rechazado(&["threads1"], "el más parecido es «threads 1»");
    rechazado(
        &["threads", "8"],
        "«threads 8»: los de threads van del 1 al 7",
    );
    rechazado(&["ñññ"], "No hay ningún ejercicio «ñññ»: las lecciones son");
    rechazado(&["threads", "1", "2"], "Sobra «2»");
    rechazado(&["threads", "--start"], "Falta decir de qué ejercicio");
    rechazado(&["threads", "1", "--hint", "3"], "«3» no vale para --hint");
    rechazado(&["threads", "1", "--start", "--watch"], "no van juntas");
    rechazado(&["threads", "1", "--fast"], "No existe «--fast»");
}

#[test]
fn de_empezarlo_a_conseguirlo() {
    let clon = Clon::nuevo("start").unwrap();
    let archivo = clon.ruta("examples-sequential/examples/sequential2.rs");
    // De otra vez.
    let _ = fs::remove_file(&archivo);
    let desde = clon.ruta("examples-sequential");
    let hacer = |argumentos: &[&str]| exercise(argumentos).desde(&desde).ejecutar().unwrap();
    let comprobar = || hacer(&["sequential", "2"]);
    comprobar().exigir(1, "cargo exercise sequential 2 --start");

    let empezado = hacer(&["sequential", "2", "--start"]).exigir_que_vaya_bien();
    let orden = "cargo run -p examples-sequential --example sequential2";
    assert!(empezado.salida.contains(orden), "{empezado}");
    let leccion = clon.ruta("examples-sequential/src/main.rs");
    let leccion = fs::read_to_string(leccion).unwrap();
    let suya = "//! Ejecútalo: cargo run -p examples-sequential\n";
    assert!(leccion.contains(suya));
    let copia = leccion.replace(suya, &format!("//! Ejecútalo: {orden}\n"));
    assert_eq!(fs::read_to_string(&archivo).unwrap(), copia);

    let sin_tocar = comprobar().exigir(1, "");
    assert!(
        sin_tocar.salida.contains("Faltan por hacer: 3, 4 y 5."),
        "{sin_tocar}"
    );
    assert!(
        sin_tocar.salida.contains("[+] Tarea 2 finalizando"),
        "lo que dice se ve: {sin_tocar}"
    );
    fs::write(&archivo, solucion("sequential2")).unwrap();
    hacer(&["sequential", "2", "--start"]).exigir(1, "ya existe, y se queda como está");
    let resuelto = comprobar().exigir_que_vaya_bien();
    let siguiente = "Conseguido. El siguiente: cargo exercise th";
    assert!(resuelto.salida.contains(siguiente), "{resuelto}");
    let lista = hacer(&["sequential"]);
    assert!(lista.salida.contains("✓ sequential 2"), "{lista}");

    // Copiada con su fecha, se juzga la lección, y no lo último que se construyó.
    fs::write(&archivo, &copia).unwrap();
    poner_fecha_de_hace_una_hora(&archivo);
    comprobar().exigir(1, "");
    let lista = hacer(&["sequential"]);
    assert!(lista.salida.contains("… sequential 2"), "{lista}");
}

fn poner_fecha_de_hace_una_hora(archivo: &Path) {
    let hace_una_hora = SystemTime::now() - Duration::from_secs(60 * 60);
    let archivo = File::options().write(true).open(archivo).unwrap();
    archivo.set_modified(hace_una_hora).unwrap();
}

#[test]
fn el_archivo_de_un_ejercicio_es_el_que_dice_cargo() {
    let clon = Clon::nuevo("folder").unwrap();
    // Quien prueba esto puede tenerlo empezado.
    let _ = fs::remove_file(clon.ruta("examples-sequential/examples/sequential2.rs"));
    let carpeta = "examples-sequential/examples/sequential2";
    clon.escribir(format!("{carpeta}/main.rs"), &solucion("sequential2"))
        .unwrap();
    let hacer = |argumentos: &[&str]| {
        let orden = exercise(argumentos).desde(clon.ruta(""));
        orden.ejecutar().unwrap()
    };
    let lista = hacer(&["sequential"]).exigir_que_vaya_bien();
    assert!(
        !lista.salida.contains("  sequential 2"),
        "está empezado: {lista}"
    );
    hacer(&["sequential", "2", "--start"]).exigir(1, "ya existe, y se queda como está");
    hacer(&["sequential", "2"]).exigir_que_vaya_bien();

    // También se nota que cambia otro archivo suyo, aunque se copie con su fecha.
    let con_otro = solucion("sequential2").replace("fn main", "mod otro;\n\nfn main");
    let con_otro = con_otro.replace("1..=5", "1..=otro::CUANTAS");
    clon.escribir(format!("{carpeta}/main.rs"), &con_otro)
        .unwrap();
    let otro = format!("{carpeta}/otro.rs");
    clon.escribir(&otro, "pub const CUANTAS: u32 = 5;\n")
        .unwrap();
    hacer(&["sequential", "2"]).exigir_que_vaya_bien();
    clon.escribir(&otro, "pub const CUANTAS: u32 = 4;\n")
        .unwrap();
    poner_fecha_de_hace_una_hora(&clon.ruta(&otro));
    let falta_una = hacer(&["sequential", "2"]).exigir(1, "");
    assert!(falta_una.salida.contains("Falta la última"), "{falta_una}");
}

#[test]
fn si_la_pagina_no_se_entiende_dice_donde() {
    let clon = Clon::nuevo("page").unwrap();
    let pagina = clon.ruta("examples-sequential/README.md");
    let dice = fs::read_to_string(&pagina).unwrap();
    // Quien aprende también puede cambiar la página.
    let sin_pista = dice.replacen("<details><summary>Otra", "Otra", 1);
    let lineas: Vec<&str> = sin_pista.lines().collect();
    let linea = lineas
        .iter()
        .position(|linea| linea.starts_with("1. **El tiempo total**"));
    let linea = linea.unwrap() + 1;
    fs::write(&pagina, lineas.join("\r\n")).unwrap();
    let orden = exercise(&["sequential", "1", "--hint"]).desde(clon.ruta(""));
    let hecho = orden.ejecutar().unwrap();
    let donde = format!("examples-sequential/README.md:{linea}: ");
    let hecho = hecho.exigir(1, &donde);
    assert!(hecho.errores.contains("dos pistas"), "{hecho}");
}

#[cfg(unix)]
#[test]
fn al_guardar_el_archivo_se_comprueba_otra_vez() {
    use std::io::{BufRead, BufReader};
    use std::process::{Child, Command, Stdio};

    /// Un proceso que no termina por sí mismo: al soltarlo se le mata, también si la prueba falla.
    struct HastaElFinal(Child);

    impl Drop for HastaElFinal {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    let clon = Clon::nuevo("watch").unwrap();
    let archivo = clon.ruta("examples-sequential/examples/sequential2.rs");
    let leccion = fs::read_to_string(clon.ruta("examples-sequential/src/main.rs")).unwrap();
    clon.escribir("examples-sequential/examples/sequential2.rs", &leccion)
        .unwrap();
    let orden = Command::new(env!("CARGO_BIN_EXE_exercise"))
        .args(["sequential", "2", "--watch"])
        .current_dir(clon.ruta("tools"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut orden = HastaElFinal(orden.unwrap());
    let mut salida = BufReader::new(orden.0.stdout.take().unwrap());
    let mut leer_hasta = |texto: &str| {
        let mut dicho = String::new();
        while !dicho.contains(texto) {
            assert!(salida.read_line(&mut dicho).unwrap() > 0, "{dicho}");
        }
        dicho
    };
    let primera = leer_hasta("se comprueba otra vez");
    assert!(
        primera.contains("✗ hace las tareas de la 1 a la 5"),
        "{primera}"
    );
    fs::write(&archivo, solucion("sequential2")).unwrap();
    leer_hasta("Conseguido.");
    leer_hasta("se comprueba otra vez");
    // Escrito y cambiado de nombre, como guardan muchos editores.
    let otro = archivo.with_extension("tmp");
    fs::write(&otro, "fn main() { a medias").unwrap();
    fs::rename(&otro, &archivo).unwrap();
    leer_hasta("se comprueba otra vez");
    let pid = orden.0.id().to_string();
    Command::new("kill").args(["-INT", &pid]).status().unwrap();
    assert!(orden.0.wait().unwrap().success());
}
