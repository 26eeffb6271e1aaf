//! El dibujo de un programa mientras se ejecuta, debajo de lo que va diciendo.

use crate::dibujo::{self, Cuadro, Hecho};
use crate::familia::{self, Momento};
use crate::salida::ancho;
use crate::traza::Tramo;
use anstream::AutoStream;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::env;
use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

/// El dibujo que crece.
pub struct Directo {
    titulo: String,
    hasta: u64,
    dibujo: ProgressBar,
    a_medias: Vec<u8>,
    ultima: Option<Instant>,
}

impl Directo {
    /// El de un programa con ese nombre, en una escala que llega al menos hasta ahí, en microsegundos.
    /// `None` si la salida no es una terminal que deje volver sobre lo escrito.
    pub fn nuevo(titulo: &str, hasta: u64) -> Option<Self> {
        if !io::stdout().is_terminal() || env::var_os("TERM").is_some_and(|term| term == "dumb") {
            return None;
        }
        let dibujo = ProgressBar::with_draw_target(None, ProgressDrawTarget::stdout());
        dibujo.set_style(ProgressStyle::with_template("{msg}").ok()?);
        let titulo = titulo.to_string();
        Some(Directo { titulo, hasta, dibujo, a_medias: Vec::new(), ultima: None })
    }

    /// Pone encima lo que el programa acaba de decir, si se muestra, y debajo cómo va.
    pub fn mirar(&mut self, momento: &Momento, a_la_vista: bool, tramos: &dyn Fn() -> Vec<Tramo>) {
        if a_la_vista {
            self.a_medias.extend(momento.dicho);
        }
        while let Some(fin) = self.a_medias.iter().position(|letra| *letra == b'\n') {
            let linea: Vec<u8> = self.a_medias.drain(..=fin).collect();
            self.dibujo.println(String::from_utf8_lossy(&linea[..fin]));
        }
        if self.ultima.is_some_and(|ultima| ultima.elapsed() < Duration::from_millis(50)) {
            return;
        }
        let (tramos, fin) = (tramos(), familia::ahora());
        let Momento { pid, inicio, procesos, .. } = *momento;
        let hecho = Hecho { pid, inicio, fin, tramos: &tramos, procesos, en_marcha: true };
        self.dibujar(hecho);
        // Desde que se acabó de dibujar: lo que cuesta mucho se dibuja menos veces.
        self.ultima = Some(Instant::now());
    }

    fn dibujar(&mut self, hecho: Hecho) {
        let cuadro = Cuadro::nuevo(&self.titulo, hecho, None);
        // Una escala que no cambia a cada momento: 2 segundos, 4, 8… y un poco más.
        let llega =
            (0..40).map(|doble| 2_200_000_u64 << doble).find(|hasta| cuadro.total <= *hasta);
        let hasta = llega.unwrap_or(cuadro.total).max(self.hasta);
        let texto = dibujo::texto(&[cuadro], ancho(), hasta);
        self.dibujo.set_message(match AutoStream::choice(&io::stdout()) {
            anstream::ColorChoice::Never => anstream::adapter::strip_str(&texto).to_string(),
            _ => texto,
        });
        self.dibujo.tick();
    }

    /// Termina: el dibujo se va, o se queda con todo lo que se hizo.
    pub fn terminar(mut self, queda: Option<Hecho>) {
        if !self.a_medias.is_empty() {
            self.dibujo.println(String::from_utf8_lossy(&self.a_medias));
        }
        match queda {
            Some(hecho) => {
                self.dibujar(hecho);
                self.dibujo.abandon();
            }
            None => self.dibujo.finish_and_clear(),
        }
    }
}
