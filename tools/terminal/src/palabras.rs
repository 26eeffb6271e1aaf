//! Palabras que hacen falta a menudo.

/// `1 hilo`, `2 hilos`.
pub fn contar(cuantos: usize, uno: &str) -> String {
    match cuantos {
        1 => format!("1 {uno}"),
        _ => format!("{cuantos} {uno}s"),
    }
}

/// El nombre que más se parece a uno que no hay, entero o en lo que va tras su barra, si alguno se le parece.
pub fn el_mas_parecido(pedido: &str, nombres: &[String]) -> Option<String> {
    let mut parecido = None;
    let mut cuanto = 0.5;
    for nombre in nombres {
        let (_, ultima_parte) = nombre.rsplit_once('/').unwrap_or(("", nombre));
        let entero = strsim::normalized_levenshtein(nombre, pedido);
        // «mine» puede ser «threads/mine», si no hay nada que se parezca tanto entero.
        let en_parte = 0.9 * strsim::normalized_levenshtein(ultima_parte, pedido);
        let se_parecen = entero.max(en_parte);
        if se_parecen > cuanto {
            parecido = Some(nombre.clone());
            cuanto = se_parecen;
        }
    }
    parecido
}

#[cfg(test)]
mod pruebas {
    use super::*;

    #[test]
    fn de_uno_que_no_hay_se_sabe_el_que_mas_se_le_parece() {
        let nombres = [
            "http/threads",
            "threads",
            "threads/cpu-threads",
            "threads 1",
            "processes 2",
        ];
        let nombres = nombres.map(String::from);
        for (pedido, parecido) in [
            ("hreads", "threads"),
            ("cpu-threads", "threads/cpu-threads"),
            ("thread 1", "threads 1"),
            ("proceses 2", "processes 2"),
        ] {
            assert_eq!(el_mas_parecido(pedido, &nombres).as_deref(), Some(parecido));
        }
        assert_eq!(el_mas_parecido("ñññ", &nombres), None);
    }
}
