//! Lo que un programa va escribiendo, leído según lo escribe.

use super::en_marcha::{ahora, tomar};
use std::io::{self, Read, Write};
use std::mem;
use std::process::Child;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Lo que se guarda de cada salida, en bytes: con lo demás se cuenta, y nada más.
const GUARDADO: usize = 16 << 20;

/// Lo que puede quedar por mostrar, en bytes: hasta que se muestra, el programa espera.
const POR_MOSTRAR: usize = 256 << 10;

type Compartido<T> = Arc<Mutex<T>>;

/// Las dos salidas, que se leen en otros hilos: si nadie las leyera, el programa tendría que esperar.
pub(super) struct Salidas {
    salida: Compartido<Guardado>,
    errores: Compartido<Guardado>,
    /// Lo que ha dicho por las dos, en el orden en que llegó, desde que se preguntó la última vez.
    dicho: Option<Compartido<Vec<u8>>>,
    cerradas: Receiver<()>,
}

/// Lo que se guarda de una salida.
#[derive(Default)]
struct Guardado {
    bytes: Vec<u8>,
    /// Cuántos bytes se habían leído en cada momento.
    momentos: Vec<(u64, usize)>,
    sin_guardar: usize,
}

/// Lo que escribió un programa.
pub(super) struct Leido {
    pub salida: String,
    pub errores: String,
    pub momentos: Vec<(u64, usize)>,
    pub sin_guardar: usize,
}

impl Salidas {
    /// Las de un proceso; si alguien lo mira, él muestra lo que dice.
    pub fn de(proceso: &mut Child, a_la_vista: bool, mirado: bool) -> Self {
        let (avisa, cerradas) = mpsc::channel();
        let dicho = mirado.then(Compartido::default);
        let salidas = Salidas { salida: Arc::default(), errores: Arc::default(), dicho, cerradas };
        let eco = a_la_vista.then(|| Box::new(io::stdout()) as Box<dyn Write + Send>);
        salidas.leer(proceso.stdout.take(), &salidas.salida, eco, avisa.clone());
        let eco = a_la_vista.then(|| Box::new(io::stderr()) as Box<dyn Write + Send>);
        salidas.leer(proceso.stderr.take(), &salidas.errores, eco, avisa);
        salidas
    }

    /// Lee un tubo en otro hilo, y de paso lo copia en el eco. Al acabar suelta `fin`.
    fn leer(
        &self,
        tubo: Option<impl Read + Send + 'static>,
        guardado: &Compartido<Guardado>,
        mut eco: Option<Box<dyn Write + Send>>,
        fin: Sender<()>,
    ) {
        let (guardado, dicho) = (Arc::clone(guardado), self.dicho.clone());
        thread::spawn(move || {
            let _fin = fin;
            let Some(mut tubo) = tubo else { return };
            let mut trozo = [0; 8192];
            while let Ok(cuantos @ 1..) = tubo.read(&mut trozo) {
                let trozo = &trozo[..cuantos];
                // Quien leía el eco puede haberse ido.
                let escrito = eco.as_mut().map(|e| e.write_all(trozo).and_then(|()| e.flush()));
                if escrito.is_some_and(|escrito| escrito.is_err()) {
                    eco = None;
                }
                tomar(&guardado).anadir(trozo);
                if let Some(dicho) = &dicho {
                    while tomar(dicho).len() > POR_MOSTRAR {
                        thread::sleep(Duration::from_millis(1));
                    }
                    tomar(dicho).extend(trozo);
                }
            }
        });
    }

    /// Lo que ha dicho por las dos salidas desde que se preguntó la última vez.
    pub fn lo_nuevo(&self) -> Vec<u8> {
        self.dicho.as_ref().map(|dicho| mem::take(&mut *tomar(dicho))).unwrap_or_default()
    }

    /// Si aún hay quien pueda escribir, después de esperar a que deje de haberlo.
    pub fn abiertas(&self, espera: Duration) -> bool {
        self.cerradas.recv_timeout(espera) != Err(RecvTimeoutError::Disconnected)
    }

    pub fn recoger(self) -> Leido {
        let [salida, errores] =
            [&self.salida, &self.errores].map(|una| mem::take(&mut *tomar(una)));
        let texto = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Leido {
            salida: texto(&salida.bytes),
            errores: texto(&errores.bytes),
            momentos: salida.momentos,
            sin_guardar: salida.sin_guardar + errores.sin_guardar,
        }
    }
}

impl Guardado {
    fn anadir(&mut self, trozo: &[u8]) {
        let cabe = trozo.len().min(GUARDADO - self.bytes.len());
        self.sin_guardar += trozo.len() - cabe;
        if cabe > 0 {
            self.bytes.extend(&trozo[..cabe]);
            self.momentos.push((ahora(), self.bytes.len()));
        }
    }
}
