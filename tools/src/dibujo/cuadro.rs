//! Lo que hizo un programa, ordenado en filas para dibujarlo.

use super::segundos;
use crate::Ejecucion;
use http::Uri;
use shared::salida::visible;
use shared::tramos::{self, Tramo};
use std::collections::{BTreeMap, BTreeSet};

/// Las filas de un cuadro, como mucho. De una lección con más tareas se dibujan las primeras, y las
/// demás se resumen en una fila con cuántas son y desde cuándo hasta cuándo.
pub(super) const FILAS: usize = 24;

/// Lo que hizo una lección, listo para dibujarse.
#[derive(Clone, Debug, Default)]
pub struct Cuadro {
    /// El nombre de la lección.
    pub titulo: String,
    /// Cuántos procesos e hilos, cuántos esperan, y cuántas tareas hubo a la vez.
    pub resumen: String,
    /// Una fila por tarea, y una por cada proceso o hilo que solo espera.
    pub filas: Vec<Fila>,
    /// Los tramos de los que salen.
    pub tramos: Vec<Tramo>,
    /// Lo que duró el programa, en microsegundos.
    pub total: u64,
    /// Por qué no terminó bien, si no terminó bien.
    pub fallo: Option<String>,
    /// A quién no se esperó y qué fue de él, y si falta algo de lo que dijo.
    pub avisos: Vec<String>,
    /// Si se ejecutó varias veces, lo que cambió y lo que no.
    pub nota: Option<String>,
}

/// Una fila del dibujo. Los tiempos son microsegundos desde que se inició el programa.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fila {
    /// Su nombre, corto y sin caracteres que muevan el cursor.
    pub nombre: String,
    /// `proceso 1, hilo 2`; vacío en la fila que resume las que no caben.
    pub lugar: String,
    /// El número que el sistema da al proceso, en su primera fila.
    pub pid: Option<u32>,
    /// Qué proceso de la lección es, contando desde 0; `None` en la fila que resume.
    pub proceso: Option<usize>,
    /// Desde cuándo está, aunque sea esperando.
    pub desde: u64,
    /// Hasta cuándo está.
    pub hasta: u64,
    /// Su tarea, si tiene.
    pub barra: Option<Barra>,
}

/// Cuándo se hace una tarea.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barra {
    /// Cuándo empieza.
    pub inicio: u64,
    /// Cuándo termina, o se queda a medias.
    pub fin: u64,
    /// Si llegó a terminar.
    pub terminada: bool,
}

impl Fila {
    pub(crate) fn intervalo(&self) -> String {
        let (desde, hasta) = match &self.barra {
            Some(barra) => (barra.inicio, barra.fin),
            None => (self.desde, self.hasta),
        };
        let a_medias = self.barra.as_ref().is_some_and(|barra| !barra.terminada);
        let marca = if a_medias { " ✗" } else { "" };
        format!("{} → {}{marca}", segundos(desde), segundos(hasta))
    }
}

impl Cuadro {
    /// Ordena lo que hizo un programa: el proceso que se inició, el primero; los demás, y los hilos de cada uno,
    /// según se iniciaron, para que el dibujo no cambie de una vez a otra.
    pub fn nuevo(titulo: &str, hecho: &Ejecucion) -> Self {
        let mut en_orden: Vec<&Tramo> = hecho.tramos.iter().collect();
        en_orden.sort_by_key(|tramo| (tramo.hilo, tramo.inicio));
        let mut por_proceso: BTreeMap<u32, Vec<&Tramo>> = BTreeMap::new();
        for tramo in en_orden {
            por_proceso.entry(tramo.pid).or_default().push(tramo);
        }
        let pids = pids(hecho, &por_proceso);
        let mut filas = Vec::new();
        for (numero, pid) in pids.iter().enumerate() {
            let suyos = por_proceso.remove(pid).unwrap_or_default();
            filas.extend(filas_de(hecho, numero, *pid, &suyos));
        }
        resumir_las_que_no_caben(&mut filas);
        let hasta = filas.iter().map(|fila| fila.hasta).max().unwrap_or(0);
        let total = hecho.fin().saturating_sub(hecho.inicio).max(hasta);
        let resumen = match hecho.en_marcha && hecho.tramos.is_empty() {
            true => "aún no ha empezado ninguna tarea".to_string(),
            false => resumir(hecho, pids.len()),
        };
        let mal = !hecho.en_marcha && !hecho.bien();
        let (fallo, avisos) = (mal.then(|| hecho.final_en_palabras()), advertir(hecho));
        let (titulo, tramos) = (visible(titulo), hecho.tramos.clone());
        Cuadro {
            titulo,
            resumen,
            filas,
            tramos,
            total,
            fallo,
            avisos,
            nota: None,
        }
    }

    /// El cuadro de varias ejecuciones de lo mismo, una al menos: la primera, y lo que cambia y lo que no en las demás.
    pub fn juntar(cuadros: &[Cuadro]) -> Cuadro {
        let mut primero = cuadros[0].clone();
        primero.fallo = cuadros.iter().find_map(|cuadro| cuadro.fallo.clone());
        if cuadros.len() == 1 {
            return primero;
        }
        let totales = || cuadros.iter().map(|cuadro| cuadro.total);
        let (menos, mas) = (totales().min().unwrap_or(0), totales().max().unwrap_or(0));
        let (veces, menos, mas) = (cuadros.len(), segundos(menos), segundos(mas));
        let mut nota = format!("{veces} veces, de {menos} a {mas} s, y se dibuja la primera; ");
        nota += &match cuadros
            .iter()
            .filter(|otro| otro.resumen != primero.resumen)
            .count()
        {
            0 => "no cambia cuántos son ni cuántos van a la vez".to_string(),
            otras => format!("en {otras} cambia cuántos son o cuántos van a la vez"),
        };
        let cambia = |momento: fn(&Barra) -> u64| {
            cuadros
                .windows(2)
                .any(|dos| dos[0].en_orden(momento) != dos[1].en_orden(momento))
        };
        nota += match (cambia(|barra| barra.inicio), cambia(|barra| barra.fin)) {
            (false, false) => "; el orden de las tareas no cambia",
            (true, false) => "; cambia quién empieza antes",
            (false, true) => "; cambia quién termina antes",
            (true, true) => "; cambia quién empieza y quién termina antes",
        };
        primero.nota = Some(nota);
        primero
    }

    /// Los nombres de sus tareas, por cuándo empiezan o por cuándo terminan.
    fn en_orden(&self, momento: fn(&Barra) -> u64) -> Vec<&str> {
        let con_tarea = self.filas.iter().filter(|fila| fila.barra.is_some());
        let mut filas: Vec<&Fila> = con_tarea.collect();
        filas.sort_by_key(|fila| fila.barra.as_ref().map(momento));
        filas.iter().map(|fila| &*fila.nombre).collect()
    }

    /// Las filas, en grupos: las de un mismo proceso.
    pub(crate) fn grupos(&self) -> impl Iterator<Item = &[Fila]> {
        self.filas.chunk_by(|una, otra| una.proceso == otra.proceso)
    }
}

/// Los procesos, cada uno una vez: el que se inició, los que hacen tareas, y los demás que se vieron.
fn pids(hecho: &Ejecucion, por_proceso: &BTreeMap<u32, Vec<&Tramo>>) -> Vec<u32> {
    let mut con_tareas: Vec<u32> = por_proceso.keys().copied().collect();
    if cfg!(windows) {
        // Windows da los números sin orden: se sigue el de los nombres de sus tareas.
        let nombre = |pid: &u32| &por_proceso[pid][0].nombre;
        con_tareas.sort_by_key(|pid| (nombre(pid).len(), nombre(pid)));
    }
    let mut pids = vec![hecho.pid];
    for pid in con_tareas
        .into_iter()
        .chain(hecho.procesos.iter().map(|proceso| proceso.pid))
    {
        if !pids.contains(&pid) {
            pids.push(pid);
        }
    }
    pids
}

/// Las filas de un proceso: sus tareas y, si su `main` no hace ninguna, la de `main`.
fn filas_de(hecho: &Ejecucion, numero: usize, pid: u32, suyos: &[&Tramo]) -> Vec<Fila> {
    let (desde, hasta) = vida(hecho, pid, suyos);
    let desde_el_origen = |momento: u64| momento.saturating_sub(hecho.inicio);
    let fila = |nombre: String, hilo: usize, barra| Fila {
        nombre,
        lugar: format!("proceso {}, hilo {hilo}", numero + 1),
        pid: None,
        proceso: Some(numero),
        desde: desde_el_origen(desde),
        hasta: desde_el_origen(hasta),
        barra,
    };
    let mut filas = Vec::new();
    if !suyos.iter().any(|tramo| tramo.hilo == 1) {
        filas.push(fila("main".to_string(), 1, None));
    }
    let es_la_unica = filas.is_empty() && suyos.len() == 1;
    for tramo in suyos {
        let (inicio, fin) = (desde_el_origen(tramo.inicio), desde_el_origen(tramo.fin));
        let terminada = tramo.terminado || hecho.en_marcha;
        let barra = Barra {
            inicio,
            fin,
            terminada,
        };
        let mut fila = fila(etiqueta(&tramo.nombre), tramo.hilo, Some(barra));
        if !es_la_unica {
            (fila.desde, fila.hasta) = (inicio, fin);
        }
        filas.push(fila);
    }
    filas[0].pid = Some(pid);
    filas
}

/// De cuándo a cuándo estuvo un proceso: lo que se vio, o al menos lo que duraron sus tareas.
fn vida(hecho: &Ejecucion, pid: u32, suyos: &[&Tramo]) -> (u64, u64) {
    if pid == hecho.pid {
        return (hecho.inicio, hecho.fin());
    }
    let visto = hecho.procesos.iter().find(|proceso| proceso.pid == pid);
    let visto = visto.map(|proceso| (proceso.inicio, proceso.fin.unwrap_or(hecho.fin())));
    let momentos = suyos
        .iter()
        .map(|tramo| (tramo.inicio, tramo.fin))
        .chain(visto);
    let todo = momentos.reduce(|uno, otro| (uno.0.min(otro.0), uno.1.max(otro.1)));
    todo.unwrap_or((hecho.fin(), hecho.fin()))
}

fn resumir_las_que_no_caben(filas: &mut Vec<Fila>) {
    if filas.len() <= FILAS {
        return;
    }
    let resto = filas.split_off(FILAS - 1);
    let desde = resto.iter().map(|fila| fila.desde).min().unwrap_or(0);
    let hasta = resto.iter().map(|fila| fila.hasta).max().unwrap_or(0);
    filas.push(Fila {
        nombre: format!("… y {} más", resto.len()),
        lugar: String::new(),
        pid: None,
        proceso: None,
        desde,
        hasta,
        barra: Some(Barra {
            inicio: desde,
            fin: hasta,
            terminada: true,
        }),
    });
}

/// Cuánto va de un cuadro a otro, en palabras. Lo que hace cada uno ya se ve, uno debajo de otro.
pub fn comparar(uno: &Cuadro, otro: &Cuadro) -> String {
    let (titulo, base) = (&uno.titulo, &otro.titulo);
    match uno.total.abs_diff(otro.total) {
        poco if poco < 100_000 => format!("«{titulo}» tarda lo mismo que «{base}»."),
        mucho => {
            let mas = if uno.total > otro.total {
                "más"
            } else {
                "menos"
            };
            format!("«{titulo}» tarda {} s {mas} que «{base}».", segundos(mucho))
        }
    }
}

fn contar(cuantos: usize, uno: &str) -> String {
    format!("{cuantos} {uno}{}", if cuantos == 1 { "" } else { "s" })
}

fn resumir(hecho: &Ejecucion, procesos: usize) -> String {
    let trabajan = tramos::hilos(&hecho.tramos);
    // El main de cada proceso que no hace ninguna tarea está ahí para esperar a quien las hace.
    let main = usize::from(!trabajan.contains(&(hecho.pid, 1)));
    if trabajan.is_empty() {
        return "no anotó ninguna tarea: ¿usa tarea o realizar_peticion, de shared?, ¿terminó antes de que \
            empezara alguna, sin esperarla?"
            .to_string();
    }
    let de_que = match procesos {
        1 => format!("1 proceso, {}", contar(trabajan.len() + main, "hilo")),
        _ => contar(procesos, "proceso"),
    };
    let (cuantos, juntas) = (trabajan.len(), tramos::a_la_vez(&hecho.tramos));
    let sin_esperar = hilos_a_medias(hecho) + hecho.sobreviven.len();
    let como = match juntas {
        0 | 1 if sin_esperar > 0 => String::new(),
        0 | 1 => ", en fila".to_string(),
        _ if juntas == cuantos => " a la vez".to_string(),
        _ => format!(", {juntas} a la vez"),
    };
    match main {
        0 if cuantos == 1 => format!("{de_que}{como}"),
        0 => format!("{de_que}: {cuantos} con tareas{como}"),
        _ if sin_esperar == 0 => format!("{de_que}: 1 que espera y {cuantos} con tareas{como}"),
        _ => format!("{de_que}: {cuantos} con tareas{como}, {sin_esperar} sin esperar"),
    }
}

/// Los hilos que main dejó a medias al terminar; si el proceso acabó de golpe, no fue por no esperarlos.
fn hilos_a_medias(hecho: &Ejecucion) -> usize {
    if hecho.en_marcha || hecho.de_golpe() || hecho.cortados.contains(&hecho.pid) {
        return 0;
    }
    let es_de_main = |tramo: &&Tramo| tramo.pid == hecho.pid && tramo.hilo != 1;
    let a_medias = hecho
        .tramos
        .iter()
        .filter(es_de_main)
        .filter(|tramo| !tramo.terminado);
    a_medias
        .map(|tramo| tramo.hilo)
        .collect::<BTreeSet<_>>()
        .len()
}

/// Lo que hay que saber de lo que se ve: a quién no se esperó y qué fue de él, y si falta algo de lo que dijo.
fn advertir(hecho: &Ejecucion) -> Vec<String> {
    let mut avisos = Vec::new();
    if hecho.sin_guardar > 0 {
        avisos.push(format!(
            "dijo {} bytes más, que aquí no se guardan",
            hecho.sin_guardar
        ));
    }
    let desde_el_inicio = |momento: u64| segundos(momento.saturating_sub(hecho.inicio));
    let cuando = desde_el_inicio(hecho.fin());
    let hilos = hilos_a_medias(hecho);
    if hilos > 0 {
        let (quienes, quedo) = (
            contar(hilos, "hilo"),
            if hilos == 1 { "quedó" } else { "quedaron" },
        );
        avisos.push(format!(
            "main terminó a los {cuando} s sin esperar a {quienes}, que se {quedo} a medias"
        ));
    }
    let Ejecucion {
        sobreviven,
        cortados,
        procesos,
        ..
    } = hecho;
    if !sobreviven.is_empty() {
        let suyos = procesos
            .iter()
            .filter(|proceso| sobreviven.contains(&proceso.pid));
        let ultimo = suyos
            .filter_map(|proceso| proceso.fin)
            .max()
            .unwrap_or(hecho.fin());
        let y_despues = match sobreviven.len() {
            _ if sobreviven.iter().any(|pid| cortados.contains(pid)) => {
                "; a los que quedaban se les detuvo aquí"
            }
            1 => ", que acabó solo",
            _ => ", que acabaron solos",
        };
        let (hijos, hasta) = (contar(sobreviven.len(), "hijo"), desde_el_inicio(ultimo));
        avisos.push(format!(
            "el padre terminó a los {cuando} s sin esperar a {hijos}{y_despues} a los {hasta} s"
        ));
    }
    avisos
}

/// Una tarea con su nombre; una página de este equipo, con su ruta, y otra, con su dominio.
pub(super) fn etiqueta(nombre: &str) -> String {
    let corta = || {
        let uri: Uri = nombre.parse().ok()?;
        let ruta = uri.path().trim_end_matches('/');
        match uri.host()? {
            "localhost" | "127.0.0.1" | "[::1]" => (!ruta.is_empty()).then(|| ruta.to_string()),
            equipo => Some(format!("{equipo}{ruta}")),
        }
    };
    visible(&corta().unwrap_or_else(|| nombre.to_string()))
}
