//! Con qué se juzga un ejercicio: cada criterio mira lo que pasó, y si no se cumple dice a qué se parece.

use crate::programa::{DEMASIADOS, PROCESOS};
use crate::{Ejecucion, Programa};
use shared::tramos::{self, Tramo};
use shared::traza;

/// Una cosa que se pide, y lo que se midió.
#[derive(Clone, Debug)]
pub struct Criterio {
    /// Qué se pide y qué se encontró: `las 5 a la vez: llegó a haber 2`.
    pub texto: String,
    /// Si se cumple.
    pub cumplido: bool,
    /// Si no se cumple, a qué se parece lo que pasó y qué se puede hacer.
    pub consejo: String,
}

/// Cómo se llaman las cosas cuando las tareas van en hilos, y cuando van en procesos.
#[derive(Debug)]
pub struct Manera {
    quien: &'static str,
    uno: &'static str,
    esperar: &'static str,
    /// Qué es de una tarea a la que no se espera.
    sin_esperar: &'static str,
    /// El mensaje con que termina su lección.
    pub bien: &'static str,
}

/// Las de los hilos, que son también las de un programa que va en fila.
pub const HILOS: Manera = Manera {
    quien: "Tarea",
    uno: "hilo",
    esperar: "join()",
    sin_esperar: "Cuando main termina, lo que no se esperó queda a medias",
    bien: "[+] Los hilos han finalizado exitosamente",
};

/// Las de los procesos.
pub const DE_PROCESOS: Manera = Manera {
    quien: "Proceso",
    uno: "proceso",
    esperar: "wait()",
    sin_esperar: "Un hijo sigue cuando main termina, pero ya nadie sabe cómo le fue",
    bien: "[+] Los procesos han finalizado exitosamente",
};

/// El juicio de un programa: se ejecuta, y cada criterio que se le pide mira lo que hizo la última vez.
#[derive(Debug)]
pub struct Juicio {
    /// El que se juzga.
    pub programa: Programa,
    manera: &'static Manera,
    argumento: Option<u64>,
    /// Lo que hizo la última vez.
    pub hecho: Ejecucion,
    /// Los que se le han pedido.
    pub criterios: Vec<Criterio>,
}

impl Juicio {
    /// El de un programa que aún no se ha ejecutado.
    pub fn nuevo(programa: Programa, manera: &'static Manera) -> Self {
        let (hecho, criterios) = (Ejecucion::default(), Vec::new());
        Juicio { programa, manera, argumento: None, hecho, criterios }
    }

    /// Ejecuta el programa, para mirar lo que hace.
    pub fn ejecutar(&mut self) -> anyhow::Result<()> {
        self.hecho = self.programa.ejecutar()?;
        Ok(())
    }

    /// Lo ejecuta con un argumento: con varios, cada uno a su vez, no vale un número escrito de antemano.
    pub fn ejecutar_con(&mut self, argumento: u64) -> anyhow::Result<()> {
        self.argumento = Some(argumento);
        self.hecho = self.programa.clone().con([argumento.to_string()]).ejecutar()?;
        Ok(())
    }

    /// Un criterio más: qué se pide y qué se encontró, y lo que hay que decir si no se cumple.
    pub fn pide(&mut self, cumplido: bool, texto: impl Into<String>, consejo: impl Into<String>) {
        let (mut texto, consejo) = (texto.into(), consejo.into());
        if let Some(argumento) = self.argumento {
            texto = format!("con {argumento}: {texto}");
        }
        self.criterios.push(Criterio { texto, cumplido, consejo });
    }

    /// Si hasta ahora se cumplen todos.
    pub fn va_bien(&self) -> bool {
        self.criterios.iter().all(|criterio| criterio.cumplido)
    }

    /// Lo que sigue a un principio en los mensajes que lo tienen.
    pub fn dichos_tras(&self, principio: &str) -> Vec<String> {
        let mensajes = self.hecho.mensajes().into_iter();
        mensajes.filter_map(|mensaje| Some(mensaje.strip_prefix(principio)?.to_string())).collect()
    }

    /// Que su estado de salida diga que todo fue bien.
    pub fn termina_bien(&mut self) {
        self.termina(true, "termina bien");
    }

    /// Que su estado de salida diga que algo falló.
    pub fn termina_mal(&mut self) {
        self.termina(false, "termina con un estado que dice que falló");
    }

    fn termina(&mut self, bien: bool, se_pide: &str) {
        let cumplido = self.hecho.estado.is_some_and(|estado| estado.success() == bien);
        let texto = match cumplido {
            true => se_pide.to_string(),
            false => format!("{se_pide}: {}", self.hecho.final_en_palabras()),
        };
        self.pide(cumplido, texto, por_que_termina_asi(&self.hecho));
    }

    /// Lo que hay que decir si el último criterio no se cumple porque hubo que detener el programa.
    pub fn si_no_terminaba(&mut self, consejo: &str) {
        if self.hecho.estado.is_none() && self.hecho.por_que != Some(DEMASIADOS) {
            if let Some(ultimo) = self.criterios.last_mut() {
                ultimo.consejo = consejo.to_string();
            }
        }
    }

    /// Que las tareas dejen traza, que se espere a todas y que se haga cada una, de la 1 a la última, una vez.
    pub fn hace_las_tareas(&mut self, ultima: usize) {
        let Manera { esperar, uno, sin_esperar, .. } = self.manera;
        if self.hecho.tramos.is_empty() {
            let consejo = if self.hecho.salida.contains("iniciando") {
                "El programa dice «iniciando», pero sus tareas no dejan traza, que es lo que aquí se mira. ¿Es una \
                 función tuya? La de shared hace lo mismo y además la deja: use shared::tarea; (con procesos, \
                 tarea_de_proceso)."
            } else {
                &format!(
                    "El programa terminó antes de que empezara ninguna. ¿Se inician? ¿Se espera a cada {uno} con \
                     {esperar}?"
                )
            };
            return self.pide(false, "empieza alguna tarea: ninguna ha dejado traza", consejo);
        }
        let a_medias: Vec<&str> = sin_repetir(&self.hecho.tramos, |tramo| !tramo.terminado);
        let cuales = match &a_medias[..] {
            [] => "quedaba un hijo en marcha".to_string(),
            nombres => en_lista(nombres),
        };
        self.espera_a_todas(&format!(
            "El programa acabó sin esperar ({cuales}). {sin_esperar}: hay que esperar a cada {uno} con {esperar}."
        ));
        self.hace_cada_una(ultima);
    }

    /// Que no acabe antes que sus tareas.
    pub fn espera_a_todas(&mut self, consejo: &str) {
        let a_medias = self.hecho.tramos.iter().any(|tramo| !tramo.terminado);
        // Si hubo que terminarlo, el fallo es otro.
        let espera = !a_medias && self.hecho.sobreviven.is_empty() || self.hecho.estado.is_none();
        let resto = if espera { "" } else { ": acabó con tareas a medias" };
        self.pide(espera, format!("espera a que terminen todas{resto}"), consejo);
    }

    fn hace_cada_una(&mut self, ultima: usize) {
        let quien = self.manera.quien;
        let nombres: Vec<String> = (1..=ultima).map(|numero| format!("{quien} {numero}")).collect();
        let tramos = &self.hecho.tramos;
        let veces = |nombre: &str| tramos.iter().filter(|tramo| tramo.nombre == nombre).count();
        let faltan: Vec<&str> =
            nombres.iter().map(String::as_str).filter(|nombre| veces(nombre) == 0).collect();
        let sobran = sin_repetir(tramos, |tramo| {
            !nombres.contains(&tramo.nombre) || veces(&tramo.nombre) > 1
        });
        let mut dichos = Vec::new();
        for (verbo, nombres) in [("falta", &faltan), ("sobra", &sobran)] {
            if !nombres.is_empty() {
                let plural = if nombres.len() == 1 { "" } else { "n" };
                dichos.push(format!("{verbo}{plural} {}", en_lista(nombres)));
            }
        }
        let bien = dichos.is_empty();
        let dichos = if bien { "así fue".to_string() } else { dichos.join(", y ") };
        let es_la_ultima = |nombre: &&str| nombres.last().is_some_and(|otra| otra == nombre);
        let consejo = match (&faltan[..], &sobran[..]) {
            ([una], []) if es_la_ultima(una) => {
                format!("El último número no entra en 1..{ultima}: con 1..={ultima}, sí.")
            }
            ([_, ..], []) => format!(
                "No se hacen todas: se piden {ultima}, cada una con su número. ¿Hay un bucle de 1..={ultima}?"
            ),
            (_, [una]) if una.ends_with(" 0") => format!("Se cuenta desde el 1: 1..={ultima}."),
            _ => "Mira qué número recibe cada tarea.".to_string(),
        };
        let texto =
            format!("hace las tareas de la 1 a la {ultima}, cada una una sola vez: {dichos}");
        self.pide(bien, texto, consejo);
    }

    /// Que lleguen a estar todas a la vez.
    pub fn a_la_vez(&mut self, se_piden: usize) {
        let uno = self.manera.uno;
        let hay = tramos::a_la_vez(&self.hecho.tramos);
        let consejo = match hay {
            0 => "No empezó ninguna.".to_string(),
            1 => format!(
                "Van en fila: se espera a cada {uno} antes de iniciar el siguiente. Hacen falta dos bucles: uno que los \
                 inicie y los guarde, y otro que los espere."
            ),
            _ if hay > se_piden => format!("Son demasiadas: se piden {se_piden}."),
            _ => format!(
                "Se inicia a unos cuando otros ya han terminado: hacen falta {se_piden} en marcha."
            ),
        };
        let texto = format!("{se_piden} a la vez: llegó a haber {hay}");
        self.pide(hay == se_piden, texto, consejo);
    }

    /// Que cada tarea vaya en su hilo, dentro de un proceso, o cada una en un proceso hijo.
    pub fn cada_una_en_el_suyo(&mut self, cuantas: usize) {
        let pids = tramos::procesos(&self.hecho.tramos);
        if self.manera.uno == "proceso" {
            let hijos = pids.iter().filter(|pid| **pid != self.hecho.pid).count();
            let texto = format!("cada tarea en su proceso: {hijos} de {cuantas}");
            let consejo = "Las hace el mismo proceso, quizá en hilos. Aquí cada una va en un hijo, iniciado con \
                           Command::new(&programa), y el padre solo espera.";
            return self.pide(hijos == cuantas, texto, consejo);
        }
        let hilos = tramos::hilos(&self.hecho.tramos).len();
        let consejo = match pids.len() {
            1 => "Un mismo hilo hace varias tareas: cada una necesita su thread::spawn.",
            _ => "Las tareas van en procesos distintos, y se piden hilos: thread::spawn.",
        };
        let texto = format!("cada tarea en su hilo, dentro de un proceso: {hilos} de {cuantas}");
        self.pide(hilos == cuantas && pids.len() == 1, texto, consejo);
    }

    /// Que ninguna empiece antes de que termine la anterior.
    pub fn en_fila(&mut self) {
        let hay = tramos::a_la_vez(&self.hecho.tramos);
        let texto = format!("en fila, de una en una: llegó a haber {hay} a la vez");
        let consejo = "Aquí no hacen falta hilos: llamar a una función es esperar a que vuelva.";
        self.pide(hay <= 1, texto, consejo);
    }

    /// Que cuente cada `Parte`, de la 1 a la última, una sola vez.
    pub fn cuenta_cada_parte(&mut self, todas: usize) {
        let tramos = &self.hecho.tramos;
        let veces = |parte| tramos.iter().filter(|tramo| tramo.nombre == parte).count();
        let hay =
            (1..=todas).filter(|parte| veces(format!("Parte {parte} de {todas}")) == 1).count();
        let consejo = format!(
            "Las partes van de la 1 a la {todas}, y de cada una se encarga uno: Parte {{ numero, partes: {todas}, limite }}."
        );
        let texto = format!("se cuenta cada parte, una sola vez: {hay} de {todas}");
        self.pide(hay == todas && tramos.len() == todas, texto, consejo);
    }

    /// Que diga un mensaje, una sola vez.
    pub fn dice(&mut self, mensaje: &str) {
        let mensajes = self.hecho.mensajes();
        let hay = mensajes.iter().filter(|dicho| **dicho == mensaje).count();
        let veces = match hay {
            0 => "no lo dijo".to_string(),
            1 => "así fue".to_string(),
            _ => format!("lo dijo {hay} veces"),
        };
        // Lo que más se le parece suele explicar qué falta.
        let parecido = mensajes.iter().find(|dicho| sin_numeros(dicho) == sin_numeros(mensaje));
        let consejo = match (hay, parecido) {
            (0, Some(parecido)) => &format!("Lo más parecido que dijo: «{parecido}»."),
            (0, None) => "El mensaje tiene que ser igual, letra por letra, en una línea.",
            _ => "Con una vez basta: ¿está dentro de un bucle?",
        };
        self.pide(hay == 1, format!("dice «{mensaje}»: {veces}"), consejo);
    }

    /// Que no diga que todo fue bien.
    pub fn no_dice(&mut self, mensaje: &str) {
        let dicho = self.hecho.mensajes().contains(&mensaje);
        let consejo = "Dijo que fue bien después de un fallo: antes de decirlo hay que mirar lo que devolvió cada espera.";
        self.pide(!dicho, format!("no dice «{mensaje}»"), consejo);
    }

    /// Que lo último que diga sea un mensaje.
    pub fn al_final_dice(&mut self, mensaje: &str) {
        let mensajes = self.hecho.mensajes();
        let ultimo = mensajes.last().copied().unwrap_or_default();
        let consejo = if mensajes.contains(&mensaje) {
            "Lo dijo antes de tiempo: va al final, después de esperar a todas."
        } else if sin_numeros(ultimo) == sin_numeros(mensaje) {
            "El número no es ese. ¿Se suma lo de todos, y se usa lo que dice el argumento?"
        } else {
            "El mensaje tiene que ser igual, letra por letra, en una línea."
        };
        let resto = match ultimo {
            "" => ": no dijo nada".to_string(),
            _ if ultimo == mensaje => String::new(),
            _ => format!(": lo último fue «{ultimo}»"),
        };
        self.pide(ultimo == mensaje, format!("al final dice «{mensaje}»{resto}"), consejo);
    }

    /// El tiempo que dice al final, entre lo que duran las tareas y lo que tardó el programa.
    pub fn dice_el_tiempo_total(&mut self) {
        let mensaje = "[+] Tiempo total transcurrido: ";
        let dicho = self.hecho.tiempo_total().map(str::parse::<f64>);
        let Some(Ok(total)) = dicho else {
            let ultimo = self.hecho.mensajes().pop().unwrap_or_default();
            let se_pide = format!("{mensaje}T segundos");
            if !ultimo.starts_with(mensaje) {
                return self.al_final_dice(&se_pide);
            }
            let texto = format!("al final dice «{se_pide}»: lo último fue «{ultimo}»");
            let consejo = "T es un número y nada más: los segundos, como 4.00. {total:.2}, con total en as_secs_f64(), lo \
                           escribe así.";
            return self.pide(false, texto, consejo);
        };
        self.pide(true, "al final dice el tiempo total", "");
        // Una centésima de margen: puede estar redondeado.
        let (tareas, paso) = (duracion(&self.hecho.tramos), self.hecho.duracion.as_secs_f64());
        let cumplido = (tareas - 0.01..=paso + 0.01).contains(&total);
        let consejo = if total < tareas {
            "Falta tiempo: Instant::now() va antes de la primera tarea, y elapsed() después de esperar a la última."
        } else {
            "Sobra tiempo: ¿está en segundos? inicio.elapsed().as_secs_f64()."
        };
        self.pide(
            cumplido,
            format!("ese tiempo es el que pasó, {paso:.2} s: dijo {total:.2}"),
            consejo,
        );
    }

    /// Si lo demás va bien, que el pánico de un hilo no acabe en un mensaje de éxito.
    pub fn no_pierde_un_panico(&mut self) -> anyhow::Result<()> {
        self.no_pierde_un_fallo(
            (traza::PANICO, "Tarea 2"),
            "si un hilo entra en pánico, no sigue como si nada",
            "Se probó otra vez, haciendo que la tarea 2 entrara en pánico, y el programa dijo que todo fue bien. Lo que \
             devuelve join() se ha perdido: «let _ =» calla al compilador, no arregla nada. Si es un Err, no hay éxito \
             que anunciar.",
        )
    }

    /// Si lo demás va bien, que un hijo que aborta no acabe en un mensaje de éxito.
    pub fn no_pierde_a_un_hijo(&mut self) -> anyhow::Result<()> {
        self.no_pierde_un_fallo(
            (traza::ABORTO, "Proceso 2"),
            "si un hijo falla, no dice que todo fue bien",
            "Se probó otra vez, haciendo que el hijo 2 abortara, y el programa dijo que todo fue bien. Hay que esperar a \
             cada hijo con wait() y mirar el estado que devuelve: success().",
        )
    }

    fn no_pierde_un_fallo(
        &mut self,
        (variable, tarea): (&str, &str),
        texto: &str,
        consejo: &str,
    ) -> anyhow::Result<()> {
        if self.va_bien() {
            self.hecho =
                self.programa.clone().en_silencio().variable(variable, tarea).ejecutar()?;
            let exito = self.hecho.bien() || self.hecho.mensajes().contains(&self.manera.bien);
            self.pide(!exito, texto, consejo);
        }
        Ok(())
    }
}

/// Lo que se puede decir de un programa que no termina como se pide.
fn por_que_termina_asi(hecho: &Ejecucion) -> String {
    let errores = &hecho.errores;
    if hecho.por_que == Some(DEMASIADOS) {
        return format!(
            "Cada hijo inicia otros, sin fin, y con más de {PROCESOS} procesos se detiene. Lo primero que hace main es \
             preguntar por su encargo(): el hijo que lo tiene, hace su tarea y no sigue. Y para iniciarlo, \
             este_programa(), que se niega en un hijo."
        );
    }
    if hecho.estado.is_none() {
        return format!(
            "A los {:.0} segundos seguía en marcha, y hubo que detenerlo. ¿Un bucle sin salida? ¿Alguien que espera a \
             quien no va a acabar?",
            hecho.duracion.as_secs_f64()
        );
    }
    if let Some(encargo) = entre(errores, "Un hijo no entiende su encargo: «", "»") {
        return format!(
            "Un hijo recibió «{encargo}» como encargo, y no lo entiende. Mira lo que va detrás de \"--hijo\": un número \
             viaja como texto, &num_tarea.to_string()."
        );
    }
    if errores.contains("es un hijo y no inicia otros") {
        return "Un hijo siguió por el camino del padre. Lo primero que hace main es preguntar por su encargo(), y el \
                hijo que lo tiene hace su tarea y no sigue."
            .to_string();
    }
    if hecho.bien() {
        return "Algo falló, y el programa termina como si nada: su estado tiene que decirlo, con ExitCode::FAILURE, por \
                ejemplo."
            .to_string();
    }
    let panico = entre(errores, " panicked at ", "\nnote:");
    if let Some((_, dicho)) = panico.and_then(|panico| panico.split_once('\n')) {
        return format!("Hubo un pánico: «{dicho}».");
    }
    match errores.trim_end().lines().next_back() {
        Some(ultima) => format!("Lo último que dijo por la salida de errores: «{ultima}»."),
        None => "No dijo por qué: un fallo se dice por la salida de errores.".to_string(),
    }
}

fn entre<'a>(texto: &'a str, desde: &str, hasta: &str) -> Option<&'a str> {
    let (_, resto) = texto.split_once(desde)?;
    resto.split_once(hasta).map(|(entre, _)| entre.trim())
}

/// Los nombres de los tramos que son así, cada uno una vez.
fn sin_repetir(tramos: &[Tramo], es_asi: impl Fn(&Tramo) -> bool) -> Vec<&str> {
    let mut nombres = Vec::new();
    for tramo in tramos {
        if es_asi(tramo) && !nombres.contains(&tramo.nombre.as_str()) {
            nombres.push(tramo.nombre.as_str());
        }
    }
    nombres
}

/// `Tarea 1, Tarea 2`, y de muchas, las primeras.
fn en_lista(nombres: &[&str]) -> String {
    match nombres {
        [una, otra, tercera, _, resto @ ..] => {
            format!("{una}, {otra}, {tercera} y {} más", resto.len() + 1)
        }
        _ => nombres.join(", "),
    }
}

fn sin_numeros(texto: &str) -> String {
    texto.replace(|letra: char| letra.is_ascii_digit(), "")
}

/// De la primera tarea que empieza a la última que termina, en segundos.
pub fn duracion(tramos: &[Tramo]) -> f64 {
    let inicio = tramos.iter().map(|tramo| tramo.inicio).min().unwrap_or(0);
    let fin = tramos.iter().map(|tramo| tramo.fin).max().unwrap_or(0);
    (fin - inicio) as f64 / 1e6
}
