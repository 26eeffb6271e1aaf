//! Lo que hay detrás de una petición: el cliente con que se pide, las causas de un fallo y el servidor local.
//!
//! | archivo | a qué responde |
//! | --- | --- |
//! | destino.rs | ¿qué hace falta para llegar a una URL? |
//! | cliente.rs | ¿con qué cliente se pide, y adónde redirige la respuesta? |
//! | causas.rs | ¿por qué falló una petición, en español? |
//! | servidor.rs | ¿quién responde sin Internet? |

pub mod causas;
pub mod cliente;
pub(crate) mod destino;
pub mod servidor;
