//! La petición HTTP de los apuntes: pide una URL y dice cuántos bytes tiene la respuesta.

use crate::dominios::sin_clave;
use crate::http::causas::en_espanol;
use crate::http::cliente::{cliente_para, seguir};
use crate::salida::anunciar;
use crate::{avisar, traza};
use reqwest::StatusCode;

/// Pide `url`, dice cuántos bytes tiene el cuerpo de la respuesta y los devuelve.
///
/// Python: `requests.get(url)` y `len(response.content)`. Como allí, se siguen hasta 30 redirecciones, y
/// un 404 o un 500 no son errores: su cuerpo también se cuenta, y un aviso dice el estado. A diferencia de allí, la
/// espera tiene límite: 10 segundos para conectar, 30 hasta que empieza la respuesta y otros 30 hasta que llega entera.
/// Da un error si no hay respuesta completa. La causa ya está dicha en la salida de errores: el error que se
/// devuelve sirve para contarlo.
pub fn realizar_peticion(url: &str) -> anyhow::Result<usize> {
    let nombre = sin_clave(url);
    let _tramo = traza::anotar(&nombre); // cuándo empieza y cuándo termina, como en tarea

    // Como un try de Python: el primer ? que encuentra un error acaba aquí, y debajo se dice.
    let intento = || {
        let respuesta = cliente_para(url)?.get(url).send()?;
        let respuesta = seguir(respuesta)?; // si lleva de http a https, o fuera de este equipo
        let estado = respuesta.status();
        let bytes = respuesta.bytes()?.len();
        println!("\n[+] URL [{nombre}]: {bytes} bytes");
        avisar_del_estado(&nombre, estado); // solo si no es 2xx: un 404, por ejemplo
        Ok(bytes)
    };
    intento().inspect_err(|error| avisar(&format!("URL [{nombre}]: {}", en_espanol(error))))
}

/// Avisa de un estado que no sea 2xx. Los bytes de una negativa se cuentan como los demás, y así no parecen una página.
pub fn avisar_del_estado(nombre: &str, estado: StatusCode) {
    if !estado.is_success() {
        let codigo = estado.as_u16();
        anunciar(&format!("[*] URL [{nombre}]: estado {codigo}"));
    }
}
