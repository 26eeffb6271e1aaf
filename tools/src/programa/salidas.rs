//! Lo que un programa va escribiendo, leído según lo escribe.

use super::en_marcha::{ahora, tomar};
use std::io::{self, Read, Write};
use std::mem;
use std::process::Child;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

type Compartido<T> = Arc<Mutex<T>>;

/// Las dos salidas, que se leen en otros hilos: si nadie las leyera, el programa tendría que esperar.
pub(super) struct Salidas {
    salida: Compartido<Vec<u8>>,
    errores: Compartido<Vec<u8>>,
    /// Lo que ha dicho por las dos, en el orden en que llegó, desde que se preguntó la última vez.
    dicho: Compartido<Vec<u8>>,
    momentos: Compartido<Vec<(u64, usize)>>,
    cerradas: Receiver<()>,
}

impl Salidas {
    pub fn de(proceso: &mut Child, a_la_vista: bool) -> Self {
        let (avisa, cerradas) = mpsc::channel();
        let [salida, errores, dicho] = [(); 3].map(|()| Compartido::default());
        let salidas = Salidas { salida, errores, dicho, momentos: Arc::default(), cerradas };
        let momentos = Arc::clone(&salidas.momentos);
        let apuntar = move |bytes| tomar(&momentos).push((ahora(), bytes));
        let eco = a_la_vista.then(|| Box::new(io::stdout()) as Box<dyn Write + Send>);
        salidas.leer(proceso.stdout.take(), &salidas.salida, eco, apuntar, avisa.clone());
        let eco = a_la_vista.then(|| Box::new(io::stderr()) as Box<dyn Write + Send>);
        salidas.leer(proceso.stderr.take(), &salidas.errores, eco, |_| {}, avisa);
        salidas
    }

    /// Lee un tubo en otro hilo, y de paso lo copia en el eco. Al acabar suelta `fin`.
    fn leer(
        &self,
        tubo: Option<impl Read + Send + 'static>,
        leido: &Compartido<Vec<u8>>,
        mut eco: Option<Box<dyn Write + Send>>,
        apuntar: impl Fn(usize) + Send + 'static,
        fin: Sender<()>,
    ) {
        let (leido, dicho) = (Arc::clone(leido), Arc::clone(&self.dicho));
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
                let mut leido = tomar(&leido);
                leido.extend(trozo);
                apuntar(leido.len());
                tomar(&dicho).extend(trozo);
            }
        });
    }

    /// Lo que ha dicho por las dos salidas desde que se preguntó la última vez.
    pub fn lo_nuevo(&self) -> Vec<u8> {
        mem::take(&mut *tomar(&self.dicho))
    }

    /// Lo que escribió por cada una, y cuántos bytes de la primera se habían leído en cada momento.
    pub fn recoger(self) -> (String, String, Vec<(u64, usize)>) {
        let texto = |leido: &Mutex<Vec<u8>>| String::from_utf8_lossy(&tomar(leido)).into_owned();
        let momentos = mem::take(&mut *tomar(&self.momentos));
        (texto(&self.salida), texto(&self.errores), momentos)
    }

    /// Si aún hay quien pueda escribir, después de esperar a que deje de haberlo.
    pub fn abiertas(&self, espera: Duration) -> bool {
        self.cerradas.recv_timeout(espera) != Err(RecvTimeoutError::Disconnected)
    }
}
