//! Lo que un programa va escribiendo, leído según lo escribe.

use super::{Ejecucion, en_marcha::ahora};
use std::io::{self, Read, Write};
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
pub(super) struct Salidas {
    trozos: Receiver<Trozo>,
    /// De la salida estándar y de la de errores.
    guardado: [Vec<u8>; 2],
    momentos: Vec<(u64, usize)>,
    sin_guardar: usize,
}

/// Lo que se leyó de una vez.
struct Trozo {
    /// De qué salida: 0 es la estándar.
    cual: usize,
    momento: u64,
    bytes: Vec<u8>,
}

impl Salidas {
    /// Las de un proceso; con eco, se muestran según se leen.
    pub fn de(proceso: &mut Child, con_eco: bool) -> Self {
        let (envia, trozos) = mpsc::sync_channel(TROZOS);
        leer(
            0,
            proceso.stdout.take(),
            con_eco.then(io::stdout),
            envia.clone(),
        );
        leer(1, proceso.stderr.take(), con_eco.then(io::stderr), envia);
        Salidas {
            trozos,
            guardado: Default::default(),
            momentos: Vec::new(),
            sin_guardar: 0,
        }
    }

    /// Recoge lo que diga por las dos en un momento, y si aún hay quien pueda decir más.
    pub fn escuchar(&mut self) -> (Vec<u8>, bool) {
        let (mut dicho, plazo) = (Vec::new(), Instant::now() + Duration::from_millis(20));
        while dicho.len() < DE_UNA_VEZ {
            match self
                .trozos
                .recv_timeout(plazo.saturating_duration_since(Instant::now()))
            {
                Ok(trozo) => {
                    self.guardar(&trozo);
                    dicho.extend(trozo.bytes);
                }
                Err(error) => return (dicho, error == RecvTimeoutError::Timeout),
            }
        }
        (dicho, true)
    }

    fn guardar(&mut self, trozo: &Trozo) {
        let guardado = &mut self.guardado[trozo.cual];
        let cabe = trozo.bytes.len().min(GUARDADO - guardado.len());
        guardado.extend(&trozo.bytes[..cabe]);
        self.sin_guardar += trozo.bytes.len() - cabe;
        if trozo.cual == 0 && cabe > 0 {
            self.momentos.push((trozo.momento, guardado.len()));
        }
    }

    /// Apunta todo lo que se guardó.
    pub fn apuntar(self, hecho: &mut Ejecucion) {
        let texto = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        [hecho.salida, hecho.errores] = self.guardado.map(texto);
        (hecho.momentos, hecho.sin_guardar) = (self.momentos, self.sin_guardar);
    }
}

/// Lee un tubo en otro hilo, y de paso lo copia en el eco, hasta que se cierra o ya nadie lo recoge.
fn leer(
    cual: usize,
    tubo: Option<impl Read + Send + 'static>,
    mut eco: Option<impl Write + Send + 'static>,
    envia: SyncSender<Trozo>,
) {
    let Some(mut tubo) = tubo else { return };
    thread::spawn(move || {
        let mut leido = [0; 8192];
        while let Ok(cuantos @ 1..) = tubo.read(&mut leido) {
            let trozo = Trozo {
                cual,
                momento: ahora(),
                bytes: leido[..cuantos].to_vec(),
            };
            if let Some(salida) = &mut eco {
                // Quien leía el eco puede haberse ido.
                if salida
                    .write_all(&trozo.bytes)
                    .and_then(|()| salida.flush())
                    .is_err()
                {
                    eco = None;
                }
            }
            if envia.send(trozo).is_err() {
                return;
            }
        }
    });
}
