//! Lo que hizo un programa al ejecutarse, y lo que se le puede preguntar. Lo comparten las pruebas y las herramientas.

pub mod clon;
pub mod construir;
pub mod tramos;

pub use tramos::{Lugar, Tramo};

use std::collections::BTreeSet;
use std::fmt;
use std::process::ExitStatus;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Lo que hizo un programa, o lo que lleva hecho. Con `{}` lo cuenta todo, para explicar una comprobación que falla.
///
/// Los momentos son microsegundos desde el 1 de enero de 1970 (UTC).
#[derive(Clone, Debug, Default)]
pub struct Ejecucion {
    /// Lo que escribió en la salida estándar.
    pub salida: String,
    /// Cuánto de ella se había leído en cada momento.
    pub leido: Vec<Leido>,
    /// Lo que escribió en la salida de errores.
    pub errores: String,
    /// Los bytes que escribió y no se han guardado, de tantos como eran.
    pub sin_guardar: usize,
    /// Cómo terminó.
    pub fin: Final,
    /// El número del proceso que se inició; los hijos tienen otros.
    pub pid: u32,
    /// Cuándo se inició.
    pub inicio: u64,
    /// Lo que tardó el proceso entero, de iniciarlo a que terminó, o lo que lleva.
    pub duracion: Duration,
    /// El tiempo de procesador que gastaron entre todos sus procesos mientras se les vio, si se contaban.
    pub procesador: Option<Duration>,
    /// Los núcleos que ocupaba al final, de media en el último segundo o dos, si se contaban sus procesos.
    pub nucleos_al_final: Option<f64>,
    /// La traza que dejó, en el orden en que empezaron las tareas.
    pub tramos: Vec<Tramo>,
    /// Los procesos que se vieron, el suyo el primero; si no se contaban, solo el suyo.
    pub procesos: Vec<Proceso>,
}

/// Cómo terminó un programa.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Final {
    /// Aún no ha terminado.
    #[default]
    EnMarcha,
    /// Por sí mismo, con ese estado.
    Solo(ExitStatus),
    /// Hubo que detenerlo.
    Detenido(Motivo),
}

/// Por qué hubo que detener un programa.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motivo {
    /// Llegó al tiempo que se le daba.
    NoTerminaba,
    /// Llegó a tener más procesos de los que se le dejaban.
    SeMultiplicaba,
    /// Anotaba una tarea detrás de otra, y la traza no cabía.
    AnotabaSinParar,
    /// Alguien lo interrumpió, con Ctrl-C por ejemplo.
    Interrumpido,
}

/// Qué hacía un programa cuando se dejó de mirar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ocupacion {
    /// No gastaba procesador: dormía, o esperaba a algo.
    Esperar,
    /// Gastaba todo el que un hilo puede gastar, o más.
    Calcular,
    /// Ni lo uno ni lo otro, o no se miró.
    NoSeSabe,
}

/// Un proceso de los que un programa inició, o el suyo.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proceso {
    /// Su número.
    pub pid: u32,
    /// Cuándo se le vio por primera vez.
    pub inicio: u64,
    /// Cuándo dejó de estar; `None` mientras está.
    pub fin: Option<u64>,
    /// Si seguía en marcha cuando terminó el programa que se inició.
    pub sobrevive: bool,
    /// Si se le detuvo desde aquí.
    pub cortado: bool,
    /// El tiempo de procesador que llevaba la última vez que se le vio.
    pub procesador: Duration,
}

/// Lo que se había leído en un momento.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leido {
    /// Cuándo.
    pub momento: u64,
    /// Cuántos bytes de la salida estándar, desde el principio.
    pub bytes: usize,
}

/// Lo que dijo.
impl Ejecucion {
    /// Las líneas de la salida estándar que no están en blanco.
    pub fn mensajes(&self) -> Vec<&str> {
        let lineas = self.salida.lines();
        lineas.filter(|linea| !linea.trim().is_empty()).collect()
    }

    /// El último mensaje; si no dijo ninguno, nada.
    pub fn ultimo(&self) -> &str {
        self.mensajes().pop().unwrap_or_default()
    }

    /// Cuántas veces dijo ese mensaje, letra por letra.
    pub fn veces(&self, mensaje: &str) -> usize {
        let iguales = self.mensajes().into_iter().filter(|otro| *otro == mensaje);
        iguales.count()
    }

    /// Lo que va detrás de ese principio, en cada mensaje que empieza así.
    pub fn tras(&self, principio: &str) -> Vec<&str> {
        let mensajes = self.mensajes().into_iter();
        mensajes
            .filter_map(|mensaje| mensaje.strip_prefix(principio))
            .collect()
    }

    /// Si dijo los dos mensajes, y el uno antes que el otro.
    pub fn dice_antes(&self, uno: &str, otro: &str) -> bool {
        let mensajes = self.mensajes();
        let Some(cuando_uno) = mensajes.iter().position(|mensaje| *mensaje == uno) else {
            return false;
        };
        mensajes[cuando_uno + 1..].contains(&otro)
    }

    /// Las líneas de la salida estándar que no están en blanco, y cuándo se leyó el final de cada una, en
    /// microsegundos desde que se inició.
    pub fn mensajes_con_su_momento(&self) -> Vec<(u64, &str)> {
        let mut leidos = 0;
        let mut mensajes = Vec::new();
        for linea in self.salida.split_inclusive('\n') {
            leidos += linea.len();
            if linea.trim_end().is_empty() {
                continue;
            }
            let cual = self.leido.partition_point(|leido| leido.bytes < leidos);
            let cuando = match self.leido.get(cual) {
                Some(leido) => leido.momento.min(self.termina()),
                None => self.termina(),
            };
            mensajes.push((cuando.saturating_sub(self.inicio), linea.trim_end()));
        }
        mensajes
    }

    /// El tiempo total tal como lo escribe, si es su último mensaje.
    pub fn tiempo_total(&self) -> Option<&str> {
        let total = self
            .ultimo()
            .strip_prefix("[+] Tiempo total transcurrido: ")?;
        total.strip_suffix(" segundos")
    }

    /// Si dice que una URL tiene esos bytes.
    pub fn responde(&self, url: &str, bytes: usize) -> bool {
        self.veces(&format!("[+] URL [{url}]: {bytes} bytes")) > 0
    }
}

/// Cómo terminó.
impl Ejecucion {
    /// El estado de salida, si terminó por sí mismo.
    pub fn estado(&self) -> Option<ExitStatus> {
        match self.fin {
            Final::Solo(estado) => Some(estado),
            Final::EnMarcha | Final::Detenido(_) => None,
        }
    }

    /// El código de salida, si terminó por sí mismo y no por una señal.
    pub fn codigo(&self) -> Option<i32> {
        self.estado()?.code()
    }

    /// Si terminó por sí mismo y con un estado que dice que todo fue bien.
    pub fn bien(&self) -> bool {
        self.estado().is_some_and(|estado| estado.success())
    }

    /// Si terminó por sí mismo y con un estado que dice que algo falló.
    pub fn mal(&self) -> bool {
        self.estado().is_some_and(|estado| !estado.success())
    }

    /// Si no ha terminado todavía.
    pub fn en_marcha(&self) -> bool {
        self.fin == Final::EnMarcha
    }

    /// Si terminó de golpe, y con él todos sus hilos.
    pub fn de_golpe(&self) -> bool {
        let Some(estado) = self.estado() else {
            return false;
        };
        match estado.code() {
            Some(codigo) => DE_WINDOWS.contains(&(codigo as u32)),
            None => true,
        }
    }

    /// Cómo terminó, como lo diría una persona.
    pub fn como_termino(&self) -> String {
        match self.fin {
            Final::EnMarcha => "no ha terminado".to_string(),
            Final::Detenido(Motivo::Interrumpido) => {
                "se interrumpió antes de que terminara".to_string()
            }
            Final::Detenido(motivo) => format!("{motivo}, y hubo que detenerlo"),
            Final::Solo(estado) => estado_en_palabras(estado),
        }
    }

    /// Cuándo terminó.
    pub fn termina(&self) -> u64 {
        self.inicio + self.duracion.as_micros() as u64
    }

    /// De que se inició a que acabó el último de sus procesos, en microsegundos.
    pub fn dura_en_total(&self) -> u64 {
        let mut ultimo = self.termina();
        for proceso in &self.procesos {
            ultimo = ultimo.max(proceso.fin.unwrap_or(0));
        }
        ultimo.saturating_sub(self.inicio)
    }

    /// Los núcleos que tuvo ocupados, de media: el tiempo de procesador entre lo que duró. Quien duerme o espera no ocupa
    /// ninguno; quien calcula, uno por cada hilo que avanza en paralelo.
    pub fn nucleos(&self) -> Option<f64> {
        let duracion = Duration::from_micros(self.dura_en_total().max(1));
        let procesador = self.procesador?;
        Some(procesador.as_secs_f64() / duracion.as_secs_f64())
    }

    /// Qué hacía al final, por el procesador que gastaba.
    pub fn ocupacion_al_final(&self) -> Ocupacion {
        match self.nucleos_al_final {
            Some(nucleos) if nucleos < 0.1 => Ocupacion::Esperar,
            Some(nucleos) if nucleos > 0.7 => Ocupacion::Calcular,
            _ => Ocupacion::NoSeSabe,
        }
    }
}

/// Los códigos con que Windows cuenta los finales bruscos.
const DE_WINDOWS: std::ops::Range<u32> = 0xC000_0000..0xD000_0000;

fn estado_en_palabras(estado: ExitStatus) -> String {
    let Some(codigo) = estado.code() else {
        let senal = estado.to_string();
        return match senal.contains("SIGABRT") {
            true => "abortó".to_string(),
            false => format!("lo mató una señal ({senal})"),
        };
    };
    match codigo as u32 {
        0 => "terminó bien".to_string(),
        101 => "entró en pánico (estado 101)".to_string(),
        0xC000_0409 => "abortó".to_string(),
        0xC000_0005 => "usó memoria que no era suya".to_string(),
        otro if DE_WINDOWS.contains(&otro) => format!("lo mató Windows ({otro:#X})"),
        _ => format!("terminó con el estado {codigo}"),
    }
}

impl fmt::Display for Motivo {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        texto.write_str(match self {
            Motivo::NoTerminaba => "no terminaba",
            Motivo::SeMultiplicaba => "llegó a tener demasiados procesos",
            Motivo::AnotabaSinParar => "anotaba tareas sin parar",
            Motivo::Interrumpido => "se interrumpió",
        })
    }
}

/// Lo que una prueba exige.
impl Ejecucion {
    /// La misma, si terminó con ese código y dijo eso por la salida de errores; si no, entra en pánico y lo cuenta todo.
    #[track_caller]
    pub fn exigir(self, codigo: i32, por_que: &str) -> Self {
        assert_eq!(self.codigo(), Some(codigo), "{self}");
        let lo_dice = self.errores.contains(por_que);
        assert!(lo_dice, "no dice «{por_que}»: {self}");
        self
    }

    /// La misma, si terminó bien.
    #[track_caller]
    pub fn exigir_que_vaya_bien(self) -> Self {
        self.exigir(0, "")
    }
}

/// Las tareas que hizo.
impl Ejecucion {
    /// La misma, solo con las tareas que cumplen algo: lo demás que anotara no cuenta.
    pub fn solo_con(mut self, cuenta: impl Fn(&Tramo) -> bool) -> Self {
        self.tramos.retain(cuenta);
        self
    }

    /// Cuántas tareas hubo a la vez, en el momento en que más.
    pub fn a_la_vez(&self) -> usize {
        tramos::a_la_vez(&self.tramos)
    }

    /// Los nombres de las que terminaron, según empezaron.
    pub fn hechas(&self) -> Vec<&str> {
        let terminadas = self.tramos.iter().filter(|tramo| tramo.terminado);
        terminadas.map(|tramo| tramo.nombre.as_str()).collect()
    }

    /// Los nombres de las que empezaron y no terminaron.
    pub fn a_medias(&self) -> Vec<&str> {
        let sin_terminar = self.tramos.iter().filter(|tramo| !tramo.terminado);
        sin_terminar.map(|tramo| tramo.nombre.as_str()).collect()
    }

    /// Los nombres de las que terminaron, según terminaron.
    pub fn por_final(&self) -> Vec<&str> {
        let terminadas = self.tramos.iter().filter(|tramo| tramo.terminado);
        let mut terminadas: Vec<&Tramo> = terminadas.collect();
        terminadas.sort_by_key(|tramo| tramo.fin);
        let nombres = terminadas.into_iter().map(|tramo| tramo.nombre.as_str());
        nombres.collect()
    }

    /// Los hilos en que se hicieron; los de procesos distintos son hilos distintos.
    pub fn hilos(&self) -> BTreeSet<Lugar> {
        self.tramos.iter().map(|tramo| tramo.lugar).collect()
    }

    /// Los procesos en que se hicieron.
    pub fn procesos_con_tareas(&self) -> BTreeSet<u32> {
        self.tramos
            .iter()
            .map(|tramo| tramo.lugar.proceso)
            .collect()
    }

    /// Los procesos en que se hicieron, sin el que se inició.
    pub fn hijos(&self) -> BTreeSet<u32> {
        let mut hijos = self.procesos_con_tareas();
        hijos.remove(&self.pid);
        hijos
    }

    /// Los procesos que seguían en marcha cuando terminó el que se inició.
    pub fn sobreviven(&self) -> Vec<&Proceso> {
        let procesos = self.procesos.iter();
        procesos.filter(|proceso| proceso.sobrevive).collect()
    }

    /// Los procesos que siguen en marcha.
    pub fn vivos(&self) -> Vec<u32> {
        let vivos = self.procesos.iter().filter(|proceso| proceso.fin.is_none());
        vivos.map(|proceso| proceso.pid).collect()
    }
}

impl fmt::Display for Ejecucion {
    fn fmt(&self, texto: &mut fmt::Formatter) -> fmt::Result {
        let como = self.como_termino();
        writeln!(
            texto,
            "proceso {}: {como} a los {:?}",
            self.pid, self.duracion
        )?;
        writeln!(texto, "--- salida estándar:\n{}", self.salida)?;
        writeln!(
            texto,
            "--- salida de errores:\n{}\n--- traza:",
            self.errores
        )?;
        for tramo in &self.tramos {
            writeln!(texto, "{tramo:?}")?;
        }
        Ok(())
    }
}

/// El momento en que se pregunta.
pub fn ahora() -> u64 {
    let desde_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
    desde_1970.unwrap_or_default().as_micros() as u64
}

#[cfg(test)]
mod pruebas {
    use super::*;

    #[test]
    fn cada_mensaje_tiene_el_momento_en_que_se_leyo() {
        let leido = |momento, bytes| Leido { momento, bytes };
        let hecho = Ejecucion {
            salida: "\nuno\n\ndos\ntres".to_string(),
            leido: vec![leido(130, 5), leido(150, 12), leido(900, 14)],
            inicio: 100,
            duracion: Duration::from_micros(200),
            ..Ejecucion::default()
        };
        let esperados = [(30, "uno"), (50, "dos"), (200, "tres")];
        assert_eq!(hecho.mensajes_con_su_momento(), esperados);
        assert!(hecho.dice_antes("uno", "tres") && !hecho.dice_antes("tres", "uno"));
        assert_eq!(hecho.tras("t"), ["res"]);
    }
}
