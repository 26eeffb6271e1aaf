//! El dibujo de un programa mientras se ejecuta, debajo de lo que va diciendo.

use crate::{Cuadro, texto};
use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use runner::{Observador, Salida};
use shared::ejecucion::Ejecucion;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};
use terminal::ancho;

/// Muestra lo que dice un programa según lo dice, y nada más.
#[derive(Debug, Default)]
pub struct Eco;

impl Observador for Eco {
    fn dice(&mut self, salida: Salida, bytes: &[u8]) {
        // Quien lo leía puede haberse ido: el programa sigue.
        let _ = match salida {
            Salida::Estandar => escribir(io::stdout(), bytes),
            Salida::Errores => escribir(io::stderr(), bytes),
        };
    }
}

fn escribir(mut salida: impl Write, bytes: &[u8]) -> io::Result<()> {
    salida.write_all(bytes)?;
    salida.flush()
}

/// El dibujo que crece. Sirve para una ejecución.
#[derive(Debug)]
pub struct Vivo {
    titulo: String,
    /// La escala llega al menos hasta aquí, en microsegundos.
    hasta: u64,
    /// Si se muestra también lo que dice.
    con_eco: bool,
    al_terminar: AlTerminar,
    dibujo: ProgressBar,
    /// Lo que ha dicho por cada salida desde el último final de línea.
    salida_a_medias: Vec<u8>,
    errores_a_medias: Vec<u8>,
    ultimo: Option<Instant>,
}

/// Qué se hace con el dibujo cuando el programa termina.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AlTerminar {
    Borrarlo,
    Dejarlo,
}

impl Vivo {
    /// El de un programa con ese nombre, que se borra al terminar. `None` si la salida no es una terminal que deje volver
    /// sobre lo escrito.
    pub fn nuevo(titulo: &str) -> Option<Self> {
        let tonta = env::var_os("TERM").is_some_and(|term| term == "dumb");
        if tonta || !io::stdout().is_terminal() {
            return None;
        }
        let dibujo = ProgressBar::with_draw_target(None, ProgressDrawTarget::stdout());
        let estilo = match ProgressStyle::with_template("{msg}") {
            Ok(solo_texto) => solo_texto,
            Err(_) => ProgressStyle::default_spinner(),
        };
        Some(Vivo {
            titulo: titulo.to_string(),
            hasta: 0,
            con_eco: true,
            al_terminar: AlTerminar::Borrarlo,
            dibujo: dibujo.with_style(estilo),
            salida_a_medias: Vec::new(),
            errores_a_medias: Vec::new(),
            ultimo: None,
        })
    }

    /// Con una escala que llega al menos hasta ese momento, en microsegundos.
    pub fn hasta(mut self, momento: u64) -> Self {
        self.hasta = momento;
        self
    }

    /// Sin mostrar lo que dice.
    pub fn sin_eco(mut self) -> Self {
        self.con_eco = false;
        self
    }

    /// Y al terminar, el dibujo se queda.
    pub fn que_se_queda(mut self) -> Self {
        self.al_terminar = AlTerminar::Dejarlo;
        self
    }

    fn dibujar(&mut self, hecho: &Ejecucion) {
        let cuadro = Cuadro::nuevo(&self.titulo, hecho);
        let hasta = escala_estable(cuadro.total).max(self.hasta);
        let texto = texto(&[cuadro], ancho(), hasta);
        let sin_colores = AutoStream::choice(&io::stdout()) == ColorChoice::Never;
        self.dibujo.set_message(match sin_colores {
            true => anstream::adapter::strip_str(&texto).to_string(),
            false => texto,
        });
        self.dibujo.tick();
    }
}

/// Una escala que no cambia a cada momento: 2 segundos, 4, 8… y un poco más.
fn escala_estable(total: u64) -> u64 {
    let mut escala = 2_200_000;
    while escala < total {
        escala *= 2;
    }
    escala
}

impl Observador for Vivo {
    fn dice(&mut self, salida: Salida, bytes: &[u8]) {
        if !self.con_eco {
            return;
        }
        let a_medias = match salida {
            Salida::Estandar => &mut self.salida_a_medias,
            Salida::Errores => &mut self.errores_a_medias,
        };
        a_medias.extend(bytes);
        let Some(fin) = a_medias.iter().rposition(|letra| *letra == b'\n') else {
            return;
        };
        let lineas: Vec<u8> = a_medias.drain(..=fin).collect();
        // Si la terminal ya no está, lo que cuenta es terminar.
        let _ = self.dibujo.suspend(|| escribir(io::stdout(), &lineas));
    }

    fn va(&mut self, como_va: &dyn Fn() -> Ejecucion) {
        let hace_poco = match self.ultimo {
            Some(ultimo) => ultimo.elapsed() < Duration::from_millis(50),
            None => false,
        };
        if hace_poco {
            return;
        }
        self.dibujar(&como_va());
        // Desde que se acabó de dibujar: lo que cuesta mucho se dibuja menos veces.
        self.ultimo = Some(Instant::now());
    }

    fn termina(&mut self, hecho: &Ejecucion) {
        for a_medias in [&self.salida_a_medias, &self.errores_a_medias] {
            if !a_medias.is_empty() {
                self.dibujo.println(String::from_utf8_lossy(a_medias));
            }
        }
        if self.al_terminar == AlTerminar::Dejarlo {
            self.dibujar(hecho);
            self.dibujo.abandon();
        }
    }
}

/// Si no llegó a terminar, o el dibujo no se queda, se borra.
impl Drop for Vivo {
    fn drop(&mut self) {
        if !self.dibujo.is_finished() {
            self.dibujo.finish_and_clear();
        }
    }
}
