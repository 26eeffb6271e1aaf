//! Un navegador de verdad, Chromium, llevado con WebDriver: lo que se pide aquí es JSON por HTTP.

use crate::HastaElFinal;
use reqwest::blocking::{Client, ClientBuilder};
use serde_json::{Value, json};
use shared::cliente::configuracion;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Lo que se espera a que responda, en milisegundos: en un equipo cargado, tarda lo suyo.
const ESPERA: u64 = 300_000;

/// Un navegador sin ventana; se termina al soltarlo.
pub struct Navegador {
    _conductor: HastaElFinal,
    cliente: Client,
    sesion: String,
}

impl Navegador {
    /// Lo inicia y abre esa página, si en este equipo hay `chromedriver`.
    pub fn abrir(url: &str) -> Option<Self> {
        let mut orden = Command::new("chromedriver");
        orden.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut conductor = HastaElFinal(orden.spawn().ok()?);
        let mut lineas = BufReader::new(conductor.0.stdout.take().unwrap()).lines();
        let linea = lineas.find_map(|l| l.ok().filter(|l| l.contains(" successfully on port ")));
        let linea = linea.expect("chromedriver no dice su puerto");
        let puerto = linea.rsplit(' ').next().unwrap().trim_end_matches('.');
        let sesion = format!("http://127.0.0.1:{puerto}/session");
        let cliente = ClientBuilder::from(configuracion(&sesion.parse().unwrap()));
        let cliente = cliente.timeout(Duration::from_millis(ESPERA)).build().unwrap();
        let mut navegador = Navegador { _conductor: conductor, cliente, sesion };
        let sin = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
        let pedido = json!({
            "goog:chromeOptions": { "args": sin },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "timeouts": { "script": ESPERA, "pageLoad": ESPERA },
        });
        let pedido = json!({ "capabilities": { "alwaysMatch": pedido } });
        let sesion = navegador.orden("", &pedido);
        navegador.sesion += &format!("/{}", sesion["sessionId"].as_str().unwrap());
        navegador.orden("/url", &json!({ "url": url }));
        Some(navegador)
    }

    fn orden(&self, ruta: &str, cuerpo: &Value) -> Value {
        let peticion = self.cliente.post(format!("{}{ruta}", self.sesion)).body(cuerpo.to_string());
        let respuesta = peticion.send().unwrap().text().unwrap();
        let valor = serde_json::from_str::<Value>(&respuesta).unwrap()["value"].take();
        assert!(valor.get("error").is_none(), "{ruta}: {valor}");
        valor
    }

    /// Ejecuta en la página el cuerpo de una función asíncrona, y da lo que devuelve.
    pub fn ejecutar(&self, codigo: &str) -> Value {
        let envuelto = format!("return (async () => {{ {codigo} }})()");
        self.orden("/execute/sync", &json!({ "script": envuelto, "args": [] }))
    }

    /// Pulsa una tecla; las que no son letras tienen su código en WebDriver.
    pub fn pulsar(&self, tecla: char) {
        let pulsada = ["keyDown", "keyUp"].map(|que| json!({ "type": que, "value": tecla }));
        let teclado = json!({ "type": "key", "id": "teclado", "actions": pulsada });
        self.orden("/actions", &json!({ "actions": [teclado] }));
    }

    /// Una orden del protocolo de las herramientas de Chromium.
    pub fn cdp(&self, orden: &str, datos: Value) {
        self.orden("/goog/cdp/execute", &json!({ "cmd": orden, "params": datos }));
    }

    /// Como si quien mira prefiriera eso: `prefers-color-scheme`, `dark`.
    pub fn prefiere(&self, que: &str, valor: &str) {
        let preferencia = json!([{ "name": que, "value": valor }]);
        self.cdp("Emulation.setEmulatedMedia", json!({ "features": preferencia }));
    }

    /// Lo que ha apuntado: en `browser`, lo que sale en la consola; en `performance`, lo que ha pedido a la red.
    pub fn apuntado(&self, de: &str) -> Value {
        self.orden("/se/log", &json!({ "type": de }))
    }
}

impl Drop for Navegador {
    fn drop(&mut self) {
        // Con la sesión se va el navegador; quien lo lleva, al soltarse.
        let _ = self.cliente.delete(&self.sesion).send();
    }
}
