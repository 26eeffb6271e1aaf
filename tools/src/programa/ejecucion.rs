//! Lo que hizo un programa al ejecutarse.

use shared::tramos::Tramo;
use std::fmt;
use std::process::ExitStatus;
use std::time::Duration;

/// Un proceso de los que un programa inició, o el suyo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proceso {
    /// Su número.
    pub pid: u32,
    /// Cuándo se le vio por primera vez, en microsegundos desde 1970.
    pub inicio: u64,
    /// Cuándo dejó de estar; `None` mientras está.
    pub fin: Option<u64>,
}

/// Lo que hizo un programa, o lo que lleva hecho. Con `{}` lo cuenta todo, para explicar una comprobación que falla.
#[derive(Clone, Debug, Default)]
pub struct Ejecucion {
    /// Lo que escribió en la salida estándar.
    pub salida: String,
    /// Cuántos bytes de ella se habían leído en cada momento, en microsegundos desde 1970.
    pub momentos: Vec<(u64, usize)>,
    /// Lo que escribió en la salida de errores.
    pub errores: String,
    /// Cómo terminó; `None` si hubo que terminarlo.
    pub estado: Option<ExitStatus>,
    /// El número del proceso que se inició; los hijos tienen otros.
    pub pid: u32,
    /// Cuándo se inició, en microsegundos desde el 1 de enero de 1970 (UTC).
    pub inicio: u64,
    /// Si no ha terminado todavía.
    pub en_marcha: bool,
    /// Lo que tardó el proceso entero, de iniciarlo a que terminó, o lo que lleva.
    pub duracion: Duration,
    /// La memoria que llegó a ocupar el proceso que se inició, en bytes, donde el sistema lo dice.
    pub memoria: Option<u64>,
    /// La traza que dejó, en el orden en que empezaron las tareas.
    pub tramos: Vec<Tramo>,
    /// Los procesos que se vieron, el suyo el primero; si no se contaban, solo el suyo.
    pub procesos: Vec<Proceso>,
    /// Los hijos que seguían en marcha cuando terminó.
    pub sobreviven: Vec<u32>,
    /// Los procesos a los que se terminó desde aquí: los que sobrevivían y ya no se esperan, o todos.
    pub cortados: Vec<u32>,
    /// Por qué hubo que terminarlo, si no terminó por sí mismo.
    pub por_que: Option<&'static str>,
    /// Los bytes que escribió y no se han guardado, de tantos como eran.
    pub sin_guardar: usize,
}

impl Ejecucion {
    /// Las líneas de la salida estándar que no están en blanco.
    pub fn mensajes(&self) -> Vec<&str> {
        self.salida
            .lines()
            .filter(|linea| !linea.trim().is_empty())
            .collect()
    }

    /// Las líneas de la salida estándar que no están en blanco, y cuándo se leyó el final de cada una, en
    /// microsegundos desde que se inició.
    pub fn mensajes_con_su_momento(&self) -> Vec<(u64, &str)> {
        let (mut leidos, mut mensajes) = (0, Vec::new());
        for linea in self.salida.split_inclusive('\n') {
            leidos += linea.len();
            let cual = self.momentos.partition_point(|(_, bytes)| *bytes < leidos);
            let cuando = self
                .momentos
                .get(cual)
                .map_or(self.fin(), |(cuando, _)| *cuando);
            mensajes.push((
                cuando.min(self.fin()).saturating_sub(self.inicio),
                linea.trim_end(),
            ));
        }
        mensajes.retain(|(_, linea)| !linea.is_empty());
        mensajes
    }

    /// El tiempo total tal como lo escribe, si es su último mensaje.
    pub fn tiempo_total(&self) -> Option<&str> {
        let ultimo = self
            .mensajes()
            .pop()?
            .strip_prefix("[+] Tiempo total transcurrido: ")?;
        ultimo.strip_suffix(" segundos")
    }

    /// Cuándo terminó, en microsegundos desde el 1 de enero de 1970 (UTC).
    pub fn fin(&self) -> u64 {
        self.inicio + self.duracion.as_micros() as u64
    }

    /// Los procesos que siguen en marcha.
    pub(super) fn vivos(&self) -> Vec<u32> {
        let vivos = self.procesos.iter().filter(|proceso| proceso.fin.is_none());
        vivos.map(|proceso| proceso.pid).collect()
    }

    /// El código con que terminó, si terminó por sí mismo.
    pub fn codigo(&self) -> Option<i32> {
        self.estado.and_then(|estado| estado.code())
    }

    /// Si terminó por sí mismo y con un estado que dice que todo fue bien.
    pub fn bien(&self) -> bool {
        self.estado.is_some_and(|estado| estado.success())
    }

    /// Si terminó de golpe, y con él todos sus hilos.
    pub fn de_golpe(&self) -> bool {
        let codigo = |estado: ExitStatus| estado.code().map(|codigo| codigo as u32);
        matches!(
            self.estado.map(codigo),
            Some(None | Some(0xC000_0000..0xD000_0000))
        )
    }

    /// Cómo terminó, como lo diría una persona.
    pub fn final_en_palabras(&self) -> String {
        let Some(estado) = self.estado else {
            let por_que = self.por_que.unwrap_or("no terminaba");
            return format!("{por_que}, y hubo que terminarlo");
        };
        match estado.code().map(|codigo| codigo as u32) {
            Some(0) => "terminó bien".to_string(),
            Some(101) => "entró en pánico (estado 101)".to_string(),
            // Windows da así los finales bruscos.
            Some(0xC000_0409) => "abortó".to_string(),
            Some(0xC000_0005) => "usó memoria que no era suya".to_string(),
            Some(codigo @ 0xC000_0000..0xD000_0000) => format!("lo terminó Windows ({codigo:#X})"),
            Some(codigo) => format!("terminó con el estado {}", codigo as i32),
            None if estado.to_string().contains("SIGABRT") => "abortó".to_string(),
            None => format!("lo terminó una señal ({estado})"),
        }
    }
}

impl fmt::Display for Ejecucion {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        let Ejecucion {
            salida,
            errores,
            duracion,
            ..
        } = self;
        writeln!(texto, "{} a los {duracion:?}", self.final_en_palabras())?;
        writeln!(texto, "-- salida estándar:\n{salida}")?;
        writeln!(texto, "-- salida de errores:\n{errores}\n-- traza:")?;
        self.tramos
            .iter()
            .try_for_each(|tramo| writeln!(texto, "{tramo:?}"))
    }
}
