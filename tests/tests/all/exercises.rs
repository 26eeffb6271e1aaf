//! Los ejercicios se pueden resolver, y no se pueden dar por resueltos sin resolverlos.

use std::thread;
use std::time::Duration;
use tests::Leccion;
use tests::ejercicios::{Criterio, EJERCICIOS, Ejercicio};

/// Respuestas que alguien daría, y lo que el comprobador tiene que decir de cada una.
const EQUIVOCADAS: [(&str, u32, &str, &str); 15] = [
    ("sequential", 1, "medido_tarde", "ese tiempo es el que pasó, 4"),
    ("sequential", 2, "sin_la_ultima", "tareas terminadas, de la 1 a la 5: 4 de 5"),
    ("threads", 1, "sin_esperar", "tareas terminadas, de la 1 a la 5: 0 de 5"),
    ("threads", 1, "de_uno_en_uno", "a la vez: 1 de 5"),
    ("threads", 2, "todas_a_la_vez", "nunca más de 2 a la vez: llegó a haber 5"),
    ("threads", 2, "dormir_en_lugar_de_esperar", "nunca más de 2 a la vez: llegó a haber 3"),
    ("threads", 3, "join_con_expect", "dice «[+] Resultado de la tarea 3: 30»: lo dijo 0 veces"),
    ("threads", 4, "segun_llegan", "resultados en el orden de las tareas: 3: 30, 2: 20, 1: 10"),
    ("processes", 1, "con_hilos", "procesos: 1 de 4"),
    ("processes", 1, "de_uno_en_uno", "a la vez: 1 de 4"),
    ("processes", 2, "sin_mirar_el_estado", "termina con un estado que dice que falló: estado 0"),
    ("processes", 3, "sin_preguntar", "cuentan los hijos, y el padre solo suma"),
    ("http", 1, "en_fila", "a la vez: 1 de 3"),
    ("http", 2, "dos_veces", "cada página se pide una vez: 8 peticiones para 4 páginas"),
    ("http", 3, "medido_al_esperar", "dice «[+] La más rápida: URL (T segundos)»"),
];

fn contar(criterios: &[Criterio]) -> String {
    let lineas = criterios.iter().map(|Criterio { texto, cumplido }| {
        format!("  {} {texto}\n", if *cumplido { "✓" } else { "✗" })
    });
    lineas.collect()
}

#[test]
fn cada_solucion_cumple_todo() {
    thread::scope(|ambito| {
        for ejercicio in &EJERCICIOS {
            ambito.spawn(|| {
                let criterios = ejercicio.comprobar(&ejercicio.solucion()).unwrap();
                let cumplidos = criterios.iter().all(|criterio| criterio.cumplido);
                let Ejercicio { leccion, numero, .. } = ejercicio;
                assert!(cumplidos, "{leccion} {numero}:\n{}", contar(&criterios));
            });
        }
    });
}

#[test]
fn la_copia_sin_tocar_no_resuelve_ninguno() {
    thread::scope(|ambito| {
        for ejercicio in &EJERCICIOS {
            ambito.spawn(|| {
                let Ejercicio { leccion, numero, copia_de, .. } = ejercicio;
                let paquete = format!("examples-{leccion}");
                let nombre = if *copia_de == "src/main.rs" { &paquete } else { "threads" };
                let criterios = ejercicio.comprobar(&Leccion::binario(&paquete, nombre)).unwrap();
                let cumplidos = criterios.iter().all(|criterio| criterio.cumplido);
                assert!(!cumplidos, "{leccion} {numero}:\n{}", contar(&criterios));
            });
        }
    });
}

#[test]
fn cada_respuesta_equivocada_falla_y_se_dice_por_que() {
    thread::scope(|ambito| {
        for (leccion, numero, error, por_que) in EQUIVOCADAS {
            ambito.spawn(move || {
                let ejercicio = Ejercicio::buscar(leccion, numero).unwrap();
                let programa = Leccion::ejemplo("tests", &format!("{leccion}{numero}_{error}"));
                let criterios = ejercicio.comprobar(&programa).unwrap();
                let dicho = criterios.iter().any(|c| !c.cumplido && c.texto.starts_with(por_que));
                assert!(dicho, "{leccion} {numero} {error}:\n{}", contar(&criterios));
            });
        }
    });
}

#[test]
fn cada_ejercicio_tiene_su_respuesta_equivocada() {
    for Ejercicio { leccion, numero, .. } in &EJERCICIOS {
        let suya = |(otra, otro, ..): &(&str, u32, &str, &str)| otra == leccion && otro == numero;
        assert!(EQUIVOCADAS.iter().any(suya), "{leccion} {numero}");
    }
}

#[test]
fn un_programa_interminable_se_termina_y_se_dice() {
    let servidor = Leccion::binario("examples-http", "server").con(["0"]);
    let hecho = servidor.limite(Duration::from_secs(2)).ejecutar().unwrap();
    assert!(hecho.estado.is_none(), "{hecho}");
    let ejercicio = Ejercicio::buscar("sequential", 2).unwrap();
    let servidor = Leccion::binario("examples-http", "server").con(["0"]);
    let criterios = ejercicio.comprobar(&servidor.limite(Duration::from_secs(2))).unwrap();
    let dicho = "termina bien: no terminaba, y hubo que terminarlo";
    assert!(criterios.iter().any(|c| !c.cumplido && c.texto == dicho), "{}", contar(&criterios));
}

#[test]
fn la_orden_los_enumera_da_pistas_y_comprueba() {
    let orden = |argumentos: &[&str]| {
        Leccion::binario("tests", "exercise").con(argumentos).ejecutar().unwrap()
    };
    let lista = orden(&[]);
    assert_eq!(lista.codigo(), Some(0), "{lista}");
    for Ejercicio { leccion, numero, titulo, .. } in &EJERCICIOS {
        assert!(lista.salida.contains(titulo), "{lista}");
        let pista = orden(&[leccion, &numero.to_string(), "--hint"]);
        assert_eq!(pista.codigo(), Some(0), "{pista}");
        assert!(pista.salida.len() > 40, "{pista}");
    }
    let bien = orden(&["sequential", "1", "--solution"]);
    assert_eq!(bien.codigo(), Some(0), "{bien}");
    assert!(bien.salida.contains("✓ al final dice el tiempo total"), "{bien}");
    assert!(bien.salida.ends_with("Conseguido.\n"), "{bien}");

    for (argumentos, codigo, explicacion) in [
        (&["threads", "9"][..], 2, "No hay ningún ejercicio «threads 9»"),
        (&["threads"], 2, "Falta"),
        (&["threads", "uno"], 2, "«uno» no vale"),
        (&["threads", "1", "--nada"], 2, "No existe «--nada»"),
        (&["threads", "1", "--hint", "--start"], 2, "no va con los demás"),
    ] {
        let hecho = orden(argumentos);
        assert_eq!(hecho.codigo(), Some(codigo), "{hecho}");
        assert!(hecho.errores.contains(explicacion), "{hecho}");
    }
}
