//! Lo que hizo un programa, ordenado en filas para dibujarlo.

use super::segundos;
use crate::Ejecucion;
use http::Uri;
use shared::salida::visible;
use shared::tramos::{self, Tramo};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::iter;

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

/// Cuándo se hace una tarea; si se repite, entre cuándo y cuándo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barra {
    /// Cuándo empieza: de la vez que lo hizo antes a la que lo hizo después.
    pub inicio: (u64, u64),
    /// Cuándo termina, igual.
    pub fin: (u64, u64),
    /// Si llegó a terminar.
    pub terminada: bool,
}

impl Fila {
    pub(crate) fn intervalo(&self) -> String {
        let (desde, hasta) = match &self.barra {
            Some(barra) => (barra.inicio.0, barra.fin.1),
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
    pub fn nuevo(titulo: &str, hecho: &Ejecucion, fallo: Option<String>) -> Self {
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
        let avisos = advertir(hecho);
        Cuadro { titulo: visible(titulo), resumen, filas, total, fallo, avisos, nota: None }
    }

    /// El cuadro de varias ejecuciones de lo mismo: cada barra va de cuando antes empezó a cuando más tarde
    /// terminó. Las que no tienen las mismas filas que la primera no se juntan, y se dice cuántas son.
    pub fn juntar(cuadros: Vec<Cuadro>) -> Option<Cuadro> {
        let veces = cuadros.len();
        let cambia = |orden: fn(&Barra) -> u64| {
            cuadros.windows(2).any(|dos| dos[0].en_orden(orden) != dos[1].en_orden(orden))
        };
        let (empiezan, terminan) = (cambia(|barra| barra.inicio.0), cambia(|barra| barra.fin.0));
        let mut cuadros = cuadros.into_iter();
        let mut todos = cuadros.next()?;
        let (mut menos, mut distintas) = (todos.total, 0);
        for otro in cuadros {
            menos = menos.min(otro.total);
            todos.total = todos.total.max(otro.total);
            todos.fallo = todos.fallo.or(otro.fallo.clone());
            let parejas = || todos.filas.iter().zip(&otro.filas);
            let iguales = todos.filas.len() == otro.filas.len()
                && parejas().all(|(una, otra)| {
                    una.nombre == otra.nombre && una.barra.is_some() == otra.barra.is_some()
                });
            if !iguales || todos.resumen != otro.resumen {
                distintas += 1;
                continue;
            }
            for (una, otra) in todos.filas.iter_mut().zip(otro.filas) {
                (una.desde, una.hasta) = (una.desde.min(otra.desde), una.hasta.max(otra.hasta));
                if let Some((esta, otra)) = una.barra.as_mut().zip(otra.barra) {
                    let ampliar = |a: (u64, u64), b: (u64, u64)| (a.0.min(b.0), a.1.max(b.1));
                    esta.inicio = ampliar(esta.inicio, otra.inicio);
                    esta.fin = ampliar(esta.fin, otra.fin);
                    esta.terminada &= otra.terminada;
                }
                una.pid = None;
            }
        }
        if veces > 1 {
            let orden = match (empiezan, terminan) {
                (false, false) => "el orden de las tareas no cambia",
                (true, false) => "cambia quién empieza antes",
                (false, true) => "cambia quién termina antes",
                (true, true) => "cambia quién empieza y quién termina antes",
            };
            let cuantos = match distintas {
                0 => "no cambia cuántos son ni cuántos van a la vez".to_string(),
                1 => "1 fue de otra forma, y no se dibuja".to_string(),
                _ => format!("{distintas} fueron de otra forma, y no se dibujan"),
            };
            let (menos, mas) = (segundos(menos), segundos(todos.total));
            todos.nota = Some(format!("{veces} veces, de {menos} a {mas} s; {cuantos}; {orden}"));
        }
        Some(todos)
    }

    /// Los nombres de sus tareas, por cuándo empiezan o por cuándo terminan.
    fn en_orden(&self, momento: fn(&Barra) -> u64) -> Vec<&str> {
        let tareas = self
            .filas
            .iter()
            .filter_map(|fila| Some((momento(fila.barra.as_ref()?), &*fila.nombre)));
        let mut tareas: Vec<_> = tareas.collect();
        tareas.sort_unstable();
        tareas.into_iter().map(|(_, nombre)| nombre).collect()
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
    let (mut pids, mut conocidos) = (Vec::new(), HashSet::new());
    let vistos = hecho.procesos.iter().map(|proceso| proceso.pid);
    for pid in iter::once(hecho.pid).chain(con_tareas).chain(vistos) {
        if conocidos.insert(pid) {
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
        let barra = Barra { inicio: (inicio, inicio), fin: (fin, fin), terminada };
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
    let primero = suyos.iter().map(|tramo| tramo.inicio).min().unwrap_or(hecho.fin());
    let ultimo = suyos.iter().map(|tramo| tramo.fin).max().unwrap_or(hecho.inicio);
    let desde = visto.map_or(primero, |proceso| proceso.inicio.min(primero));
    let hasta = visto.map_or(ultimo, |proceso| proceso.fin.unwrap_or(hecho.fin()));
    (desde, hasta.max(ultimo).max(desde))
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
        barra: Some(Barra { inicio: (desde, desde), fin: (hasta, hasta), terminada: true }),
    });
}

/// En qué se distinguen dos cuadros, en palabras.
pub fn comparar(uno: &Cuadro, otro: &Cuadro) -> String {
    let (titulo, base) = (&uno.titulo, &otro.titulo);
    let tiempo = match uno.total.abs_diff(otro.total) {
        poco if poco < 100_000 => format!("«{titulo}» tarda lo mismo que «{base}»"),
        mucho => {
            let mas = if uno.total > otro.total { "más" } else { "menos" };
            format!("«{titulo}» tarda {} s {mas} que «{base}»", segundos(mucho))
        }
    };
    let tareas = |cuadro: &Cuadro| -> BTreeSet<String> {
        cuadro.filas.iter().filter(|f| f.barra.is_some()).map(|f| f.nombre.clone()).collect()
    };
    let lista = |unas: BTreeSet<String>, otras: BTreeSet<String>| {
        unas.difference(&otras).cloned().collect::<Vec<_>>().join(", ")
    };
    let (de_mas, de_menos) = (lista(tareas(uno), tareas(otro)), lista(tareas(otro), tareas(uno)));
    let mut frases = vec![tiempo];
    if !de_mas.is_empty() {
        frases.push(format!("hace además {de_mas}"));
    }
    if !de_menos.is_empty() {
        frases.push(format!("no hace {de_menos}"));
    }
    if uno.resumen == otro.resumen {
        frases.push(format!("los dos, {}", uno.resumen));
    } else {
        frases.push(format!("el primero, {}; el segundo, {}", uno.resumen, otro.resumen));
    }
    frases.join("; ") + "."
}

fn resumir(hecho: &Ejecucion, procesos: usize) -> String {
    let contar = |cuantos, uno| format!("{cuantos} {uno}{}", if cuantos == 1 { "" } else { "s" });
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
    let verbo = if cuantos == 1 { "trabaja" } else { "trabajan" };
    match main {
        0 if cuantos == 1 => format!("{de_que}{como}"),
        0 => format!("{de_que}: {cuantos} {verbo}{como}"),
        _ if sin_esperar == 0 => format!("{de_que}: 1 que espera y {cuantos} que {verbo}{como}"),
        _ => format!("{de_que}: {cuantos} que {verbo}{como}, {sin_esperar} sin esperar"),
    }
}

/// Los hilos que main dejó a medias al terminar; si el proceso acabó de golpe, no fue por no esperarlos.
fn hilos_a_medias(hecho: &Ejecucion) -> usize {
    if hecho.en_marcha || hecho.de_golpe() || hecho.cortados.contains(&hecho.pid) {
        return 0;
    }
    let es_de_main = |tramo: &&Tramo| tramo.pid == hecho.pid && tramo.hilo != 1;
    let a_medias = hecho.tramos.iter().filter(es_de_main).filter(|tramo| !tramo.terminado);
    a_medias.map(|tramo| tramo.hilo).collect::<BTreeSet<_>>().len()
}

/// Lo que hay que saber de lo que se ve: a quién no se esperó y qué fue de él, y si falta algo de lo que dijo.
fn advertir(hecho: &Ejecucion) -> Vec<String> {
    let mut avisos = Vec::new();
    if hecho.sin_guardar > 0 {
        avisos.push(format!("dijo {} bytes más, que aquí no se guardan", hecho.sin_guardar));
    }
    let desde_el_inicio = |momento: u64| segundos(momento.saturating_sub(hecho.inicio));
    let cuando = desde_el_inicio(hecho.fin());
    let quienes = match hilos_a_medias(hecho) {
        0 => None,
        1 => Some("1 hilo, que se quedó a medias".to_string()),
        hilos => Some(format!("{hilos} hilos, que se quedaron a medias")),
    };
    avisos.extend(quienes.map(|q| format!("main terminó a los {cuando} s sin esperar a {q}")));

    let Ejecucion { sobreviven, cortados, procesos, .. } = hecho;
    let suyos = procesos.iter().filter(|proceso| sobreviven.contains(&proceso.pid));
    let ultimo = suyos.filter_map(|proceso| proceso.fin).max().unwrap_or(hecho.fin());
    let hasta = desde_el_inicio(ultimo);
    let quienes = match sobreviven.len() {
        0 => None,
        hijos if sobreviven.iter().any(|pid| cortados.contains(pid)) => {
            Some(format!("{hijos} de sus hijos; a los que quedaban se les detuvo aquí"))
        }
        1 => Some("1 hijo, que acabó solo".to_string()),
        hijos => Some(format!("{hijos} hijos, que acabaron solos")),
    };
    avisos.extend(
        quienes.map(|q| {
            format!("el padre terminó a los {cuando} s sin esperar a {q} a los {hasta} s")
        }),
    );
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
