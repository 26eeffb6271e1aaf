//! Los experimentos: que cada uno enseñe lo que dice que enseña.

use crate::requests::fallan;
use crate::*;
use shared::experimentos::coste::memoria_en_palabras;
use std::io::{BufRead, BufReader, Read};

/// El número con que acaba un mensaje.
fn numero_final(mensaje: &str) -> u32 {
    let ultima = mensaje.rsplit(' ').next().unwrap();
    ultima.parse().unwrap()
}

/// Lo que dice, sin repetir y en cualquier orden.
fn en_cualquier_orden(hecho: &Ejecucion) -> BTreeSet<&str> {
    hecho.mensajes().into_iter().collect()
}

#[test]
fn cpu_cuenta_los_mismos_primos_de_las_tres_maneras() {
    // Menos que un bloque, y un millón, y no los siete de siempre: lo que importa aquí es la cuenta.
    for (limite, primos) in [("3", 1), ("1000000", 78498)] {
        let hecho = cpu("sequential", limite, primos);
        assert_eq!(hecho.a_la_vez(), 1, "{hecho}");
        assert_eq!(hecho.procesos_con_tareas(), [hecho.pid].into(), "{hecho}");

        let hecho = cpu("threads", limite, primos);
        assert_eq!(hecho.hilos().len(), partes(), "{hecho}");
        assert_eq!(hecho.procesos_con_tareas(), [hecho.pid].into(), "{hecho}");

        let hecho = cpu("processes", limite, primos);
        assert_eq!(hecho.hijos().len(), partes(), "{hecho}");
    }
}

/// En cuántas se reparte la cuenta.
fn partes() -> usize {
    let nucleos = thread::available_parallelism().unwrap();
    nucleos.get().max(2)
}

fn cpu(manera: &str, limite: &str, primos: u32) -> Ejecucion {
    let hecho = bien(experimento("cpu", manera).arg(limite));
    let total = format!("[+] {primos} primos en total");
    assert_eq!(hecho.veces(&total), 1, "{hecho}");
    assert_eq!(hecho.mensajes().len(), partes() + 2, "{hecho}");
    assert_eq!(hecho.tramos.len(), partes(), "{hecho}");
    segundos_dichos(&hecho);
    hecho
}

#[test]
fn un_numero_que_no_vale_se_explica() {
    for malo in ["muchos", "-1", "1000000001"] {
        no_vale("cpu", malo);
    }
    for malo in ["0", "1.5", ""] {
        no_vale("spawn-cost", malo);
    }
}

fn no_vale(nombre: &str, malo: &str) {
    let aviso = format!("[-] «{malo}» no es un número entero de ");
    let hecho = mal(experimento(nombre, "threads").arg(malo), 2, &aviso);
    assert_eq!(hecho.salida, "", "{hecho}");
    assert!(hecho.errores.contains("Uso: "), "{hecho}");
}

#[test]
fn memory_con_hilos_es_la_misma_y_con_procesos_cada_uno_tiene_la_suya() {
    suman("memory", "threads", [1, 2, 3], 3);
    suman("memory", "processes", [1, 1, 1], 0);
}

#[test]
fn race_pierde_dos_sumas_de_tres_y_sin_barrera_no_sobra_ninguna() {
    suman("race", "threads", [1, 1, 1], 1);
    let hecho = bien(experimento("race", "threads").arg("loop"));
    assert_eq!(hecho.mensajes().len(), 1, "{hecho}");
    assert!(numero_final(hecho.ultimo()) <= 3_000_000, "{hecho}");
}

/// Comprueba lo que ve cada uno de los tres que suman, y lo que queda al final.
fn suman(nombre: &str, manera: &str, ven: [u32; 3], queda: u32) {
    let hecho = bien(&mut experimento(nombre, manera));
    let mut mensajes = hecho.mensajes();
    let ultimo = mensajes.pop().unwrap();
    assert_eq!(ultimo, format!("[+] Quien los inició ve {queda}"));

    let mut vistos: Vec<u32> = mensajes.into_iter().map(numero_final).collect();
    vistos.sort_unstable();
    assert_eq!(vistos, ven, "{hecho}");
    assert_eq!(hecho.tramos.len(), 3, "{hecho}");
}

#[test]
fn deadlock_en_el_mismo_orden_acaba() {
    let hecho = bien(&mut experimento("deadlock", "threads"));
    // El segundo no toma nada hasta que el primero, que puede ser cualquiera, suelta las dos cosas.
    let [una, dos, otra_una, otras_dos, fin] = hecho.mensajes()[..] else {
        panic!("{hecho}");
    };
    assert_eq!(una.replace(UNA_COSA, LAS_DOS), dos, "{hecho}");
    assert_eq!(otra_una.replace(UNA_COSA, LAS_DOS), otras_dos, "{hecho}");
    assert_eq!(fin, "[+] Los dos han pintado", "{hecho}");
    assert_eq!(hecho.hechas().len(), 2, "{hecho}");
}

const UNA_COSA: &str = "tengo una cosa y espero la otra";
const LAS_DOS: &str = "tengo las dos, y pinto";

#[test]
fn deadlock_en_orden_cruzado_no_acaba() {
    // En un equipo muy ocupado, un hilo puede acabar antes de que empiece el otro: entonces se prueba otra vez.
    let se_bloquea = (0..10).any(|_| se_bloquea());
    assert!(se_bloquea, "no se bloquea ninguna vez");
}

/// Si los dos tienen una cosa y, un segundo después, ninguno ha llegado a tener las dos.
fn se_bloquea() -> bool {
    let mut programa = experimento("deadlock", "threads");
    let mut en_marcha = EnMarcha::iniciar(programa.arg("crossed"));
    en_marcha.hasta_que_empiecen(2);
    let salida = en_marcha.proceso.stdout.take().unwrap();
    let mut salida = BufReader::new(salida);
    let mut dicho = String::new();
    while dicho.matches(UNA_COSA).count() < 2 {
        let leido = salida.read_line(&mut dicho).unwrap();
        assert!(leido > 0, "ha terminado: {dicho}");
    }
    thread::sleep(Duration::from_secs(1));
    let sigue = en_marcha.proceso.try_wait().unwrap().is_none();
    en_marcha.proceso.kill().unwrap();
    en_marcha.proceso.wait().unwrap();
    salida.read_to_string(&mut dicho).unwrap();
    sigue && !dicho.contains(LAS_DOS)
}

#[test]
fn stop_los_hilos_paran_cuando_main_lo_pide() {
    let hecho = bien(&mut experimento("stop", "threads"));
    let mensajes = hecho.mensajes();
    assert_eq!(mensajes[0], "[+] main pide que paren", "{hecho}");
    assert_eq!(mensajes.len(), 4, "{hecho}");
    assert_eq!(hecho.ultimo(), "[+] Los dos han parado", "{hecho}");
    // Hasta que main lo pide, siguen.
    assert_eq!(hecho.hechas().len(), 2, "{hecho}");
    assert!(hecho.duracion >= Duration::from_secs(1), "{hecho}");
}

#[test]
fn limit_nunca_hay_mas_de_tres_tareas_a_la_vez() {
    let hecho = bien(&mut experimento("limit", "threads"));
    let fin = "[+] Las seis tareas han acabado";
    assert_eq!(hecho.ultimo(), fin, "{hecho}");
    assert_eq!(hecho.hechas().len(), 6, "{hecho}");
    assert!(hecho.a_la_vez() <= 3, "{hecho}");
    assert!(hecho.hilos().len() <= 3, "{hecho}");
}

#[test]
fn arc_y_scope_dejan_que_tres_hilos_usen_la_misma_lista() {
    for nombre in ["arc", "scope"] {
        let hecho = bien(&mut experimento(nombre, "threads"));
        let lista = "[+] En la lista están [1, 2, 3]";
        assert_eq!(hecho.mensajes(), [lista], "{hecho}");
        assert_eq!(hecho.hilos().len(), 3, "{hecho}");
    }
}

#[test]
fn twice_dos_hilos_hacen_el_mismo_trabajo() {
    let hecho = bien(&mut experimento("twice", "threads"));
    let trabajo = "[+] Trabajador 1: hago mi trabajo";
    assert_eq!(hecho.veces(trabajo), 2, "{hecho}");
    assert_eq!(hecho.a_la_vez(), 1, "{hecho}");
    assert_eq!(hecho.hilos().len(), 2, "{hecho}");
}

#[test]
fn lines_de_una_vez_salen_enteras_y_a_trozos_se_pegan() {
    let enteras = bien(&mut experimento("lines", "threads"));
    let esperado = [
        "[+] Trabajador 1: he terminado",
        "[+] Trabajador 2: he terminado",
        "[+] Los dos han terminado",
    ];
    assert_eq!(en_cualquier_orden(&enteras), esperado.into(), "{enteras}");

    let pegadas = bien(experimento("lines", "threads").arg("pieces"));
    let primera = pegadas.mensajes()[0];
    assert!(primera.contains("Trabajador 1: "), "{pegadas}");
    assert!(primera.contains("Trabajador 2: "), "{pegadas}");
}

#[test]
fn messages_entrega_los_resultados() {
    let suma = "[+] 3 resultados, que suman 14";
    let hecho = bien(&mut experimento("messages", "threads"));
    let esperado = [
        "[+] Por el canal llega 1",
        "[+] Por el canal llega 4",
        "[+] Por el canal llega 9",
        suma,
    ];
    assert_eq!(en_cualquier_orden(&hecho), esperado.into(), "{hecho}");
    assert_eq!(hecho.hilos().len(), 3, "{hecho}");

    let hecho = bien(&mut experimento("messages", "processes"));
    assert_eq!(hecho.mensajes(), [suma], "{hecho}");
    assert_eq!(hecho.hijos().len(), 3, "{hecho}");
}

const TERMINAN_EL_1_Y_EL_3: [&str; 3] = [
    "[+] Trabajador 1: he terminado",
    "[+] Trabajador 3: he terminado",
    "[+] Han terminado 2 de 3",
];

#[test]
fn crash_con_hilos_un_panico_acaba_con_uno_y_un_aborto_con_todos() {
    let panico = "el trabajador 2 se rinde";
    let hecho = mal(&mut experimento("crash", "threads"), 1, panico);
    let dicho = en_cualquier_orden(&hecho);
    assert_eq!(dicho, TERMINAN_EL_1_Y_EL_3.into(), "{hecho}");
    // También el que entra en pánico anota que termina.
    assert_eq!(hecho.hechas().len(), 3, "{hecho}");

    let hecho = ejecutar(experimento("crash", "threads").arg("abort"));
    assert!(hecho.de_golpe(), "{hecho}");
    assert!(!hecho.salida.contains("Han terminado"), "{hecho}");
}

#[test]
fn crash_con_procesos_un_aborto_acaba_con_uno() {
    let aborto = "[-] Trabajador 2: ";
    let hecho = mal(&mut experimento("crash", "processes"), 1, aborto);
    let dicho = en_cualquier_orden(&hecho);
    assert_eq!(dicho, TERMINAN_EL_1_Y_EL_3.into(), "{hecho}");
    assert_eq!(hecho.hechas().len(), 2, "{hecho}");
    assert_eq!(hecho.a_medias(), ["Trabajador 2"], "{hecho}");
}

const NADIE_LO_ESPERA: [&str; 2] = [
    "[+] main inicia al trabajador 1",
    "[+] main llega al final sin esperarlo",
];

#[test]
fn sin_join_un_hilo_acaba_con_main() {
    let hecho = bien(&mut experimento("no-join", "threads"));
    assert_eq!(hecho.mensajes(), NADIE_LO_ESPERA, "{hecho}");
    assert_eq!(hecho.a_medias(), ["Trabajador 1"], "{hecho}");
}

#[test]
fn sin_wait_un_hijo_acaba_despues() {
    let hecho = bien(&mut experimento("no-join", "processes"));
    let mut mensajes = hecho.mensajes();
    assert_eq!(mensajes.pop(), Some("[+] Trabajador 1: he terminado"));
    assert_eq!(mensajes, NADIE_LO_ESPERA, "{hecho}");
    assert_eq!(hecho.hechas(), ["Trabajador 1"], "{hecho}");
    assert_eq!(hecho.hijos().len(), 1, "{hecho}");
}

#[test]
fn spawn_cost_dice_el_tiempo_y_la_memoria_de_cada_uno() {
    let hecho = spawn_cost("threads");
    assert_eq!(hecho.procesos_con_tareas(), [hecho.pid].into(), "{hecho}");
    let hecho = spawn_cost("processes");
    assert_eq!(hecho.hijos().len(), 20, "{hecho}");
}

fn spawn_cost(manera: &str) -> Ejecucion {
    let hecho = bien(experimento("spawn-cost", manera).arg("20"));
    let tiempo = hecho.tras("[+] Iniciar y esperar 20, uno a uno: ");
    let memoria = hecho.tras("[+] Memoria de 20 esperando a la vez: ");
    assert_eq!(hecho.mensajes().len(), 2, "{hecho}");
    assert_eq!(hecho.hechas().len(), 20, "{hecho}");

    let micros = tiempo[0].strip_suffix(" µs cada uno").unwrap();
    assert!(micros.parse::<u64>().unwrap() > 0, "{hecho}");
    // Solo se puede medir en Linux; que sea poca no es que no se sepa.
    let no_se_sabe = memoria_en_palabras(20, None);
    let medida = memoria != [no_se_sabe];
    assert_eq!(medida, cfg!(target_os = "linux"), "{hecho}");
    hecho
}

#[test]
fn spawn_cost_distingue_la_memoria_que_es_poca_de_la_que_no_se_sabe() {
    let cada_uno = |bytes| memoria_en_palabras(20, bytes);
    assert_eq!(cada_uno(Some(20 * 9 * 1024)), "9 KiB cada uno");
    assert_eq!(cada_uno(Some(0)), "menos de 1 KiB cada uno");
    assert_eq!(cada_uno(None), "no se sabe en este sistema");
}

#[test]
fn async_pide_las_cuatro_en_un_solo_hilo_y_dice_lo_que_falla() {
    let hecho = bien(&mut programa("async"));
    assert_eq!(hecho.mensajes().len(), 5, "{hecho}");
    assert_eq!(hecho.hechas().len(), 4, "{hecho}");
    assert_eq!(hecho.hilos().len(), 1, "{hecho}");
    segundos_dichos(&hecho);

    let nadie = "http://127.0.0.1:9/nadie";
    let averia = (nadie.to_string(), "conexión rechazada");
    fallan(programa("async").arg(nadie), &[averia]);
}
