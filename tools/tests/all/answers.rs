//! Los ejercicios se pueden resolver donde los escribe quien los hace, y no se pueden dar por resueltos
//! sin resolverlos.

use crate::cambios::cambiado;
use crate::clon::Clon;
use crate::*;
use std::fs::File;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::SystemTime;
use tools::ejercicios::{self, Criterio, Ejercicio, ejercicios};

struct Respuesta {
    ejercicio: &'static Ejercicio,
    codigo: String,
    vale: bool,
    /// Parte de lo que hay que decirle: si no vale, en el primer consejo.
    parte: String,
}

/// Las de un ejercicio: su solución, la lección sin tocar, y las que hay en `tests/answers`.
fn respuestas_a(ejercicio: &'static Ejercicio) -> Vec<Respuesta> {
    let nombre = ejercicio.programa();
    let respuesta = |codigo, vale, parte| Respuesta {
        ejercicio,
        codigo,
        vale,
        parte,
    };
    let mut respuestas = vec![
        respuesta(solucion(&nombre), true, String::new()),
        respuesta(leer(ejercicio.original()), false, String::new()),
    ];
    let escritas = leer(format!("tools/tests/answers/{}.diff", ejercicio.partes().0));
    for escrita in escritas.split("\n# ").skip(1) {
        let (cabecera, cambios) = escrita.split_once('\n').unwrap_or((escrita, ""));
        let (cual, parte) = cabecera.split_once(": ").unwrap_or((cabecera, "✓ "));
        let (cual, de) = cual.split_once(" <- ").unwrap_or((cual, cual));
        if cual == nombre {
            let bien = parte.strip_prefix("✓ ");
            // Lo que sobra en una respuesta a medias no es lo que se prueba aquí.
            let codigo = "#![allow(dead_code, unused)]\n".to_string();
            let codigo = codigo + &cambiado(&solucion(de), cambios);
            respuestas.push(respuesta(
                codigo,
                bien.is_some(),
                bien.unwrap_or(parte).to_string(),
            ));
        }
    }
    let malas = respuestas
        .iter()
        .filter(|respuesta| !respuesta.vale)
        .count()
        - 1;
    assert!(
        malas >= 3,
        "{nombre} solo tiene {malas} respuestas equivocadas"
    );
    respuestas
}

fn solucion(nombre: &str) -> String {
    match nombre {
        "http4" => leer("examples-http/src/bin/threads.rs"), // otra lección
        _ => leer(format!("tools/tests/solutions/{nombre}.rs")),
    }
}

#[test]
fn cada_respuesta_se_juzga_donde_esta_escrita() {
    let respuestas: Vec<_> = ejercicios().unwrap().iter().map(respuestas_a).collect();
    let vueltas = respuestas.iter().map(Vec::len).max().unwrap_or(0);
    let construidas = (0..vueltas).flat_map(|vuelta| construir(vuelta, &respuestas));
    let (construidas, fallos) = (Mutex::new(construidas), Mutex::new(Vec::new()));
    thread::scope(|ambito| {
        // Muchas a la vez, pero no todas: el equipo tiene que poder con ellas.
        for _ in 0..24 {
            ambito.spawn(|| {
                let siguiente = || construidas.lock().unwrap().next();
                while let Some((respuesta, programa)) = siguiente() {
                    let fallo = juzgar(respuesta, programa);
                    fallos.lock().unwrap().extend(fallo);
                }
            });
        }
    });
    let fallos = fallos.into_inner().unwrap();
    assert!(fallos.is_empty(), "{}", fallos.join("\n"));
}

/// En cada vuelta, escribe una respuesta a cada ejercicio y las construye todas con una sola orden, en un clon que es
/// siempre el mismo: cargo construye las que hayan cambiado desde la última vez.
fn construir(vuelta: usize, todas: &[Vec<Respuesta>]) -> Vec<(&Respuesta, PathBuf)> {
    let clon = Clon::nuevo(&format!("answers{vuelta}"));
    let tanda: Vec<_> = todas.iter().filter_map(|suyas| suyas.get(vuelta)).collect();
    let (mut paquetes, mut nombres) = (BTreeSet::new(), Vec::new());
    for Respuesta {
        ejercicio, codigo, ..
    } in &tanda
    {
        clon.escribir(ejercicio.archivo(), codigo);
        paquetes.insert(ejercicio.paquete());
        nombres.push(ejercicio.programa());
    }
    let programas = clon.construir(&Vec::from_iter(paquetes), &nombres);
    tanda.into_iter().zip(programas).collect()
}

/// Lo que hay que contar si no se la juzga como se espera.
fn juzgar(respuesta: &Respuesta, programa: PathBuf) -> Option<String> {
    let Respuesta {
        ejercicio,
        codigo,
        vale,
        parte,
    } = respuesta;
    let criterios = ejercicios::juzgar(ejercicio, &Programa::ejecutable(programa)).unwrap();
    let como_se_espera = match criterios.iter().find(|criterio| !criterio.cumplido) {
        None => {
            *vale
                && criterios
                    .iter()
                    .any(|criterio| criterio.texto.contains(parte))
        }
        Some(Criterio { consejo, .. }) => !vale && !consejo.is_empty() && consejo.contains(parte),
    };
    let nombre = &ejercicio.nombre;
    (!como_se_espera).then(|| format!("{nombre}: {vale}, {parte:?}\n{criterios:#?}\n{codigo}"))
}

#[test]
fn las_lineas_de_cada_pista_estan_en_el_archivo_que_nombra() {
    for ejercicio in ejercicios().unwrap() {
        let enunciado = ejercicio.enunciado().unwrap();
        let [una, otra] = &enunciado.pistas[..] else {
            panic!("{enunciado:?}")
        };
        assert!(
            enunciado.texto.len() > 60 && una.codigo.is_empty(),
            "{enunciado:?}"
        );
        for texto in [&enunciado.texto, &una.texto, &otra.texto] {
            assert!(!texto.contains('`') && !texto.contains("]("), "{texto}");
        }
        assert!((2..=20).contains(&otra.codigo.lines().count()), "{otra:?}");
        let archivo = otra.texto.trim_end_matches(':').rsplit(' ').next().unwrap();
        let codigo = leer(archivo);
        let mut quedan = codigo.lines().map(str::trim);
        for linea in otra
            .codigo
            .lines()
            .map(str::trim)
            .filter(|linea| !linea.is_empty())
        {
            assert!(
                quedan.any(|esta| esta == linea),
                "{archivo} no dice «{linea}»"
            );
        }
    }
}

fn exercise(argumentos: &[&str]) -> Programa {
    herramienta(EXERCISE, argumentos)
}

#[test]
fn la_orden_los_enumera_y_da_pistas() {
    let lista = bien(exercise(&[]));
    for (leccion, numero) in ejercicios().unwrap().iter().map(Ejercicio::partes) {
        assert!(
            lista.salida.contains(&format!("{leccion:10} {numero}  ")),
            "{lista}"
        );
    }
    let una = bien(exercise(&["threads", "1", "--hint"]));
    assert!(
        una.salida
            .ends_with("Otra mayor: cargo exercise threads 1 --hint 2\n"),
        "{una}"
    );
    let otra = bien(exercise(&["examples-threads", "1", "--hint", "2"]));
    assert!(
        otra.salida.contains("\n    let mut hilos = Vec::new();\n"),
        "{otra}"
    );
    assert!(
        !(una.salida + &otra.salida).contains('\x1b'),
        "sin terminal no hay colores: {otra}"
    );
    let de_hilos = bien(exercise(&["threads"])).salida;
    assert!(
        de_hilos.contains(" threads    7  ") && !de_hilos.contains(" processes "),
        "{de_hilos}"
    );
}

#[test]
fn de_start_a_conseguido() {
    let clon = Clon::nuevo("start");
    let archivo = clon.ruta("examples-sequential/examples/sequential2.rs");
    let _ = fs::remove_file(&archivo); // de otra vez
    let orden = exercise(&["sequential", "2"]).desde(clon.ruta("examples-sequential"));
    let lista = exercise(&["sequential"]).desde(clon.ruta(""));
    let empezar = orden.clone().con(["--start"]);
    mal(orden.clone(), 1, "--start");

    bien(empezar.clone());
    let leccion = clon.ruta("examples-sequential/src/main.rs");
    assert_eq!(leer(&archivo), leer(&leccion));
    mal(orden.clone(), 1, "");

    fs::write(&archivo, solucion("sequential2")).unwrap();
    mal(empezar, 1, "ya existe, y se queda como está");
    let resuelto = bien(orden.clone());
    assert!(
        resuelto
            .salida
            .contains("Conseguido. El siguiente: cargo exercise th"),
        "{resuelto}"
    );

    // Escrito de otra manera, lo sigue estando.
    fs::write(
        &archivo,
        solucion("sequential2").replace("\n\n", " // mío\n\n\n"),
    )
    .unwrap();
    assert!(bien(lista.clone()).salida.contains("✓ sequential 2"));
    // Copiada con su fecha, se juzga la lección, y no lo último que se construyó.
    fs::copy(&leccion, &archivo).unwrap();
    let copiado = File::options().write(true).open(&archivo).unwrap();
    copiado
        .set_modified(SystemTime::now() - Duration::from_secs(60 * 60))
        .unwrap();
    mal(orden.clone(), 1, "");
    assert!(bien(lista).salida.contains("… sequential 2"));

    // Quien aprende también puede cambiar la página.
    let pagina = leer("examples-sequential/README.md").replace("<details><summary>Otra", "Otra");
    fs::write(
        clon.ruta("examples-sequential/README.md"),
        pagina.replace('\n', "\r\n"),
    )
    .unwrap();
    let donde = "examples-sequential/README.md:142: ";
    assert!(
        mal(orden.con(["--hint"]), 1, donde)
            .errores
            .contains("dos pistas")
    );
}

#[test]
#[cfg(unix)]
fn al_guardar_el_archivo_se_comprueba_otra_vez() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    let clon = Clon::nuevo("watch");
    let archivo = clon.ruta("examples-sequential/examples/sequential2.rs");
    fs::create_dir_all(archivo.with_file_name("")).unwrap();
    fs::copy(raiz().join("examples-sequential/src/main.rs"), &archivo).unwrap();
    let orden = Command::new(EXERCISE)
        .args(["sequential", "2", "--watch"])
        .current_dir(clon.ruta("tools"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut orden = HastaElFinal(orden.unwrap());
    let mut dicho = String::new();
    let mut salida = BufReader::new(orden.0.stdout.take().unwrap());
    let mut hasta = |texto: &str| {
        while !dicho.contains(texto) {
            assert!(salida.read_line(&mut dicho).unwrap() > 0, "{dicho}");
        }
        std::mem::take(&mut dicho)
    };
    let primera = hasta("se comprueba otra vez");
    assert!(
        primera.contains("✗") && primera.contains(": terminó Tarea 1, Tarea"),
        "{primera}"
    );
    fs::write(&archivo, solucion("sequential2")).unwrap();
    hasta("Conseguido.");
    hasta("se comprueba otra vez");
    // Escrito y cambiado de nombre, como guardan muchos editores.
    let otro = archivo.with_extension("tmp");
    fs::write(&otro, "fn main() { a medias").unwrap();
    fs::rename(&otro, &archivo).unwrap();
    hasta("se comprueba otra vez");
    let _ = Command::new("kill")
        .args(["-INT", &orden.0.id().to_string()])
        .status();
    assert!(orden.0.wait().unwrap().success());
}
