//! Los archivos de un programa. Cargo mira fechas: si un archivo se copia con la suya, y es anterior a lo construido,
//! no lo construye otra vez, y se ejecutaría lo de antes.

use anyhow::Context;
use shared::salida::visible;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Si un ejecutable es de lo que dicen ahora los archivos de su carpeta.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AlDia {
    Si,
    /// Cargo lo construirá la próxima vez: sus archivos tienen ya la fecha de ahora.
    SeConstruiraOtraVez,
}

/// Comprueba que un ejecutable, que se le pidió a cargo en ese momento, es de lo que dicen los archivos de esa carpeta; si
/// no lo es, o no se sabe, les pone la fecha de ahora. Es un error que no lo sea y no se pueda.
pub(crate) fn poner_al_dia(
    ejecutable: &Path,
    carpeta: &Path,
    pedido: SystemTime,
) -> anyhow::Result<AlDia> {
    let fuentes = fuentes(ejecutable, carpeta);
    let resumen = resumir(&fuentes).to_string();
    let construido = fecha(ejecutable)?;
    // El resumen de lo que decían la última vez que se construyó.
    let apunte = ejecutable.with_extension("sources");
    let apuntado = match fecha(&apunte) {
        Ok(apuntado) if apuntado >= construido => fs::read_to_string(&apunte).ok(),
        _ => None,
    };
    if apuntado.as_ref() == Some(&resumen) {
        return Ok(AlDia::Si);
    }
    if construido < pedido {
        match poner_fecha_de_ahora(&fuentes) {
            Ok(()) => return Ok(AlDia::SeConstruiraOtraVez),
            // Se sabe que no son los que se construyeron.
            Err(error) if apuntado.is_some() => {
                let ejecutable = visible(&ejecutable.to_string_lossy());
                let problema = format!(
                    "{ejecutable} no es lo que dicen sus archivos, y su fecha no se puede cambiar"
                );
                return Err(error).context(problema);
            }
            // No se sabe, y aquí no se puede cambiar nada: serán los que eran.
            Err(_) => {}
        }
    }
    fs::write(&apunte, resumen)?;
    Ok(AlDia::Si)
}

/// Los archivos de los que salió un ejecutable y están en esa carpeta, según el `.d` que cargo deja a su lado.
fn fuentes(ejecutable: &Path, carpeta: &Path) -> Vec<PathBuf> {
    let dice = fs::read_to_string(ejecutable.with_extension("d")).unwrap_or_default();
    let Some((_, archivos)) = dice.split_once(": ") else {
        return Vec::new();
    };
    let Ok(carpeta) = fs::canonicalize(carpeta) else {
        return Vec::new();
    };
    let mut fuentes = Vec::new();
    // Los separa un espacio, y el que va en un nombre lleva delante una barra.
    for archivo in archivos.trim_end().replace("\\ ", "\0").split(' ') {
        let archivo = archivo.replace('\0', " ");
        // Uno que ya no está cambia el resumen: no se construyó con lo que hay ahora.
        let Ok(archivo) = fs::canonicalize(archivo) else {
            continue;
        };
        if archivo.starts_with(&carpeta) {
            fuentes.push(archivo);
        }
    }
    fuentes
}

fn resumir(fuentes: &[PathBuf]) -> u64 {
    let mut resumen = DefaultHasher::new();
    for fuente in fuentes {
        fuente.hash(&mut resumen);
        let dice = fs::read(fuente).unwrap_or_default();
        dice.hash(&mut resumen);
    }
    resumen.finish()
}

fn fecha(archivo: &Path) -> io::Result<SystemTime> {
    fs::metadata(archivo)?.modified()
}

fn poner_fecha_de_ahora(fuentes: &[PathBuf]) -> io::Result<()> {
    for fuente in fuentes {
        // Windows no cambia la fecha de lo que se abre solo para leer.
        let archivo = File::options()
            .read(true)
            .write(cfg!(windows))
            .open(fuente)?;
        archivo.set_modified(SystemTime::now())?;
    }
    Ok(())
}
