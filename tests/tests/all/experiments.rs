//! Los experimentos: que cada uno enseñe lo que dice que enseña.

use crate::requests::fallan;
use crate::*;
use shared::tramos::{a_la_vez, hilos, procesos};

#[test]
fn cpu_cuenta_los_mismos_primos_de_las_tres_maneras() {
    let partes = thread::available_parallelism().unwrap().get().max(2);
    for (manera, en_procesos) in MANERAS.into_iter().zip([1, 1, partes]) {
        // Menos que un bloque, y un millón, y no los siete de siempre: lo que importa aquí es la cuenta.
        for (limite, primos) in [("3", 1), ("1000000", 78498)] {
            let hecho = bien(experimento("cpu", manera).arg(limite));
            assert!(
                hecho
                    .salida
                    .contains(&format!("\n[+] {primos} primos en total\n")),
                "{hecho}"
            );
            assert_eq!(hecho.mensajes().len(), partes + 2, "{hecho}");
            assert!(hecho.tiempo_total().parse::<f64>().is_ok(), "{hecho}");
            assert_eq!(hecho.tramos.len(), partes, "{hecho}");
            assert_eq!(procesos(&hecho.tramos).len(), en_procesos, "{hecho}");
            assert!(
                manera != "sequential" || a_la_vez(&hecho.tramos) == 1,
                "{hecho}"
            );
        }
    }
}

#[test]
fn un_numero_que_no_vale_se_explica() {
    for (nombre, malos) in [
        ("cpu", ["muchos", "-1", "1000000001"]),
        ("spawn-cost", ["0", "1.5", ""]),
    ] {
        for malo in malos {
            let aviso = format!("[-] «{malo}» no es un número entero de ");
            let hecho = mal(experimento(nombre, "threads").arg(malo), 2, &aviso);
            assert!(
                hecho.salida.is_empty() && hecho.errores.contains("Uso: "),
                "{hecho}"
            );
        }
    }
}

#[test]
fn memory_con_hilos_es_la_misma_y_con_procesos_no_y_race_pierde_dos_sumas_de_tres() {
    for (nombre, manera, ven, queda) in [
        ("memory", "threads", [1, 2, 3], 3),
        ("memory", "processes", [1, 1, 1], 0),
        ("race", "threads", [1, 1, 1], 1),
    ] {
        let hecho = bien(&mut experimento(nombre, manera));
        let mut mensajes = hecho.mensajes();
        assert_eq!(
            mensajes.pop(),
            Some(&*format!("[+] Quien los inició ve {queda}")),
            "{hecho}"
        );
        let numero = |mensaje: &&str| mensaje.rsplit(' ').next().unwrap().parse::<u32>().unwrap();
        let mut vistos: Vec<u32> = mensajes.iter().map(numero).collect();
        vistos.sort_unstable();
        assert_eq!(vistos, ven, "{hecho}");
        assert_eq!(hecho.tramos.len(), 3, "{hecho}");
    }
    // Sin barrera no se sabe cuántas se pierden, pero no sobra ninguna.
    let hecho = bien(experimento("race", "threads").arg("loop"));
    let [veo] = hecho.mensajes()[..] else {
        panic!("{hecho}")
    };
    assert!(
        veo.rsplit(' ').next().unwrap().parse::<u32>().unwrap() <= 3_000_000,
        "{hecho}"
    );
}

#[test]
fn messages_entrega_los_resultados() {
    let por_el_canal = BTreeSet::from([1, 4, 9].map(|n| format!("[+] Por el canal llega {n}")));
    for (manera, mut dicho) in [("threads", por_el_canal), ("processes", BTreeSet::new())] {
        let hecho = bien(&mut experimento("messages", manera));
        dicho.insert("[+] 3 resultados, que suman 14".to_string());
        assert_eq!(hecho.lineas(), dicho, "{hecho}");
        assert_eq!(hecho.tramos.len(), 3, "{hecho}");
    }
}

#[test]
fn crash_acaba_con_uno_y_si_un_hilo_aborta_con_todos() {
    // El que aborta no llega a anotar que termina; el que entra en pánico, sí.
    let casos = [
        ("threads", 3, "el trabajador 2 se rinde"),
        ("processes", 2, "[-] Trabajador 2: "),
    ];
    for (manera, terminan, dicho) in casos {
        let hecho = mal(&mut experimento("crash", manera), 1, dicho);
        let [uno, tres] = [1, 3].map(|n| format!("[+] Trabajador {n}: he terminado"));
        let todos = [uno, tres, "[+] Han terminado 2 de 3".to_string()];
        assert_eq!(hecho.lineas(), todos.into(), "{hecho}");
        let terminados = hecho.tramos.iter().filter(|tramo| tramo.terminado).count();
        assert_eq!((hecho.tramos.len(), terminados), (3, terminan), "{hecho}");
    }
    let hecho = ejecutar(experimento("crash", "threads").arg("abort"));
    assert!(
        !hecho.estado.success() && hecho.estado.code() != Some(1),
        "{hecho}"
    );
    assert!(!hecho.salida.contains("Han terminado"), "{hecho}");
}

#[test]
fn sin_join_un_hilo_acaba_con_main_y_un_hijo_termina_despues() {
    for (manera, termina) in [("threads", false), ("processes", true)] {
        let hecho = bien(&mut experimento("no-join", manera));
        let mut dicho = vec![
            "[+] main inicia al trabajador 1",
            "[+] main llega al final sin esperarlo",
        ];
        dicho.extend(termina.then_some("[+] Trabajador 1: he terminado"));
        assert_eq!(hecho.mensajes(), dicho, "{hecho}");
        let visto = hecho
            .tramos
            .iter()
            .map(|tramo| (tramo.terminado, tramo.pid != hecho.pid));
        assert_eq!(Vec::from_iter(visto), [(termina, termina)], "{hecho}");
    }
}

#[test]
fn spawn_cost_dice_el_tiempo_y_la_memoria_de_cada_uno() {
    for (manera, en_procesos) in [("threads", 1), ("processes", 20)] {
        let hecho = bien(experimento("spawn-cost", manera).arg("20"));
        let [tiempo, memoria] = hecho.mensajes()[..] else {
            panic!("{hecho}")
        };
        let numero = |mensaje: &str, principio| {
            let resto = mensaje
                .strip_prefix(principio)
                .unwrap_or_else(|| panic!("{hecho}"));
            resto
                .split(' ')
                .next()
                .unwrap()
                .parse::<u64>()
                .unwrap_or_default()
        };
        assert!(
            numero(tiempo, "[+] Iniciar y esperar 20, uno a uno: ") > 0,
            "{hecho}"
        );
        // La memoria solo se sabe en Linux.
        let sabida = numero(memoria, "[+] Memoria de 20 esperando a la vez: ") > 0;
        assert_eq!(sabida, cfg!(target_os = "linux"), "{hecho}");
        assert_eq!(hecho.tramos.len(), 20, "{hecho}");
        assert_eq!(procesos(&hecho.tramos).len(), en_procesos, "{hecho}");
    }
}

#[test]
fn async_pide_las_cuatro_en_un_solo_hilo_y_dice_lo_que_falla() {
    let hecho = bien(&mut programa("async"));
    assert_eq!(
        (hecho.mensajes().len(), hecho.tramos.len()),
        (5, 4),
        "{hecho}"
    );
    assert!(hecho.tiempo_total().parse::<f64>().is_ok(), "{hecho}");
    assert_eq!(hilos(&hecho.tramos).len(), 1, "{hecho}");

    let nadie = "http://127.0.0.1:9/nadie";
    fallan(
        programa("async").arg(nadie),
        &[(nadie.to_string(), "conexión rechazada")],
    );
}
