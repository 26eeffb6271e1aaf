//! Un navegador de verdad, Chromium, llevado con WebDriver: lo que se pide aquí es JSON por HTTP.

use crate::HastaElFinal;
use anyhow::{Context, bail, ensure};
use reqwest::blocking::Client;
use serde_json::{Value, json};
use shared::cliente::configuracion;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Lo que se espera a que responda, en milisegundos.
const ESPERA: u64 = 300_000;

/// Un navegador sin ventana; se termina al soltarlo.
#[derive(Debug)]
pub struct Navegador {
    _conductor: HastaElFinal,
    cliente: Client,
    sesion: String,
}

impl Navegador {
    /// Lo inicia, si en este equipo hay `chromedriver`; si no, `None`.
    pub fn iniciar() -> anyhow::Result<Option<Self>> {
        let mut orden = Command::new("chromedriver");
        orden.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
        let Ok(conductor) = orden.spawn() else { return Ok(None) };
        let mut conductor = HastaElFinal(conductor);
        let salida = conductor.0.stdout.take().context("chromedriver no tiene salida")?;
        // Un navegador que se inicia en un equipo cargado tarda lo suyo.
        let cliente = reqwest::blocking::ClientBuilder::from(configuracion(true));
        let cliente = cliente.timeout(Duration::from_millis(ESPERA)).build()?;
        let mut navegador = Navegador { _conductor: conductor, cliente, sesion: String::new() };
        let mut lineas = BufReader::new(salida).lines().map_while(Result::ok);
        let linea = lineas.find(|linea| linea.contains(" successfully on port "));
        let linea = linea.context("chromedriver no dice su puerto")?;
        let puerto = linea.rsplit(' ').next().unwrap_or_default().trim_end_matches('.');
        navegador.sesion = format!("http://127.0.0.1:{puerto}/session");
        let opciones =
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
        let pedido = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": opciones },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "timeouts": { "script": ESPERA, "pageLoad": ESPERA },
        } } });
        let sesion = navegador.orden("", &pedido)?;
        let sesion = sesion["sessionId"].as_str().context("no hay sesión")?.to_string();
        navegador.sesion = format!("{}/{sesion}", navegador.sesion);
        Ok(Some(navegador))
    }

    fn orden(&self, ruta: &str, cuerpo: &Value) -> anyhow::Result<Value> {
        let respuesta =
            self.cliente.post(format!("{}{ruta}", self.sesion)).body(cuerpo.to_string()).send()?;
        let mut respuesta: Value = serde_json::from_str(&respuesta.text()?)?;
        let valor = respuesta["value"].take();
        if let Some(error) = valor["error"].as_str() {
            bail!("{ruta}: {error}: {}", valor["message"]);
        }
        Ok(valor)
    }

    /// Abre una página.
    pub fn abrir(&self, url: &str) -> anyhow::Result<()> {
        self.orden("/url", &json!({ "url": url })).map(drop)
    }

    /// Ejecuta en la página el cuerpo de una función asíncrona, y da lo que devuelve.
    pub fn ejecutar(&self, codigo: &str) -> anyhow::Result<Value> {
        let envuelto = format!(
            "const [fin] = [...arguments].slice(-1); (async () => {{ {codigo} }})().then(fin, (e) => fin({{ error_de_js: String(e) }}));"
        );
        let valor = self.orden("/execute/async", &json!({ "script": envuelto, "args": [] }))?;
        ensure!(valor.get("error_de_js").is_none(), "{valor}");
        Ok(valor)
    }

    /// Pulsa una tecla; las que no son letras tienen su código en WebDriver.
    pub fn pulsar(&self, tecla: char) -> anyhow::Result<()> {
        let acciones =
            json!([{ "type": "keyDown", "value": tecla }, { "type": "keyUp", "value": tecla }]);
        self.orden(
            "/actions",
            &json!({ "actions": [{ "type": "key", "id": "teclado", "actions": acciones }] }),
        )
        .map(drop)
    }

    /// Una orden del protocolo de las herramientas de Chromium.
    pub fn cdp(&self, orden: &str, datos: &Value) -> anyhow::Result<Value> {
        self.orden("/goog/cdp/execute", &json!({ "cmd": orden, "params": datos }))
    }

    /// Lo que ha apuntado desde la vez anterior: en `browser`, lo que sale en la consola; en `performance`, lo
    /// que ha pedido a la red.
    pub fn apuntado(&self, de: &str) -> anyhow::Result<Vec<Value>> {
        let apuntado = self.orden("/se/log", &json!({ "type": de }))?;
        Ok(apuntado.as_array().cloned().unwrap_or_default())
    }
}

impl Drop for Navegador {
    fn drop(&mut self) {
        // Con la sesión se va el navegador; quien lo lleva, al soltarse.
        let _ = self.cliente.delete(&self.sesion).send();
    }
}
