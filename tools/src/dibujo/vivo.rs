//! El dibujo de un programa mientras se ejecuta, debajo de lo que va diciendo.

use super::{Cuadro, texto};
use crate::Ejecucion;
use crate::salida::ancho;
use anstream::AutoStream;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::env;
use std::io::{self, IsTerminal, Write};
use std::mem;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// El dibujo que crece. Sirve para una ejecución detrás de otra.
#[derive(Debug)]
pub struct Vivo {
    titulo: String,
    /// La escala llega al menos hasta aquí, en microsegundos.
    hasta: u64,
    /// Si al terminar se queda, o se borra.
    se_queda: bool,
    dibujo: ProgressBar,
    a_medias: Vec<u8>,
    ultima: Option<Instant>,
}

impl Vivo {
    /// El de un programa con ese nombre. `None` si la salida no es una terminal que deje volver sobre lo escrito.
    pub fn nuevo(titulo: &str, hasta: u64, se_queda: bool) -> Option<Arc<Mutex<Self>>> {
        if !io::stdout().is_terminal() || env::var_os("TERM").is_some_and(|term| term == "dumb") {
            return None;
        }
        let (titulo, dibujo) = (titulo.to_string(), vacio());
        let (a_medias, ultima) = (Vec::new(), None);
        let vivo = Vivo {
            titulo,
            hasta,
            se_queda,
            dibujo,
            a_medias,
            ultima,
        };
        Some(Arc::new(Mutex::new(vivo)))
    }

    fn dibujar(&mut self, hecho: &Ejecucion) {
        let cuadro = Cuadro::nuevo(&self.titulo, hecho);
        // Una escala que no cambia a cada momento: 2 segundos, 4, 8… y un poco más.
        let llega = (0..40)
            .map(|doble| 2_200_000_u64 << doble)
            .find(|hasta| cuadro.total <= *hasta);
        let hasta = llega.unwrap_or(cuadro.total).max(self.hasta);
        let texto = texto(&[cuadro], ancho(), hasta);
        self.dibujo
            .set_message(match AutoStream::choice(&io::stdout()) {
                anstream::ColorChoice::Never => anstream::adapter::strip_str(&texto).to_string(),
                _ => texto,
            });
        self.dibujo.tick();
    }

    /// Lo que el programa acaba de decir por sus dos salidas, si está a la vista, y cómo va, si se pregunta.
    pub(crate) fn avanza(&mut self, dicho: &[u8], como_va: impl Fn() -> Ejecucion) {
        self.a_medias.extend(dicho);
        if let Some(fin) = self.a_medias.iter().rposition(|letra| *letra == b'\n') {
            let lineas: Vec<u8> = self.a_medias.drain(..=fin).collect();
            // Si la terminal ya no está, lo que cuenta es terminar.
            let _ = self.dibujo.suspend(|| io::stdout().write_all(&lineas));
        }
        if self
            .ultima
            .is_none_or(|ultima| ultima.elapsed() >= Duration::from_millis(50))
        {
            self.dibujar(&como_va());
            // Desde que se acabó de dibujar: lo que cuesta mucho se dibuja menos veces.
            self.ultima = Some(Instant::now());
        }
    }

    /// Ya no se ejecuta; sin `hecho`, se interrumpió.
    pub(crate) fn termina(&mut self, hecho: Option<&Ejecucion>) {
        let a_medias = mem::take(&mut self.a_medias);
        if !a_medias.is_empty() {
            self.dibujo.println(String::from_utf8_lossy(&a_medias));
        }
        match hecho.filter(|_| self.se_queda) {
            Some(hecho) => {
                self.dibujar(hecho);
                self.dibujo.abandon();
            }
            None => self.dibujo.finish_and_clear(),
        }
        (self.dibujo, self.ultima) = (vacio(), None);
    }
}

fn vacio() -> ProgressBar {
    let dibujo = ProgressBar::with_draw_target(None, ProgressDrawTarget::stdout());
    let solo_texto = ProgressStyle::with_template("{msg}");
    dibujo.with_style(solo_texto.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}
