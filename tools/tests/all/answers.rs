//! Los ejercicios se pueden resolver donde los escribe quien los hace, y no se pueden dar por resueltos
//! sin resolverlos.

use crate::clon::Clon;
use crate::*;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, mpsc};
use std::{fs, thread};
use tools::ejercicios::{self, Ejercicio, ejercicios};

/// Lo que se espera de quien juzga una respuesta.
#[derive(Clone, Debug, PartialEq)]
enum Juicio {
    Vale,
    /// No vale, y algo hay que decirle.
    NoVale,
    /// No vale, y esto es parte de lo primero que hay que decirle.
    NoValePorque(String),
}

#[derive(Clone, Debug)]
struct Respuesta {
    codigo: String,
    juicio: Juicio,
}

/// Las de un ejercicio: su solución, la lección sin tocar, y las que hay en `tests/answers`.
fn respuestas_a(ejercicio: &Ejercicio) -> Vec<Respuesta> {
    let nombre = ejercicio.programa();
    let mut respuestas = vec![
        Respuesta { codigo: solucion(&nombre), juicio: Juicio::Vale },
        Respuesta { codigo: leer(ejercicio.original()), juicio: Juicio::NoVale },
    ];
    let escritas = leer(format!("tools/tests/answers/{}.diff", ejercicio.partes().0));
    for escrita in escritas.split("\n# ").skip(1) {
        let (cabecera, cambios) = escrita.split_once('\n').unwrap_or((escrita, ""));
        let (cual, consejo) = cabecera.split_once(": ").unwrap_or((cabecera, ""));
        let (cual, de) = cual.split_once(" <- ").unwrap_or((cual, cual));
        if cual == nombre {
            let juicio = match consejo {
                "" => Juicio::Vale,
                consejo => Juicio::NoValePorque(consejo.to_string()),
            };
            respuestas.push(Respuesta { codigo: cambiado(&solucion(de), cambios), juicio });
        }
    }
    let malas = respuestas.iter().filter(|r| matches!(r.juicio, Juicio::NoValePorque(_))).count();
    assert!(malas >= 3, "{nombre} solo tiene {malas} respuestas equivocadas");
    respuestas
}

fn solucion(nombre: &str) -> String {
    let carpetas = ["solutions", "answers"].map(|c| format!("tools/tests/{c}/{nombre}.rs"));
    leer(if raiz().join(&carpetas[0]).exists() { &carpetas[0] } else { &carpetas[1] })
}

/// Un código en el que las líneas que empiezan por «-» son ya las que empiezan por «+».
fn cambiado(codigo: &str, cambios: &str) -> String {
    // Lo que sobra en una respuesta a medias no es lo que se prueba aquí.
    let mut hecho = "#![allow(dead_code, unused)]\n".to_string();
    let mut resto = codigo;
    let mut lineas = cambios.lines().peekable();
    while lineas.peek().is_some() {
        let mut tomar = |signo| {
            let mut tomadas = String::new();
            while let Some(linea) = lineas.next_if(|linea| linea.starts_with(signo)) {
                tomadas += &linea[1..];
                tomadas.push('\n');
            }
            tomadas
        };
        let (antes, despues) = (tomar('-'), tomar('+'));
        if antes.is_empty() {
            lineas.next(); // un comentario
            continue;
        }
        let partes = resto.split_once(&antes);
        let (igual, detras) = partes.unwrap_or_else(|| panic!("no dice «{antes}»:\n{resto}"));
        hecho = hecho + igual + &despues;
        resto = detras;
    }
    hecho + resto
}

#[test]
fn cada_respuesta_se_juzga_donde_esta_escrita() {
    let respuestas: Vec<_> = ejercicios().unwrap().iter().map(respuestas_a).collect();
    let vueltas = respuestas.iter().map(Vec::len).max().unwrap_or(0);
    let (enviar, recibir) = mpsc::channel();
    let (recibir, fallos) = (Mutex::new(recibir), Mutex::new(Vec::new()));
    thread::scope(|ambito| {
        // Muchas a la vez, pero no todas: el equipo tiene que poder con ellas.
        for _ in 0..24 {
            ambito.spawn(|| {
                let siguiente = || recibir.lock().unwrap().recv();
                while let Ok((ejercicio, respuesta, programa)) = siguiente() {
                    let fallo = juzgar(ejercicio, respuesta, programa);
                    fallos.lock().unwrap().extend(fallo);
                }
            });
        }
        // En cada vuelta, una respuesta a cada ejercicio, en un clon que es siempre el mismo: cargo construye las que
        // hayan cambiado desde la última vez.
        for vuelta in 0..vueltas {
            let clon = Clon::nuevo(&format!("answers{vuelta}"));
            let tanda = ejercicios().unwrap().iter().zip(&respuestas);
            let tanda = tanda.filter_map(|(cual, suyas)| Some((cual, suyas.get(vuelta)?)));
            let tanda: Vec<(&Ejercicio, &Respuesta)> = tanda.collect();
            for (programa, (ejercicio, respuesta)) in
                construir(&clon, &tanda).into_iter().zip(tanda)
            {
                enviar.send((ejercicio, respuesta, programa)).unwrap();
            }
        }
        drop(enviar);
    });
    let fallos = fallos.into_inner().unwrap();
    assert!(fallos.is_empty(), "{}", fallos.join("\n"));
}

/// Escribe cada respuesta en el archivo de su ejercicio, y las construye todas con una sola orden.
fn construir(clon: &Clon, tanda: &[(&Ejercicio, &Respuesta)]) -> Vec<PathBuf> {
    for (ejercicio, respuesta) in tanda {
        clon.escribir(ejercicio.archivo().to_str().unwrap(), &respuesta.codigo);
    }
    let paquetes: BTreeSet<String> = tanda.iter().map(|(cual, _)| cual.paquete()).collect();
    let nombres: Vec<String> = tanda.iter().map(|(cual, _)| cual.programa()).collect();
    let [paquetes, nombres]: [Vec<&str>; 2] = [
        paquetes.iter().map(String::as_str).collect(),
        nombres.iter().map(String::as_str).collect(),
    ];
    clon.construir(&paquetes, &nombres)
}

/// Lo que hay que contar si no se la juzga como se espera.
fn juzgar(ejercicio: &Ejercicio, respuesta: &Respuesta, programa: PathBuf) -> Option<String> {
    let criterios = ejercicios::juzgar(ejercicio, &Programa::ejecutable(programa)).unwrap();
    let consejo = criterios.iter().find(|criterio| !criterio.cumplido).map(|c| c.consejo.as_str());
    let como_se_espera = match (&respuesta.juicio, consejo) {
        (Juicio::Vale, consejo) => consejo.is_none(),
        (Juicio::NoVale, consejo) => consejo.is_some_and(|consejo| !consejo.is_empty()),
        (Juicio::NoValePorque(por), consejo) => consejo.is_some_and(|dicho| dicho.contains(por)),
    };
    let Respuesta { codigo, juicio } = respuesta;
    (!como_se_espera).then(|| format!("{}: {juicio:?}\n{criterios:#?}\n{codigo}", ejercicio.nombre))
}

#[test]
fn las_lineas_de_cada_pista_estan_en_el_archivo_que_nombra() {
    for ejercicio in ejercicios().unwrap() {
        let enunciado = ejercicio.enunciado().unwrap();
        assert!(enunciado.texto.len() > 60, "{enunciado:?}");
        let otra = &enunciado.pistas[1];
        assert!(enunciado.pistas[0].codigo.is_empty(), "{enunciado:?}");
        assert!((2..=20).contains(&otra.codigo.lines().count()), "{otra:?}");
        let archivo = otra.texto.trim_end_matches(':').rsplit(' ').next().unwrap();
        let codigo = leer(archivo);
        let mut quedan = codigo.lines().map(str::trim);
        for linea in otra.codigo.lines().map(str::trim).filter(|linea| !linea.is_empty()) {
            assert!(quedan.any(|esta| esta == linea), "{archivo} no dice «{linea}»");
        }
        // En la página, la ruta enlaza ese mismo archivo.
        let pagina = leer(format!("{}/README.md", ejercicio.paquete()));
        let (_, enlace) = pagina.split_once(&format!("[{archivo}](")).unwrap();
        let (destino, _) = enlace.split_once(')').unwrap();
        let destino = raiz().join(ejercicio.paquete()).join(destino);
        assert_eq!(
            fs::canonicalize(destino).unwrap(),
            fs::canonicalize(raiz().join(archivo)).unwrap()
        );
    }
}

fn exercise(argumentos: &[&str]) -> Programa {
    herramienta!("exercise").con(argumentos)
}

#[test]
fn la_orden_los_enumera_da_pistas_y_se_explica() {
    let lista = bien(exercise(&[]));
    for (leccion, numero) in ejercicios().unwrap().iter().map(Ejercicio::partes) {
        assert!(lista.salida.contains(&format!("{leccion:10} {numero}  ")), "{lista}");
        for cual in ["1", "2"] {
            let pista = bien(exercise(&[leccion, numero, "--hint", cual]));
            assert!(
                !pista.salida.contains(['`', '\x1b']) && !pista.salida.contains("]("),
                "{pista}"
            );
        }
    }
    assert!(bien(exercise(&["threads", "1", "--hint"])).salida.contains("--hint 2"));
    bien(exercise(&["examples-threads", "1", "--hint", "2"]));
    for (argumentos, explicacion) in [
        (&["threads", "9"][..], "No hay ningún ejercicio «threads 9»"),
        (&["threads"], "Falta"),
        (&["threads", "uno"], "«uno» no vale"),
        (&["threads", "1", "--nada"], "No existe «--nada»"),
        (&["threads", "1", "--hint", "3"], "«3» no vale"),
        (&["threads", "1", "--hint", "--start"], "no va con los demás"),
    ] {
        mal(exercise(argumentos), 2, explicacion);
    }
}

#[test]
fn de_start_a_conseguido() {
    let clon = Clon::nuevo("start");
    let archivo = clon.ruta("examples-sequential/examples/sequential2.rs");
    let _ = fs::remove_file(&archivo); // de otra vez
    let orden = exercise(&["sequential", "2"]).desde(clon.ruta("examples-sequential"));
    let empezar = orden.clone().con(["--start"]);
    mal(orden.clone(), 1, "--start");

    bien(empezar.clone());
    let ejercicio = Ejercicio::buscar("sequential", 2).unwrap().unwrap();
    assert_eq!(leer(&archivo), leer(ejercicio.original()));
    mal(orden.clone(), 1, "");

    fs::write(&archivo, solucion("sequential2")).unwrap();
    mal(empezar, 1, "ya existe, y se queda como está");
    let resuelto = bien(orden.clone());
    assert!(resuelto.salida.ends_with("Conseguido.\n"), "{resuelto}");

    // Quien aprende también puede cambiar la página.
    let pagina = leer("examples-sequential/README.md").replace("<details><summary>Otra", "Otra");
    fs::write(clon.ruta("examples-sequential/README.md"), pagina.replace('\n', "\r\n")).unwrap();
    let donde = "examples-sequential/README.md, línea ";
    assert!(mal(orden.con(["--hint"]), 1, donde).errores.contains("dos pistas"));
}

#[test]
#[cfg(unix)]
fn al_guardar_el_archivo_se_comprueba_otra_vez() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    let clon = Clon::nuevo("watch");
    let archivo = clon.ruta("examples-sequential/examples/sequential2.rs");
    fs::create_dir_all(archivo.with_file_name("")).unwrap();
    fs::copy(raiz().join("examples-sequential/src/main.rs"), &archivo).unwrap();
    let orden = Command::new(env!("CARGO_BIN_EXE_exercise"))
        .args(["sequential", "2", "--watch"])
        .current_dir(clon.ruta("tools"))
        .stdout(Stdio::piped())
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
    let faltan = "faltan Tarea 3, Tarea 4, Tarea 5";
    assert!(primera.contains("✗") && primera.contains(faltan), "{primera}");
    fs::write(&archivo, solucion("sequential2")).unwrap();
    hasta("Conseguido.");
    hasta("se comprueba otra vez");
    // Escrito y cambiado de nombre, como guardan muchos editores.
    let otro = archivo.with_extension("tmp");
    fs::write(&otro, "fn main() { a medias").unwrap();
    fs::rename(&otro, &archivo).unwrap();
    hasta("se comprueba otra vez");
    let _ = Command::new("kill").args(["-INT", &orden.0.id().to_string()]).status();
    assert!(orden.0.wait().unwrap().success());
}
