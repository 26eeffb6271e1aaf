"""Un proceso hijo al que nadie espera: multiprocessing lo espera antes de terminar, y subprocess no.

Apuntes: «Sincronización de procesos», sin el join().
Verás: main llega al final, y el programa sigue hasta que termina el hijo. Con daemon, el programa mata al hijo antes
de terminar. Con popen, el hijo sigue solo, como en Rust.
Ejecútalo: python3 examples-processes/examples/no-join-processes.py
           python3 examples-processes/examples/no-join-processes.py daemon
           python3 examples-processes/examples/no-join-processes.py popen
Compáralo: no-join-processes.rs (Rust no espera a ningún hijo)
"""

import multiprocessing
import subprocess
import sys
import time


def trabajar(numero, empezado):
    empezado.set()
    time.sleep(1)
    print(f"\n[+] Trabajador {numero}: he terminado")


if __name__ == "__main__":
    empezado = multiprocessing.Event()
    if "--hijo" in sys.argv:
        trabajar(1, empezado)
        sys.exit()

    print("\n[+] main inicia al trabajador 1")
    if "popen" in sys.argv:
        subprocess.Popen([sys.executable, __file__, "--hijo"])
    else:
        daemon = "daemon" in sys.argv
        proceso = multiprocessing.Process(target=trabajar, args=(1, empezado), daemon=daemon)
        proceso.start()
        empezado.wait()
    print("\n[+] main llega al final sin esperarlo")
