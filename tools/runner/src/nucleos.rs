//! Si hay núcleos para que dos hilos avancen en paralelo: sin ellos, lo que ocupa un programa no dice nada de él.

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

/// Los núcleos de media con los que se dice que varias tareas avanzaron en paralelo; las que se turnan no pasan de uno.
pub const EN_PARALELO: f64 = 1.3;

/// Si hay ahora dos núcleos libres: dos hilos tardan poco más que uno.
pub fn hay_dos_nucleos_libres() -> bool {
    girar(2) < girar(1).mul_f64(1.3)
}

/// Lo que tardan esos hilos en dar cada uno las mismas vueltas.
fn girar(hilos: usize) -> Duration {
    let inicio = Instant::now();
    thread::scope(|grupo| {
        for _ in 0..hilos {
            grupo.spawn(|| {
                for vuelta in 0..50_000_000 {
                    black_box(vuelta);
                }
            });
        }
    });
    inicio.elapsed()
}
