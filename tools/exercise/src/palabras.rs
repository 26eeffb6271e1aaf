//! Cómo se llaman las cosas en cada lección.

/// Quién hace las tareas de un ejercicio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manera {
    /// Hilos; también el de `main`, si las hace en fila.
    Hilos,
    /// Procesos hijos.
    Procesos,
}

impl Manera {
    /// Cómo se llama cada uno.
    pub fn uno(self) -> &'static str {
        match self {
            Manera::Hilos => "hilo",
            Manera::Procesos => "proceso",
        }
    }

    /// Con qué se le espera.
    pub fn esperar(self) -> &'static str {
        match self {
            Manera::Hilos => "join()",
            Manera::Procesos => "wait()",
        }
    }

    /// Lo que dice al final la lección, si todo va bien.
    pub fn exito(self) -> &'static str {
        match self {
            Manera::Hilos => "[+] Los hilos han finalizado exitosamente",
            Manera::Procesos => "[+] Los procesos han finalizado exitosamente",
        }
    }

    /// La función de `shared` que hace una tarea.
    pub fn tarea(self) -> &'static str {
        match self {
            Manera::Hilos => "tarea",
            Manera::Procesos => "tarea_de_proceso",
        }
    }

    /// Cómo se llama una tarea hecha con ella.
    fn nombre_de_tarea(self) -> &'static str {
        match self {
            Manera::Hilos => "Tarea ",
            Manera::Procesos => "Proceso ",
        }
    }

    /// Si una tarea se llama así, es de esta manera.
    pub fn llama_asi(self, tarea: &str) -> bool {
        tarea.starts_with(self.nombre_de_tarea())
    }

    /// La otra.
    pub fn otra(self) -> Self {
        match self {
            Manera::Hilos => Manera::Procesos,
            Manera::Procesos => Manera::Hilos,
        }
    }
}

/// De qué va un ejercicio. Un programa puede anotar en la traza otras cosas suyas, que no cuentan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asunto {
    /// `Tarea 1`, `Proceso 1`.
    Tareas,
    /// `Parte 1 de 4`.
    Partes,
    /// Una URL.
    Paginas,
}

impl Asunto {
    /// Si algo que se llama así es de lo que va.
    pub fn cuenta(self, nombre: &str) -> bool {
        match self {
            Asunto::Tareas => numero_de_tarea(nombre).is_some(),
            Asunto::Partes => nombre.starts_with("Parte ") && nombre.contains(" de "),
            Asunto::Paginas => nombre.starts_with("http://") || nombre.starts_with("https://"),
        }
    }
}

/// El número de una tarea que se llama así: 3, de `Tarea 3` y de `Proceso 3`.
pub fn numero_de_tarea(nombre: &str) -> Option<u32> {
    let (quien, numero) = nombre.split_once(' ')?;
    match quien {
        "Tarea" | "Proceso" => numero.parse().ok(),
        _ => None,
    }
}

/// Unas cuantas cosas: `1, 2 y 3`.
pub fn enumerar<T: ToString>(cosas: &[T]) -> String {
    let mut dichas: Vec<String> = cosas.iter().map(T::to_string).collect();
    let Some(ultima) = dichas.pop() else {
        return "ninguna".to_string();
    };
    match dichas.is_empty() {
        true => ultima,
        false => format!("{} y {ultima}", dichas.join(", ")),
    }
}

/// Cuántas veces dijo algo.
pub fn cuantas_veces(veces: usize) -> String {
    match veces {
        0 => "no lo dijo".to_string(),
        1 => "lo dijo una vez".to_string(),
        _ => format!("lo dijo {veces} veces"),
    }
}

#[cfg(test)]
mod pruebas {
    use super::*;

    #[test]
    fn solo_cuenta_lo_que_se_pide() {
        let asuntos = [Asunto::Tareas, Asunto::Partes, Asunto::Paginas];
        let nombres = ["Proceso 12", "Parte 1 de 4", "http://127.0.0.1:9/nadie"];
        for asunto in asuntos {
            let cuentan = nombres.iter().filter(|nombre| asunto.cuenta(nombre));
            assert_eq!(cuentan.count(), 1, "{asunto:?}");
            for suyo in ["main, entero", "Tarea principal", "Trabajador 1"] {
                assert!(!asunto.cuenta(suyo), "{suyo}");
            }
        }
    }

    #[test]
    fn las_cosas_se_enumeran() {
        assert_eq!(enumerar::<u32>(&[]), "ninguna");
        assert_eq!(enumerar(&[1]), "1");
        assert_eq!(enumerar(&[1, 2, 3]), "1, 2 y 3");
    }
}
