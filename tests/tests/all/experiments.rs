//! Los experimentos: que cada uno enseñe lo que dice que enseña.

use std::collections::BTreeSet;
use std::fs;
use std::thread;
use tests::leccion::raiz;
use tests::{Ejecucion, Leccion, http, tramos};

const HILOS: &str = "examples-threads";
const PROCESOS: &str = "examples-processes";

fn ejecutar(paquete: &str, experimento: &str, argumentos: &[&str]) -> Ejecucion {
    Leccion::ejemplo(paquete, experimento).con(argumentos).ejecutar().unwrap()
}

#[test]
fn cpu_cuenta_los_mismos_primos_de_las_tres_maneras() {
    let nucleos = thread::available_parallelism().unwrap().get();
    for (paquete, a_la_vez, procesos) in
        [("examples-sequential", 1, 1), (HILOS, nucleos, 1), (PROCESOS, nucleos, nucleos)]
    {
        let hecho = ejecutar(paquete, "cpu", &[]);
        assert_eq!(hecho.codigo(), Some(0), "{hecho}");
        assert!(hecho.salida.contains("\n[+] 476648 primos en total\n"), "{hecho}");
        assert_eq!(hecho.mensajes().len(), nucleos + 2, "{hecho}");
        assert!(http::total(&hecho).is_some(), "{hecho}");
        assert_eq!(hecho.tramos.len(), nucleos, "{hecho}");
        assert_eq!(tramos::a_la_vez(&hecho.tramos), a_la_vez, "{hecho}");
        assert_eq!(tramos::procesos(&hecho.tramos).len(), procesos, "{hecho}");
    }
}

#[test]
fn cpu_cuenta_hasta_donde_se_le_pide_y_rechaza_lo_que_no_es_un_numero() {
    for paquete in ["examples-sequential", HILOS, PROCESOS] {
        let hecho = ejecutar(paquete, "cpu", &["100000"]);
        assert!(hecho.salida.contains("\n[+] 9592 primos en total\n"), "{hecho}");
        for malo in ["muchos", "-1", "1.5", ""] {
            let hecho = ejecutar(paquete, "cpu", &[malo]);
            assert_eq!(hecho.codigo(), Some(2), "{hecho}");
            assert_eq!(hecho.salida, "", "{hecho}");
            assert!(hecho.errores.contains(&format!("«{malo}»")), "{hecho}");
        }
    }
}

#[test]
fn memory_con_hilos_es_la_misma_y_con_procesos_no() {
    for (paquete, ven, al_final) in [(HILOS, [1, 2, 3], 3), (PROCESOS, [1, 1, 1], 0)] {
        let hecho = ejecutar(paquete, "memory", &[]);
        assert_eq!(hecho.codigo(), Some(0), "{hecho}");
        let mensajes = hecho.mensajes();
        let (ultimo, trabajadores) = mensajes.split_last().unwrap();
        assert_eq!(*ultimo, format!("[+] Quien los inició ve {al_final}"), "{hecho}");
        let mut vistos: Vec<u32> = trabajadores
            .iter()
            .map(|mensaje| mensaje.rsplit(' ').next().unwrap().parse().unwrap())
            .collect();
        vistos.sort_unstable();
        assert_eq!(vistos, ven, "{hecho}");
        assert_eq!(hecho.tramos.len(), 3, "{hecho}");
        assert!(tramos::a_la_vez(&hecho.tramos) > 1, "{hecho}");
    }
}

#[test]
fn messages_entrega_los_resultados() {
    let hilos = ejecutar(HILOS, "messages", &[]);
    let procesos = ejecutar(PROCESOS, "messages", &[]);
    for hecho in [&hilos, &procesos] {
        assert_eq!(hecho.codigo(), Some(0), "{hecho}");
        let ultimo = "[+] 3 resultados, que suman 14";
        assert_eq!(hecho.mensajes().last(), Some(&ultimo), "{hecho}");
        assert_eq!(hecho.tramos.len(), 3, "{hecho}");
        assert!(tramos::a_la_vez(&hecho.tramos) > 1, "{hecho}");
    }
    let por_el_canal: BTreeSet<&str> = hilos.mensajes()[..3].iter().copied().collect();
    let esperados = [1, 4, 9].map(|n| format!("[+] Por el canal llega {n}"));
    assert_eq!(por_el_canal, esperados.iter().map(String::as_str).collect(), "{hilos}");
}

#[test]
fn crash_con_un_panico_lo_recibe_join_y_los_demas_terminan() {
    let hecho = ejecutar(HILOS, "crash", &[]);
    assert_eq!(hecho.codigo(), Some(1), "{hecho}");
    assert_eq!(hecho.mensajes(), sobreviven_1_y_3(), "{hecho}");
    assert!(
        hecho.errores.contains("[-] Trabajador 2: terminó en un pánico: el trabajador 2 se rinde"),
        "{hecho}"
    );
    assert_eq!(hecho.tramos.len(), 3, "{hecho}");
}

#[test]
fn crash_de_un_hilo_que_aborta_se_los_lleva_a_todos() {
    let hecho = ejecutar(HILOS, "crash", &["abort"]);
    assert!(!hecho.estado.unwrap().success() && hecho.codigo() != Some(1), "{hecho}");
    assert!(!hecho.salida.contains("Trabajador 3"), "{hecho}");
    assert!(!hecho.salida.contains("Han terminado"), "{hecho}");
}

#[test]
fn crash_de_un_proceso_que_aborta_no_se_lleva_a_nadie() {
    let hecho = ejecutar(PROCESOS, "crash", &[]);
    assert_eq!(hecho.codigo(), Some(1), "{hecho}");
    assert_eq!(hecho.mensajes(), sobreviven_1_y_3(), "{hecho}");
    assert!(hecho.errores.contains("[-] Trabajador 2: "), "{hecho}");
    assert!(!hecho.errores.contains("[-] Trabajador 1: "), "{hecho}");
    // El que aborta no llega a anotar su tramo.
    assert_eq!(tramos::procesos(&hecho.tramos).len(), 2, "{hecho}");
}

fn sobreviven_1_y_3() -> [&'static str; 3] {
    ["[+] Trabajador 1: he terminado", "[+] Trabajador 3: he terminado", "[+] Han terminado 2 de 3"]
}

#[test]
fn spawn_cost_dice_el_tiempo_y_la_memoria_de_cada_uno() {
    for (paquete, procesos) in [(HILOS, 1), (PROCESOS, 20)] {
        let hecho = ejecutar(paquete, "spawn-cost", &["20"]);
        assert_eq!(hecho.codigo(), Some(0), "{hecho}");
        let [tiempo, memoria] = hecho.mensajes()[..] else { panic!("{hecho}") };
        let numero_tras = |texto: &str, mensaje: &str| -> u64 {
            let resto = mensaje.strip_prefix(texto).unwrap_or_else(|| panic!("{hecho}"));
            resto.split(' ').next().unwrap().parse().unwrap()
        };
        assert!(numero_tras("[+] Iniciar y esperar 20, uno a uno: ", tiempo) > 0, "{hecho}");
        let texto = "[+] Memoria de 20 esperando a la vez: ";
        if cfg!(target_os = "linux") {
            assert!(numero_tras(texto, memoria) > 0, "{hecho}");
        } else {
            assert_eq!(memoria, format!("{texto}no se sabe en este sistema"), "{hecho}");
        }
        assert_eq!(hecho.tramos.len(), 20, "{hecho}");
        assert_eq!(tramos::procesos(&hecho.tramos).len(), procesos, "{hecho}");
    }
}

#[test]
fn async_pide_las_cuatro_a_la_vez_en_un_solo_hilo() {
    let hecho = ejecutar("examples-http", "async", &[]);
    assert_eq!(hecho.codigo(), Some(0), "{hecho}");
    let pedidas: BTreeSet<String> = http::paginas_pedidas(&hecho).into_iter().collect();
    assert_eq!(pedidas, http::PAGINAS.map(String::from).into(), "{hecho}");
    assert!(http::total(&hecho).unwrap().parse::<f64>().unwrap() >= 0.8, "{hecho}");
    assert_eq!(tramos::a_la_vez(&hecho.tramos), 4, "{hecho}");
    assert_eq!(tramos::hilos(&hecho.tramos).len(), 1, "{hecho}");

    let hecho = ejecutar("examples-http", "async", &["http://127.0.0.1:9/nadie"]);
    assert_eq!(hecho.codigo(), Some(1), "{hecho}");
    assert_eq!(hecho.errores.matches("[-] URL [http://127.0.0.1:9/nadie]: ").count(), 1, "{hecho}");
    assert!(hecho.errores.ends_with("[-] Fallaron 1 de 1 peticiones\n"), "{hecho}");
}

/// Lo que habla de iniciar y esperar, o de lo que solo tiene sentido con hilos o con procesos.
const INICIAR_Y_ESPERAR: [&str; 19] = [
    "Builder",
    "Command",
    "Mutex",
    "CERROJO",
    "cerrojo",
    "encargo",
    "--hijo",
    "hijo",
    "programa",
    "esperar_",
    "terminar_proceso",
    "spawn",
    "envio",
    "buzon",
    "abortar = ",
    "antes",
    "ahora",
    "echado",
    "ocupan",
];

#[test]
fn los_dos_archivos_de_una_pareja_solo_difieren_en_iniciar_y_esperar() {
    let mut parejas = 0;
    for entrada in fs::read_dir(raiz().join(HILOS).join("examples")).unwrap() {
        let nombre = entrada.unwrap().file_name();
        let [hilos, procesos] = [HILOS, PROCESOS].map(|paquete| {
            let archivo = raiz().join(paquete).join("examples").join(&nombre);
            let codigo = fs::read_to_string(&archivo).unwrap();
            assert!((15..=45).contains(&codigo.lines().count()), "{archivo:?}");
            sin_iniciar_ni_esperar(&codigo)
        });
        assert_eq!(hilos, procesos, "{nombre:?}");
        assert!(hilos.lines().count() >= 8, "{nombre:?}: queda muy poco que comparar:\n{hilos}");
        parejas += 1;
    }
    assert!(parejas >= 5);
}

/// El código sin cabecera, sin `use` y sin las líneas que inician o esperan; la que abre un bloque
/// se lleva el bloque.
fn sin_iniciar_ni_esperar(codigo: &str) -> String {
    let sangria = |linea: &str| linea.len() - linea.trim_start().len();
    let mut quedan = String::new();
    let mut bloque = None;
    for linea in codigo.lines().filter(|l| !l.starts_with("//!") && !l.starts_with("use ")) {
        if let Some(fuera) = bloque {
            if sangria(linea) == fuera && linea.trim_start().starts_with('}') {
                bloque = None;
            }
            continue;
        }
        let marcada = INICIAR_Y_ESPERAR.iter().any(|marca| linea.contains(marca));
        // «if esperar(…) {» y «for …» hacen lo mismo en los dos: solo cambia la línea.
        let abre = linea.ends_with('{') && !linea.trim_start().starts_with("if esperar_");
        if marcada && abre {
            bloque = Some(sangria(linea));
        } else if !marcada && !linea.trim().is_empty() {
            quedan += linea;
            quedan.push('\n');
        }
    }
    quedan
}
