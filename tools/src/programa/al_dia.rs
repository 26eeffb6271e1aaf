//! Cargo mira fechas: el archivo que se copia con la suya, si es anterior a lo construido, no lo construye.

use anyhow::Context;
use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;

/// Si un ejecutable, que se pidió en ese momento, es de lo que dice el archivo. Si no, o si lo construyó otro y no se
/// sabe, le pone al archivo la fecha de ahora, para que cargo lo construya. Es un error que no sea y no se pueda.
pub(super) fn esta(archivo: &Path, ejecutable: &Path, pedido: SystemTime) -> anyhow::Result<bool> {
    let Ok(codigo) = fs::read(archivo) else {
        return Ok(true);
    };
    let fecha = |ruta: &Path| fs::metadata(ruta).and_then(|que_es| que_es.modified());
    let construido = fecha(ejecutable)?;
    // Una copia de lo que se construyó la última vez.
    let copia = ejecutable.with_extension("source");
    let se_sabe = fecha(&copia).is_ok_and(|copiado| copiado >= construido);
    if se_sabe && fs::read(&copia)? == codigo {
        return Ok(true);
    }
    let poner_fecha = || {
        let archivo = File::options()
            .read(true)
            .write(cfg!(windows))
            .open(archivo)?;
        archivo.set_modified(SystemTime::now())
    };
    match (construido < pedido).then(poner_fecha) {
        Some(Ok(())) => return Ok(false),
        Some(Err(error)) if se_sabe => {
            let no_es = format!("{} no es lo que se construyó", archivo.display());
            return Err(error).context(no_es + ", y su fecha no se puede cambiar");
        }
        // Se acaba de construir; o aquí no se puede cambiar nada, y será el que era.
        _ => fs::write(copia, codigo)?,
    }
    Ok(true)
}
