//! Quien aprende puede haber cambiado una lección: entonces, eso es lo primero que dice una prueba que falla.

use shared::ejecucion::construir::raiz;
use std::panic;
use std::process::Command;
use std::sync::Once;

/// Desde que se llama, cada prueba que falla empieza por decir lo que no está como vino.
pub fn avisar_si_ha_cambiado() {
    static UNA_VEZ: Once = Once::new();
    UNA_VEZ.call_once(|| {
        let Some(aviso) = aviso() else {
            return;
        };
        let como_siempre = panic::take_hook();
        panic::set_hook(Box::new(move |panico| {
            println!("\n{aviso}");
            como_siempre(panico);
        }));
    });
}

fn aviso() -> Option<String> {
    let Some(cambiados) = cambiados() else {
        let sin_git = "[*] Si has cambiado una lección, puede que falle por eso";
        return Some(sin_git.to_string());
    };
    if cambiados.is_empty() {
        return None;
    }
    let archivos = cambiados.join(" ");
    Some(format!(
        "[*] No está como vino: {archivos}\n\
         [*] Puede que falle por eso. Guarda lo tuyo en una copia (docs/copy.md); lo que vino vuelve con\n    \
         git restore {archivos}"
    ))
}

/// Los programas, y la tarea y la petición que comparten, que no están como vinieron. Sin git no se sabe.
fn cambiados() -> Option<Vec<String>> {
    let mut git = Command::new("git");
    // Solo mira: no estorba a otro git que esté haciendo algo.
    git.args(["--no-optional-locks", "diff", "HEAD"]);
    git.args(["--name-only", "--relative", "--", "examples-*.rs"]);
    git.args(["shared/src/tarea.rs", "shared/src/peticion.rs"]);
    let fin = git.current_dir(raiz()).output().ok()?;
    if !fin.status.success() {
        return None;
    }
    let archivos = String::from_utf8_lossy(&fin.stdout);
    Some(archivos.lines().map(str::to_string).collect())
}
