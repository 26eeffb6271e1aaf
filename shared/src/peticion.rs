//! La petición HTTP de los apuntes: pide una URL y dice cuántos bytes tiene la respuesta.

use crate::causas::en_espanol;
use crate::cliente::{cliente_para, comprobar_destino};
use crate::{avisar, dominios::sin_clave, traza};
use std::io;

/// Pide `url`, dice cuántos bytes tiene el cuerpo de la respuesta y los devuelve.
///
/// Python: `requests.get(url)` y `len(response.content)`. Como allí, se siguen hasta 30 redirecciones, y
/// un 404 o un 500 no son errores: su cuerpo también se cuenta. A diferencia de allí, el cuerpo se
/// cuenta según llega, sin guardarlo, y la espera tiene límite, como con `timeout=(10, 30)`.
///
/// # Errors
///
/// Si no hay respuesta completa. La causa ya está dicha en la salida de errores: el error que se
/// devuelve sirve para contarlo.
pub fn realizar_peticion(url: &str) -> anyhow::Result<u64> {
    let nombre = sin_clave(url);
    let _tramo = traza::anotar(&nombre);

    let resultado = pedir(url);
    match &resultado {
        Ok(bytes) => println!("\n[+] URL [{nombre}]: {bytes} bytes"),
        Err(error) => avisar(&format!("URL [{nombre}]: {}", en_espanol(error, url))),
    }
    resultado
}

fn pedir(url: &str) -> anyhow::Result<u64> {
    let cliente = cliente_para(url)?;
    let mut respuesta = cliente.get(url).send()?;
    comprobar_destino(respuesta.status(), respuesta.headers())?;
    let bytes = respuesta.copy_to(&mut io::sink())?;
    Ok(bytes)
}
