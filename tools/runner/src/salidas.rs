//! Lo que un programa va escribiendo, leído según lo escribe.

use crate::{Observador, Salida};
use shared::ejecucion::{Ejecucion, Leido, ahora};
use std::io::Read;
use std::process::Child;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

/// Lo que se guarda de cada salida, en bytes: con lo demás se cuenta, y nada más.
const GUARDADO: usize = 1 << 20;

/// Lo que se recoge de una vez, en bytes: hasta que se muestra, el programa espera.
const DE_UNA_VEZ: usize = 256 << 10;

/// Los trozos que pueden quedar por recoger; con más, el programa espera.
const TROZOS: usize = 8;

/// Las dos salidas, que se leen en otros hilos: si nadie las leyera, el programa tendría que esperar.
pub(crate) struct Salidas {
    trozos: Receiver<Trozo>,
    estandar: Vec<u8>,
    errores: Vec<u8>,
    leido: Vec<Leido>,
    sin_guardar: usize,
}

/// Lo que se leyó de una vez.
struct Trozo {
    salida: Salida,
    momento: u64,
    bytes: Vec<u8>,
}

/// Si aún hay quien pueda decir algo.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quedan {
    Abiertas,
    Cerradas,
}

impl Salidas {
    /// Las de un proceso.
    pub(crate) fn de(proceso: &mut Child) -> Self {
        let (envia, trozos) = mpsc::sync_channel(TROZOS);
        leer(proceso.stdout.take(), Salida::Estandar, envia.clone());
        leer(proceso.stderr.take(), Salida::Errores, envia);
        Salidas {
            trozos,
            estandar: Vec::new(),
            errores: Vec::new(),
            leido: Vec::new(),
            sin_guardar: 0,
        }
    }

    /// Recoge lo que diga por las dos en un momento, y se lo cuenta a quien mira.
    pub(crate) fn escuchar(&mut self, observador: &mut dyn Observador) -> Quedan {
        let plazo = Instant::now() + Duration::from_millis(20);
        let mut recogido = 0;
        while recogido < DE_UNA_VEZ {
            let falta = plazo.saturating_duration_since(Instant::now());
            let trozo = match self.trozos.recv_timeout(falta) {
                Ok(trozo) => trozo,
                Err(RecvTimeoutError::Timeout) => return Quedan::Abiertas,
                Err(RecvTimeoutError::Disconnected) => return Quedan::Cerradas,
            };
            recogido += trozo.bytes.len();
            self.guardar(&trozo);
            observador.dice(trozo.salida, &trozo.bytes);
        }
        Quedan::Abiertas
    }

    fn guardar(&mut self, trozo: &Trozo) {
        let guardado = match trozo.salida {
            Salida::Estandar => &mut self.estandar,
            Salida::Errores => &mut self.errores,
        };
        let cabe = trozo.bytes.len().min(GUARDADO - guardado.len());
        guardado.extend(&trozo.bytes[..cabe]);
        self.sin_guardar += trozo.bytes.len() - cabe;
        if trozo.salida == Salida::Estandar && cabe > 0 {
            let momento = trozo.momento;
            let bytes = guardado.len();
            self.leido.push(Leido { momento, bytes });
        }
    }

    /// Pone en lo que hizo el programa todo lo que dijo.
    pub(crate) fn contar_en(self, hecho: &mut Ejecucion) {
        hecho.salida = String::from_utf8_lossy(&self.estandar).into_owned();
        hecho.errores = String::from_utf8_lossy(&self.errores).into_owned();
        hecho.leido = self.leido;
        hecho.sin_guardar = self.sin_guardar;
    }
}

/// Lee un tubo en otro hilo hasta que se cierra o ya nadie lo recoge.
fn leer(tubo: Option<impl Read + Send + 'static>, salida: Salida, envia: SyncSender<Trozo>) {
    let Some(mut tubo) = tubo else {
        return;
    };
    thread::spawn(move || {
        let mut leido = [0; 8192];
        while let Ok(cuantos @ 1..) = tubo.read(&mut leido) {
            let trozo = Trozo {
                salida,
                momento: ahora(),
                bytes: leido[..cuantos].to_vec(),
            };
            if envia.send(trozo).is_err() {
                return;
            }
        }
    });
}
